#include "people/participants/journey_rows_store.hpp"

#include "core/check.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace evenhand::participants {

namespace journey_rows_store {

using Text = std::string;
using Maybe = std::optional<std::string>;

template <class IdType>
IdType id_of(const std::string& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

std::optional<LocalDate> date_of(const Maybe& iso)
{
    if (!iso) return std::nullopt;
    const auto date = LocalDate::parse(*iso);
    CHECK(date.has_value());
    return date;
}

std::optional<ReferralId> referral_of(const Maybe& text)
{
    if (!text) return std::nullopt;
    return id_of<ReferralId>(*text);
}

Maybe text_of(const std::optional<LocalDate>& date)
{
    if (!date) return std::nullopt;
    return date->iso();
}

Maybe text_of(const std::optional<ReferralId>& referral)
{
    if (!referral) return std::nullopt;
    return referral->text();
}

} // namespace journey_rows_store

std::vector<Journey> read_journeys(storage::Connection& sql, const storage::Statement& statement,
                                   const storage::Binds& binds)
{
    using namespace journey_rows_store;
    std::vector<Journey> journeys;
    for (auto& [person, stage, since, last_at, place, missed, detail, due, referral, route, area,
                group, study_number] :
         sql.rows<Text, Text, std::int64_t, std::int64_t, std::int64_t, std::int64_t, Text, Maybe,
                  Maybe, Text, Text, Text, Maybe>(statement, binds)) {
        journeys.push_back({.person = id_of<PersonId>(person),
                            .stage = stage_named(stage).value(),
                            .since = Instant::from_micros(since),
                            .last_at = Instant::from_micros(last_at),
                            .last_place = place,
                            .missed = missed,
                            .detail = std::move(detail),
                            .due = date_of(due),
                            .referral = referral_of(referral),
                            .route = std::move(route),
                            .area = std::move(area),
                            .group = std::move(group),
                            .study_number = study_number.value_or("")});
    }
    return journeys;
}

std::vector<StepTaken> read_steps(storage::Connection& sql, const storage::Statement& statement,
                                  const storage::Binds& binds)
{
    using namespace journey_rows_store;
    std::vector<StepTaken> steps;
    for (auto& [id, place, step, detail, stage, due, referral, route, area, group, study_number,
                occurred, recorded, actor] :
         sql.rows<Text, std::int64_t, Text, Text, Text, Maybe, Maybe, Maybe, Maybe, Maybe, Maybe,
                  std::int64_t, std::int64_t, Text>(statement, binds)) {
        steps.push_back({.id = id_of<StepId>(id),
                         .place = place,
                         .step = step_named(step).value(),
                         .detail = std::move(detail),
                         .stage = stage_named(stage).value(),
                         .due = date_of(due),
                         .facts = {.referral = referral_of(referral),
                                   .route = std::move(route),
                                   .area = std::move(area),
                                   .group = std::move(group),
                                   .study_number = std::move(study_number)},
                         .occurred = Instant::from_micros(occurred),
                         .recorded = Instant::from_micros(recorded),
                         .actor = std::move(actor)});
    }
    return steps;
}

storage::Binds journey_binds(const Journey& journey)
{
    using namespace journey_rows_store;
    const auto owner = owner_of(journey.stage);
    const auto study_number = journey.study_number.empty() ? Maybe{} : Maybe{journey.study_number};
    return {{"person", journey.person.text()},  {"stage", name_of(journey.stage)},
            {"since", journey.since.micros()},  {"last_at", journey.last_at.micros()},
            {"last_place", journey.last_place}, {"missed", journey.missed},
            {"detail", journey.detail},         {"owner", owner ? staff::name_of(*owner) : ""},
            {"due", text_of(journey.due)},      {"referral", text_of(journey.referral)},
            {"route", journey.route},           {"area", journey.area},
            {"group", journey.group},           {"study_number", study_number}};
}

storage::Binds step_binds(const StepTaken& step)
{
    using namespace journey_rows_store;
    return {{"place", step.place},          {"step", name_of(step.step)},
            {"detail", step.detail},        {"stage", name_of(step.stage)},
            {"due_on", text_of(step.due)},  {"referral_id", text_of(step.facts.referral)},
            {"route", step.facts.route},    {"area", step.facts.area},
            {"group_id", step.facts.group}, {"study_number", step.facts.study_number}};
}

} // namespace evenhand::participants
