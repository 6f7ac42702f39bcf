#include "tests/support/fault_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <stdexcept>

namespace evenhand::tests {

/// What SQLite allocates for an open file: ours in front, the real one behind it.
struct FaultVfs::File
{
    sqlite3_file base;
    FaultVfs* vfs;
    std::string* path; ///< null for files that no power cut is about
    sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

namespace fault_vfs {

constexpr std::int64_t sector = 512;

FaultVfs::File& ours(sqlite3_file* file)
{
    return *reinterpret_cast<FaultVfs::File*>(file);
}

sqlite3_file* real(sqlite3_file* file)
{
    return ours(file).below();
}

FaultVfs& owner(sqlite3_vfs* vfs)
{
    return *static_cast<FaultVfs*>(vfs->pAppData);
}

int close(sqlite3_file* file)
{
    const int code = real(file)->pMethods->xClose(real(file));
    delete ours(file).path;
    ours(file).path = nullptr;
    return code;
}
int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at)
{
    return real(file)->pMethods->xRead(real(file), bytes, count, at);
}
int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at)
{
    return ours(file).vfs->write(ours(file), bytes, count, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size)
{
    return ours(file).vfs->truncate(ours(file), size);
}
int sync(sqlite3_file* file, int flags)
{
    return ours(file).vfs->sync(ours(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}
int unlock(sqlite3_file* file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}
int check_lock(sqlite3_file* file, int* held)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), held);
}
int control(sqlite3_file* file, int what, void* argument)
{
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int sector_size(sqlite3_file*)
{
    return static_cast<int>(sector);
}
int characteristics(sqlite3_file*)
{
    return 0; // promises nothing: not even that a sector is written whole beside its neighbours
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory)
{
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove)
{
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

constexpr sqlite3_io_methods methods{
    2,         close,      read,    write,       truncate,        sync,    file_size, lock,
    unlock,    check_lock, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,    nullptr};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags)
{
    auto& self = owner(vfs);
    auto* opened = new (file) FaultVfs::File{{nullptr}, &self, nullptr};
    const int code = self.below()->xOpen(self.below(), name, opened->below(), flags, out_flags);
    if (opened->below()->pMethods != nullptr) opened->base.pMethods = &methods;
    if (code != SQLITE_OK || name == nullptr) return code;
    if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0) return code;
    self.opened(*opened, name);
    return code;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder)
{
    auto& self = owner(vfs);
    const int code = self.below()->xDelete(self.below(), name, sync_folder);
    if (code == SQLITE_OK) self.removed(name);
    return code;
}

int access(sqlite3_vfs* vfs, const char* name, int flags, int* found)
{
    auto* below = owner(vfs).below();
    return below->xAccess(below, name, flags, found);
}

int full_path(sqlite3_vfs* vfs, const char* name, int size, char* out)
{
    auto* below = owner(vfs).below();
    return below->xFullPathname(below, name, size, out);
}

std::vector<std::uint8_t> contents(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace fault_vfs

FaultVfs::FaultVfs() : vfs_(std::make_unique<sqlite3_vfs>()), below_(sqlite3_vfs_find(nullptr))
{
    *vfs_ = *below_; // time, randomness and sleep are the real ones
    vfs_->zName = "fault";
    vfs_->szOsFile = static_cast<int>(sizeof(File)) + below_->szOsFile;
    vfs_->pAppData = this;
    vfs_->pNext = nullptr;
    vfs_->xOpen = fault_vfs::open;
    vfs_->xDelete = fault_vfs::remove;
    vfs_->xAccess = fault_vfs::access;
    vfs_->xFullPathname = fault_vfs::full_path;
    if (sqlite3_vfs_register(vfs_.get(), /*makeDflt=*/1) != SQLITE_OK) {
        throw std::runtime_error("SQLite would not take the file layer");
    }
}

FaultVfs::~FaultVfs()
{
    sqlite3_vfs_unregister(vfs_.get());
    sqlite3_vfs_register(below_, /*makeDflt=*/1);
}

void FaultVfs::watch(const std::string& database)
{
    const std::lock_guard lock(mutex_);
    watched_ = database;
}

void FaultVfs::opened(File& file, const std::string& path)
{
    const std::lock_guard lock(mutex_);
    if (watched_.empty() || (path != watched_ && path != watched_ + "-wal")) return;
    file.path = new std::string(path);
    const auto [found, fresh] = disks_.try_emplace(path);
    if (!fresh) return;
    // What stood there before the test is durable.
    found->second.durable = fault_vfs::contents(path);
    found->second.exists = !found->second.durable.empty();
}

void FaultVfs::removed(const std::string& path)
{
    const std::lock_guard lock(mutex_);
    disks_.erase(path);
}

int FaultVfs::write(File& file, const void* bytes, int count, std::int64_t at)
{
    const std::lock_guard lock(mutex_);
    if (space_ && *space_ < count) return SQLITE_FULL;
    if (space_) *space_ -= count;
    auto* real = file.below();
    const int code = real->pMethods->xWrite(real, bytes, count, at);
    if (code == SQLITE_OK && file.path != nullptr) {
        const auto* first = static_cast<const std::uint8_t*>(bytes);
        disks_[*file.path].since.push_back({at, {first, first + count}, false});
    }
    return code;
}

int FaultVfs::truncate(File& file, std::int64_t size)
{
    const std::lock_guard lock(mutex_);
    auto* real = file.below();
    const int code = real->pMethods->xTruncate(real, size);
    if (code == SQLITE_OK && file.path != nullptr)
        disks_[*file.path].since.push_back({size, {}, true});
    return code;
}

int FaultVfs::sync(File& file, int flags)
{
    const std::lock_guard lock(mutex_);
    if (next_sync_fails_) {
        next_sync_fails_ = false;
        return SQLITE_IOERR_FSYNC;
    }
    if (syncs_ignored_ || file.path == nullptr) return SQLITE_OK;
    auto& disk = disks_[*file.path];
    for (const auto& change : disk.since)
        apply(disk.durable, change);
    disk.since.clear();
    disk.exists = true;
    auto* real = file.below();
    return real->pMethods->xSync(real, flags);
}

void FaultVfs::ignore_syncs()
{
    const std::lock_guard lock(mutex_);
    syncs_ignored_ = true;
}

void FaultVfs::limit_space(std::optional<std::int64_t> bytes)
{
    const std::lock_guard lock(mutex_);
    space_ = bytes;
}

void FaultVfs::fail_next_sync()
{
    const std::lock_guard lock(mutex_);
    next_sync_fails_ = true;
}

void FaultVfs::apply(std::vector<std::uint8_t>& image, const Change& change)
{
    const auto at = static_cast<std::size_t>(change.at);
    if (change.truncates) {
        if (image.size() > at) image.resize(at);
        return;
    }
    if (image.size() < at + change.bytes.size()) image.resize(at + change.bytes.size());
    std::copy(change.bytes.begin(), change.bytes.end(), image.begin() + change.at);
}

std::vector<std::uint8_t>
FaultVfs::after_cut(const Disk& disk, const std::function<std::uint32_t(std::uint32_t)>& chance)
{
    auto image = disk.durable;
    // Of one cut all, none, or any share may have reached the disk.
    const auto kept_of_8 = chance(9);
    for (const auto& change : disk.since) {
        if (change.truncates) {
            if (chance(8) < kept_of_8) apply(image, change);
            continue;
        }
        const auto end = change.at + static_cast<std::int64_t>(change.bytes.size());
        for (auto from = change.at; from < end;) {
            const auto to = std::min(end, (from / fault_vfs::sector + 1) * fault_vfs::sector);
            const auto first = change.bytes.begin() + (from - change.at);
            if (chance(8) < kept_of_8) apply(image, {from, {first, first + (to - from)}, false});
            from = to;
        }
    }
    return image;
}

void FaultVfs::cut_power(const std::string& folder,
                         const std::function<std::uint32_t(std::uint32_t)>& chance)
{
    const std::lock_guard lock(mutex_);
    std::filesystem::create_directories(folder);
    for (const auto& [path, disk] : disks_) {
        if (!disk.exists && chance(2) == 0) continue;
        const auto image = after_cut(disk, chance);
        std::ofstream file(folder + "/" + std::filesystem::path(path).filename().string(),
                           std::ios::binary);
        file.write(reinterpret_cast<const char*>(image.data()),
                   static_cast<std::streamsize>(image.size()));
    }
}

} // namespace evenhand::tests
