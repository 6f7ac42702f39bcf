#include "recruitment/referral/pages/record_parts.hpp"

#include "html/components.hpp"
#include "recruitment/referral/pages/phone.hpp"
#include "recruitment/referral/pages/sending.hpp"

#include <algorithm>
#include <array>

namespace evenhand::referral::pages {

namespace record_parts {

using html::Html;

Html first_things(const Asked& asked, const Answers& answers)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "Before you call"}};
    for (const char* slug : {"safe-contact", "needs", "contact"}) {
        const Question* question = find_question(slug);
        for (const Line& line : question->lines(asked, answers.of(slug))) {
            // Numbers and addresses stand with who they are; only a second number stands here.
            if (!line.value.empty()) list.rows.push_back(record_row(line.key, line.value));
        }
    }
    return html::summary_list(list);
}

bool shown_elsewhere(std::string_view slug)
{
    constexpr std::array<std::string_view, 8> elsewhere{
        "safe-contact",  "needs",      "contact",  "name",
        "date-of-birth", "nhs-number", "postcode", "age"};
    return std::ranges::find(elsewhere, slug) != elsewhere.end();
}

Html told_us(const Asked& asked, const Answers& answers)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "What they told us"}};
    if (answers.has("call")) {
        for (const Line& line : pages::phone_call_question.lines(asked, answers.of("call")))
            list.rows.push_back(record_row(line.key, line.value));
    }
    for (const Question* question : questions()) {
        if (shown_elsewhere(question->slug)) continue;
        for (const Line& line : question->lines(asked, answers.of(question->slug))) {
            list.rows.push_back(record_row(line.key, line.value));
        }
    }
    return html::summary_list(list);
}

Html call_card(const Answers& answers)
{
    const http::FormData& call = answers.of("call-me");
    html::SummaryList list{.card = html::SummaryCard{.title = "Before you call"}};
    list.rows = {record_row("Good time to call", std::string(call.value("times"))),
                 record_row("Language", std::string(call.value("language")))};
    return html::summary_list(list);
}

} // namespace record_parts

html::SummaryRow record_row(std::string_view key, const html::Html& value)
{
    return {.key = key, .value = value.empty() ? html::Html{"Not provided"} : value};
}

html::Html who_card(const Record& record)
{
    if (!record.who) {
        return html::inset_text(
            {.text = "Who this was has been erased. Nobody can be called about it, so it waits for "
                     "nobody."});
    }
    const identity::IdentityView& who = *record.who;
    html::SummaryList list{.card = html::SummaryCard{.title = "Who"}};
    list.rows = {
        record_row("Name", who.full_name()),
        record_row("Likes to be called", who.known_as),
        record_row("Date of birth", who.birth_date ? who.birth_date->plain() : std::string()),
        record_row("NHS number", who.nhs_number),
        record_row("Phone", who.phone),
        record_row("Email", who.email),
        record_row("Address", who.postal_address),
        record_row("Postcode", who.postcode)};
    return html::summary_list(list);
}

html::Html before_you_call(const Asked& asked, const Record& record)
{
    if (record.told.empty()) return {};
    const Answers told = answers_told(record.told);
    if (record.route == ReferralRoute::call_me) return record_parts::call_card(told);
    return record_parts::first_things(asked, told);
}

html::Html what_they_told(const Asked& asked, const Record& record)
{
    if (record.told.empty())
        return html::inset_text({.text = "What they told us has been erased."});
    if (record.route == ReferralRoute::call_me) return {};
    return record_parts::told_us(asked, answers_told(record.told));
}

} // namespace evenhand::referral::pages
