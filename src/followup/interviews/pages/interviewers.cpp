#include "followup/interviews/pages/pages.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace evenhand::interviews {

std::vector<std::string> names_of_groups(const protocol::Protocol& protocol)
{
    std::vector<std::string> all;
    for (const auto& arm : protocol.randomisation.arms) {
        all.push_back(arm.name);
        all.push_back(arm.plain);
        all.push_back(initials_of(arm.name));
    }
    return all;
}

} // namespace evenhand::interviews

namespace evenhand::interviews::pages {

std::vector<Interviewer> interviewers_now(const Services& services, storage::UnitOfWork& work)
{
    std::vector<Interviewer> all;
    staff::AccountListQuery query{.role = staff::Role::interviewer};
    do {
        auto page = services.participants.staff.accounts.list(work, query);
        for (auto& row : page.rows) {
            if (row.account.state == staff::AccountState::ended) continue;
            all.push_back({row.account.id, std::move(row.account.name)});
        }
        query.after = page.next;
    } while (!query.after.empty());
    return all;
}

html::Html choose_interviewer(std::string_view legend, const std::vector<Interviewer>& offered,
                              const http::FormData& typed, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const Interviewer& each : offered)
        items.push_back({.value = each.id.text(), .text = each.name});
    return html::radios({.name = "interviewer",
                         .fieldset = html::Fieldset{.legend = {.text = legend}},
                         .error = errors.on("interviewer"),
                         .items = std::move(items),
                         .value = std::string(typed.value("interviewer")),
                         .classes = "govuk-radios--small"});
}

std::optional<staff::AccountId> chosen_interviewer(const http::FormData& typed,
                                                   const std::vector<Interviewer>& offered)
{
    const auto id = staff::AccountId::parse(typed.value("interviewer"));
    if (!id || std::ranges::find(offered, *id, &Interviewer::id) == offered.end())
        return std::nullopt;
    return id;
}

std::string told_path(PersonId person)
{
    return fmt::format("{}/{}", tell_path, person.text());
}

std::string unblinding_path(UnblindingId id, std::string_view more)
{
    return fmt::format("{}/{}{}", list_path, id.text(), more);
}

std::optional<LocalDate> randomised_on(const Services& services, storage::UnitOfWork& work,
                                       PersonId person)
{
    const auto steps =
        participants::standing_steps(services.participants.journeys.steps(work, person));
    const auto found =
        std::ranges::find(steps, participants::Step::randomised, &participants::StepTaken::step);
    if (found == steps.end()) return std::nullopt;
    return london_date(found->occurred);
}

std::string study_number_of(const Services& services, storage::UnitOfWork& work, PersonId person)
{
    const auto journey = services.participants.journeys.find(work, person);
    CHECK(journey.has_value());
    return journey->study_number;
}

html::Html told_summary(const Unblinding& told, std::string_view study_number,
                        std::string_view interviewer, std::string_view recorded_by)
{
    return html::summary_list(
        {.rows = {{.key = "Study number", .value = study_number},
                  {.key = "Interviewer", .value = interviewer},
                  {.key = "Day", .value = told.on.plain()},
                  {.key = "How sure", .value = label_of(told.sureness)},
                  {.key = "How", .value = label_of(told.how)},
                  {.key = "Written down",
                   .value = html::fragment(staff::moment(told.recorded), ", ", recorded_by)}}});
}

} // namespace evenhand::interviews::pages

namespace evenhand::interviews {

participants::TimelineSource timeline_source(const Services&)
{
    return [](storage::UnitOfWork& work, const http::Viewer&, PersonId person) {
        std::vector<participants::TimelineRow> rows;
        for (const Unblinding& told : InterviewStore::of_person(work, person)) {
            if (told.person != person) continue; // it stands on the record that it was written on
            rows.push_back({.at = told.recorded,
                            .what = "An interviewer was told their group, or may have been",
                            .detail = std::string(label_of(told.how)),
                            .actor = told.actor});
        }
        return rows;
    };
}

} // namespace evenhand::interviews
