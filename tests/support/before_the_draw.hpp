#pragma once

// How somebody comes to the draw, for tests that are about what happens there: the steps before it,
// and gates that all stand open.

#include "intake/allocation/allocation.hpp"
#include "people/participants/participants_store.hpp"
#include "protocol/protocol.hpp"

#include <stdexcept>
#include <string>

namespace evenhand::tests {

/// Takes the steps of somebody of the first area and group, or of the area named, up to a stage.
inline void walk_to_draw(storage::UnitOfWork& work, const participants::JourneyStore& journeys,
                         const protocol::Protocol& protocol, identity::PersonId who,
                         participants::Stage until = participants::Stage::baseline_locked,
                         std::string area = {})
{
    using participants::Step;
    if (area.empty() && !protocol.areas.empty()) area = protocol.areas.front().id;
    const participants::Facts settled{.area = area, .group = protocol.groups.front().id};
    for (const Step step :
         {Step::referred, Step::contacted, Step::booked, Step::attended, Step::eligible,
          Step::taught, Step::goes_on, Step::consented, Step::baseline_locked}) {
        participants::NewStep wanted{.step = step};
        if (step == Step::booked) wanted.due = LocalDate::from_ymd(2026, 3, 2);
        if (step == Step::eligible) wanted.facts = settled;
        if (step == Step::consented) {
            wanted.facts.study_number = journeys.unused_study_number(work, protocol.prefix).text();
        }
        const auto now_at = journeys.take(work, who, wanted);
        if (!now_at) throw std::runtime_error("no such step");
        if (*now_at == until) return;
    }
}

/// What the gates see of somebody for whom all of them stand open.
inline allocation::Evidence open_gates(const protocol::Protocol& protocol,
                                       const participants::Journey& journey)
{
    allocation::Evidence evidence{.stage = journey.stage,
                                  .area = journey.area,
                                  .group = journey.group,
                                  .eligible = true,
                                  .eligible_area = journey.area,
                                  .eligible_group = journey.group,
                                  .consent = allocation::ConsentShown{},
                                  .baseline = "baseline"};
    evidence.consent->id = "consent";
    evidence.consent->form_version = protocol.consent.version;
    evidence.consent->sheet_version = protocol.consent.sheet.version;
    for (const protocol::ConsentItem& item : protocol.consent.items) {
        if (item.required) evidence.consent->agreed.insert(item.id);
    }
    return evidence;
}

} // namespace evenhand::tests
