// evenhand_load http://127.0.0.1:PORT [--for SECONDS] [--most N] [--history FILE]
//               [--accounts FILE] [--json] WORK[:VISITORS[:PER_SECOND]] …
//
// Drives a server of this machine. WORK is call_me, journey, pages, sign_in or triage; without
// PER_SECOND each visitor begins anew when they are answered. The accounts file has a line for each
// member of staff: e-mail address, password, secret of the one-time code. Exit code 0: no request
// failed and nothing wrong was seen; 1: some did; 2: could not run.
#include "tests/support/load_driver.hpp"

#include <fmt/format.h>

#include <charconv>
#include <exception>
#include <fstream>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace evenhand::load {
namespace load_main {

template <class Number>
Number number(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        throw std::invalid_argument(fmt::format("\"{}\" is not a number", text));
    return value;
}

struct Options
{
    std::optional<Target> target;
    std::vector<Stream> streams;
    double seconds = 10;
    std::uint64_t most = 100'000;
    std::string history = "evenhand-load.history";
    std::vector<Account> accounts;
    bool json = false;
};

Stream stream_in(std::string_view text)
{
    const auto part = [&text] {
        const auto colon = text.find(':');
        const auto first = text.substr(0, colon);
        text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
        return first;
    };
    Stream stream;
    const auto name = part();
    const auto work = work_named(name);
    if (!work) throw std::invalid_argument(fmt::format("there is no work \"{}\"", name));
    stream.work = *work;
    if (!text.empty()) stream.visitors = number<int>(part());
    if (!text.empty()) stream.per_second = number<double>(part());
    constexpr int most_visitors = 1000;
    if (stream.visitors < 1 || stream.visitors > most_visitors || stream.per_second < 0)
        throw std::invalid_argument("VISITORS is 1 to 1000, PER_SECOND is not negative");
    return stream;
}

std::vector<Account> accounts_in(const std::string& path)
{
    std::ifstream file(path);
    if (!file) throw std::invalid_argument(path + " cannot be read");
    std::vector<Account> accounts;
    for (Account account; file >> account.email >> account.password >> account.secret;)
        accounts.push_back(account);
    return accounts;
}

Options options_in(std::span<char* const> arguments)
{
    Options options;
    for (std::size_t at = 1; at < arguments.size(); ++at) {
        const std::string_view word = arguments[at];
        const auto value = [&] {
            if (++at == arguments.size()) throw std::invalid_argument(std::string(word) + " what?");
            return std::string(arguments[at]);
        };
        if (word == "--for") {
            options.seconds = number<double>(value());
        } else if (word == "--most") {
            options.most = number<std::uint64_t>(value());
        } else if (word == "--history") {
            options.history = value();
        } else if (word == "--accounts") {
            options.accounts = accounts_in(value());
        } else if (word == "--json") {
            options.json = true;
        } else if (!options.target) {
            options.target = parse_target(word);
            if (!options.target) {
                throw std::invalid_argument(
                    "only http://127.0.0.1:PORT and http://[::1]:PORT are driven");
            }
        } else {
            options.streams.push_back(stream_in(word));
        }
    }
    return options;
}

void check(const Options& options)
{
    if (!options.target || options.streams.empty())
        throw std::invalid_argument("usage: evenhand_load http://127.0.0.1:PORT WORK…");
    constexpr double longest = 4 * 3600;
    if (options.seconds <= 0 || options.seconds > longest)
        throw std::invalid_argument("--for is at most 14400 seconds");
    for (const Stream& stream : options.streams) {
        const bool staff = stream.work == Work::sign_in || stream.work == Work::triage;
        if (staff && options.accounts.empty())
            throw std::invalid_argument("sign_in and triage need --accounts FILE");
    }
}

bool went_well(const Measured& measured)
{
    if (!measured.wrongs.empty()) return false;
    for (const auto& [timed, tally] : measured.tallies) {
        if (tally.errors() > 0) return false;
    }
    return true;
}

int run(std::span<char* const> arguments)
{
    Options options = options_in(arguments);
    check(options);
    for (Stream& stream : options.streams)
        stream.most = options.most;
    History history(options.history);
    const Town town{*options.target, history, options.accounts};
    Driver driver(town, options.streams);
    driver.run_for(
        std::chrono::duration_cast<Span>(std::chrono::duration<double>(options.seconds)));
    const Measured measured = driver.measured();
    fmt::print("{}", options.json ? as_json(measured, driver.ran()) + "\n"
                                  : as_table(measured, driver.ran()));
    return went_well(measured) ? 0 : 1;
}

} // namespace load_main
} // namespace evenhand::load

int main(int count, char** arguments)
{
    try {
        return evenhand::load::load_main::run({arguments, static_cast<std::size_t>(count)});
    } catch (const std::exception& error) {
        fmt::print(stderr, "evenhand_load: {}\n", error.what());
        return 2;
    }
}
