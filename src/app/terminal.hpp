#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::app {

/// To standard output, as it is.
void print(std::string_view text);
/// The text with what stands between "//" and "@" in an address left out. Whoever types the address
/// of a database in the wrong place must not find its password on the screen or in a log.
std::string without_credentials(std::string_view sentence);
/// To standard error: "evenhand: " and the sentence without credentials, with a full stop if it has
/// none.
void complain(std::string_view sentence);

/// A line that tells how far long work is: on standard error, only on a terminal, only after a
/// second, and wiped at the end.
class Progress
{
public:
    void show(std::string_view stage, std::uint64_t done, std::uint64_t of);
    void done();

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point shown_{};
    bool on_screen_ = false;
};

} // namespace evenhand::app
