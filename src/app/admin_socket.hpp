#pragma once

#include "app/local_socket.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::app {

// Verbs that write go through a running server, because SQLite has one writer (design 8.15). The
// server listens on a Unix socket beside the keys, which only its own user can open; one line of
// JSON goes each way.

/// What a verb was asked and what it answered: the words of its command line, its exit code and its
/// text.
using AdminWords = std::vector<std::string>;
struct AdminAnswer
{
    int exit_code = 2;
    std::string text;
};

/// Takes one verb at a time, on a thread of its own, for as long as it lives. Refuses other users
/// of the machine.
class AdminSocket
{
public:
    /// Throws std::system_error if the socket cannot be made.
    AdminSocket(std::filesystem::path path, std::function<AdminAnswer(const AdminWords&)> run);

private:
    LocalListener listener_;
};

/// The answer of the server that runs there; nothing if none does, and then the caller opens the
/// store itself.
std::optional<AdminAnswer> ask_running_server(const std::filesystem::path& path,
                                              const AdminWords& words);

} // namespace evenhand::app
