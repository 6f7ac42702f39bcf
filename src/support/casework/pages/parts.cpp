#include "support/casework/pages/parts.hpp"

#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <charconv>

namespace evenhand::casework::pages {

namespace parts {

using html::Html;

Html red(std::string_view words)
{
    return " " + html::tag({.text = words, .classes = "govuk-tag--red"});
}

} // namespace parts

Asker asker_of(const http::Viewer& viewer)
{
    return {.account = viewer.account_id, .leads = staff::may(viewer, "cases.assign", "own_area")};
}

std::optional<SupportCase> case_in(const Services& services, const http::Request& request,
                                   const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto id = request.id<CaseId>("case");
    if (!id) return std::nullopt;
    return services.cases.find(work, asker_of(viewer), *id);
}

ArmPage arm_page(const Services& services, storage::UnitOfWork& work, const http::Viewer& viewer,
                 PersonId person)
{
    const Asker asker = asker_of(viewer);
    if (staff::may(viewer, "packs.give", "own_hand_off")) {
        const HandOffAsker hands{.account = asker.account,
                                 .leads = asker.leads,
                                 .sat_with = services.sat_with(work, viewer, person)};
        if (services.hand_offs.local_services(work, hands, person))
            return {participants::person_path(person, "/local-services-pack"),
                    "Open the local services pack"};
    }
    if (!staff::may(viewer, "cases.open", "own_case")) return {};
    const auto found = services.cases.of_person(work, asker, person);
    if (!found) return {};
    return {case_path(found->id), "Open the support case"};
}

std::string deviation_path(PersonId person, DeviationId deviation)
{
    return participants::person_path(person, "/deviations/" + deviation.text());
}

std::string case_path(CaseId id, std::string_view more)
{
    return fmt::format("/cases/{}{}", id.text(), more);
}

html::Html case_link(const SupportCase& shown)
{
    return html::element(
        "a",
        {html::attr("class", "govuk-link evenhand-nowrap"),
         html::attr("href", case_path(shown.id))},
        html::element("span", {html::attr("class", "govuk-visually-hidden")}, "Open case "),
        shown.study_number);
}

html::Html next_words(const Services& services, const SupportCase& shown, LocalDate today)
{
    if (shown.rests)
        return html::tag({.text = "Support rests: open the case before any contact",
                          .classes = "govuk-tag--grey"});
    const auto& support = services.participants.protocol.support;
    const Next next = next_of(shown.clocks, shown.seen, support.meeting_every_days);
    html::Html words{fmt::format("{} by {}", label_of(next.owed), next.due.plain())};
    if (today > next.due) words += parts::red("Late");
    if (rings(shown.clocks, shown.seen, today)) words += parts::red("Not met in time");
    return words;
}

html::Html left_words(const Services& services, const std::optional<LocalDate>& last,
                      LocalDate today)
{
    if (!last) return "Does not apply";
    const auto left = days_left(*last, today);
    if (left <= 0) return html::fragment("Ended on ", last->plain(), parts::red("Over"));
    html::Html words{
        fmt::format("{} {}, until {}", left, left == 1 ? "day" : "days", last->plain())};
    const auto notice = notice_of(services.participants.protocol.support.notice_days, left);
    if (notice)
        words += " " + html::tag({.text = fmt::format("Last {} days", *notice),
                                  .classes = "govuk-tag--yellow"});
    return words;
}

std::string cap_words(const Services& services, const Load& load)
{
    return fmt::format(
        "{} of {}", load.cases,
        cap_of(services.participants.protocol.support.caseload_most, load.share_percent));
}

std::optional<After> after_in(const http::FormData& query)
{
    const auto id = CaseId::parse(query.value("id"));
    const auto key = query.value("key");
    std::int64_t value = 0;
    const char* const end = key.data() + key.size();
    const auto [read, fault] = std::from_chars(key.data(), end, value);
    if (!id || fault != std::errc() || read != end) return std::nullopt;
    return After{value, id->text()};
}

html::Html next_link(std::string_view path, const CasePage& page)
{
    if (!page.next) return {};
    const char joint = path.find('?') == std::string_view::npos ? '?' : '&';
    return html::pagination({.next = {.href = fmt::format("{}{}key={}&id={}", path, joint,
                                                          page.next->key, page.next->id),
                                      .text = "Next page"}});
}

void audit_list(storage::UnitOfWork& work, std::string_view action, const CasePage& page)
{
    std::string ids;
    for (const SupportCase& row : page.rows)
        ids += row.id.text();
    work.log({.action = action,
              .object_type = "case",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("shown {}", page.rows.size())});
}

} // namespace evenhand::casework::pages
