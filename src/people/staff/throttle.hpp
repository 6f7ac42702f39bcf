#pragma once

#include "core/time.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

// Guesses at passwords and codes are slowed, never locked out, so that nobody can keep a member of
// staff from signing in by guessing badly in their name (security 2.4, cases 26 and 27; the figures
// are those of Cyber Essentials: ten guesses in five minutes).

struct ThrottleLimits
{
    std::size_t most = 10;
    std::chrono::microseconds window = std::chrono::minutes(5);
};

/// When somebody guessed, at most `most` moments, the oldest first: one row of the database.
class Guesses
{
public:
    Guesses() = default;
    explicit Guesses(std::vector<Instant> times) : times_(std::move(times)) {}
    /// Microseconds with commas between. Nothing unless the text is in that form.
    static std::optional<Guesses> parse(std::string_view text);
    [[nodiscard]] std::string text() const;

    [[nodiscard]] const std::vector<Instant>& times() const { return times_; }
    friend bool operator==(const Guesses&, const Guesses&) = default;

private:
    std::vector<Instant> times_;
};

struct ThrottleAnswer
{
    bool allowed = false;
    Guesses after;   ///< to be stored, also where it is refused
    Instant free_at; ///< when one more guess would be allowed
};

/// Whether one more guess may be made now, and the guesses with it counted. In any window of that
/// length at most `most` are allowed. A moment after `now` (the clock was put back) counts as now.
ThrottleAnswer count_guess(const Guesses& before, const ThrottleLimits& limits, Instant now);

/// The guess made at that moment was right: it no longer counts.
Guesses forgive(const Guesses& guesses, Instant made_at);

/// What a sign-in is measured by. A device from which this account signed in before has guesses of
/// its own; everybody else shares those of the account and of the network.
struct SignInGuesses
{
    Guesses account;
    Guesses network;
    std::optional<Guesses> known_device = {};
};
struct SignInAnswer
{
    bool allowed = false;
    SignInGuesses after;
    Instant free_at;
};
SignInAnswer count_sign_in(const SignInGuesses& before, const ThrottleLimits& limits, Instant now);

/// The network that an address counts for: /24 of IPv4, /64 of IPv6, since one household or
/// attacker has at least that much. The text itself if it is no address.
std::string network_of(std::string_view address);

} // namespace evenhand::staff
