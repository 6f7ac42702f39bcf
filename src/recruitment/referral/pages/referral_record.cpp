#include "recruitment/referral/pages/pages.hpp"
#include "recruitment/referral/pages/record_parts.hpp"

#include "html/components.hpp"
#include "people/participants/pages/services.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::referral::pages {

namespace referral_record_page {

using html::attr;
using html::element;
using html::Html;

Html facts(const Record& record)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "This referral"}};
    list.rows = {record_row("Route", label_of(record.route)),
                 record_row("Received", london_plain(record.received)),
                 record_row("Reply due", record.due.plain()),
                 record_row("Privacy notice given", record.notice),
                 record_row("Campaign", record.campaign)};
    return html::summary_list(list);
}

/// Where this referral goes: to a person, or to the decision who it is about.
struct Decided
{
    std::optional<identity::PersonId> person;
    bool may_decide = false;
    bool may_open = false;
    bool may_raise = false;
};

/// A concern is kept about a person, so that it is seen wherever that person is; of a referral it
/// is not known yet who that is.
Html worried(const std::string& decide)
{
    const Html heading =
        element("h2", {attr("class", "govuk-heading-m")}, "Are you worried about them?");
    return heading +
           html::warning_text({.text = "If somebody is in danger now, telephone 999 first."}) +
           staff::paragraph("A concern stands on a person's record. Decide who this is, and the "
                            "next page asks what worries you.") +
           html::button({.text = "Raise a concern",
                         .href = fmt::format("{}?next={}", decide, next_is_concern),
                         .classes = "govuk-button--secondary"});
}

Html what_next(const Record& record, const Decided& decided)
{
    if (decided.person) {
        if (!decided.may_open) return {};
        return staff::paragraph(element(
            "a",
            {attr("class", "govuk-link"), attr("href", participants::person_path(*decided.person))},
            "Open the participant's record"));
    }
    if (!decided.may_decide || !record.who) return {};
    const auto decide = fmt::format("/triage/{}/identity", record.id.text());
    const Html button = html::button({.text = "Decide who this is", .href = decide});
    return decided.may_raise ? button + worried(decide) : button;
}

/// What they said here holds until it is known who they are, and not beyond.
Html settled_note()
{
    return html::inset_text(
        {.text = "How to contact them stands on the participant's record, where it is kept up to "
                 "date."});
}

html::Page view(const Asked& asked, const Record& record, const Decided& decided)
{
    return {.title = fmt::format("Referral {}", record.reference),
            .body = element("h1", {attr("class", "govuk-heading-l")},
                            fmt::format("Referral {}", record.reference)) +
                    element("p", {attr("class", "govuk-body")},
                            "That you opened this referral has been written down.") +
                    (decided.person ? settled_note() : before_you_call(asked, record)) +
                    who_card(record) + what_they_told(asked, record) + facts(record) +
                    what_next(record, decided),
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
    referral_record_page::Decided decided{.person = {},
                                          .may_decide = staff::may(viewer, "triage.decide"),
                                          .may_open = staff::may(viewer, "participants.open"),
                                          .may_raise = staff::may(viewer, "concerns.raise")};
    if (const auto decision = services.identities.decision_of(work, record->claim))
        decided.person = decision->person;
    return http::page(200, [&services, viewer, tokens = request.tokens, decided,
                            asked = services.asked(work.now()), record = std::move(*record)] {
        return html::document(services.site, staff::in_staff_frame(services.staff, viewer, tokens,
                                                                   referral_record_page::view(
                                                                       asked, record, decided)))
            .str();
    });
}

} // namespace evenhand::referral::pages
