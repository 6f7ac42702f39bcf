#include "people/identity/merge.hpp"

#include "core/words.hpp"

#include <array>
#include <tuple>

namespace evenhand::identity {

namespace merge {

constexpr std::array grounds{
    Words<MergeGround>{MergeGround::documents, "documents", "Documents were seen"},
    Words<MergeGround>{MergeGround::asked_them, "asked_them", "They, or both of them, were asked"},
    Words<MergeGround>{MergeGround::records_compared, "records_compared",
                       "The two records were compared"},
    Words<MergeGround>{MergeGround::wrong_record, "wrong_record",
                       "The wrong record was chosen before"},
};
constexpr auto ground_list = values_of(grounds);

constexpr std::array refusals{
    Words<MergeRefusal>{MergeRefusal::same_record, "same_record",
                        "This is the same record. Choose another one."},
    Words<MergeRefusal>{MergeRefusal::not_there, "not_there",
                        "One of the two has no record to merge."},
    Words<MergeRefusal>{MergeRefusal::at_the_draw, "at_the_draw",
                        "One of the two is being put into a group at this moment. Have that "
                        "finished, then merge them."},
    Words<MergeRefusal>{MergeRefusal::follows, "follows",
                        "One of the two follows another record already. Merge with the record "
                        "that leads."},
    Words<MergeRefusal>{MergeRefusal::leads_others, "leads_others",
                        "The record that would follow leads another one. Undo that first, then "
                        "merge both with the record that leads."},
    Words<MergeRefusal>{MergeRefusal::too_many, "too_many",
                        "Fifty records follow the one that would lead. Tell the trial manager: "
                        "something else is wrong."},
    Words<MergeRefusal>{MergeRefusal::already_undone, "already_undone",
                        "This has been undone already."},
};

/// The smaller leads. Two that began in one moment are told apart by their ids.
auto rank(const Side& side)
{
    return std::tuple(!side.randomised, side.randomised.value_or(side.referred), side.person);
}

} // namespace merge

std::span<const MergeGround> all_merge_grounds()
{
    return merge::ground_list;
}

std::span<const MergeGround> grounds_for_merging()
{
    const std::span<const MergeGround> all(merge::ground_list);
    return all.first(all.size() - 1); // the last says that an earlier choice was wrong
}

std::string_view name_of(MergeGround ground)
{
    return words_of(merge::grounds, ground).name;
}

std::optional<MergeGround> merge_ground_named(std::string_view name)
{
    return value_named(merge::grounds, name);
}

std::string_view label_of(MergeGround ground)
{
    return words_of(merge::grounds, ground).label;
}

std::string_view code(MergeRefusal refusal)
{
    return words_of(merge::refusals, refusal).name;
}

std::string_view sentence(MergeRefusal refusal)
{
    return words_of(merge::refusals, refusal).label;
}

Result<Order, MergeRefusal> order_of(const Side& one, const Side& other)
{
    if (one.person == other.person) return refuse(MergeRefusal::same_record);
    if (one.at_the_draw || other.at_the_draw) return refuse(MergeRefusal::at_the_draw);
    if (one.follows || other.follows) return refuse(MergeRefusal::follows);
    const bool first = merge::rank(one) < merge::rank(other);
    const Side& leader = first ? one : other;
    const Side& follower = first ? other : one;
    if (follower.followers > 0) return refuse(MergeRefusal::leads_others);
    if (leader.followers >= most_followers) return refuse(MergeRefusal::too_many);
    return Order{.leader = leader.person, .follower = follower.person};
}

} // namespace evenhand::identity
