#include "app/allocator_process.hpp"

#include "app/allocator_desk.hpp"
#include "app/allocator_wiring.hpp"
#include "app/cannot_run.hpp"
#include "app/local_socket.hpp"
#include "app/stop_signal.hpp"
#include "app/terminal.hpp"
#include "core/random_source.hpp"
#include "crypto/process_hardening.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <pwd.h>
#include <semaphore>
#include <spawn.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace evenhand::app {

namespace allocator_process {

/// Whoever started this process is the only one who asks it, so it is not to outlive them.
void end_with(pid_t parent)
{
    if (parent == 0) return;
    if (::prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || ::getppid() != parent)
        throw CannotRun("the server that started this allocator is gone");
}

std::optional<uid_t> user_named(const std::string& name)
{
    if (name.empty()) return std::nullopt;
    const passwd* user = ::getpwnam(name.c_str());
    if (user == nullptr)
        throw CannotRun(fmt::format("this machine has no account \"{}\" (--for)", name));
    return user->pw_uid;
}

/// Held as long as an allocator answers at the socket: two there would each take the other's place.
class Turn
{
public:
    explicit Turn(const std::filesystem::path& socket)
        : lock_(::open((socket.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        if (lock_ < 0)
            throw CannotRun(fmt::format("{} cannot be locked: {}", socket.string(),
                                        std::generic_category().message(errno)));
    }
    ~Turn() { ::close(lock_); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool taken() const { return ::flock(lock_, LOCK_EX | LOCK_NB) == 0; }

private:
    int lock_;
};

/// False: it was asked to end first. A server's own allocator waits while that of another server of
/// this machine answers, and steps in for it.
bool wait_for(const Turn& turn, const AllocatorOptions& options,
              const std::filesystem::path& socket, std::binary_semaphore& asked_to_end)
{
    constexpr std::chrono::milliseconds pause{50};
    while (!turn.taken()) {
        if (options.parent == 0)
            throw CannotRun(fmt::format("an allocator answers at {} already", socket.string()));
        if (asked_to_end.try_acquire_for(pause)) return false;
    }
    return true;
}

} // namespace allocator_process

std::filesystem::path allocator_socket_of(const Place& place)
{
    return place.keys.parent_path() / "allocator.sock";
}

int run_allocator(const Place& place, const AllocatorOptions& options)
{
    crypto::harden_process();
    allocator_process::end_with(options.parent);
    const auto server = allocator_process::user_named(options.server_user);
    const auto protocol = load_protocol(place);
    SystemRandomSource random;
    AllocatorDesk desk(load_allocator_keys(place), spec_of(place.protocol, protocol, place.mode),
                       marks_file_of(place), random);

    const auto socket = options.socket.empty() ? allocator_socket_of(place) : options.socket;
    std::binary_semaphore asked_to_end{0};
    const StopSignal stop([&asked_to_end] { asked_to_end.release(); });
    const allocator_process::Turn turn(socket);
    if (!allocator_process::wait_for(turn, options, socket, asked_to_end)) return 0;
    const LocalListener listener({.path = socket, .name = "the allocator's socket", .also = server},
                                 [&desk](std::string_view line) { return desk.answer(line); });
    if (options.parent == 0)
        print(fmt::format("the allocator of {} answers at {}\n", protocol.name, socket.string()));
    asked_to_end.acquire();
    return 0;
}

class AllocatorChild::Keeper
{
public:
    explicit Keeper(const Place& place) : socket_(allocator_socket_of(place))
    {
        words_ = {
            "evenhand",   "allocator",      "--allocator-keys", place.allocator_keys.string(),
            "--protocol", place.protocol,   "--mode",           std::string(name_of(place.mode)),
            "--socket",   socket_.string(), "--parent",         std::to_string(::getpid())};
        // The thread that starts it must live as long as the server: the child ends with it.
        keeper_ = std::thread([this] { keep(); });
    }
    ~Keeper()
    {
        {
            const std::lock_guard held(mutex_);
            ended_ = true;
            if (child_ > 0) ::kill(child_, SIGTERM);
        }
        woken_.release();
        keeper_.join();
    }
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    [[nodiscard]] const std::filesystem::path& socket() const { return socket_; }

private:
    void keep()
    {
        // What was killed is started again; what cannot run now will hardly run at once.
        constexpr std::chrono::milliseconds after_a_kill{20};
        constexpr std::chrono::milliseconds after_an_end{1000};
        while (start()) {
            siginfo_t how{};
            while (::waitid(P_PID, static_cast<id_t>(child_), &how, WEXITED | WNOWAIT) != 0) {
            }
            {
                // From here on the number may belong to somebody else.
                const std::lock_guard held(mutex_);
                ::waitpid(child_, nullptr, 0);
                child_ = -1;
            }
            const auto pause = how.si_code == CLD_EXITED ? after_an_end : after_a_kill;
            if (woken_.try_acquire_for(pause)) return;
        }
    }

    /// False: it is not wanted any more, or the system gives no more processes.
    bool start()
    {
        std::vector<char*> words;
        for (std::string& word : words_)
            words.push_back(word.data());
        words.push_back(nullptr);
        const std::lock_guard held(mutex_);
        if (ended_) return false;
        posix_spawnattr_t how{};
        ::posix_spawnattr_init(&how);
        // Ctrl-C on a terminal ends the server, which still finishes draws; it ends the child then.
        ::posix_spawnattr_setpgroup(&how, 0);
        ::posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP);
        // A visitor's connection that it held would stay open when the server closes it.
        posix_spawn_file_actions_t files{};
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
        const int failed =
            ::posix_spawn(&child_, "/proc/self/exe", &files, &how, words.data(), environ);
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&how);
        if (failed != 0) complain("the allocator cannot be started, so nobody can be drawn");
        return failed == 0;
    }

    std::filesystem::path socket_;
    std::vector<std::string> words_;
    std::mutex mutex_;
    bool ended_ = false;
    pid_t child_ = -1; ///< written by the keeper alone
    std::binary_semaphore woken_{0};
    std::thread keeper_;
};

AllocatorChild::AllocatorChild(const Place& place) : keeper_(std::make_unique<Keeper>(place)) {}

AllocatorChild::~AllocatorChild() = default;

const std::filesystem::path& AllocatorChild::socket() const
{
    return keeper_->socket();
}

} // namespace evenhand::app
