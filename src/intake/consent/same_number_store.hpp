#pragma once

#include "intake/consent/linkage_store.hpp"
#include "intake/consent/same_number.hpp"
#include "people/participants/participants_store.hpp"
#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <vector>

namespace evenhand::consent {

/// What same_number_store.cpp writes and the room's list of audited tables holds.
inline constexpr auto number_match_table = storage::fact_table(
    "number_match", storage::text("first_id"), storage::text("second_id"), storage::number("place"),
    storage::text("finding"), storage::text("duplicate_id"));

/// Which records have one number, and what was found out about them. Every function runs in the
/// caller's unit of work. A number is written in a unit before that of the draw, so of two people
/// who come to the draw at once at least one is always seen by the other.
class SameNumberStore
{
public:
    /// Borrows its parts.
    SameNumberStore(const LinkageStore& linkage, const participants::JourneyStore& journeys)
        : linkage_(linkage), journeys_(journeys)
    {
    }

    /// Those who have the number now, ten at most, and those of whom it was settled.
    std::vector<NumberMatch> matches(storage::UnitOfWork& work, PersonId person) const;
    /// Two records of which nobody found out yet.
    struct Undecided
    {
        PersonId first;
        PersonId second;
    };
    /// The first ten of them, of everybody.
    static constexpr std::size_t most_undecided = 10;
    static std::vector<Undecided> undecided(storage::UnitOfWork& work);
    /// Of all who have the number, however many.
    NumberGate gate(storage::UnitOfWork& work, PersonId person) const;

    /// Writes what a lead found out, in the place of what was found out before. The record that
    /// goes no further is closed if it is open; one in a group is never the one that stops.
    std::optional<SettleRefusal> settle(storage::UnitOfWork& work, PersonId person, PersonId other,
                                        MatchFinding finding, MatchGround ground) const;

private:
    const LinkageStore& linkage_;
    const participants::JourneyStore& journeys_;
};

} // namespace evenhand::consent
