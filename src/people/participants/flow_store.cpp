#include "people/participants/flow_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"

#include <tuple>
#include <utility>

namespace evenhand::participants {

namespace flow_store {

using storage::Statement;

// A record that follows another is counted at no date: its person is counted by the record that
// leads, as known now, so that every date still adds up (design 8.4).

// How far each person had come and their last step by then, in one pass over an index that holds
// all that is asked of a step; then the stage of that step, by its own key. What was taken back is
// few, so it is read once and looked up in memory. The numbers are places in `milestones`.
constexpr Statement cells{
    "journey_step.flow_cells",
    "SELECT reached.furthest, last.stage, last.detail, count(*) FROM (SELECT person_id, max(place) "
    "AS place, max(CASE step WHEN 'randomised' THEN 5 WHEN 'baseline_locked' THEN 4 WHEN "
    "'consented' THEN 3 WHEN 'eligible' THEN 2 WHEN 'attended' THEN 1 ELSE 0 END) AS furthest "
    "FROM journey_step WHERE occurred_at <= :at "
    "AND person_id NOT IN (SELECT person_id FROM merged_person) AND step <> 'entered_in_error' AND "
    "id NOT IN "
    "(SELECT supersedes FROM journey_step WHERE step = 'entered_in_error') GROUP BY person_id) "
    "reached JOIN journey_step last ON last.person_id = reached.person_id "
    "AND last.place = reached.place GROUP BY reached.furthest, last.stage, last.detail "
    "ORDER BY reached.furthest, last.stage, last.detail"};

// An allocation is never taken back, so these steps stand.
constexpr Statement randomised{
    "journey_step.randomised_between",
    "SELECT j.area, j.group_id, j.route, count(*) FROM journey_step s "
    "JOIN journey j ON j.person_id = s.person_id WHERE s.step = 'randomised' "
    "AND s.occurred_at >= :from AND s.occurred_at < :before "
    "AND s.person_id NOT IN (SELECT person_id FROM merged_person) GROUP BY j.area, j.group_id, "
    "j.route "
    "ORDER BY j.area, j.group_id, j.route"};

constexpr Statement first{"journey_step.first",
                          "SELECT min(occurred_at) FROM journey_step WHERE step = 'referred'"};

constexpr Statement referrals{
    "journey_step.randomised_before",
    "SELECT j.person_id, j.referral_id FROM journey_step s JOIN journey j "
    "ON j.person_id = s.person_id WHERE s.step = 'randomised' AND s.occurred_at < :before "
    "AND j.person_id > :after AND j.person_id NOT IN (SELECT person_id FROM merged_person) "
    "ORDER BY j.person_id LIMIT :most"};

} // namespace flow_store

FlowCells FlowStore::cells_at(storage::UnitOfWork& work, Instant at)
{
    FlowCells cells;
    for (auto& [furthest, stage_name, detail, people] :
         work.sql().rows<std::int64_t, std::string, std::string, std::int64_t>(
             flow_store::cells, {{"at", at.micros()}})) {
        const Stage stage = stage_named(stage_name).value();
        // Why somebody left is told; the detail of a step that left somebody waiting is not.
        FlowCell cell{.furthest = static_cast<std::size_t>(furthest),
                      .stage = stage,
                      .detail = is_open(stage) ? std::string() : std::move(detail),
                      .people = people};
        CHECK(cell.furthest < milestones.size());
        const bool joins = !cells.empty() && cells.back().furthest == cell.furthest &&
                           cells.back().stage == cell.stage && cells.back().detail == cell.detail;
        if (joins)
            cells.back().people += cell.people;
        else
            cells.push_back(std::move(cell));
    }
    return cells;
}

std::vector<Recruited> FlowStore::randomised_between(storage::UnitOfWork& work, Instant from,
                                                     Instant before)
{
    std::vector<Recruited> all;
    for (auto& [area, group, route, people] :
         work.sql().rows<std::string, std::string, std::string, std::int64_t>(
             flow_store::randomised, {{"from", from.micros()}, {"before", before.micros()}}))
        all.push_back({std::move(area), std::move(group), std::move(route), people});
    return all;
}

std::optional<Instant> FlowStore::first_step(storage::UnitOfWork& work)
{
    const auto row = work.sql().row<std::optional<std::int64_t>>(flow_store::first, {});
    if (!row || !std::get<0>(*row)) return std::nullopt;
    return Instant::from_micros(*std::get<0>(*row));
}

FlowStore::RandomisedPage FlowStore::randomised_before(storage::UnitOfWork& work, Instant before,
                                                       const std::optional<PersonId>& after)
{
    const auto rows = work.sql().rows<std::string, std::optional<std::string>>(
        flow_store::referrals,
        {{"before", before.micros()}, {"after", after ? after->text() : ""}, {"most", page_size}});
    RandomisedPage page;
    for (const auto& [person, referral] : rows) {
        page.people.push_back(PersonId::parse(person).value());
        if (referral) page.referrals.push_back(ReferralId::parse(*referral).value());
    }
    if (rows.size() == page_size) page.last = page.people.back();
    return page;
}

} // namespace evenhand::participants
