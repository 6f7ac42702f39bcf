#include "tests/support/program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

namespace evenhand::tests {

namespace program {

/// In the child, between fork and exec, where only system calls are safe.
[[noreturn]] void become(char* const* words, const char* out, const char* err, pid_t parent)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    const int output = ::open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int errors = ::open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int input = ::open("/dev/null", O_RDONLY);
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    ::execvp(words[0], words);
    ::_exit(127);
}

int code_of(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace program

ScratchFolder::ScratchFolder(const std::string& word, const std::string& parent)
{
    std::string name = fmt::format("{}/evenhand-{}-XXXXXX", parent, word);
    if (::mkdtemp(name.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), "a scratch folder");
    path_ = name;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Program::Program(const std::vector<std::string>& words, std::filesystem::path output)
    : output_(std::move(output))
{
    std::vector<std::string> copies = words;
    std::vector<char*> pointers;
    for (auto& word : copies)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const std::string out = output_.string() + ".out";
    const std::string err = output_.string() + ".err";
    // What an earlier program said there would be read as this one's until the child has begun.
    std::filesystem::remove(out);
    std::filesystem::remove(err);
    const pid_t parent = ::getpid();
    pid_ = ::fork();
    if (pid_ == 0) program::become(pointers.data(), out.c_str(), err.c_str(), parent);
    if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
}

Program::~Program()
{
    kill();
}

void Program::signal(int number) const
{
    // An id that was waited for may belong to somebody else by now.
    if (!code_) ::kill(pid_, number);
}

void Program::kill()
{
    if (code_) return;
    signal(SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    code_ = program::code_of(status);
}

std::optional<int> Program::wait(load::Span within)
{
    const auto ended = [&] {
        int status = 0;
        if (!code_ && ::waitpid(pid_, &status, WNOHANG) == pid_) code_ = program::code_of(status);
        return code_.has_value();
    };
    load::eventually(within, ended);
    return code_;
}

std::string Program::said() const
{
    return file_text(output_.string() + ".out");
}

std::string Program::complained() const
{
    return file_text(output_.string() + ".err");
}

Ran run(const std::vector<std::string>& words, load::Span within)
{
    const ScratchFolder scratch("run");
    Program program(words, scratch.path() / "program");
    const auto code = program.wait(within);
    program.kill();
    return {code.value_or(-1), program.said(), program.complained()};
}

} // namespace evenhand::tests
