// Preloaded into the program under test: kills it at the n-th thing that it tells the world. A file
// that the test shares holds n; what counts is a write or a sync of a file, and anything sent on a
// socket, to a database server or to whoever asked. The program dies before it is done.
//
// Only what stands behind the store, the allocator's file and the connection is counted, so these
// are the eight names under which SQLite, libpq, the program's own files and its sockets do it.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace kill_at_write {

using Counter = std::atomic<long>;

/// Whether this process was started with the word that EVENHAND_KILL_IN names, if it names one: of
/// a server and its allocator one alone may be meant.
bool is_meant()
{
    const char* only = std::getenv("EVENHAND_KILL_IN");
    if (only == nullptr) return true;
    const int descriptor = ::open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    std::array<char, 4096> words{};
    const auto size = ::read(descriptor, words.data(), words.size() - 1);
    ::close(descriptor);
    // The words stand one after another, each with a zero at its end; the verb is the second.
    const auto first = std::strlen(words.data()) + 1;
    return size > static_cast<ssize_t>(first) && std::strcmp(words.data() + first, only) == 0;
}

Counter* opened()
{
    const char* file = std::getenv("EVENHAND_KILL_AT");
    if (file == nullptr || !is_meant()) return nullptr;
    const int descriptor = ::open(file, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return nullptr;
    void* shared =
        ::mmap(nullptr, sizeof(Counter), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    return shared == MAP_FAILED ? nullptr : static_cast<Counter*>(shared);
}

/// Zero: nothing is counted. What falls to zero here kills.
void count()
{
    static Counter* const left = opened();
    if (left == nullptr || left->load() <= 0) return;
    if (left->fetch_sub(1) == 1) ::kill(::getpid(), SIGKILL);
}

template <class Function>
Function* true_one(const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

} // namespace kill_at_write

extern "C" {

ssize_t write(int file, const void* from, size_t size)
{
    static auto* const call = kill_at_write::true_one<decltype(write)>("write");
    // Bells between threads and lines on a terminal tell the world nothing.
    struct stat about = {};
    if (::fstat(file, &about) == 0 && S_ISREG(about.st_mode)) kill_at_write::count();
    return call(file, from, size);
}

ssize_t pwrite(int file, const void* from, size_t size, off_t at)
{
    static auto* const call = kill_at_write::true_one<decltype(pwrite)>("pwrite");
    kill_at_write::count();
    return call(file, from, size, at);
}

ssize_t pwrite64(int file, const void* from, size_t size, off64_t at)
{
    static auto* const call = kill_at_write::true_one<decltype(pwrite64)>("pwrite64");
    kill_at_write::count();
    return call(file, from, size, at);
}

int fsync(int file)
{
    static auto* const call = kill_at_write::true_one<decltype(fsync)>("fsync");
    kill_at_write::count();
    return call(file);
}

int fdatasync(int file)
{
    static auto* const call = kill_at_write::true_one<decltype(fdatasync)>("fdatasync");
    kill_at_write::count();
    return call(file);
}

ssize_t send(int socket, const void* from, size_t size, int flags)
{
    static auto* const call = kill_at_write::true_one<decltype(send)>("send");
    kill_at_write::count();
    return call(socket, from, size, flags);
}

ssize_t sendto(int socket, const void* from, size_t size, int flags, const sockaddr* to,
               socklen_t to_size)
{
    static auto* const call = kill_at_write::true_one<decltype(sendto)>("sendto");
    kill_at_write::count();
    return call(socket, from, size, flags, to, to_size);
}

ssize_t sendmsg(int socket, const msghdr* message, int flags)
{
    static auto* const call = kill_at_write::true_one<decltype(sendmsg)>("sendmsg");
    kill_at_write::count();
    return call(socket, message, flags);
}

} // extern "C"
