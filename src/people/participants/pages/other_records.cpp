#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/participants/merging.hpp"
#include "people/participants/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

// Which other record may be of the same person, and the list of the records that were merged.

namespace evenhand::participants::pages {

namespace other_records_page {

using html::attr;
using html::element;
using html::Html;

constexpr std::array messages{
    html::FieldMessage{"study_number", "missing", "Enter the study number of the other record"},
    html::FieldMessage{"study_number", "not_one", "This is not a study number of this trial"},
    html::FieldMessage{"study_number", "nobody", "No record has this study number"},
    html::FieldMessage{"study_number", "same_record",
                       "This is the study number of this record. Enter that of the other one"},
};

struct Shown
{
    PersonId person;
    std::vector<std::pair<PersonId, std::string>> alike; ///< with their names
    bool more = false;                                   ///< others are alike too
    std::string typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

Html link(const std::string& href, std::string_view text)
{
    return element("a", {attr("class", "govuk-link"), attr("href", href)}, text);
}

Html alike_list(const Shown& shown)
{
    if (shown.alike.empty()) {
        return staff::paragraph("No other record agrees with this one in NHS number, telephone, "
                                "email, or last name and date of birth.");
    }
    std::vector<Html> lines;
    for (const auto& [other, name] : shown.alike) {
        lines.push_back(element(
            "li", {}, link(person_path(shown.person, "/same-person/" + other.text()), name)));
    }
    const Html others =
        shown.more ? staff::paragraph("More records than these agree with it. If the one that you "
                                      "look for is not here, type its study number.")
                   : Html{};
    return staff::paragraph("These agree with it in NHS number, telephone, email, or last name and "
                            "date of birth. Open one to see both side by side:") +
           element("ul", {attr("class", "govuk-list govuk-list--bullet")}, lines) + others;
}

html::Page view(const Shown& shown)
{
    constexpr std::string_view title = "Another record of the same person";
    const html::FieldErrors errors(shown.found, messages);
    const Html boxes = html::input({.name = "study_number",
                                    .label = {.text = "Or the study number of the other record"},
                                    .hint = {.text = "Such as WW-10427-K"},
                                    .error = errors.on("study_number"),
                                    .value = shown.typed,
                                    .autocomplete = "off",
                                    .spellcheck = false,
                                    .classes = "govuk-input--width-10"}) +
                       html::button({.text = "Compare the two records"});
    return {
        .title = std::string(title),
        .body = html::fragment(
            errors.summary(), staff::heading(title), alike_list(shown),
            html::form(staff::posting_to(person_path(shown.person, "/other-records"), shown.tokens),
                       boxes)),
        .has_errors = errors.any(),
        .back_href = person_path(shown.person)};
}

std::optional<Shown> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.journeys.find(work, *person)) return std::nullopt;
    Shown shown{.person = *person,
                .alike = {},
                .more = false,
                .typed = std::string(request.form.value("study_number")),
                .found = {},
                .tokens = request.tokens};
    const auto others = identity::MergeStore::alike(work, *person);
    shown.more = others.more;
    const auto names = services.identities.open_people(work, others.people);
    for (const PersonId other : others.people) {
        const auto name = names.find(other);
        const std::string known = name == names.end() ? "" : name->second.full_name();
        shown.alike.emplace_back(other, known.empty() ? "A record without a name" : known);
    }
    return shown;
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.staff, request, viewer, std::move(shown), view);
}

void log_list(storage::UnitOfWork& work, std::string_view action, const std::string& ids,
              std::size_t count)
{
    work.log({.action = action,
              .object_type = "list",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("shown {}", count)});
}

/// The other record by its study number, or what is wrong with it.
Result<PersonId, std::string_view> typed_record(const Services& services, storage::UnitOfWork& work,
                                                const Shown& shown)
{
    if (shown.typed.empty()) return refuse(std::string_view("missing"));
    const auto number = StudyNumber::parse(shown.typed, services.protocol.prefix);
    if (!number) return refuse(std::string_view("not_one"));
    const auto other = services.journeys.find_by_study_number(work, *number);
    if (!other) return refuse(std::string_view("nobody"));
    if (*other == shown.person) return refuse(std::string_view("same_record"));
    return *other;
}

} // namespace other_records_page

namespace merges_page {

using html::Html;

struct Line
{
    identity::MergeLine line;
    std::string leader;
    std::string follower;
    std::string by;
    std::string undone_by;
};

struct Shown
{
    std::vector<Line> lines;
    std::optional<identity::AfterMerge> next;
};

Html undone_words(const Line& one)
{
    if (!one.line.undone) return {"Stands"};
    return html::fragment("Undone ", staff::moment(*one.line.undone), " by ", one.undone_by);
}

std::string after_text(const identity::AfterMerge& after)
{
    http::FormData query;
    query.add("at", after.at.iso());
    query.add("merge", after.id.text());
    return "/merges?" + query.encode();
}

std::optional<identity::AfterMerge> after_of(const http::Request& request)
{
    const auto at = Instant::parse(request.query.value("at"));
    const auto id = identity::MergeId::parse(request.query.value("merge"));
    if (!at || !id) return std::nullopt;
    return identity::AfterMerge{.at = *at, .id = *id};
}

html::TableRow row_of(const Line& one)
{
    const auto& merge = one.line.merge;
    using other_records_page::link;
    return {{.text = staff::moment(merge.at)},
            {.text = link(person_path(merge.leader), one.leader)},
            {.text = link(person_path(merge.follower), one.follower)},
            {.text = label_of(merge.ground)},
            {.text = one.by},
            {.text = undone_words(one)}};
}

html::Page view(const Shown& shown)
{
    constexpr std::string_view title = "Records that were merged";
    Html list = staff::paragraph("No two records have been merged.");
    if (!shown.lines.empty()) {
        html::Table table{.caption = "Merges, the latest first",
                          .caption_classes = "govuk-table__caption--m",
                          .head = {{.text = "When"},
                                   {.text = "Leads"},
                                   {.text = "Follows"},
                                   {.text = "How it is known"},
                                   {.text = "By whom"},
                                   {.text = "Now"}}};
        for (const Line& one : shown.lines)
            table.rows.push_back(row_of(one));
        list = html::scrolling_table(table, "Merges");
    }
    if (shown.next)
        list += html::pagination({.next = {.href = after_text(*shown.next), .text = "Next page"}});
    return {.title = std::string(title),
            .body = html::fragment(staff::heading(title),
                                   staff::paragraph("Two records that proved to be of one person. "
                                                    "A merge is undone from the record that "
                                                    "follows."),
                                   list),
            .width = html::PageWidth::full};
}

/// Few people merge records: each of a page is looked up once.
class Names
{
public:
    Names(const Services& services, storage::UnitOfWork& work) : services_(services), work_(work) {}

    const std::string& of(const std::string& actor)
    {
        const auto known = names_.find(actor);
        if (known != names_.end()) return known->second;
        return names_.emplace(actor, actor_name(services_.staff, work_, actor)).first->second;
    }

private:
    const Services& services_;
    storage::UnitOfWork& work_;
    std::map<std::string, std::string> names_;
};

std::map<PersonId, RecordMark> marks_on(const Services& services, storage::UnitOfWork& work,
                                        const identity::MergePage& page)
{
    std::set<PersonId> people;
    for (const auto& line : page.lines)
        people.insert({line.merge.leader, line.merge.follower});
    return services.journeys.marks_of(work, std::vector(people.begin(), people.end()));
}

} // namespace merges_page

http::Response ask_other_records(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = other_records_page::find(services, request, work);
    if (!shown) return http::not_found();
    std::string ids = shown->person.text();
    for (const auto& [other, name] : shown->alike)
        ids += other.text();
    other_records_page::log_list(work, "identity.alike_listed", ids, shown->alike.size());
    return other_records_page::show(services, request, viewer, *std::move(shown));
}

http::Response find_other_record(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = other_records_page::find(services, request, work);
    if (!shown) return http::not_found();
    const auto other = other_records_page::typed_record(services, work, *shown);
    if (!other) {
        shown->found = {{"study_number", std::string(other.error())}};
        return other_records_page::show(services, request, viewer, *std::move(shown));
    }
    return http::see_other(person_path(shown->person, "/same-person/" + other->text()));
}

http::Response merges(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto page = identity::MergeStore::page(work, merges_page::after_of(request));
    merges_page::Shown shown{.lines = {}, .next = page.next};
    std::string ids;
    const auto marks = merges_page::marks_on(services, work, page);
    merges_page::Names names(services, work);
    for (auto& line : page.lines) {
        ids += line.merge.id.text();
        // Both have a journey, or they were not merged.
        auto leader = record_label(marks.at(line.merge.leader));
        auto follower = record_label(marks.at(line.merge.follower));
        auto by = names.of(line.merge.actor);
        auto undone_by = line.undone ? names.of(line.undone_by) : std::string();
        shown.lines.push_back({std::move(line), std::move(leader), std::move(follower),
                               std::move(by), std::move(undone_by)});
    }
    other_records_page::log_list(work, "identity.merges_listed", ids, shown.lines.size());
    return staff::answer_staff_page(
        services.staff, 200, request, viewer,
        [shown = std::move(shown)] { return merges_page::view(shown); });
}

} // namespace evenhand::participants::pages
