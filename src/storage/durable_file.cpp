#include "storage/durable_file.hpp"

#include "crypto/hash.hpp"
#include "storage/errors.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <span>
#include <unistd.h>

namespace evenhand::storage {
namespace durable_file {

[[noreturn]] void fail(std::string_view what, const std::string& name)
{
    const int why = errno;
    const bool full = why == ENOSPC || why == EDQUOT;
    throw StorageError(full ? Failure::full : Failure::other, std::string(what), std::strerror(why),
                       fmt::format("Cannot {} {}: {}.", what, name, std::strerror(why)));
}

/// An open file that closes itself.
class File
{
public:
    File(const std::string& name, int flags)
        : name_(name), descriptor_(::open(name.c_str(), flags | O_CLOEXEC, 0600))
    {
        if (descriptor_ < 0) fail("open", name);
    }
    ~File() { ::close(descriptor_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void sync() const
    {
        if (::fsync(descriptor_) != 0) fail("sync", name_);
    }
    void write(std::string_view text) const
    {
        while (!text.empty()) {
            const auto written = ::write(descriptor_, text.data(), text.size());
            if (written < 0 && errno != EINTR) fail("write", name_);
            if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    /// Empty at the end of the file.
    std::string_view read(std::span<char> buffer) const
    {
        while (true) {
            const auto got = ::read(descriptor_, buffer.data(), buffer.size());
            if (got >= 0) return {buffer.data(), static_cast<std::size_t>(got)};
            if (errno != EINTR) fail("read", name_);
        }
    }

private:
    std::string name_;
    int descriptor_;
};

} // namespace durable_file

void make_private(const std::string& name)
{
    const durable_file::File made(name, O_RDWR | O_CREAT);
}

void put_in_place(const std::string& draft, const std::string& name)
{
    durable_file::File(draft, O_RDONLY).sync();
    if (::rename(draft.c_str(), name.c_str()) != 0) durable_file::fail("rename", draft);
    const auto folder = std::filesystem::absolute(name).parent_path().string();
    durable_file::File(folder, O_RDONLY | O_DIRECTORY).sync();
}

void write_durably(const std::string& name, std::string_view text)
{
    const auto draft = name + ".draft";
    durable_file::File(draft, O_WRONLY | O_CREAT | O_TRUNC).write(text);
    put_in_place(draft, name);
}

FileSum sum_of(const std::string& name)
{
    const durable_file::File file(name, O_RDONLY);
    crypto::Sha256 hash;
    FileSum sum;
    std::array<char, 65536> buffer{};
    for (auto part = file.read(buffer); !part.empty(); part = file.read(buffer)) {
        hash.add(as_bytes(part));
        sum.bytes += static_cast<std::int64_t>(part.size());
    }
    sum.sha256 = hash.finish().text();
    return sum;
}

std::string read_text(const std::string& name)
{
    const durable_file::File file(name, O_RDONLY);
    std::string text;
    std::array<char, 65536> buffer{};
    for (auto part = file.read(buffer); !part.empty(); part = file.read(buffer))
        text += part;
    return text;
}

} // namespace evenhand::storage
