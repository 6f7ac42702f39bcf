#include "intake/consent/consent.hpp"

#include "core/canonical_json.hpp"
#include "core/check.hpp"
#include "core/words.hpp"
#include "crypto/hash.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace evenhand::consent {

namespace consent_rules {

constexpr std::array capacities{
    Words<Capacity>{Capacity::assumed, "assumed", "Yes. There is no reason to doubt it"},
    Words<Capacity>{Capacity::assessed, "assessed", "Yes. I had a doubt, and assessed it"},
    Words<Capacity>{Capacity::lacking, "lacking", "No, not today"},
};
constexpr std::array supporters{
    Words<Supporter>{Supporter::nobody, "nobody", "Nobody"},
    Words<Supporter>{Supporter::family_or_friend, "family_or_friend", "A relative or friend"},
    Words<Supporter>{Supporter::carer, "carer", "A carer"},
    Words<Supporter>{Supporter::advocate, "advocate", "An advocate"},
    Words<Supporter>{Supporter::professional, "professional", "Another professional"},
};
constexpr std::array methods{
    Words<SignatureMethod>{SignatureMethod::typed_name, "typed-name", "They type their name"},
    Words<SignatureMethod>{SignatureMethod::witnessed_verbal, "witnessed-verbal",
                           "They say it aloud, and a colleague hears it"},
    Words<SignatureMethod>{SignatureMethod::paper, "paper", "They have signed on paper"},
};

constexpr auto capacity_list = values_of(capacities);
constexpr auto supporter_list = values_of(supporters);

std::optional<Refusal> fault_of(const Circumstances& how)
{
    if (how.capacity == Capacity::lacking) return Refusal::lacks_capacity;
    const bool assessed_unsaid = how.capacity == Capacity::assessed && how.capacity_note.empty();
    const bool unnamed = how.supporter != Supporter::nobody && how.supporter_name.empty();
    return assessed_unsaid || unnamed ? std::optional(Refusal::not_noted) : std::nullopt;
}

std::optional<Refusal> fault_of(const Signature& signature, const protocol::ConsentForm& form,
                                const SigningDays& days)
{
    switch (signature.method) {
    case SignatureMethod::typed_name:
        if (signature.typed_name.empty()) return Refusal::not_signed;
        return std::nullopt;
    case SignatureMethod::witnessed_verbal:
        return std::nullopt;
    case SignatureMethod::paper:
        break;
    }
    const bool complete = !signature.form_number.empty() && signature.dated &&
                          !signature.seen_by.empty() && !signature.filed.empty();
    if (!complete) return Refusal::not_signed;
    if (signature.form_version != form.version) return Refusal::other_paper;
    if (*signature.dated > days.today) return Refusal::in_future;
    if (*signature.dated < days.informed) return Refusal::too_early;
    return std::nullopt;
}

} // namespace consent_rules

std::span<const Capacity> all_capacities()
{
    return consent_rules::capacity_list;
}

std::span<const Supporter> all_supporters()
{
    return consent_rules::supporter_list;
}

std::string_view name_of(Capacity capacity)
{
    return words_of(consent_rules::capacities, capacity).name;
}

std::string_view name_of(Supporter supporter)
{
    return words_of(consent_rules::supporters, supporter).name;
}

std::optional<Capacity> capacity_named(std::string_view name)
{
    return value_named(consent_rules::capacities, name);
}

std::optional<Supporter> supporter_named(std::string_view name)
{
    return value_named(consent_rules::supporters, name);
}

std::optional<SignatureMethod> method_named(std::string_view name)
{
    return value_named(consent_rules::methods, name);
}

std::string_view label_of(Capacity capacity)
{
    return words_of(consent_rules::capacities, capacity).label;
}

std::string_view label_of(Supporter supporter)
{
    return words_of(consent_rules::supporters, supporter).label;
}

std::string_view label_of(SignatureMethod method)
{
    return words_of(consent_rules::methods, method).label;
}

Wording wording_of(const protocol::ConsentForm& form)
{
    auto items = nlohmann::json::array();
    for (const protocol::ConsentItem& item : form.items) {
        items.push_back({{"id", item.id},
                         {"scope", name_of(item.scope)},
                         {"required", item.required},
                         {"statement", item.statement},
                         {"if_no", item.if_no}});
    }
    auto texts = nlohmann::json::array();
    for (const protocol::TextFile& text : form.sheet.texts)
        texts.push_back(
            {{"format", text.format}, {"language", text.language}, {"hash", text.hash}});
    const nlohmann::json all{{"form", form.version},
                             {"sheet", form.sheet.version},
                             {"sheet_texts", std::move(texts)},
                             {"items", std::move(items)}};
    Wording wording{.text = canonical_json(all), .hash = {}};
    wording.hash = crypto::sha256(std::string_view(wording.text)).text();
    return wording;
}

std::vector<protocol::ConsentItem> items_in(std::string_view wording)
{
    const auto all = parse_json(wording);
    CHECK(all.has_value());
    using protocol::ConsentScope;
    constexpr std::array scopes{ConsentScope::take_part,          ConsentScope::surveys,
                                ConsentScope::government_records, ConsentScope::health_records,
                                ConsentScope::practice_told,      ConsentScope::interviews,
                                ConsentScope::future_research};
    std::vector<protocol::ConsentItem> items;
    for (const auto& each : all->at("items")) {
        const auto scope_name = each.at("scope").get<std::string>();
        const auto scope = std::ranges::find(
            scopes, scope_name, [](ConsentScope known) { return protocol::name_of(known); });
        CHECK(scope != scopes.end());
        items.push_back({.id = each.at("id").get<std::string>(),
                         .scope = *scope,
                         .required = each.at("required").get<bool>(),
                         .statement = each.at("statement").get<std::string>(),
                         .if_no = each.at("if_no").get<std::string>()});
    }
    return items;
}

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::not_trained:
        return "not_trained";
    case Refusal::not_now:
        return "not_now";
    case Refusal::lacks_capacity:
        return "lacks_capacity";
    case Refusal::not_informed:
        return "not_informed";
    case Refusal::not_noted:
        return "not_noted";
    case Refusal::wording_changed:
        return "wording_changed";
    case Refusal::protocol_amended:
        return "protocol_amended";
    case Refusal::unanswered:
        return "unanswered";
    case Refusal::required_refused:
        return "required_refused";
    case Refusal::wrong_method:
        return "wrong_method";
    case Refusal::not_signed:
        return "not_signed";
    case Refusal::in_future:
        return "in_the_future";
    case Refusal::too_early:
        return "too_early";
    case Refusal::other_paper:
        return "other_paper";
    case Refusal::erased:
        return "erased";
    case Refusal::not_waiting:
        return "not_waiting";
    case Refusal::own_witness:
        return "own_witness";
    }
    CHECK(false);
}

std::vector<std::string> unanswered(const protocol::ConsentForm& form, const Answers& answers)
{
    std::vector<std::string> missing;
    for (const protocol::ConsentItem& item : form.items)
        if (!answers.contains(item.id)) missing.push_back(item.id);
    return missing;
}

protocol::AgreedItems agreed_in(const Answers& answers)
{
    protocol::AgreedItems agreed;
    for (const auto& [item, yes] : answers)
        if (yes) agreed.insert(item);
    return agreed;
}

std::optional<Refusal> fault_of(const NewConsent& wanted, const protocol::ConsentForm& form,
                                const SigningDays& days)
{
    if (const auto fault = consent_rules::fault_of(wanted.circumstances)) return fault;
    if (wanted.wording_hash != wording_of(form).hash) return Refusal::wording_changed;
    const bool strange = std::ranges::any_of(wanted.answers, [&](const auto& answer) {
        return find_item(form, std::string_view(answer.first)) == nullptr;
    });
    if (strange) return Refusal::wording_changed;
    if (!unanswered(form, wanted.answers).empty()) return Refusal::unanswered;
    if (!required_but_refused(form, agreed_in(wanted.answers)).empty())
        return Refusal::required_refused;
    if (std::ranges::find(form.methods, wanted.signature.method) == form.methods.end())
        return Refusal::wrong_method;
    return consent_rules::fault_of(wanted.signature, form, days);
}

Effect effect_at(participants::Stage stage)
{
    using participants::Stage;
    switch (stage) {
    case Stage::goes_on:
        return Effect::first_step;
    case Stage::consented:
    case Stage::baseline_locked:
        return Effect::same_step;
    case Stage::randomised:
        return Effect::no_step;
    case Stage::referred:
    case Stage::contacted:
    case Stage::booked:
    case Stage::did_not_attend:
    case Stage::attended:
    case Stage::unsure:
    case Stage::eligible:
    case Stage::taught:
    case Stage::wants_time:
    case Stage::intended: // the draw stands on the consent there is
    case Stage::could_not_reach:
    case Stage::not_eligible:
    case Stage::declined:
    case Stage::closed:
    case Stage::withdrew:
    case Stage::died:
    case Stage::randomised_withdrew:
    case Stage::randomised_died:
        break;
    }
    return Effect::refused;
}

} // namespace evenhand::consent
