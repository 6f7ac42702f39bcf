#include "people/concerns/pages/services.hpp"

#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

namespace evenhand::concerns {

namespace record_section_parts {

using html::Html;

struct Shown
{
    PersonId person;
    std::vector<State> states;
    bool may_open = false;
    bool may_raise = false;
};

Html kind_of(const Shown& shown, const State& state)
{
    if (!shown.may_open) return Html{label_of(state.kind)};
    return html::element(
        "a",
        {html::attr("class", "govuk-link"), html::attr("href", "/concerns/" + state.id.text())},
        label_of(state.kind));
}

Html raise_button(PersonId person)
{
    return html::button({.text = "Raise a concern",
                         .href = "/concerns/new/" + person.text(),
                         .classes = "govuk-button--secondary"});
}

Html render(const Shown& shown)
{
    html::Table table{.caption = "Concerns",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "Kind"}, {.text = "Raised"}, {.text = "State"}}};
    for (const State& state : shown.states) {
        const std::string now = state.open ? fmt::format("Open, due {}", state.due.plain())
                                           : fmt::format("Closed: {}", label_of(*state.outcome));
        table.rows.push_back({{.text = kind_of(shown, state)},
                              {.text = staff::moment(state.raised)},
                              {.text = now}});
    }
    Html all;
    if (!table.rows.empty()) all = html::scrolling_table(table, "Concerns");
    if (shown.may_raise) all += raise_button(shown.person);
    return all;
}

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                return [shown = record_section_parts::Shown{
                            .person = person,
                            .states = services.concerns.of_person(work, person),
                            .may_open = staff::may(viewer, "concerns.manage"),
                            .may_raise = staff::may(viewer, "concerns.raise")}] {
                    return record_section_parts::render(shown);
                };
            }};
}

participants::Section raise_section(const Services&)
{
    return {.place = participants::Section::Place::after_who,
            .load = [](storage::UnitOfWork&, const http::Viewer& viewer,
                       PersonId person) -> participants::Rendering {
                if (!staff::may(viewer, "concerns.raise")) return {};
                return [person] { return record_section_parts::raise_button(person); };
            }};
}

} // namespace evenhand::concerns
