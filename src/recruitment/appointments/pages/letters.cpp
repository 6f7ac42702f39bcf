#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

// Whose referral is acknowledged by a letter (T1), because no message may be sent to them: printed,
// posted, and off the list with one click.

namespace evenhand::appointments::pages {

namespace letters_page {

using html::attr;
using html::element;
using html::Html;

struct Row
{
    OwedLetter letter;
    std::string reference;
    LetterCase known = {};
};

struct Shown
{
    std::string area = {}; ///< empty: every area
    std::vector<Row> rows;
    std::optional<LetterAfter> next;
    std::int64_t count = 0;
    LocalDate today;
    http::FormTokens tokens;
};

std::optional<LetterAfter> after_in(const http::FormData& query)
{
    const auto due = LocalDate::parse(query.value("due"));
    const auto id = LetterId::parse(query.value("id"));
    if (!due || !id) return std::nullopt;
    return LetterAfter{due->iso(), id->text()};
}

/// Four look-ups for a page, whatever its length: references, wishes, addresses and what may bar
/// contact. Of an address only whether there is one is kept.
void fill_rows(const Services& services, storage::UnitOfWork& work,
               const std::vector<OwedLetter>& letters, Shown& shown)
{
    std::vector<PersonId> people;
    std::vector<participants::ReferralId> referrals;
    for (const OwedLetter& letter : letters) {
        people.push_back(letter.person);
        referrals.push_back(letter.referral);
    }
    const auto references = referral::ReferralStore::references_of(work, referrals);
    const auto wished = services.wishes.standing_of(work, people);
    const auto known = services.participants.identities.open_people(work, people);
    const auto permitted = services.withdrawals.permissions_of(work, people);
    for (const OwedLetter& letter : letters) {
        const auto reference = references.find(letter.referral);
        const auto wish = wished.find(letter.person);
        const auto who = known.find(letter.person);
        shown.rows.push_back(
            {.letter = letter,
             .reference = reference == references.end() ? "No reference" : reference->second,
             .known = {.may_contact = permitted.at(letter.person).view().may_contact,
                       .chosen = wish != wished.end() &&
                                 wishes::wants(wish->second.wishes, wishes::Way::letter),
                       .address_known =
                           who != known.end() && !who->second.postal_address.empty()}});
    }
}

Shown load(const Services& services, const http::Request& request, storage::UnitOfWork& work)
{
    const auto area = area_asked(services.participants.protocol, request.query);
    auto page = services.letters.list(work, area, after_in(request.query));
    Shown shown{.area = area,
                .rows = {},
                .next = std::move(page.next),
                .count = services.letters.count(work, area),
                .today = london_date(work.now()),
                .tokens = request.tokens};
    fill_rows(services, work, page.rows, shown);
    return shown;
}

html::TableRow row_of(const Shown& shown, const Row& row)
{
    const auto person = row.letter.person;
    Html due{row.letter.due.plain()};
    if (row.letter.due < shown.today)
        due = due + " " + html::tag({.text = "Overdue", .classes = "govuk-tag--red"});
    return {{.text = element(
                 "a",
                 {attr("class", "govuk-link evenhand-nowrap"),
                  attr("href", participants::person_path(person, "/acknowledgement"))},
                 row.reference,
                 element("span", {attr("class", "govuk-visually-hidden")}, ", open the letter"))},
            {.text = due},
            {.text = advice_on(row.known)},
            {.text = letter_form(row.letter, letter_end_of(row.known), shown.tokens)}};
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    html::Table table{
        .caption = "Referrals to acknowledge, the longest due first",
        .caption_classes = "govuk-table__caption--m",
        .head = {{.text = "Referral"}, {.text = "Due"}, {.text = "How"}, {.text = "Done"}}};
    for (const Row& row : shown.rows)
        table.rows.push_back(row_of(shown, row));
    Html list = shown.rows.empty() ? staff::paragraph("No referral waits to be acknowledged.")
                                   : html::scrolling_table(table, "Referrals to acknowledge");
    if (shown.next)
        list += html::pagination(
            {.next = {.href = letters_path(shown.area, shown.next), .text = "Next page"}});
    return {.title = "Letters",
            .body = html::fragment(
                staff::heading("Letters"),
                staff::paragraph(fmt::format("{} to acknowledge by letter or by telephone, because "
                                             "no email or text may be sent.",
                                             shown.count)),
                html::search_form(
                    {.action = "/calls/letters"},
                    area_select(protocol, shown.area, /*every=*/true) +
                        html::button({.text = "Show", .classes = "govuk-button--secondary"})),
                list),
            .width = html::PageWidth::full,
            .back_href = "/calls"};
}

} // namespace letters_page

std::string letters_path(const std::string& area, const std::optional<LetterAfter>& after)
{
    http::FormData fields;
    if (!area.empty()) fields.add("area", area);
    if (after) {
        fields.add("due", after->due);
        fields.add("id", after->id);
    }
    const auto encoded = fields.encode();
    return encoded.empty() ? "/calls/letters" : "/calls/letters?" + encoded;
}

http::Response letters(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = letters_page::load(services, request, work);
    std::string ids;
    for (const auto& row : shown.rows)
        ids += row.letter.person.text();
    work.log({.action = "calls.letters_listed",
              .object_type = "person",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("{}, shown {} of {}", letters_path(shown.area, shown.next),
                                    shown.rows.size(), shown.count)});
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&protocol = services.participants.protocol, shown = std::move(shown)] {
            return letters_page::view(protocol, shown);
        });
}

} // namespace evenhand::appointments::pages
