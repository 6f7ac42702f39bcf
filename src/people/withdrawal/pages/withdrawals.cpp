#include "people/withdrawal/pages/pages.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/identity/merge_store.hpp"
#include "people/participants/pages/in_error_form.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

// What somebody withdrew, read whole: who said it and how, what they were told, what was noted with
// it. And that such a note does not stand.

namespace evenhand::withdrawal::pages {

namespace withdrawals_page {

using html::Html;
using participants::InErrorForm;

struct Row
{
    PersonId person; ///< under whose record it was written
    Written written;
    std::optional<std::string> note;
    std::string by;
};

struct Shown
{
    PersonId person;
    std::vector<Row> rows; ///< the latest first
};

std::string note_path(PersonId person, WithdrawalId withdrawal)
{
    return withdrawals_path(person) + "/" + withdrawal.text() + "/in-error";
}

Html note(const Row& row)
{
    switch (row.written.note) {
    case Noted::nothing:
        return Html{"None"};
    case Noted::in_error:
        return Html{"Entered in error"};
    case Noted::something:
        break;
    }
    if (!row.note) return Html{"It has been erased"};
    return html::fragment(
        html::element("p", {html::attr("class", "govuk-body")}, *row.note),
        html::element("a",
                      {html::attr("class", "govuk-link"),
                       html::attr("href", note_path(row.person, row.written.what.id))},
                      "Entered in error",
                      html::element("span", {html::attr("class", "govuk-visually-hidden")},
                                    ": the note of ", staff::moment(row.written.what.recorded))));
}

Html card(const Row& row)
{
    const Withdrawal& what = row.written.what;
    const std::string_view did = row.written.taken_back ? "Took back" : "Withdrew";
    html::SummaryList list{
        .card = html::SummaryCard{.title = fmt::format("{}: {}", did, label_of(what.scope))}};
    list.rows = {{.key = "From", .value = what.effective.plain()},
                 {.key = "Said by", .value = label_of(what.said_by)},
                 {.key = "How", .value = label_of(what.said_how)}};
    if (row.written.taken_back)
        list.rows.push_back({.key = "Why", .value = label_of(*row.written.taken_back)});
    else {
        list.rows.push_back({.key = "What they were told",
                             .value = html::fragment(what_to_say(what.scope), " (version ",
                                                     row.written.told, " of these words)")});
        list.rows.push_back({.key = "Note", .value = note(row)});
    }
    list.rows.push_back({.key = "Written down",
                         .value = html::fragment(staff::moment(what.recorded), ", by ", row.by)});
    return html::summary_list(list);
}

/// Of the person's record and of those that follow it, which count for them too; the latest first.
std::vector<Row> rows_of(const Services& services, storage::UnitOfWork& work, PersonId person)
{
    std::vector<PersonId> records{person};
    std::ranges::copy(identity::MergeStore::followers_of(work, person),
                      std::back_inserter(records));
    std::vector<Row> rows;
    for (const PersonId record : records) {
        for (Written& each : services.withdrawals.written(work, record)) {
            Row row{.person = record, .written = std::move(each), .note = {}, .by = {}};
            const Withdrawal& what = row.written.what;
            if (row.written.note == Noted::something)
                row.note = services.withdrawals.note(work, record, what.id);
            row.by = participants::actor_name(services.participants.staff, work, what.actor);
            rows.push_back(std::move(row));
        }
    }
    std::ranges::stable_sort(rows, std::ranges::greater{},
                             [](const Row& row) { return row.written.what.recorded; });
    return rows;
}

html::Page view(const Shown& shown)
{
    Html cards;
    for (const Row& row : shown.rows)
        cards += card(row);
    if (cards.empty()) cards = staff::paragraph("They have withdrawn nothing.");
    return {.title = "What they withdrew",
            .body = html::fragment(staff::heading("What they withdrew"),
                                   staff::paragraph("That you opened this has been written down."),
                                   cards),
            .back_href = participants::person_path(shown.person)};
}

/// A note that the path names; nothing where it has none, or does not stand any more.
struct Named
{
    PersonId person;
    InErrorForm form;
};

InErrorForm form_of(PersonId person, WithdrawalId withdrawal, std::string what)
{
    return {.title = "Withdrawal note entered in error",
            .what = std::move(what),
            .action = note_path(person, withdrawal),
            .back = withdrawals_path(person),
            .done = withdrawals_path(person),
            .table = "withdrawal",
            .row = withdrawal.text()};
}

std::optional<Named> named_in(const Services& services, const http::Request& request,
                              storage::UnitOfWork& work)
{
    const auto asked = asked_in(services, request, work);
    const auto id = request.id<WithdrawalId>("withdrawal");
    if (!asked || !id) return std::nullopt;
    const auto all = services.withdrawals.written(work, asked->person);
    const auto found =
        std::ranges::find(all, *id, [](const Written& each) { return each.what.id; });
    if (found == all.end() || found->note != Noted::something) return std::nullopt;
    return Named{
        .person = asked->person,
        .form = form_of(asked->person, *id,
                        fmt::format("The note of {}, with: {}", london_plain(found->what.recorded),
                                    label_of(found->what.scope)))};
}

/// Of one that nobody may mark any more.
http::Response gone(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = asked_in(services, request, work);
    const auto id = request.id<WithdrawalId>("withdrawal");
    if (!asked || !id) return http::not_found();
    return participants::marked_before(services.participants, request, viewer, work,
                                       form_of(asked->person, *id, "The note of a withdrawal"));
}

} // namespace withdrawals_page

http::Response withdrawals(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = asked_in(services, request, work);
    if (!asked) return http::not_found();
    work.log({.action = "withdrawals.opened",
              .object_type = "person",
              .object_id = asked->person.text(),
              .detail = {}});
    withdrawals_page::Shown shown{.person = asked->person,
                                  .rows = withdrawals_page::rows_of(services, work, asked->person)};
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [shown = std::move(shown)] { return withdrawals_page::view(shown); });
}

http::Response ask_note_in_error(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = withdrawals_page::named_in(services, request, work);
    if (!named) return withdrawals_page::gone(services, request, viewer, work);
    return participants::ask_in_error(services.participants, request, viewer, work, named->form);
}

http::Response mark_note_in_error(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = withdrawals_page::named_in(services, request, work);
    if (!named) return withdrawals_page::gone(services, request, viewer, work);
    return participants::mark_in_error(services.participants, request, viewer, work, named->form,
                                       named->person);
}

} // namespace evenhand::withdrawal::pages

namespace evenhand::withdrawal {

std::string withdrawals_path(PersonId person)
{
    return participants::person_path(person, "/withdrawals");
}

} // namespace evenhand::withdrawal
