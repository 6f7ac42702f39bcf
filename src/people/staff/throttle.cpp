#include "people/staff/throttle.hpp"

#include "core/encoding.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace evenhand::staff {
namespace throttle {

/// Without those that are too old to count; none of them in the future.
std::vector<Instant> recent(const Guesses& guesses, const ThrottleLimits& limits, Instant now)
{
    std::vector<Instant> kept;
    for (const auto at : guesses.times()) {
        if (at + limits.window > now) kept.push_back(std::min(at, now));
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

} // namespace throttle

std::optional<Guesses> Guesses::parse(std::string_view text)
{
    std::vector<Instant> times;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        std::int64_t micros = 0;
        const auto [next, fault] = std::from_chars(at, end, micros);
        if (fault != std::errc() || (next != end && *next != ',')) return std::nullopt;
        times.push_back(Instant::from_micros(micros));
        if (next == end) break;
        at = next + 1;
        if (at == end) return std::nullopt; // nothing after the comma
    }
    return Guesses(std::move(times));
}

std::string Guesses::text() const
{
    std::string text;
    for (const auto at : times_) {
        if (!text.empty()) text += ',';
        text += std::to_string(at.micros());
    }
    return text;
}

ThrottleAnswer count_guess(const Guesses& before, const ThrottleLimits& limits, Instant now)
{
    auto times = throttle::recent(before, limits, now);
    ThrottleAnswer answer;
    answer.allowed = times.size() < limits.most;
    if (answer.allowed) times.push_back(now);
    answer.free_at = times.size() < limits.most ? now : times.front() + limits.window;
    answer.after = Guesses(std::move(times));
    return answer;
}

Guesses forgive(const Guesses& guesses, Instant made_at)
{
    auto times = guesses.times();
    const auto found = std::find(times.begin(), times.end(), made_at);
    if (found != times.end()) times.erase(found);
    return Guesses(std::move(times));
}

SignInAnswer count_sign_in(const SignInGuesses& before, const ThrottleLimits& limits, Instant now)
{
    SignInAnswer answer{.allowed = false, .after = before, .free_at = now};
    if (before.known_device) {
        const auto device = count_guess(*before.known_device, limits, now);
        answer.allowed = device.allowed;
        answer.after.known_device = device.after;
        answer.free_at = device.free_at;
        return answer;
    }
    const auto account = count_guess(before.account, limits, now);
    const auto network = count_guess(before.network, limits, now);
    answer.allowed = account.allowed && network.allowed;
    // Where one of the two refuses, the other has nothing to count.
    if (answer.allowed) {
        answer.after.account = account.after;
        answer.after.network = network.after;
    }
    answer.free_at = std::max(account.free_at, network.free_at);
    return answer;
}

std::string network_of(std::string_view address)
{
    const std::string text(address);
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
        return "4:" + to_hex(ByteView(bytes).first(3));
    }
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) {
        return "6:" + to_hex(ByteView(bytes).first(8));
    }
    return text;
}

} // namespace evenhand::staff
