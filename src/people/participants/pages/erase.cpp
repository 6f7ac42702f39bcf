#include "people/participants/pages/pages.hpp"

#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/member.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

// Erasure by class key: first what would go, counted and not shown, then the deed, by the
// data-protection officer alone. What was written of support is not even counted: that there is any
// tells the group. What goes is that texts can be opened; the facts stay (design 4).

namespace evenhand::participants::pages {

namespace erase_page {

using html::Html;
using identity::KeyClass;

constexpr std::array classes{KeyClass::contact, KeyClass::casework, KeyClass::research,
                             KeyClass::linkage};

constexpr std::array messages{
    html::FieldMessage{"class", "missing", "Choose which class to erase"},
    html::FieldMessage{"class", "nothing", "There is nothing of this class to erase"},
    staff::reason_missing, staff::reason_too_long, staff::reason_not_text};

std::string_view words_of(KeyClass key_class)
{
    switch (key_class) {
    case KeyClass::contact:
        return "Who they are and how to reach them";
    case KeyClass::casework:
        return "What was told and written about them";
    case KeyClass::research:
        return "What they answered for research";
    case KeyClass::linkage:
        return "What their records are linked by";
    }
    CHECK(false);
}

/// One line of the dry run.
struct Line
{
    KeyClass key_class = KeyClass::contact;
    std::string what;
    std::optional<std::int64_t> count; ///< nothing: how many there are would tell the group
};

struct Shown
{
    PersonId person;
    std::vector<Line> lines;
    http::FormData typed;
    http::FormTokens tokens;
    std::vector<html::FieldError> found = {};
};

std::string what_is(const Services& services, std::string_view table)
{
    const auto found = std::ranges::find(services.sealed_tables, table, &SealedTable::table);
    return std::string(found == services.sealed_tables.end() ? table : found->what);
}

std::vector<Line> dry_run(const Services& services, storage::UnitOfWork& work, PersonId person)
{
    std::vector<Line> lines;
    for (const KeyClass key_class : classes) {
        const auto plan = services.identities.plan_erasure(work, person, key_class);
        const auto keys = static_cast<std::int64_t>(plan.subjects.size());
        lines.push_back(
            {key_class, "Keys destroyed, of the person and each linked referral", keys});
        if (key_class == KeyClass::contact) {
            lines.push_back(
                {key_class, "Names, dates of birth, numbers and addresses", plan.sealed_texts});
            lines.push_back({key_class, "Entries by which they are found", plan.index_rows});
        }
        // A row that no room has words for is still counted, by its table's name.
        std::map<std::string_view, std::int64_t> rows;
        for (const auto& row : plan.rows)
            if (!row.tells_group) ++rows[row.table];
        for (const auto& [table, count] : rows)
            lines.push_back({key_class, what_is(services, table), count});
        if (key_class == KeyClass::casework)
            lines.push_back({key_class, "Notes on support, if they were given any", std::nullopt});
    }
    return lines;
}

Html plan_table(const Shown& shown)
{
    html::Table table{.caption = "What each erasure would make unreadable",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "Class"},
                               {.text = "What goes"},
                               {.text = "How many", .format = "numeric"}}};
    for (const Line& line : shown.lines) {
        table.rows.push_back({{.text = words_of(line.key_class)},
                              {.text = line.what},
                              {.text = line.count ? std::to_string(*line.count) : "not counted",
                               .format = "numeric"}});
    }
    return html::scrolling_table(table, "What each erasure would make unreadable");
}

html::Page view(const Shown& shown)
{
    const html::FieldErrors errors(shown.found, messages);
    const auto path = person_path(shown.person);
    std::vector<html::ChoiceItem> items;
    for (const KeyClass key_class : classes)
        items.push_back({.value = std::string(name_of(key_class)), .text = words_of(key_class)});
    const Html inputs = html::fragment(
        html::radios({.name = "class",
                      .fieldset = html::Fieldset{.legend = {.text = "Which class is erased?"}},
                      .error = errors.on("class"),
                      .items = std::move(items),
                      .value = std::string(shown.typed.value("class"))}),
        html::input(staff::reason_input(errors, shown.typed.value("reason"))),
        html::button({.text = "Destroy the keys", .classes = "govuk-button--warning"}));
    return {.title = "Erase a participant's data",
            .body = html::fragment(
                errors.summary(), staff::heading("Erase a participant's data"),
                staff::paragraph("Nothing has been erased yet. This is what would go."),
                plan_table(shown),
                html::warning_text({.text = "A key that is destroyed never comes back. That things "
                                            "happened, when, and the results that stand on them, "
                                            "stay."}),
                html::form(staff::posting_to(path + "/erase", shown.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path};
}

std::optional<Shown> load(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.identities.knows(work, *person)) return std::nullopt;
    return Shown{.person = *person,
                 .lines = dry_run(services, work, *person),
                 .typed = request.form,
                 .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.staff, request, viewer, std::move(shown), view);
}

} // namespace erase_page

http::Response ask_erase(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = erase_page::load(services, request, work);
    if (!shown) return http::not_found();
    work.log({.action = "identity.erasure_planned",
              .object_type = "person",
              .object_id = shown->person.text(),
              .detail = {}});
    return erase_page::show(services, request, viewer, std::move(*shown));
}

http::Response erase(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = erase_page::load(services, request, work);
    if (!shown) return http::not_found();
    const auto typed = request.form.value("class");
    const auto chosen = std::ranges::find_if(
        erase_page::classes, [&](auto key_class) { return name_of(key_class) == typed; });
    if (chosen == erase_page::classes.end()) shown->found.push_back({"class", "missing"});
    const auto reason = staff::parse_reason(request.form.value("reason"));
    if (!reason) shown->found.push_back({"reason", std::string(reason.error())});
    if (!shown->found.empty())
        return erase_page::show(services, request, viewer, std::move(*shown));

    const auto plan = services.identities.plan_erasure(work, shown->person, *chosen);
    if (plan.subjects.empty()) {
        shown->found = {{"class", "nothing"}};
        return erase_page::show(services, request, viewer, std::move(*shown));
    }
    services.identities.erase(work, plan, *reason);
    return http::see_other(person_path(shown->person));
}

} // namespace evenhand::participants::pages
