#include "tests/benchmarks/told_apart.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string>

namespace evenhand::service_benchmark {

namespace told_apart {

/// One visitor at a time, each from an address of their own.
class Asker
{
public:
    explicit Asker(const load::Target& target) : client_(target) {}

    /// Fills the form of a page in and sends it as a new visitor from another network; returns how
    /// long the answer took, in milliseconds. The connection is open by then.
    double time_of(const std::string& path, const load::Fields& fields, int expected_status)
    {
        client_.move_town();
        load::Jar jar;
        const auto page = client_.send({"GET", path, {}, {}});
        jar.take(page.reply);
        const auto tokens = load::tokens_in(page);
        if (!tokens) throw std::runtime_error(path + " gives no form");
        const auto body = load::filled(*tokens, fields);
        const auto began = load::now();
        const auto answer = client_.send({"POST", path, jar.header(), body});
        const auto took = load::now() - began;
        if (answer.reply.status != expected_status) {
            throw std::runtime_error(fmt::format("{} answers {} and not {}", path,
                                                 answer.reply.status, expected_status));
        }
        return std::chrono::duration<double, std::milli>(took).count();
    }

private:
    load::Client client_;
};

/// `known` and `unknown` each take the number of the pair and give a time. The unknown one of a
/// pair may be the known one of the next.
template <class Known, class Unknown>
TimedPairs in_turns(int pairs, Known known, Unknown unknown)
{
    TimedPairs times;
    for (int pair = 0; pair < pairs; ++pair) {
        if (pair % 2 == 0) {
            const double first = known(pair);
            times.emplace_back(first, unknown(pair));
        } else {
            const double first = unknown(pair);
            times.emplace_back(known(pair), first);
        }
    }
    return times;
}

/// One of the thousand numbers in Sheffield that nobody has.
std::string phone_of(int number)
{
    return fmt::format("0114 496 {:04}", number);
}

} // namespace told_apart

TimedPairs referrals_of_known_and_unknown(const load::Target& target, int pairs)
{
    told_apart::Asker asker(target);
    const auto ask = [&asker](int number) {
        return asker.time_of("/call-me",
                             {{"name", "Zoë Example"},
                              {"phone", told_apart::phone_of(number)},
                              {"times", ""},
                              {"language", ""}},
                             303);
    };
    ask(0);
    return told_apart::in_turns(pairs, ask, [&ask](int pair) { return ask(pair + 1); });
}

TimedPairs sign_ins_of_known_and_unknown(const load::Target& target,
                                         const std::vector<load::Account>& accounts, int pairs)
{
    told_apart::Asker asker(target);
    const auto sign_in = [&asker](const std::string& email) {
        return asker.time_of(
            "/sign-in", {{"email", email}, {"password", "not the password"}, {"next", ""}}, 422);
    };
    return told_apart::in_turns(
        pairs,
        [&](int pair) {
            return sign_in(accounts.at(static_cast<std::size_t>(pair) % accounts.size()).email);
        },
        [&](int pair) { return sign_in(fmt::format("nobody-{}@example.org", pair)); });
}

} // namespace evenhand::service_benchmark
