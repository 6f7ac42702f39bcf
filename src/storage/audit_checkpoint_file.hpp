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
    /// `from` is where a note begins; past the end of the file it means the beginning.
    explicit CheckpointFileReader(const std::filesystem::path& file, std::uint64_t from = 0);

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

/// The file, made if it is not there (for its owner alone) and held against every other process as
/// long as this object lives: two servers may share a machine, and so the file. Throws
/// std::system_error.
class CheckpointFileWriter
{
public:
    explicit CheckpointFileWriter(const std::filesystem::path& file);
    ~CheckpointFileWriter();
    CheckpointFileWriter(const CheckpointFileWriter&) = delete;
    CheckpointFileWriter& operator=(const CheckpointFileWriter&) = delete;

    /// Adds a note after `whole_bytes`, where the last whole note ends, and returns when it is on
    /// the disk. A torn rest after it is cut away first; the caller has read up to there while
    /// holding the file. Returns where the note ends.
    std::uint64_t append(std::string_view note, std::uint64_t whole_bytes);
    /// Returns when all that stands in the file is on the disk, whoever wrote it.
    void sync() const;

private:
    [[noreturn]] void fail() const;
    void write(std::string_view text) const;

    std::filesystem::path file_;
    int descriptor_;
};

} // namespace evenhand::storage
