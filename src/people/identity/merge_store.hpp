#pragma once

#include "people/identity/merge.hpp"
#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenhand::identity {

/// What merge_store.cpp writes and the room's list of audited tables holds.
inline constexpr auto merge_table =
    storage::fact_table("person_merge", storage::text("leader_id"), storage::text("follower_id"),
                        storage::number("place"), storage::text("finding"));

inline constexpr auto told_apart_table =
    storage::fact_table("told_apart", storage::text("first_id"), storage::text("second_id"));

/// A merge as it was written.
struct Merge
{
    MergeId id;
    PersonId leader;
    PersonId follower;
    MergeGround ground = MergeGround::documents;
    Instant at;
    std::string actor;
};

/// One line of the list of merges.
struct MergeLine
{
    Merge merge;
    std::optional<Instant> undone; ///< nothing: it stands
    std::string undone_by;
};

/// Where a page of that list begins: after the last line of the page before.
struct AfterMerge
{
    Instant at;
    MergeId id;
};
struct MergePage
{
    std::vector<MergeLine> lines;
    std::optional<AfterMerge> next; ///< nothing on the last page
};

/// Records that agree with one.
struct Alike
{
    std::vector<PersonId> people; ///< most_alike at most
    bool more = false;            ///< there are others: whoever reads the list is told
};

/// Which records are of one person. Every function runs in the caller's unit of work, which holds
/// both records where it writes.
class MergeStore
{
public:
    /// The record that this one follows, if it follows one.
    static std::optional<PersonId> leader_of(storage::UnitOfWork& work, PersonId person);
    /// The records that follow this one, in the order in which they were merged. CHECKs that they
    /// are no more than may follow one (merge.hpp).
    static std::vector<PersonId> followers_of(storage::UnitOfWork& work, PersonId person);
    /// The merge by which this record follows another, if it does.
    static std::optional<Merge> merge_of(storage::UnitOfWork& work, PersonId follower);

    static MergeId merge(storage::UnitOfWork& work, const Order& order, MergeGround ground);
    /// They are two people after all; both facts stay. CHECKs that the merge stands.
    static void undo(storage::UnitOfWork& work, const Merge& merge, MergeGround ground);

    /// The latest first, with those that were undone.
    static MergePage page(storage::UnitOfWork& work, const std::optional<AfterMerge>& after);
    static constexpr int page_size = 50;

    /// Other records that agree with this one by an index: for a human to compare.
    static Alike alike(storage::UnitOfWork& work, PersonId person);
    static constexpr std::size_t most_alike = 10;
    /// Those of them, by the record that leads, with whom nobody has yet compared this one: neither
    /// triage, which was shown what both referrals said, nor a lead. What was corrected since a
    /// referral, or told first at the appointment, was compared by nobody. One indexed query.
    static Alike undecided(storage::UnitOfWork& work, PersonId person);
    /// They agree and are two people. Nothing is written where that was found before. The caller
    /// holds both.
    static void tell_apart(storage::UnitOfWork& work, PersonId one, PersonId other,
                           MergeGround ground);
};

} // namespace evenhand::identity
