#include "app/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace evenhand::app {

std::string without_credentials(std::string_view sentence)
{
    std::string shown(sentence);
    for (auto begin = shown.find("//"); begin != std::string::npos;
         begin = shown.find("//", begin + 2)) {
        const auto end = std::min(shown.find_first_of(" \t\r\n", begin), shown.size());
        const auto at = shown.rfind('@', end - 1);
        if (at != std::string::npos && at > begin + 1)
            shown.replace(begin + 2, at - begin - 2, "…");
    }
    return shown;
}

void print(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void complain(std::string_view sentence)
{
    const auto end = sentence.find_last_not_of(" \t\r\n");
    sentence = sentence.substr(0, end == std::string_view::npos ? 0 : end + 1);
    const bool ended = !sentence.empty() &&
                       std::string_view(".!?").find(sentence.back()) != std::string_view::npos;
    fmt::print(stderr, "evenhand: {}{}\n", without_credentials(sentence), ended ? "" : ".");
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
