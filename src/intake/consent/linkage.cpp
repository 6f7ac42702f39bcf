#include "intake/consent/linkage.hpp"

#include "core/canonical_json.hpp"
#include "core/check.hpp"
#include "core/words.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace evenhand::consent {

namespace linkage_rules {

constexpr std::array sexes{
    Words<RecordSex>{RecordSex::female, "female", "Female"},
    Words<RecordSex>{RecordSex::male, "male", "Male"},
    Words<RecordSex>{RecordSex::not_known, "not_known", "Not known, or prefers not to say"},
};
constexpr std::array reasons{
    Words<SkipReason>{SkipReason::not_to_hand, "not_to_hand", "They do not have it with them"},
    Words<SkipReason>{SkipReason::another_day, "another_day", "They want to do it another day"},
    Words<SkipReason>{SkipReason::rather_not, "rather_not", "They would rather not"},
};

constexpr auto sex_list = values_of(sexes);
constexpr auto reason_list = values_of(reasons);

} // namespace linkage_rules

std::span<const RecordSex> all_record_sexes()
{
    return linkage_rules::sex_list;
}

std::span<const SkipReason> all_skip_reasons()
{
    return linkage_rules::reason_list;
}

std::string_view name_of(RecordSex sex)
{
    return words_of(linkage_rules::sexes, sex).name;
}

std::string_view name_of(SkipReason reason)
{
    return words_of(linkage_rules::reasons, reason).name;
}

std::optional<RecordSex> record_sex_named(std::string_view name)
{
    return value_named(linkage_rules::sexes, name);
}

std::optional<SkipReason> skip_reason_named(std::string_view name)
{
    return value_named(linkage_rules::reasons, name);
}

std::string_view label_of(RecordSex sex)
{
    return words_of(linkage_rules::sexes, sex).label;
}

std::string_view label_of(SkipReason reason)
{
    return words_of(linkage_rules::reasons, reason).label;
}

std::string text_of(const LinkageKeys& keys)
{
    return canonical_json(
        nlohmann::json{{"ni_number", keys.ni_number ? keys.ni_number->reveal() : std::string()},
                       {"former_names", keys.former_names},
                       {"sex", name_of(keys.sex)},
                       {"address", keys.address},
                       {"postcode", keys.postcode ? keys.postcode->reveal() : std::string()}});
}

LinkageKeys linkage_keys_in(std::string_view text)
{
    const auto all = parse_json(text);
    CHECK(all.has_value());
    LinkageKeys keys{.ni_number = {},
                     .former_names = all->at("former_names").get<std::string>(),
                     .sex = record_sex_named(all->at("sex").get<std::string>()).value(),
                     .address = all->at("address").get<std::string>(),
                     .postcode = {}};
    // What was taken once is read back under either mode.
    const auto number = all->at("ni_number").get<std::string>();
    if (!number.empty()) keys.ni_number = NiNumber::parse(number, IdentifierMode::demo).value();
    const auto postcode = all->at("postcode").get<std::string>();
    if (!postcode.empty())
        keys.postcode = Postcode::parse(postcode, PostcodeEntry::staff_screen).value();
    return keys;
}

std::string_view code(LinkageRefusal refusal)
{
    switch (refusal) {
    case LinkageRefusal::not_agreed:
        return "not_agreed";
    case LinkageRefusal::not_now:
        return "not_now";
    case LinkageRefusal::erased:
        return "erased";
    }
    CHECK(false);
}

LinkageEffect linkage_effect_at(participants::Stage stage)
{
    using participants::Stage;
    const bool before = stage == Stage::consented || stage == Stage::baseline_locked;
    if (before) return LinkageEffect::step;
    return stage == Stage::randomised ? LinkageEffect::no_step : LinkageEffect::refused;
}

} // namespace evenhand::consent
