#include "recruitment/referral/pages/sending.hpp"

#include "core/check.hpp"
#include "core/date_input.hpp"
#include "core/text.hpp"
#include "recruitment/referral/pages/answers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::referral {

namespace sending {

/// Who someone is goes to the claim and nowhere else.
constexpr std::array<std::string_view, 5> identity_questions{"name", "date-of-birth", "nhs-number",
                                                             "postcode", "contact"};

/// A value that its question has already accepted; nothing where it was optional and left empty.
template <class T, class E>
std::optional<T> accepted(Result<T, E> parsed)
{
    if (!parsed) return std::nullopt;
    return *std::move(parsed);
}

bool ticked(const http::FormData& form, std::string_view field, std::string_view value)
{
    const auto chosen = form.values(field);
    return std::ranges::find(chosen, value) != chosen.end();
}

/// The channels that were not chosen may still hold text, typed before a change of mind; it is not
/// kept.
void add_channels(identity::Details& who, const http::FormData& contact)
{
    if (ticked(contact, "channel", "phone"))
        who.phone = accepted(PhoneNumber::parse(contact.value("phone")));
    // A text goes where texts were asked for, and nowhere else.
    if (ticked(contact, "channel", "text"))
        who.phone = accepted(PhoneNumber::parse(contact.value("mobile")));
    if (ticked(contact, "channel", "email"))
        who.email = accepted(EmailAddress::parse(contact.value("email")));
    if (ticked(contact, "channel", "letter")) {
        who.postal_address =
            accepted(clean_paragraph(contact.value("address"))).value_or(std::string());
    }
}

identity::Details who_is(const Asked& asked, const Answers& answers)
{
    const http::FormData& name = answers.of("name");
    const http::FormData& born = answers.of("date-of-birth");
    identity::Details who;
    who.given_names = accepted(PersonName::parse(name.value("first_name")));
    who.family_name = accepted(PersonName::parse(name.value("last_name")));
    who.known_as = accepted(PersonName::parse(name.value("known_as")));
    who.birth_date = accepted(
        parse_date({born.value("born-day"), born.value("born-month"), born.value("born-year")}));
    if (answers.of("nhs-number").value("knows_nhs_number") == "yes") {
        who.nhs_number =
            accepted(NhsNumber::parse(answers.of("nhs-number").value("nhs_number"), asked.mode));
    }
    who.postcode = accepted(
        Postcode::parse(answers.of("postcode").value("postcode"), PostcodeEntry::public_form));
    add_channels(who, answers.of("contact"));
    return who;
}

/// Which channels were chosen and when to call are no identity, and are sealed with the rest. So is
/// a number for calls beside a mobile number for texts: a claim holds one number, and it is the one
/// that the program itself sends to.
http::FormData contact_preferences(const http::FormData& contact)
{
    const bool second_number =
        ticked(contact, "channel", "phone") && ticked(contact, "channel", "text");
    http::FormData kept;
    for (const auto& [name, value] : contact.pairs()) {
        if (name == "channel" || name == "times" || (name == "phone" && second_number))
            kept.add(name, value);
    }
    return kept;
}

std::string group_of(const Asked& asked, const Answers& answers)
{
    const auto& work = asked.protocol.referral.work;
    const auto found =
        std::ranges::find(work, answers.of("work").value("work"), &protocol::WorkChoice::id);
    CHECK(found != work.end());
    return found->group;
}

} // namespace sending

Result<NewReferral, const Question*> referral_from(const Asked& asked, const Answers& answers)
{
    if (const Question* open = first_open(asked, answers)) return refuse(open);
    NewReferral made;
    made.route = ReferralRoute::self;
    made.on_behalf = answers.of("who-for").value("for");
    made.who = sending::who_is(asked, answers);
    made.area = answers.of("gp-surgery").value("surgery_area");
    made.group = sending::group_of(asked, answers);
    made.campaign = campaign_code(answers.of("campaign").value("code"));
    Answers told = answers.without(sending::identity_questions);
    told.set("contact", sending::contact_preferences(answers.of("contact")));
    made.told = told.to_form().encode();
    return made;
}

Result<NewReferral, std::vector<html::FieldError>> call_from(const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    auto name = PersonName::parse(typed.value("name"));
    if (!name) errors.push_back({"name", std::string(code(name.error()))});
    auto phone = PhoneNumber::parse(typed.value("phone"));
    if (!phone) errors.push_back({"phone", std::string(code(phone.error()))});

    http::FormData rest;
    for (const char* field : {"times", "language"}) {
        constexpr std::size_t most = 200;
        const auto text = clean_line(typed.value(field));
        if (!text) {
            errors.push_back({field, std::string(code(text.error()))});
        } else if (count_code_points(*text) > most) {
            errors.push_back({field, "too_long"});
        } else {
            rest.add(field, *text);
        }
    }
    if (!errors.empty()) return refuse(std::move(errors));

    NewReferral made;
    made.route = ReferralRoute::call_me;
    made.on_behalf = "me";
    made.who.given_names = *std::move(name);
    made.who.phone = *std::move(phone);
    Answers told;
    told.set("call-me", std::move(rest));
    made.told = told.to_form().encode();
    return made;
}

Answers answers_told(std::string_view told)
{
    const auto form = http::FormData::parse(told);
    CHECK(form.has_value());
    return Answers::from_form(*form);
}

} // namespace evenhand::referral
