#include "intake/allocation/flags.hpp"

#include "core/words.hpp"

namespace evenhand::allocation {

namespace flags {

constexpr std::array flag_words{
    Words<FlagKind>{FlagKind::randomised_in_error, "randomised_in_error", "Randomised in error"},
    Words<FlagKind>{FlagKind::wrong_stratum, "wrong_stratum", "Wrong area or group"},
    Words<FlagKind>{FlagKind::not_eligible, "not_eligible", "Was not eligible"},
    Words<FlagKind>{FlagKind::in_doubt, "in_doubt", "In doubt whether they were eligible"},
    Words<FlagKind>{FlagKind::second_randomisation, "second_randomisation",
                    "Second randomisation of the same person"},
};

} // namespace flags

std::string_view name_of(FlagKind kind)
{
    return words_of(flags::flag_words, kind).name;
}

std::optional<FlagKind> flag_named(std::string_view name)
{
    const auto kind = value_named(flags::flag_words, name);
    if (kind == FlagKind::second_randomisation) return std::nullopt; // nobody types it
    return kind;
}

std::string_view label_of(FlagKind kind)
{
    return words_of(flags::flag_words, kind).label;
}

void end_by_answers(std::vector<Flag>& all, bool answers_misfit)
{
    bool stands = answers_misfit;
    for (Flag& flag : all) {
        if (!flag.from_answers) continue;
        flag.ended = !stands;
        stands = false;
    }
}

} // namespace evenhand::allocation
