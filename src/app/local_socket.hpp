#pragma once

#include "core/result.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace evenhand::app {

// One line of text each way over a Unix socket, between processes of one machine.

/// Where a socket stands and who may ask there.
struct LocalPlace
{
    std::filesystem::path path;
    std::string name;            ///< in what is said when it cannot be opened: "the admin socket"
    std::optional<uid_t> also{}; ///< another account than this process's own, of the folder's group
};

/// Takes one line at a time, on a thread of its own, for as long as it lives. Other users of the
/// machine are not heard.
class LocalListener
{
public:
    using Answer = std::function<std::string(std::string_view line)>;
    /// What stands at the path already is taken for the socket of a process that was killed, and
    /// replaced. Throws std::system_error if the socket cannot be made.
    LocalListener(LocalPlace place, Answer answer);
    ~LocalListener();
    LocalListener(const LocalListener&) = delete;
    LocalListener& operator=(const LocalListener&) = delete;

private:
    class Listening;
    std::unique_ptr<Listening> listening_;
};

enum class LocalFault {
    nobody_there, ///< nothing was sent
    no_answer,    ///< it was sent, and whether it was done is not known
};

/// The answer to one line, which is waited for so long; no patience: as long as it takes.
Result<std::string, LocalFault>
ask_locally(const std::filesystem::path& path, const std::string& line,
            std::optional<std::chrono::seconds> patience = std::nullopt);

} // namespace evenhand::app
