#include "recruitment/referral/pages/pages.hpp"
#include "recruitment/referral/pages/sending.hpp"

#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::referral::pages {

namespace referral_record_page {

using html::attr;
using html::element;
using html::Html;

html::SummaryRow row(std::string_view key, const Html& value)
{
    return {.key = key, .value = value.empty() ? Html{"Not provided"} : value};
}

Html who_card(const Record& record)
{
    if (!record.who) {
        return html::inset_text({.text = "Who this was has been erased."});
    }
    const identity::IdentityView& who = *record.who;
    html::SummaryList list{.card = html::SummaryCard{.title = "Who"}};
    list.rows = {row("Name", who.full_name()),
                 row("Likes to be called", who.known_as),
                 row("Date of birth", who.birth_date ? who.birth_date->plain() : std::string()),
                 row("NHS number", who.nhs_number),
                 row("Phone", who.phone),
                 row("Email", who.email),
                 row("Address", who.postal_address),
                 row("Postcode", who.postcode)};
    return html::summary_list(list);
}

/// Safe contact and communication needs come first: whoever calls must see them before the number.
Html first_things(const Asked& asked, const Answers& answers)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "Before you call"}};
    for (const char* slug : {"safe-contact", "needs", "contact"}) {
        const Question* question = find_question(slug);
        for (const Line& line : question->lines(asked, answers.of(slug))) {
            // Numbers and addresses stand with who they are; only a second number stands here.
            if (!line.value.empty()) list.rows.push_back(row(line.key, line.value));
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
    for (const Question* question : questions()) {
        if (shown_elsewhere(question->slug)) continue;
        for (const Line& line : question->lines(asked, answers.of(question->slug))) {
            list.rows.push_back(row(line.key, line.value));
        }
    }
    return html::summary_list(list);
}

Html call_card(const Answers& answers)
{
    const http::FormData& call = answers.of("call-me");
    html::SummaryList list{.card = html::SummaryCard{.title = "Before you call"}};
    list.rows = {row("Good time to call", std::string(call.value("times"))),
                 row("Language", std::string(call.value("language")))};
    return html::summary_list(list);
}

Html facts(const Record& record)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "This referral"}};
    list.rows = {row("Route", label_of(record.route)),
                 row("Received", london_plain(record.received)),
                 row("Reply due", record.due.plain()), row("Privacy notice given", record.notice),
                 row("Campaign", record.campaign)};
    return html::summary_list(list);
}

Html answers_of(const Asked& asked, const Record& record)
{
    if (record.told.empty()) {
        return who_card(record) + html::inset_text({.text = "What they told us has been erased."});
    }
    const Answers told = answers_told(record.told);
    if (record.route == ReferralRoute::call_me) return call_card(told) + who_card(record);
    return first_things(asked, told) + who_card(record) + told_us(asked, told);
}

html::Page view(const Asked& asked, const Record& record)
{
    return {.title = fmt::format("Referral {}", record.reference),
            .body = element("h1", {attr("class", "govuk-heading-l")},
                            fmt::format("Referral {}", record.reference)) +
                    element("p", {attr("class", "govuk-body")},
                            "That you opened this referral has been written down.") +
                    answers_of(asked, record) + facts(record),
            .breadcrumbs = {{.text = "Triage", .href = "/triage"}, {.text = record.reference}}};
}

} // namespace referral_record_page

http::Response referral_record(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto id = request.id<ReferralId>("referral");
    if (!id) return http::not_found();
    auto record = services.referrals.open(work, *id);
    if (!record) return http::not_found();
    work.log({.action = "referral.opened",
              .object_type = "referral",
              .object_id = id->text(),
              .detail = {}});
    return http::page(200, [&services, viewer, tokens = request.tokens,
                            asked = services.asked(work.now()), record = std::move(*record)] {
        return html::document(services.site,
                              staff::in_staff_frame(services.staff, viewer, tokens,
                                                    referral_record_page::view(asked, record)))
            .str();
    });
}

} // namespace evenhand::referral::pages
