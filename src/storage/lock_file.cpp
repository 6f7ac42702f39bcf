#include "storage/lock_file.hpp"

#include "storage/errors.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <unistd.h>

namespace evenhand::storage {
namespace lock_file {

std::string holder(int descriptor)
{
    std::array<char, 24> text{};
    const auto length = ::pread(descriptor, text.data(), text.size(), 0);
    if (length <= 0) return "another process";
    std::string_view number(text.data(), static_cast<std::size_t>(length));
    return fmt::format("process {}", number.substr(0, number.find('\n')));
}

} // namespace lock_file

LockFile::LockFile(const std::string& database_path)
{
    const auto path = database_path + ".lock";
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0) {
        throw StorageError(
            Failure::unavailable, "open", "lock file",
            fmt::format("Cannot make the lock file {}: {}.", path, std::strerror(errno)));
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        const auto holder = lock_file::holder(descriptor_);
        ::close(descriptor_);
        throw StorageError(
            Failure::unavailable, "open", "locked",
            fmt::format("The trial store {} is in use by {}: stop it first, or let it do "
                        "the work.",
                        database_path, holder));
    }
    const auto self = fmt::format("{}\n", ::getpid());
    // What stands in the file only helps the reader of the sentence above; the lock is flock's.
    if (::ftruncate(descriptor_, 0) == 0) {
        [[maybe_unused]] const auto written = ::pwrite(descriptor_, self.data(), self.size(), 0);
    }
}

LockFile::~LockFile()
{
    ::close(descriptor_);
}

} // namespace evenhand::storage
