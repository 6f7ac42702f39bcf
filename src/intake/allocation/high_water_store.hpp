#pragma once

#include "intake/allocation/allocator.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace evenhand::allocation {

/// How far each stratum was opened, and which position for whom: in a file of the allocator's own,
/// beside the keys and in no backup of the database. Each mark is on the disk before the position
/// it names is opened. So a store in which such a position is free, or somebody else's, is an older
/// copy that was put back, and whoever put it back must not draw again (security 2.4, row 4). The
/// stratum stays as it is until the copy was made good, or until an epoch that was committed since
/// begins at its next position: rekey-forward, which two people approve (intake/ceremony). Safe
/// from many threads, and from several processes that share the file. Throws std::system_error and
/// std::runtime_error where the file cannot be read or written.
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

    /// How far a stratum was opened, as far as this process has heard. Reads no file.
    [[nodiscard]] std::optional<HowFar> how_far(std::string_view stratum) const;
    /// The same of every stratum.
    [[nodiscard]] std::map<std::string, HowFar, std::less<>> how_far() const;
    /// What was opened for that binding, likewise.
    [[nodiscard]] std::optional<OpenedFor> opened_for(const std::string& binding) const;
    /// Puts the mark at a position that is about to be opened, of the epoch that begins at `first`.
    /// The same ask again is true, however long ago it was: whoever stands in an older copy at the
    /// position that was opened for them is told the same. Otherwise it must be the next position
    /// of the same epoch, or the first of a later one, wherever that begins: behind a file that
    /// lags, or at a position that a lost part of the store had used under earlier keys. False for
    /// everything else: the file has gone further or has somebody else there, something was opened
    /// for them already, positions between were never asked for, or the epoch is told to begin
    /// elsewhere than before, which would open another slot.
    bool raise(std::string_view stratum, const Mark& wanted);

private:
    struct Opened
    {
        std::string stratum;
        Mark mark;
    };
    [[nodiscard]] bool follows(std::string_view stratum, const Mark& wanted) const;
    void keep(std::string stratum, Mark mark);
    void read_on();

    mutable std::mutex mutex_;
    std::filesystem::path file_;
    std::map<std::string, Mark, std::less<>> marks_; ///< the last of each stratum
    std::unordered_map<std::string, Opened> opened_; ///< by binding
    std::uint64_t whole_bytes_ = 0;
};

} // namespace evenhand::allocation
