#pragma once

// A disk of a few MiB for a full-disk test: tmpfs in a mount namespace of this process and its
// children, so that nothing outside sees it and it is gone with them.

#include <cstdint>
#include <filesystem>

namespace evenhand::tests {

class SmallDisk
{
public:
    /// Throws std::system_error where neither root nor user namespaces are to be had. Call it
    /// before any thread is made.
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
