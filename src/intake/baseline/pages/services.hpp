#pragma once

#include "http/route.hpp"
#include "intake/baseline/baseline_store.hpp"
#include "people/participants/pages/services.hpp"

#include <string>

namespace evenhand::baseline {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const BaselineStore& baselines;
    std::string safety_text; ///< Markdown: what is read by who told of harm; empty: none is asked
};

/// How far the questions are, on a person's record: never an answer.
participants::Section record_section(const Services& services);
/// The answers that the questionnaire shares with support, on a support case, which has asked who
/// may open it. Nothing where nothing is locked, or it was erased.
participants::Section shared_section(const Services& services);
/// The corrections, among what has happened; the lock itself is a step.
participants::TimelineSource timeline_source(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::baseline
