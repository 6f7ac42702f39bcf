#pragma once

// Processes that a test starts, watches and ends by their id: the program itself above all.

#include "tests/support/file_text.hpp"
#include "tests/support/load_clock.hpp"

#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace evenhand::tests {

/// A folder of this test's own, gone with the object.
class ScratchFolder
{
public:
    /// `word` is seen in its name.
    explicit ScratchFolder(const std::string& word, const std::string& parent = "/tmp");
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// A running process. It is killed with the object, and with this process however that ends.
class Program
{
public:
    /// `words` are the program and its arguments; what it says goes to OUTPUT.out and OUTPUT.err.
    Program(const std::vector<std::string>& words, std::filesystem::path output);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    void signal(int number) const;
    /// kill -9, and waits until it is gone.
    void kill();
    /// Its exit code, or 128 + the signal that ended it; nothing if it still runs then.
    std::optional<int> wait(load::Span within);
    [[nodiscard]] bool running() { return !wait(load::Span(0)).has_value(); }

    [[nodiscard]] std::string said() const;       ///< on standard output so far
    [[nodiscard]] std::string complained() const; ///< on standard error so far

private:
    std::filesystem::path output_;
    pid_t pid_ = -1;
    std::optional<int> code_;
};

/// A process that ran to its end.
struct Ran
{
    int code = -1; ///< as Program::wait; -1 if it had to be killed for taking too long
    std::string out;
    std::string err;
};
Ran run(const std::vector<std::string>& words, load::Span within = std::chrono::seconds(60));

} // namespace evenhand::tests
