#include "html/components.hpp"
#include "intake/consent/pages/information_services.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

namespace evenhand::consent {

namespace information_section_parts {

using html::Html;

struct Shown
{
    Information information;
    std::string form; ///< "Easy Read, in English"
    std::string by;
    std::size_t at_once = 0;
    std::size_t again = 0;
    std::size_t not_yet = 0;
};

std::string form_of(const Information& given)
{
    return label_of(
        protocol::TextFile{.format = given.format, .language = given.language, .file = {}});
}

Html render(const Shown& shown)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "What was explained"}};
    list.rows = {
        {.key = "Information sheet",
         .value = fmt::format("Version {}, {}", shown.information.sheet_version, shown.form)},
        {.key = "When", .value = staff::moment(shown.information.at)},
        {.key = "With whom", .value = shown.by}};
    if (shown.at_once + shown.again + shown.not_yet > 0)
        list.rows.push_back(
            {.key = "Said back",
             .value = fmt::format("{} understood, {} after it was explained again, {} not yet",
                                  shown.at_once, shown.again, shown.not_yet)});
    return html::summary_list(list);
}

} // namespace information_section_parts

participants::Section information_section(const InformationServices& services)
{
    using information_section_parts::Shown;
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer&,
                                participants::PersonId person) -> participants::Rendering {
                auto all = services.information.of_person(work, person, 1);
                if (all.empty()) return {};
                const auto& form = services.participants.protocol.consent;
                const auto said = services.information.said_of(work, all.front().id);
                Shown shown{.information = all.front(),
                            .form = information_section_parts::form_of(all.front()),
                            .by = participants::actor_name(services.participants.staff, work,
                                                           all.front().actor),
                            .at_once = answered(form, said, Understood::at_once).size(),
                            .again = answered(form, said, Understood::explained_again).size(),
                            .not_yet = answered(form, said, Understood::not_yet).size()};
                return
                    [shown = std::move(shown)] { return information_section_parts::render(shown); };
            }};
}

participants::TimelineSource information_timeline(const InformationServices& services)
{
    return
        [&services](storage::UnitOfWork& work, const http::Viewer&, participants::PersonId person) {
            std::vector<participants::TimelineRow> rows;
            for (const Information& each : services.information.of_person(work, person))
                rows.push_back({.at = each.at,
                                .what = "Went through the information",
                                .detail = fmt::format("version {}, {}", each.sheet_version,
                                                      information_section_parts::form_of(each)),
                                .actor = each.actor});
            return rows;
        };
}

} // namespace evenhand::consent
