#pragma once

// A layer under SQLite that knows what a disk would still hold if the power went now, and that can
// run out of space or fail a sync. Killing a process proves nothing about durability, because the
// operating system keeps what was written (security.md finding 4); this does.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace evenhand::tests {

/// The default file layer of SQLite for as long as it lives; one at a time, made before the store
/// is opened. Safe from any thread.
class FaultVfs
{
public:
    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    /// Power cuts are about this database and its log; to be said before it is opened.
    void watch(const std::string& database);

    /// Writes into `folder` what a disk might hold of them after a power cut at this moment: all
    /// that was synced, and of what was written since a random part, sector by sector of 512 bytes,
    /// in any order. `chance` gives numbers below its argument.
    void cut_power(const std::string& folder,
                   const std::function<std::uint32_t(std::uint32_t)>& chance);

    /// From now on every sync says that it went well and does nothing, as a stubbed fsync does.
    void ignore_syncs();
    /// Once `bytes` more were written, writes fail for want of space; nothing: there is space
    /// again.
    void limit_space(std::optional<std::int64_t> bytes);
    /// The next sync fails with an I/O error, once.
    void fail_next_sync();

    // What the C functions below the surface call.
    struct File;
    void opened(File& file, const std::string& path);
    int write(File& file, const void* bytes, int count, std::int64_t at);
    int truncate(File& file, std::int64_t size);
    int sync(File& file, int flags);
    void removed(const std::string& path);
    [[nodiscard]] sqlite3_vfs* below() const { return below_; }

private:
    struct Change
    {
        std::int64_t at = 0;
        std::vector<std::uint8_t> bytes;
        bool truncates = false; ///< to `at`
    };
    /// One file as the disk has it, and what it has been told since the last sync.
    struct Disk
    {
        bool exists = false; ///< a new file's name is durable from its first sync on
        std::vector<std::uint8_t> durable;
        std::vector<Change> since;
    };
    static void apply(std::vector<std::uint8_t>& image, const Change& change);
    static std::vector<std::uint8_t>
    after_cut(const Disk& disk, const std::function<std::uint32_t(std::uint32_t)>& chance);

    std::mutex mutex_;
    std::string watched_;
    std::map<std::string, Disk> disks_;
    bool syncs_ignored_ = false;
    bool next_sync_fails_ = false;
    std::optional<std::int64_t> space_;
    std::unique_ptr<sqlite3_vfs> vfs_;
    sqlite3_vfs* below_;
};

} // namespace evenhand::tests
