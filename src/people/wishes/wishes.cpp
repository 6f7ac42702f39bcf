#include "people/wishes/wishes.hpp"

#include "core/check.hpp"
#include "core/words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace evenhand::wishes {

namespace wishes {

constexpr std::array ways{
    Words<Way>{Way::phone, "phone", "Phone call"},
    Words<Way>{Way::text, "text", "Text message"},
    Words<Way>{Way::email, "email", "Email"},
    Words<Way>{Way::letter, "letter", "Letter"},
};
constexpr std::array sayings{
    Words<Said>{Said::not_asked, "not_asked", "Not asked yet"},
    Words<Said>{Said::yes, "yes", "Yes"},
    Words<Said>{Said::no, "no", "No"},
};
constexpr std::array places{
    Words<ToldIn>{ToldIn::referral, "referral", "In their referral"},
    Words<ToldIn>{ToldIn::telephone, "telephone", "They told us on the telephone"},
    Words<ToldIn>{ToldIn::appointment, "appointment", "They were asked at an appointment"},
    Words<ToldIn>{ToldIn::writing, "writing", "They wrote to us"},
    Words<ToldIn>{ToldIn::helper, "helper", "Somebody who helps them told us"},
};
constexpr std::array told_staff{ToldIn::telephone, ToldIn::appointment, ToldIn::writing,
                                ToldIn::helper};
constexpr auto way_list = values_of(ways);

using Json = nlohmann::json;

/// A member of the object if it is a text.
std::optional<std::string> text_in(const Json& json, const char* key)
{
    if (!json.contains(key) || !json[key].is_string()) return std::nullopt;
    return json[key].get<std::string>();
}

std::optional<std::vector<std::string>> texts_in(const Json& json, const char* key)
{
    if (!json.contains(key) || !json[key].is_array()) return std::nullopt;
    std::vector<std::string> all;
    for (const Json& each : json[key]) {
        if (!each.is_string()) return std::nullopt;
        all.push_back(each.get<std::string>());
    }
    return all;
}

std::optional<Said> said_in(const Json& json, const char* key)
{
    const auto name = text_in(json, key);
    return name ? value_named(sayings, *name) : std::nullopt;
}

/// The free texts, as the sealed text names them.
struct FreeText
{
    const char* key;
    std::string Wishes::*text;
};
constexpr std::array free_texts{
    FreeText{"times", &Wishes::times},
    FreeText{"call_number", &Wishes::call_number},
    FreeText{"need_detail", &Wishes::need_detail},
    FreeText{"language", &Wishes::language},
};

} // namespace wishes

std::span<const Way> all_ways()
{
    return wishes::way_list;
}

std::span<const ToldIn> told_to_staff()
{
    return wishes::told_staff;
}

std::string_view name_of(Way way)
{
    return words_of(wishes::ways, way).name;
}

std::string_view name_of(ToldIn told_in)
{
    return words_of(wishes::places, told_in).name;
}

std::optional<Way> way_named(std::string_view name)
{
    return value_named(wishes::ways, name);
}

std::optional<ToldIn> told_in_named(std::string_view name)
{
    return value_named(wishes::places, name);
}

std::string_view label_of(Way way)
{
    return words_of(wishes::ways, way).label;
}

std::string_view label_of(ToldIn told_in)
{
    return words_of(wishes::places, told_in).label;
}

std::string_view label_of(Said said)
{
    return words_of(wishes::sayings, said).label;
}

bool wants(const Wishes& wishes, Way way)
{
    return std::ranges::find(wishes.ways, way) != wishes.ways.end();
}

void heed_noes(Wishes& wishes, const Wishes& other)
{
    if (other.leave_message == Said::no) wishes.leave_message = Said::no;
    if (other.mention_health == Said::no) wishes.mention_health = Said::no;
}

bool may_write(const Wishes& wishes, Way way, bool mentions_health)
{
    if (!wants(wishes, way) || wishes.leave_message != Said::yes) return false;
    return !mentions_health || wishes.mention_health == Said::yes;
}

Wishes taken_from_referral(Wishes told, const Wishes& stood)
{
    // A request to be called asks no such question, so that nothing was forbidden.
    if (stood.ways.empty()) return told;
    // A letter is posted by somebody who reads the wishes first.
    constexpr std::array ways{Way::phone, Way::text, Way::email};
    const auto allows_more = [&](bool mentions_health) {
        return std::ranges::any_of(ways, [&](Way way) {
            return may_write(told, way, mentions_health) && !may_write(stood, way, mentions_health);
        });
    };
    const bool more_health = told.mention_health == Said::yes && stood.mention_health != Said::yes;
    const bool more_messages = told.leave_message == Said::yes && stood.leave_message != Said::yes;
    if (more_messages || allows_more(false)) told.leave_message = Said::not_asked;
    if (more_health || allows_more(true)) told.mention_health = Said::not_asked;
    return told;
}

std::string labels_of_needs(const Wishes& wishes, const std::vector<protocol::Choice>& needs)
{
    std::string words;
    for (const std::string& id : wishes.needs) {
        if (!words.empty()) words += ", ";
        words += protocol::label_of(needs, id);
    }
    return words;
}

std::vector<std::string> flags_of(const Wishes& wishes, const std::vector<protocol::Choice>& needs)
{
    std::vector<std::string> flags;
    if (wishes.leave_message == Said::not_asked)
        flags.emplace_back("Leave no message: not asked yet whether it is safe");
    if (wishes.leave_message == Said::no) flags.emplace_back("Leave no message");
    if (wishes.mention_health == Said::no) flags.emplace_back("Do not mention health");
    if (!wishes.ways.empty() && !wants(wishes, Way::phone))
        flags.emplace_back("They did not choose phone calls");
    for (const std::string& id : wishes.needs)
        flags.push_back(protocol::label_of(needs, id));
    if (!wishes.need_detail.empty()) flags.push_back(wishes.need_detail);
    if (!wishes.language.empty()) flags.push_back("Language: " + wishes.language);
    if (!wishes.times.empty()) flags.push_back("Good time: " + wishes.times);
    return flags;
}

std::string written(const Wishes& wishes)
{
    using namespace wishes;
    Json json{{"leave_message", words_of(sayings, wishes.leave_message).name},
              {"mention_health", words_of(sayings, wishes.mention_health).name},
              {"needs", wishes.needs},
              {"ways", Json::array()}};
    for (const Way way : wishes.ways)
        json["ways"].push_back(name_of(way));
    for (const FreeText& each : free_texts)
        json[each.key] = wishes.*each.text;
    return json.dump();
}

std::optional<Wishes> read_back(std::string_view text)
{
    using namespace wishes;
    const auto json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) return std::nullopt;
    const auto leave_message = said_in(json, "leave_message");
    const auto mention_health = said_in(json, "mention_health");
    auto needs = texts_in(json, "needs");
    const auto way_names = texts_in(json, "ways");
    if (!leave_message || !mention_health || !needs || !way_names) return std::nullopt;
    Wishes read{.leave_message = *leave_message,
                .mention_health = *mention_health,
                .needs = *std::move(needs)};
    for (const std::string& name : *way_names) {
        const auto way = way_named(name);
        if (!way) return std::nullopt;
        read.ways.push_back(*way);
    }
    for (const FreeText& each : free_texts) {
        auto said = text_in(json, each.key);
        if (!said) return std::nullopt;
        read.*each.text = *std::move(said);
    }
    return read;
}

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::erased:
        return "erased";
    case Refusal::changed_meanwhile:
        return "changed_meanwhile";
    }
    CHECK(false);
}

} // namespace evenhand::wishes
