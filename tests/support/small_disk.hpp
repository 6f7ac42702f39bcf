#pragma once

// A disk of a few MiB for a full-disk test: tmpfs in a mount namespace of this process and its
// children, so that nothing outside sees it and it is gone with them.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace evenhand::tests {

class SmallDisk
{
public:
    /// Why this machine lets nobody have such a disk, as in a container without the right to mount;
    /// nothing if it does. Call it before any thread is made.
    static std::optional<std::string> why_not();

    /// Throws std::system_error where why_not() says something.
    SmallDisk(std::filesystem::path at, std::uint64_t mebibytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    /// Takes all the space that is left, and gives it back.
    void fill_up();
    void free_up();

private:
    std::filesystem::path at_;
    std::filesystem::path filler_;
};

} // namespace evenhand::tests
