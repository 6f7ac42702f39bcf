#include "app/local_socket.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace evenhand::app {

namespace local_socket {

/// No question and no answer is longer; a client that sends more is cut off.
constexpr std::size_t most_bytes = 1 << 20;
constexpr std::chrono::seconds usual_patience{10};

class Descriptor
{
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

[[noreturn]] void fail(const std::string& what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

Descriptor new_socket()
{
    Descriptor made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (made.number() < 0) fail("a local socket cannot be made");
    return made;
}

/// What bind and connect take. A Unix socket's name has room for 107 bytes, and a clone's folder
/// may be deeper than that, so a longer path is named through its open folder. Valid while it
/// lives.
class Address
{
public:
    explicit Address(const std::filesystem::path& path)
    {
        address_.sun_family = AF_UNIX;
        if (put(path.string())) return;
        const auto folder = path.has_parent_path() ? path.parent_path() : ".";
        folder_ = Descriptor(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (folder_.number() < 0) return;
        const std::string through = "/proc/self/fd/" + std::to_string(folder_.number());
        if (!put(through + "/" + path.filename().string())) errno = ENAMETOOLONG;
    }

    /// False, with errno, if there is no such folder or the last name alone is too long.
    [[nodiscard]] bool fits() const { return address_.sun_path[0] != '\0'; }
    [[nodiscard]] const sockaddr* get() const
    {
        return reinterpret_cast<const sockaddr*>(&address_);
    }
    static constexpr socklen_t size = sizeof(sockaddr_un);

private:
    bool put(const std::string& name)
    {
        if (name.size() >= sizeof address_.sun_path) return false;
        name.copy(address_.sun_path, name.size());
        return true;
    }

    Descriptor folder_{-1};
    sockaddr_un address_{};
};

bool send_line(int socket, std::string line)
{
    line += '\n';
    std::size_t sent = 0;
    while (sent < line.size()) {
        const auto n = ::send(socket, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) return false;
        sent += static_cast<std::size_t>(n);
    }
    return true;
}

/// A whole line without its end, or nothing.
std::optional<std::string> receive_line(int socket)
{
    std::string line;
    std::array<char, 4096> buffer{};
    while (line.size() < most_bytes) {
        const auto n = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (n <= 0) return std::nullopt;
        line.append(buffer.data(), static_cast<std::size_t>(n));
        if (const auto end = line.find('\n'); end != std::string::npos) return line.substr(0, end);
    }
    return std::nullopt;
}

std::optional<uid_t> user_of(int socket)
{
    ucred who{};
    socklen_t length = sizeof who;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &length) != 0) return std::nullopt;
    return who.uid;
}

void limit_waiting(int socket, std::chrono::seconds seconds)
{
    const timeval patience{.tv_sec = seconds.count(), .tv_usec = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

} // namespace local_socket

class LocalListener::Listening
{
public:
    Listening(LocalPlace place, Answer answer)
        : place_(std::move(place)), answer_(std::move(answer)), socket_(local_socket::new_socket()),
          wake_(::eventfd(0, EFD_CLOEXEC))
    {
        if (wake_.number() < 0) local_socket::fail("a local socket cannot be made");
        listen();
        thread_ = std::thread([this] { serve(); });
    }

    ~Listening()
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(wake_.number(), &one, sizeof one);
        thread_.join();
        ::unlink(place_.path.c_str());
    }

    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

private:
    void listen()
    {
        const local_socket::Address address(place_.path);
        if (!address.fits()) local_socket::fail(place_.name + " cannot be opened");
        ::unlink(place_.path.c_str());
        const mode_t own = S_IRUSR | S_IWUSR;
        const mode_t mode = place_.also ? own | S_IRGRP | S_IWGRP : own;
        if (::bind(socket_.number(), address.get(), local_socket::Address::size) != 0 ||
            ::chmod(place_.path.c_str(), mode) != 0 || ::listen(socket_.number(), 8) != 0) {
            local_socket::fail(place_.name + " cannot be opened");
        }
    }

    void serve()
    {
        for (;;) {
            std::array<pollfd, 2> waiting{{{.fd = socket_.number(), .events = POLLIN, .revents = 0},
                                           {.fd = wake_.number(), .events = POLLIN, .revents = 0}}};
            if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
            if (waiting[1].revents != 0) return;
            const local_socket::Descriptor client(
                ::accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC));
            if (client.number() >= 0) answer(client.number());
        }
    }

    void answer(int client)
    {
        local_socket::limit_waiting(client, local_socket::usual_patience);
        const auto user = local_socket::user_of(client);
        if (!user || (*user != ::geteuid() && user != place_.also)) return;
        const auto line = local_socket::receive_line(client);
        if (!line) return;
        // No answer where nothing was understood: whoever sends such a thing is not of this
        // program.
        std::string said = answer_(*line);
        if (!said.empty()) local_socket::send_line(client, std::move(said));
    }

    LocalPlace place_;
    Answer answer_;
    local_socket::Descriptor socket_;
    local_socket::Descriptor wake_;
    std::thread thread_;
};

LocalListener::LocalListener(LocalPlace place, Answer answer)
    : listening_(std::make_unique<Listening>(std::move(place), std::move(answer)))
{
}

LocalListener::~LocalListener() = default;

Result<std::string, LocalFault> ask_locally(const std::filesystem::path& path,
                                            const std::string& line,
                                            std::optional<std::chrono::seconds> patience)
{
    const local_socket::Address address(path);
    if (!address.fits()) return refuse(LocalFault::nobody_there);
    const auto socket = local_socket::new_socket();
    if (patience) local_socket::limit_waiting(socket.number(), *patience);
    if (::connect(socket.number(), address.get(), local_socket::Address::size) != 0)
        return refuse(LocalFault::nobody_there);
    if (!local_socket::send_line(socket.number(), line)) return refuse(LocalFault::no_answer);
    auto answer = local_socket::receive_line(socket.number());
    if (!answer) return refuse(LocalFault::no_answer);
    return *std::move(answer);
}

} // namespace evenhand::app
