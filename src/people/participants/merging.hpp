#pragma once

#include "people/identity/merge_store.hpp"
#include "people/participants/participants_store.hpp"

#include <optional>

// Two records become one way, and two again: the finding, and what it does to their journeys.

namespace evenhand::participants {

/// What decides between records, as their journeys tell it; nothing where one has not begun.
std::optional<identity::Side> side_of(storage::UnitOfWork& work, const JourneyStore& journeys,
                                      PersonId person);

/// Merges two records: the one that follows is closed if its way was open. Both are held, the
/// smaller id first, so that neither comes to the draw meanwhile and two leads write one after the
/// other.
Result<identity::Order, identity::MergeRefusal> merge(storage::UnitOfWork& work,
                                                      const JourneyStore& journeys, PersonId one,
                                                      PersonId other, identity::MergeGround ground);

/// Whether undoing the merge opens the way of the record that follows again: the merge closed it,
/// and nothing came after. Else it stays where it is.
bool would_open_again(storage::UnitOfWork& work, const JourneyStore& journeys,
                      const identity::Merge& merge);

/// They are two people after all: what the merge closed stands where it stood, and both are
/// counted again at every date. Refused where the merge no longer stands.
std::optional<identity::MergeRefusal> undo_merge(storage::UnitOfWork& work,
                                                 const JourneyStore& journeys,
                                                 const identity::Merge& merge,
                                                 identity::MergeGround ground);

/// They agree and are two people: written once. Both are held as for a merge, so that two leads
/// write one after the other. Nothing is written of two records that are merged: that is undone.
void tell_apart(storage::UnitOfWork& work, const JourneyStore& journeys, PersonId one,
                PersonId other, identity::MergeGround ground);

} // namespace evenhand::participants
