#include "app/admin_socket.hpp"

#include <nlohmann/json.hpp>

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

namespace admin_socket {

using Json = nlohmann::json;

/// No verb and no answer is longer; a client that sends more is cut off.
constexpr std::size_t most_bytes = 1 << 20;
constexpr int patience_seconds = 10;

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

[[noreturn]] void fail(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

Descriptor new_socket()
{
    Descriptor made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (made.number() < 0) fail("the admin socket cannot be made");
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

bool send_line(int socket, const Json& message)
{
    const std::string line = message.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    std::size_t sent = 0;
    while (sent < line.size()) {
        const auto n = ::send(socket, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) return false;
        sent += static_cast<std::size_t>(n);
    }
    return true;
}

Json receive_line(int socket)
{
    std::string line;
    std::array<char, 4096> buffer{};
    while (line.size() < most_bytes && line.find('\n') == std::string::npos) {
        const auto n = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (n <= 0) break;
        line.append(buffer.data(), static_cast<std::size_t>(n));
    }
    return Json::parse(line, nullptr, /*allow_exceptions=*/false);
}

bool is_our_user(int socket)
{
    ucred who{};
    socklen_t length = sizeof who;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &length) == 0 &&
           who.uid == ::geteuid();
}

void limit_waiting(int socket)
{
    const timeval patience{.tv_sec = patience_seconds, .tv_usec = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

std::optional<AdminWords> words_in(const Json& message)
{
    if (!message.is_object() || !message.contains("verb") || !message["verb"].is_array())
        return std::nullopt;
    AdminWords words;
    for (const Json& word : message["verb"]) {
        if (!word.is_string()) return std::nullopt;
        words.push_back(word.get<std::string>());
    }
    return words;
}

} // namespace admin_socket

class AdminSocket::Listener
{
public:
    Listener(std::filesystem::path path, std::function<AdminAnswer(const AdminWords&)> run)
        : path_(std::move(path)), run_(std::move(run)), socket_(admin_socket::new_socket()),
          wake_(::eventfd(0, EFD_CLOEXEC))
    {
        if (wake_.number() < 0) admin_socket::fail("the admin socket cannot be made");
        listen();
        thread_ = std::thread([this] { serve(); });
    }

    ~Listener()
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(wake_.number(), &one, sizeof one);
        thread_.join();
        ::unlink(path_.c_str());
    }

    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

private:
    /// What stands there already is of a server that was killed: the store's lock tells that none
    /// runs now.
    void listen()
    {
        const admin_socket::Address address(path_);
        if (!address.fits()) admin_socket::fail("the admin socket cannot be opened");
        ::unlink(path_.c_str());
        if (::bind(socket_.number(), address.get(), admin_socket::Address::size) != 0 ||
            ::chmod(path_.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(socket_.number(), 8) != 0) {
            admin_socket::fail("the admin socket cannot be opened");
        }
    }

    void serve()
    {
        for (;;) {
            std::array<pollfd, 2> waiting{{{.fd = socket_.number(), .events = POLLIN, .revents = 0},
                                           {.fd = wake_.number(), .events = POLLIN, .revents = 0}}};
            if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
            if (waiting[1].revents != 0) return;
            const admin_socket::Descriptor client(
                ::accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC));
            if (client.number() >= 0) answer(client.number());
        }
    }

    void answer(int client)
    {
        admin_socket::limit_waiting(client);
        if (!admin_socket::is_our_user(client)) return;
        const auto words = admin_socket::words_in(admin_socket::receive_line(client));
        if (!words) return;
        AdminAnswer result;
        try {
            result = run_(*words);
        } catch (const std::exception& error) {
            result = {.exit_code = 2, .text = std::string("evenhand: ") + error.what() + "\n"};
        }
        admin_socket::send_line(client, {{"exit", result.exit_code}, {"text", result.text}});
    }

    std::filesystem::path path_;
    std::function<AdminAnswer(const AdminWords&)> run_;
    admin_socket::Descriptor socket_;
    admin_socket::Descriptor wake_;
    std::thread thread_;
};

AdminSocket::AdminSocket(std::filesystem::path path,
                         std::function<AdminAnswer(const AdminWords&)> run)
    : listener_(std::make_unique<Listener>(std::move(path), std::move(run)))
{
}

AdminSocket::~AdminSocket() = default;

std::optional<AdminAnswer> ask_running_server(const std::filesystem::path& path,
                                              const AdminWords& words)
{
    const admin_socket::Address address(path);
    if (!address.fits()) return std::nullopt;
    const auto socket = admin_socket::new_socket();
    if (::connect(socket.number(), address.get(), admin_socket::Address::size) != 0)
        return std::nullopt;
    if (!admin_socket::send_line(socket.number(), {{"verb", words}})) return std::nullopt;
    const auto answer = admin_socket::receive_line(socket.number());
    if (!answer.is_object() || !answer.contains("exit") || !answer.contains("text")) {
        return AdminAnswer{
            .exit_code = 2,
            .text =
                "evenhand: the running server did not answer; whether it was done is not known\n"};
    }
    return AdminAnswer{.exit_code = answer["exit"].get<int>(),
                       .text = answer["text"].get<std::string>()};
}

} // namespace evenhand::app
