#include "people/participants/merging.hpp"

#include "core/check.hpp"

#include <algorithm>

namespace evenhand::participants {

namespace merging {

using identity::MergeRefusal;
using identity::MergeStore;

constexpr std::string_view duplicate = "duplicate";

void hold_both(storage::UnitOfWork& work, const JourneyStore& journeys, PersonId one,
               PersonId other)
{
    journeys.hold(work, std::min(one, other));
    journeys.hold(work, std::max(one, other));
}

/// The closing that the merge wrote, if nothing came after it.
std::optional<StepId> closed_by(storage::UnitOfWork& work, const JourneyStore& journeys,
                                const identity::Merge& merge)
{
    const auto steps = journeys.steps(work, merge.follower);
    if (steps.empty()) return std::nullopt;
    const StepTaken& last = steps.back();
    const bool by_it =
        last.step == Step::closed && last.detail == duplicate && last.recorded == merge.at;
    return by_it ? std::optional(last.id) : std::nullopt;
}

} // namespace merging

std::optional<identity::Side> side_of(storage::UnitOfWork& work, const JourneyStore& journeys,
                                      PersonId person)
{
    const auto journey = journeys.find(work, person);
    if (!journey) return std::nullopt;
    const auto steps = journeys.steps(work, person);
    // An allocation is never taken back, so that the step stands.
    const auto drawn = std::ranges::find(steps, Step::randomised, &StepTaken::step);
    identity::Side side{.person = person,
                        .referred = steps.front().occurred,
                        .randomised = {},
                        .at_the_draw = journey->stage == Stage::intended,
                        .follows = identity::MergeStore::leader_of(work, person),
                        .followers = identity::MergeStore::followers_of(work, person).size()};
    if (drawn != steps.end()) side.randomised = drawn->occurred;
    return side;
}

Result<identity::Order, identity::MergeRefusal> merge(storage::UnitOfWork& work,
                                                      const JourneyStore& journeys, PersonId one,
                                                      PersonId other, identity::MergeGround ground)
{
    using namespace merging;
    if (one == other) return refuse(MergeRefusal::same_record);
    hold_both(work, journeys, one, other);
    const auto mine = side_of(work, journeys, one);
    const auto theirs = side_of(work, journeys, other);
    if (!mine || !theirs) return refuse(MergeRefusal::not_there);
    const identity::Order order = TRY(identity::order_of(*mine, *theirs));
    const auto stopped = journeys.find(work, order.follower);
    if (is_open(stopped->stage)) {
        const auto closed =
            journeys.take(work, order.follower, {.step = Step::closed, .detail = duplicate});
        CHECK(closed.has_value()); // an open way that is not at the draw can be closed
    }
    MergeStore::merge(work, order, ground);
    return order;
}

bool would_open_again(storage::UnitOfWork& work, const JourneyStore& journeys,
                      const identity::Merge& merge)
{
    return merging::closed_by(work, journeys, merge).has_value();
}

std::optional<identity::MergeRefusal> undo_merge(storage::UnitOfWork& work,
                                                 const JourneyStore& journeys,
                                                 const identity::Merge& merge,
                                                 identity::MergeGround ground)
{
    using namespace merging;
    hold_both(work, journeys, merge.leader, merge.follower);
    const auto standing = MergeStore::merge_of(work, merge.follower);
    if (!standing || standing->id != merge.id) return MergeRefusal::already_undone;
    MergeStore::undo(work, merge, ground);
    if (const auto closing = closed_by(work, journeys, merge))
        CHECK(journeys.take_back(work, merge.follower, *closing, name_of(ground)).has_value());
    return std::nullopt;
}

void tell_apart(storage::UnitOfWork& work, const JourneyStore& journeys, PersonId one,
                PersonId other, identity::MergeGround ground)
{
    merging::hold_both(work, journeys, one, other);
    using identity::MergeStore;
    const bool merged =
        MergeStore::leader_of(work, one) == other || MergeStore::leader_of(work, other) == one;
    if (!merged) MergeStore::tell_apart(work, one, other, ground);
}

} // namespace evenhand::participants
