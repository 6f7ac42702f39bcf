#include "app/terminal.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <unistd.h>

namespace evenhand::app {

void print(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void complain(std::string_view sentence)
{
    fmt::print(stderr, "evenhand: {}\n", sentence);
}

void Progress::show(std::string_view stage, std::uint64_t done, std::uint64_t of)
{
    using namespace std::chrono_literals;
    const auto now = std::chrono::steady_clock::now();
    if (now - begun_ < 1s || now - shown_ < 200ms || isatty(STDERR_FILENO) == 0) return;
    shown_ = now;
    on_screen_ = true;
    const std::string far = of > 0 ? fmt::format("{} of {}", done, of) : fmt::format("{}", done);
    fmt::print(stderr, "\r\033[K{}: {}", stage, far);
}

void Progress::done()
{
    if (on_screen_) fmt::print(stderr, "\r\033[K");
    on_screen_ = false;
}

} // namespace evenhand::app
