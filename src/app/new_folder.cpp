#include "app/new_folder.hpp"

#include "app/cannot_run.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace evenhand::app {

namespace new_folder {

namespace fs = std::filesystem;

[[noreturn]] void give_up(std::string_view what, const fs::path& path)
{
    throw CannotRun(fmt::format("{} {}: {}", what, path.string(), std::strerror(errno)));
}

/// The place without a slash at its end, which would make "beside" mean "inside".
fs::path without_slash(const fs::path& place)
{
    fs::path whole = fs::absolute(place).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

void clear(const fs::path& folder)
{
    for (const auto& entry : fs::directory_iterator(folder))
        fs::remove_all(entry.path());
}

/// What stands in the folder is on the disk already; this makes its name so.
void sync_folder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) give_up("cannot open", folder);
    const int failed = ::fsync(descriptor);
    ::close(descriptor);
    if (failed != 0) give_up("cannot write", folder);
}

} // namespace new_folder

NewFolder::NewFolder(const std::filesystem::path& place)
    : place_(new_folder::without_slash(place)), beside_(place_.string() + ".new")
{
    namespace fs = std::filesystem;
    if (fs::exists(place_) && (!fs::is_directory(place_) || !fs::is_empty(place_))) {
        throw CannotRun(fmt::format("{} holds other things already; name a folder that is empty or "
                                    "not there yet",
                                    place_.string()));
    }
    std::error_code fault;
    fs::create_directories(beside_, fault);
    if (fault) {
        throw CannotRun(
            fmt::format("cannot make the folder {}: {}", beside_.string(), fault.message()));
    }
    descriptor_ = ::open(beside_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor_ < 0) new_folder::give_up("cannot open", beside_);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor_);
        throw CannotRun(fmt::format("another process is making {}; wait for it", place_.string()));
    }
    new_folder::clear(beside_);
}

NewFolder::~NewFolder()
{
    if (!put_) {
        std::error_code ignored;
        std::filesystem::remove_all(beside_, ignored);
    }
    ::close(descriptor_);
}

void NewFolder::put()
{
    new_folder::sync_folder(beside_);
    if (::rename(beside_.c_str(), place_.c_str()) != 0) new_folder::give_up("cannot make", place_);
    put_ = true;
    new_folder::sync_folder(place_.parent_path());
}

} // namespace evenhand::app
