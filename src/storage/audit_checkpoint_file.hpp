#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::storage {

// The outside copy of the log's signed heads: a text file beside the keys, not in the database and
// not in its backups. It holds one signed note after another, each followed by an empty line, so
// any tool that reads signed notes can read it, and it is only ever added to.

/// Reads the notes of such a file from its beginning.
class CheckpointFileReader
{
public:
    /// Reads no further than the file reaches now, so that what a server adds meanwhile, about
    /// leaves that a snapshot does not hold, is not seen. A file that is not there reads as empty.
    explicit CheckpointFileReader(const std::filesystem::path& file);

    [[nodiscard]] bool exists() const { return exists_; }
    /// The next whole note; nothing at the end. Throws std::runtime_error if the file cannot be
    /// read.
    std::optional<std::string> next();
    /// Bytes up to the end of the last whole note that was read. What may follow after the last
    /// one is a note cut short by a power cut while it was being added.
    [[nodiscard]] std::uint64_t whole_bytes() const { return whole_; }

private:
    std::optional<std::string> line();

    std::filesystem::path file_;
    std::ifstream stream_;
    bool exists_ = false;
    std::uint64_t limit_ = 0;
    std::uint64_t read_ = 0;
    std::uint64_t whole_ = 0;
};

/// Adds a note and returns when it is on the disk. The file is made, for its owner alone, if it is
/// not there. `whole_bytes` is where the last whole note ends: a torn rest after it is cut away
/// first. Throws std::system_error.
void append_note(const std::filesystem::path& file, std::string_view note,
                 std::uint64_t whole_bytes);

} // namespace evenhand::storage
