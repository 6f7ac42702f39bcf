#pragma once

#include "http/route.hpp"
#include "people/participants/pages/services.hpp"
#include "people/withdrawal/withdrawal_store.hpp"

#include <functional>
#include <optional>
#include <string>

namespace evenhand::withdrawal {

/// What somebody agreed to of what is done with them besides support.
struct Agreement
{
    std::string in_words; ///< which consent: "version 1 of the form, signed on 2 March 2026"
    bool surveys = false;
    bool records = false;
};

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const WithdrawalStore& withdrawals;
    /// The consent in force, which a room above knows, without what was withdrawn since; nothing
    /// where none was signed.
    std::function<std::optional<Agreement>(storage::UnitOfWork&, PersonId)> agreed;
};

/// On a person's record, before all else: whether they may be contacted, and why not.
participants::Section record_section(const Services& services);
/// Withdrawals and life events, for the timeline.
participants::TimelineSource timeline_source(const Services& services);

/// Where what somebody withdrew is read whole.
std::string withdrawals_path(PersonId person);
/// Where a withdrawal is taken back.
std::string take_back_path(PersonId person, WithdrawalId withdrawal);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::withdrawal
