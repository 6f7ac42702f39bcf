#include "tests/support/small_disk.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

namespace evenhand::tests {

namespace small_disk {

[[noreturn]] void fail(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

void write_map(const char* file, const std::string& text)
{
    std::ofstream map(file);
    map << text << std::flush;
    if (!map) fail(file);
}

/// Mounts of our own. Without root that takes a user namespace, in which we stay who we are: to the
/// programs that we start nothing else has changed.
void own_mounts()
{
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    const int wanted = user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
    if (::unshare(wanted) != 0) fail("a mount namespace");
    if (user != 0) {
        write_map("/proc/self/setgroups", "deny");
        write_map("/proc/self/uid_map", fmt::format("{0} {0} 1", user));
        write_map("/proc/self/gid_map", fmt::format("{0} {0} 1", group));
    }
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) fail("private mounts");
}

/// One namespace serves all small disks of a process.
void own_mounts_once()
{
    static bool own = false;
    if (!own) own_mounts();
    own = true;
}

} // namespace small_disk

std::optional<std::string> SmallDisk::why_not()
{
    try {
        small_disk::own_mounts_once();
    } catch (const std::system_error& error) {
        const int why = error.code().value();
        if (why != EPERM && why != EACCES && why != ENOSYS) throw;
        return fmt::format("no disk of our own on this machine: {}", error.what());
    }
    return std::nullopt;
}

SmallDisk::SmallDisk(std::filesystem::path at, std::uint64_t mebibytes)
    : at_(std::move(at)), filler_(at_ / "filler")
{
    small_disk::own_mounts_once();
    std::filesystem::create_directories(at_);
    const auto size = fmt::format("size={}m,mode=0777", mebibytes);
    if (::mount("tmpfs", at_.c_str(), "tmpfs", 0, size.c_str()) != 0) small_disk::fail("tmpfs");
}

SmallDisk::~SmallDisk()
{
    ::umount2(at_.c_str(), MNT_DETACH);
}

void SmallDisk::fill_up()
{
    const int file = ::open(filler_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) small_disk::fail("the filler");
    const std::vector<char> page(4096, 'x');
    while (::write(file, page.data(), page.size()) > 0) {
    }
    const bool full = errno == ENOSPC;
    ::close(file);
    if (!full) small_disk::fail("filling the disk");
}

void SmallDisk::free_up()
{
    std::filesystem::remove(filler_);
}

} // namespace evenhand::tests
