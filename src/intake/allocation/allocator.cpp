#include "intake/allocation/allocator.hpp"

#include "core/check.hpp"
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
    }
    CHECK(false);
}

Result<sealed::Receipt, AllocatorFault> KeyedAllocator::open(const Ask& ask)
{
    const auto sequence = sequences_.behind(ask.epoch);
    if (!sequence) return refuse(AllocatorFault::other_scheme);
    return sequence->receipt(
        {.stratum = ask.epoch.stratum_index, .position = ask.epoch.index_of(ask.position)});
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
