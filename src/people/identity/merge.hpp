#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Two records that prove to be one person: one leads, the other follows it, and both stay. It can
// be taken back, because it is a finding and findings are wrong at times (design 5).

namespace evenhand::identity {

using MergeId = Id<struct PersonMergeIdTag>;

/// How somebody knows that two records are of one person or of two. A closed list: what is written
/// of two people at once could be sealed under the key of only one of them.
enum class MergeGround { documents, asked_them, records_compared, wrong_record };

std::span<const MergeGround> all_merge_grounds();
/// Those for which two records are merged; to undo it, each of them will do.
std::span<const MergeGround> grounds_for_merging();
std::string_view name_of(MergeGround ground);
std::optional<MergeGround> merge_ground_named(std::string_view name);
/// As staff read it.
std::string_view label_of(MergeGround ground);

/// What decides between two records.
struct Side
{
    PersonId person;
    Instant referred;                     ///< when its journey began
    std::optional<Instant> randomised;    ///< nothing: in no group
    bool at_the_draw = false;             ///< a draw was begun and is not answered
    std::optional<PersonId> follows = {}; ///< another record, as things stand
    std::size_t followers = 0;            ///< how many other records follow it
};

/// So many records follow one at most: each list of them is whole, or a merge is refused.
inline constexpr std::size_t most_followers = 50;

/// Why two records are not merged.
enum class MergeRefusal {
    same_record,
    not_there,
    at_the_draw,  ///< the draw comes first: it is answered, never stopped
    follows,      ///< one of them follows a record already: merge with that
    leads_others, ///< the one that would follow is followed: no record follows through another
    too_many,     ///< most_followers follow the one that would lead
    already_undone,
};
std::string_view code(MergeRefusal refusal);
/// As staff read it: what to do instead.
std::string_view sentence(MergeRefusal refusal);

/// Who leads and who follows.
struct Order
{
    PersonId leader;
    PersonId follower;
    friend bool operator==(const Order&, const Order&) = default;
};

/// The first randomised leads, because its allocation is the one that is analysed; else the record
/// that was referred first. The answer is the same from either side.
Result<Order, MergeRefusal> order_of(const Side& one, const Side& other);

} // namespace evenhand::identity
