#pragma once

// Whether the time of an answer says that somebody is known: a timing oracle would tell a partner
// or an employer that a person has referred themselves (security 2.4). One request at a time on a
// server that does nothing else, which is the best that an attacker could hope for.

#include "tests/benchmarks/figures.hpp"
#include "tests/support/load_visitor.hpp"

#include <utility>
#include <vector>

namespace evenhand::service_benchmark {

/// Milliseconds that a known and an unknown one took, pair by pair; which of the two goes first
/// takes turns.
using TimedPairs = std::vector<std::pair<double, double>>;

/// "Ask us to call you", with a telephone number that was given before and with a new one.
/// At most 1,000 pairs, and once on each store.
TimedPairs referrals_of_known_and_unknown(const load::Target& target, int pairs);

/// Sign-in with a wrong password, for an account that there is and one that there is not.
/// At most four pairs an account, because wrong guesses are counted.
TimedPairs sign_ins_of_known_and_unknown(const load::Target& target,
                                         const std::vector<load::Account>& accounts, int pairs);

} // namespace evenhand::service_benchmark
