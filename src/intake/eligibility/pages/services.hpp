#pragma once

#include "core/ods_code.hpp"
#include "http/route.hpp"
#include "intake/eligibility/deciding.hpp"
#include "people/participants/pages/services.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::eligibility {

/// What the directory knows of a GP practice on a day.
struct Surgery
{
    std::string name;
    bool open = true;
    std::vector<std::string> areas; ///< to which it may belong; empty: none of the trial's
};
using FindSurgery =
    std::function<std::optional<Surgery>(storage::UnitOfWork&, const OdsCode&, LocalDate)>;

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const EligibilityStore& evaluations;
    const Deciding& deciding;
    FindSurgery find_surgery; ///< empty: nobody is asked for a surgery's code
    /// What is asked again before all else when an appointment begins; a form of its own. May be
    /// empty.
    std::function<participants::Rendering(storage::UnitOfWork&, const http::Viewer&,
                                          const http::FormTokens&, PersonId)>
        asked_again = {};
};

/// Who may join, on a person's record.
participants::Section record_section(const Services& services);
/// Corrections, and what leads found out. The rest stands on the spine.
participants::TimelineSource timeline_source(const Services& services);

/// What a criterion asks, or its id where the protocol has it no more.
std::string question_of(const protocol::Protocol& protocol, const std::string& criterion);
/// Where the evidence of what a lead found out is marked as entered in error.
std::string evidence_path(PersonId person, ResolutionId resolution);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::eligibility
