#include "followup/interviews/pages/pages.hpp"

#include "core/check.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <utility>

namespace evenhand::interviews::pages {

namespace unblindings_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    Which which = Which::to_change;
    UnblindingPage page = {};
    Counts counts = {};
    std::map<PersonId, participants::RecordMark> marks = {};
    std::map<std::string, std::string> names = {}; ///< of interviewers
};

std::string_view path_of(Which which)
{
    return which == Which::to_change ? list_path : all_path;
}

std::optional<After> after_in(const http::FormData& query)
{
    const auto at = query.value("at");
    std::int64_t micros = 0;
    const auto read = std::from_chars(at.data(), at.data() + at.size(), micros);
    const auto id = UnblindingId::parse(query.value("id"));
    const bool whole = read.ec == std::errc() && read.ptr == at.data() + at.size();
    if (!whole || micros < 0 || !id) return std::nullopt;
    return After{Instant::from_micros(micros), *id};
}

std::string address(const Shown& shown)
{
    const After& after = *shown.page.next;
    return fmt::format("{}?at={}&id={}", path_of(shown.which), after.recorded.micros(),
                       after.id.text());
}

Html link(const std::string& href, const Html& text)
{
    return element("a", {attr("class", "govuk-link"), attr("href", href)}, text);
}

html::TableRow row_of(const Shown& shown, const Unblinding& told)
{
    const auto mark = shown.marks.find(told.person);
    const std::string number =
        mark == shown.marks.end() ? std::string("No number") : mark->second.study_number;
    return {{.text = link(unblinding_path(told.id), number)},
            {.text = shown.names.at(told.interviewer.text())},
            {.text = told.on.plain()},
            {.text = label_of(told.sureness)},
            {.text = label_of(told.how)}};
}

Html table(const Shown& shown)
{
    if (shown.page.rows.empty())
        return staff::paragraph(shown.which == Which::to_change
                                    ? "Nobody waits for another interviewer."
                                    : "Nothing has been written down.");
    html::Table table{.caption = "The oldest first",
                      .caption_classes = "govuk-visually-hidden",
                      .head = {{.text = "Study number"},
                               {.text = "Interviewer"},
                               {.text = "Day"},
                               {.text = "How sure"},
                               {.text = "How"}}};
    for (const Unblinding& told : shown.page.rows)
        table.rows.push_back(row_of(shown, told));
    return html::scrolling_table(table, "Interviewers who were told a group");
}

html::Page view(const Shown& shown)
{
    const bool waiting = shown.which == Which::to_change;
    const std::string_view title =
        waiting ? "Another interviewer is needed" : "Interviewers who were told a group";
    Html list = table(shown);
    if (shown.page.next)
        list += html::pagination({.next = {.href = address(shown), .text = "Next page"}});
    return {.title = std::string(title),
            .body = html::fragment(
                staff::heading(title), staff::paragraph(words_of(shown.counts)), list,
                staff::paragraph(waiting ? link(std::string(all_path), "All that was written down")
                                         : link(std::string(list_path),
                                                "Only where another interviewer is needed")),
                staff::paragraph(link(std::string(tell_path), "Write one down"))),
            .width = html::PageWidth::full};
}

void audit(storage::UnitOfWork& work, const Shown& shown)
{
    std::string ids;
    for (const Unblinding& told : shown.page.rows)
        ids += told.id.text();
    work.log({.action = "interviews.unblindings_listed",
              .object_type = "unblinding",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("shown {}", shown.page.rows.size())});
}

/// The names of a page's interviewers, each looked up once.
void name(const Services& services, storage::UnitOfWork& work, Shown& shown)
{
    std::vector<PersonId> people;
    for (const Unblinding& told : shown.page.rows) {
        people.push_back(told.person);
        auto& found = shown.names[told.interviewer.text()];
        if (found.empty())
            found = participants::actor_name(services.participants.staff, work,
                                             "staff:" + told.interviewer.text());
    }
    shown.marks = services.participants.journeys.marks_of(work, people);
}

http::Response answer(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work, Which which)
{
    Shown shown{.which = which,
                .page = InterviewStore::list(work, which, after_in(request.query)),
                .counts = InterviewStore::counts(work)};
    name(services, work, shown);
    audit(work, shown);
    return staff::answer_staff_page(services.participants.staff, 200, request, viewer,
                                    [shown = std::move(shown)] { return view(shown); });
}

} // namespace unblindings_page

http::Response list_to_change(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return unblindings_page::answer(services, request, viewer, work, Which::to_change);
}

http::Response list_all(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return unblindings_page::answer(services, request, viewer, work, Which::in_force);
}

} // namespace evenhand::interviews::pages
