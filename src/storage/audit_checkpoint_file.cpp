#include "storage/audit_checkpoint_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace evenhand::storage {

namespace audit_checkpoint_file {

[[noreturn]] void fail(const std::filesystem::path& file)
{
    throw std::system_error(errno, std::generic_category(),
                            fmt::format("the checkpoints file {}", file.string()));
}

class Descriptor
{
public:
    Descriptor(const std::filesystem::path& file, int flags)
        : file_(file), number_(::open(file.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600))
    {
        if (number_ < 0) fail(file_);
    }
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write(std::string_view text) const
    {
        while (!text.empty()) {
            const auto done = ::write(number_, text.data(), text.size());
            if (done < 0 && errno == EINTR) continue;
            if (done <= 0) fail(file_);
            text.remove_prefix(static_cast<std::size_t>(done));
        }
    }
    [[nodiscard]] std::uint64_t size() const
    {
        struct stat status = {};
        if (::fstat(number_, &status) != 0) fail(file_);
        return static_cast<std::uint64_t>(status.st_size);
    }
    void cut_to(std::uint64_t size) const
    {
        if (::ftruncate(number_, static_cast<off_t>(size)) != 0) fail(file_);
    }
    void sync() const
    {
        if (::fsync(number_) != 0) fail(file_);
    }

private:
    std::filesystem::path file_;
    int number_;
};

} // namespace audit_checkpoint_file

CheckpointFileReader::CheckpointFileReader(const std::filesystem::path& file) : file_(file)
{
    std::error_code error;
    exists_ = std::filesystem::exists(file, error);
    if (!exists_) return;
    limit_ = std::filesystem::file_size(file, error);
    stream_.open(file, std::ios::binary);
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

void append_note(const std::filesystem::path& file, std::string_view note,
                 std::uint64_t whole_bytes)
{
    const bool is_new = !std::filesystem::exists(file);
    const audit_checkpoint_file::Descriptor out(file, O_WRONLY | O_APPEND | O_CREAT);
    if (out.size() > whole_bytes) out.cut_to(whole_bytes);
    out.write(fmt::format("{}\n", note));
    out.sync();
    if (is_new) {
        // The file's name is on the disk only when its folder is.
        const auto folder = file.has_parent_path() ? file.parent_path() : ".";
        audit_checkpoint_file::Descriptor(folder, O_RDONLY | O_DIRECTORY).sync();
    }
}

} // namespace evenhand::storage
