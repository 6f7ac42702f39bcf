#include "rehearsal/safe_ranges.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace evenhand::rehearsal {

namespace safe_ranges {

constexpr std::uint64_t first_prefix = 999'000'000;
constexpr std::uint64_t past_prefixes = 1'000'000'000;
constexpr unsigned modulus = 11;
/// The last digit of a prefix has weight 2, so ten prefixes in a row give ten different remainders
/// of eleven: at most one of them has no check digit, and nine at least can be used.
constexpr std::uint64_t used_of_ten = 9;

/// The tenth digit for nine others (casework 5.1); nothing where it would be ten.
std::optional<unsigned> check_digit(std::uint64_t prefix)
{
    std::uint64_t sum = 0;
    std::uint64_t rest = prefix;
    for (std::uint64_t weight = 2; weight <= 10; ++weight) {
        sum += rest % 10 * weight;
        rest /= 10;
    }
    const auto digit = static_cast<unsigned>((modulus - sum % modulus) % modulus);
    if (digit == 10) return std::nullopt;
    return digit;
}

std::string plain_letters(std::string_view name)
{
    std::string kept;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') kept += static_cast<char>(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z') kept += c;
    }
    return kept;
}

struct TownHall
{
    std::string_view area;
    std::string_view postcode;
};
constexpr std::array town_halls{
    TownHall{"sheffield", "S1 2HH"},      TownHall{"barnsley", "S70 2TA"},
    TownHall{"rotherham", "S60 1AE"},     TownHall{"doncaster", "DN1 3BU"},
    TownHall{"bassetlaw", "S80 2AH"},     TownHall{"wolverhampton", "WV1 1SH"},
    TownHall{"dudley", "DY1 1HF"},        TownHall{"birmingham-south-central", "B1 1BB"},
    TownHall{"sandwell-west", "B69 3DE"},
};

} // namespace safe_ranges

std::string safe_nhs_number(std::uint64_t ordinal)
{
    std::uint64_t prefix = safe_ranges::first_prefix + ordinal / safe_ranges::used_of_ten * 10;
    std::uint64_t left = ordinal % safe_ranges::used_of_ten;
    for (;; ++prefix) {
        CHECK(prefix < safe_ranges::past_prefixes);
        const auto digit = safe_ranges::check_digit(prefix);
        if (!digit || left-- > 0) continue;
        const std::uint64_t whole = prefix * 10 + *digit;
        return fmt::format("{:03} {:03} {:04}", whole / 10'000'000, whole / 10'000 % 1'000,
                           whole % 10'000);
    }
}

std::string safe_mobile(Rng& rng)
{
    const std::uint64_t last = rng.uniform(1000);
    constexpr std::array<double, 4> weights{0.5, 0.3, 0.1, 0.1};
    switch (rng.weighted_choice(weights)) {
    case 0:
        return fmt::format("07700 900{:03}", last);
    case 1:
        return fmt::format("07700900{:03}", last);
    case 2:
        return fmt::format("+44 7700 900{:03}", last);
    case 3:
        break;
    }
    return fmt::format("07700-900-{:03}", last);
}

std::string safe_landline(Rng& rng)
{
    constexpr std::uint64_t trials_own = 123;
    std::uint64_t last = rng.uniform(999);
    if (last >= trials_own) ++last;
    return rng.bernoulli(0.7) ? fmt::format("0114 496 0{:03}", last)
                              : fmt::format("01632 960{:03}", last);
}

std::string safe_email(std::string_view first_name, std::string_view last_name,
                       std::uint64_t number, Rng& rng)
{
    std::string local = safe_ranges::plain_letters(first_name);
    const std::string family = safe_ranges::plain_letters(last_name);
    if (!local.empty() && !family.empty() && family != local) local += '.';
    if (family != local) local += family;
    if (local.empty()) local = "person";
    constexpr std::array hosts{"example.com", "example.org", "example.net"};
    return fmt::format("{}{}@{}", local, number, hosts.at(rng.uniform(hosts.size())));
}

std::string_view safe_postcode(std::string_view area)
{
    const auto found =
        std::ranges::find(safe_ranges::town_halls, area, &safe_ranges::TownHall::area);
    return found == safe_ranges::town_halls.end() ? safe_ranges::town_halls.front().postcode
                                                  : found->postcode;
}

} // namespace evenhand::rehearsal
