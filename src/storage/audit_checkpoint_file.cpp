#include "storage/audit_checkpoint_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace evenhand::storage {

namespace audit_checkpoint_file {

/// A new file's name is on the disk only when its folder is.
bool sync_folder_of(const std::filesystem::path& file)
{
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

} // namespace audit_checkpoint_file

CheckpointFileReader::CheckpointFileReader(const std::filesystem::path& file, std::uint64_t from)
    : file_(file)
{
    std::error_code error;
    exists_ = std::filesystem::exists(file, error);
    if (!exists_) return;
    limit_ = std::filesystem::file_size(file, error);
    stream_.open(file, std::ios::binary);
    if (from <= limit_) {
        stream_.seekg(static_cast<std::streamoff>(from));
        read_ = whole_ = from;
    }
    if (error || !stream_) {
        throw std::runtime_error(
            fmt::format("The checkpoints file {} cannot be read.", file.string()));
    }
}

std::optional<std::string> CheckpointFileReader::line()
{
    std::string text;
    if (read_ >= limit_ || !std::getline(stream_, text) || stream_.eof()) return std::nullopt;
    read_ += text.size() + 1;
    if (read_ > limit_) return std::nullopt;
    return text;
}

std::optional<std::string> CheckpointFileReader::next()
{
    // The text of a note ends at its first empty line, its signatures at the second.
    std::string note;
    for (int empty_lines = 0; empty_lines < 2;) {
        const auto text = line();
        if (!text) return std::nullopt;
        if (text->empty()) ++empty_lines;
        if (empty_lines < 2) note += *text + "\n";
    }
    whole_ = read_;
    return note;
}

CheckpointFileWriter::CheckpointFileWriter(const std::filesystem::path& file)
    : file_(file), descriptor_(::open(file.c_str(),
                                      O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600))
{
    if (descriptor_ < 0) fail();
    int locked = 0;
    while ((locked = ::flock(descriptor_, LOCK_EX)) != 0 && errno == EINTR) {
    }
    if (locked == 0 && audit_checkpoint_file::sync_folder_of(file)) return;
    const int why = errno;
    ::close(descriptor_);
    errno = why;
    fail();
}

CheckpointFileWriter::~CheckpointFileWriter()
{
    ::close(descriptor_);
}

void CheckpointFileWriter::fail() const
{
    throw std::system_error(errno, std::generic_category(),
                            fmt::format("the checkpoints file {}", file_.string()));
}

void CheckpointFileWriter::write(std::string_view text) const
{
    while (!text.empty()) {
        const auto done = ::write(descriptor_, text.data(), text.size());
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) fail();
        text.remove_prefix(static_cast<std::size_t>(done));
    }
}

std::uint64_t CheckpointFileWriter::append(std::string_view note, std::uint64_t whole_bytes)
{
    struct stat status = {};
    if (::fstat(descriptor_, &status) != 0) fail();
    const bool torn = static_cast<std::uint64_t>(status.st_size) > whole_bytes;
    if (torn && ::ftruncate(descriptor_, static_cast<off_t>(whole_bytes)) != 0) fail();
    write(fmt::format("{}\n", note));
    sync();
    return whole_bytes + note.size() + 1;
}

void CheckpointFileWriter::sync() const
{
    if (::fsync(descriptor_) != 0) fail();
}

} // namespace evenhand::storage
