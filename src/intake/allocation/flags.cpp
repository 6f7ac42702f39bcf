#include "intake/allocation/flags.hpp"

#include "core/check.hpp"

#include <algorithm>

namespace evenhand::allocation {

namespace flags {

struct FlagWords
{
    FlagKind kind;
    std::string_view name;
    std::string_view label;
};
constexpr std::array flag_words{
    FlagWords{FlagKind::randomised_in_error, "randomised_in_error", "Randomised in error"},
    FlagWords{FlagKind::wrong_stratum, "wrong_stratum", "Wrong area or group"},
    FlagWords{FlagKind::not_eligible, "not_eligible", "Was not eligible"},
};

} // namespace flags

std::string_view name_of(FlagKind kind)
{
    const auto* const found = std::ranges::find(flags::flag_words, kind, &flags::FlagWords::kind);
    CHECK(found != flags::flag_words.end());
    return found->name;
}

std::optional<FlagKind> flag_named(std::string_view name)
{
    for (const auto& words : flags::flag_words) {
        if (words.name == name) return words.kind;
    }
    return std::nullopt;
}

std::string_view label_of(FlagKind kind)
{
    const auto* const found = std::ranges::find(flags::flag_words, kind, &flags::FlagWords::kind);
    CHECK(found != flags::flag_words.end());
    return found->label;
}

} // namespace evenhand::allocation
