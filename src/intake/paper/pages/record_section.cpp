#include "core/london_time.hpp"
#include "html/components.hpp"
#include "intake/paper/pages/services.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::paper {

namespace record_section_parts {

using html::Html;

Html link(std::string_view text, const std::string& href)
{
    return html::element("a", {html::attr("class", "govuk-link"), html::attr("href", href)}, text);
}

Html render(PersonId person, participants::Stage stage, const std::optional<PaperIntent>& intent)
{
    if (!intent && is_late(stage))
        return staff::paragraph(
            link("Write down a paper intent form that was found late", paper_path(person)));
    if (!intent)
        return staff::paragraph(
            link("Write down a paper intent form of theirs", paper_path(person)));
    return html::summary_list(
        {.rows = {{.key = "Form", .value = Html{intent->form}},
                  {.key = "Time on the form", .value = Html{london_plain(intent->asked)}},
                  {.key = "In their order",
                   .value = link("Who waits on paper", std::string(list_path))},
                  {.key = "Change",
                   .value = link("Set it aside", paper_path(person, "/set-aside"))}},
         .card = html::SummaryCard{.title = "Ready on paper"}});
}

} // namespace record_section_parts

std::string paper_path(PersonId person, std::string_view more)
{
    return participants::person_path(person, "/paper-intent" + std::string(more));
}

participants::Section record_section(const participants::Services& services)
{
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                if (!staff::may(viewer, "allocation.make")) return {};
                const auto journey = services.journeys.find(work, person);
                if (!journey) return {};
                const auto stage = journey->stage;
                auto intent = PaperStore::standing(work, person);
                // Of whoever left before the draw only a form that stands is of use: its number.
                if (!intent && !waits(stage) && !is_late(stage)) return {};
                return [person, stage, intent = std::move(intent)] {
                    return record_section_parts::render(person, stage, intent);
                };
            }};
}

participants::TimelineSource timeline_source()
{
    return [](storage::UnitOfWork& work, const http::Viewer&, PersonId person) {
        std::vector<participants::TimelineRow> rows;
        for (const auto& [intent, aside] : PaperStore::written(work, person)) {
            const std::string form = fmt::format("Form {}", intent.form);
            if (aside) {
                rows.push_back({.at = intent.entered,
                                .what = "Paper intent form set aside",
                                .detail = fmt::format("{}. {}", form, label_of(*aside)),
                                .actor = intent.actor});
            } else {
                rows.push_back({.at = intent.asked,
                                .what = "Ready to be put into a group, on paper",
                                .detail = fmt::format("{}, written down on {}", form,
                                                      london_plain(intent.entered)),
                                .actor = intent.actor});
            }
        }
        return rows;
    };
}

} // namespace evenhand::paper
