#include "intake/allocation/allocator.hpp"

#include "core/check.hpp"
#include "intake/allocation/high_water_store.hpp"
#include "intake/allocation/sequences.hpp"

namespace evenhand::allocation {

std::string_view code(AllocatorFault fault)
{
    switch (fault) {
    case AllocatorFault::other_scheme:
        return "other_scheme";
    case AllocatorFault::does_not_prove:
        return "does_not_prove";
    case AllocatorFault::unreachable:
        return "unreachable";
    case AllocatorFault::behind_mark:
        return "behind_mark";
    }
    CHECK(false);
}

Result<sealed::Receipt, AllocatorFault> KeyedAllocator::open(const Ask& ask)
{
    const auto sequence = sequences_.behind(ask.epoch);
    if (!sequence) return refuse(AllocatorFault::other_scheme);
    if (!ask.epoch.holds(ask.position)) return refuse(AllocatorFault::does_not_prove);
    // The mark is on the disk before anybody can have seen the arm.
    if (marks_ != nullptr && !marks_->raise(ask.epoch.stratum, {.position = ask.position,
                                                                .binding = ask.binding,
                                                                .epoch = ask.epoch.number,
                                                                .first = ask.epoch.first_position}))
        return refuse(AllocatorFault::behind_mark);
    return sequence->receipt(
        {.stratum = ask.epoch.stratum_index, .position = ask.epoch.index_of(ask.position)});
}

Result<std::string, AllocatorFault> KeyedAllocator::root(const Epoch& epoch)
{
    const auto sequence = sequences_.behind(epoch);
    if (!sequence) return refuse(AllocatorFault::other_scheme);
    return sequence->head(epoch.stratum_index).root.text();
}

std::optional<HowFar> KeyedAllocator::how_far(std::string_view stratum) const
{
    return marks_ != nullptr ? marks_->how_far(stratum) : std::nullopt;
}

std::optional<OpenedFor> KeyedAllocator::opened_for(const std::string& binding)
{
    return marks_ != nullptr ? marks_->opened_for(binding) : std::nullopt;
}

bool answers(const sealed::Receipt& receipt, const Ask& ask, std::size_t arms)
{
    const auto root = crypto::Hash256::parse(ask.epoch.root);
    CHECK(root.has_value());
    const sealed::Slot wanted{.stratum = ask.epoch.stratum_index,
                              .position = ask.epoch.index_of(ask.position)};
    return receipt.trial == ask.epoch.trial && receipt.opening.slot == wanted &&
           schemes::index_of(receipt.opening.arm) < arms &&
           sealed::proves(receipt, {.size = ask.epoch.capacity, .root = *root});
}

} // namespace evenhand::allocation
