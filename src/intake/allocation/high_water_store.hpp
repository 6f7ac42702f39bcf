#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace evenhand::allocation {

/// How far each stratum was opened, and for whom last: in a file of the allocator's own, beside the
/// keys and in no backup of the database. Each mark is on the disk before the position it names is
/// opened. So a store in which such a position is free, or somebody else's, is an older copy that
/// was put back, and whoever put it back must not draw again (security 2.4, row 4). The stratum
/// stays as it is until the copy was made good. Safe from many threads, and from several processes
/// that share the file. Throws std::system_error and std::runtime_error where the file cannot be
/// read or written.
class HighWater
{
public:
    /// A position that was opened. Of each epoch the positions are opened from its first, one after
    /// the other, so nobody who asks can look ahead.
    struct Mark
    {
        std::int64_t position = 0;
        std::string binding; ///< for whom
        std::int64_t epoch = 1;
        std::int64_t first = 1; ///< where the epoch begins
        bool operator==(const Mark&) const = default;
    };

    explicit HighWater(std::filesystem::path file);

    /// Whether that position was opened, as far as this process has heard. Reads no file.
    [[nodiscard]] bool reached(std::string_view stratum, std::int64_t position) const;
    /// How far each stratum was opened, likewise.
    [[nodiscard]] std::map<std::string, std::int64_t, std::less<>> reached() const;
    /// Puts the mark at a position that is about to be opened, of the epoch that begins at `first`.
    /// The same ask again is true. Otherwise it must be the next position, of the same epoch or a
    /// later one; or the first of a later epoch, with which a file that lags behind the store
    /// catches up. False for everything else: the file has a later one or somebody else at this
    /// one, positions between were never asked for, or the epoch is told to begin elsewhere than
    /// before, which would open another slot.
    bool raise(std::string_view stratum, const Mark& wanted);

private:
    [[nodiscard]] bool follows(std::string_view stratum, const Mark& wanted) const;
    void read_on();

    mutable std::mutex mutex_;
    std::filesystem::path file_;
    std::map<std::string, Mark, std::less<>> marks_;
    std::uint64_t whole_bytes_ = 0;
};

} // namespace evenhand::allocation
