#pragma once

#include "app/allocator_wire.hpp"
#include "intake/allocation/high_water_store.hpp"
#include "intake/allocation/sequences.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::app {

/// The allocator's process behind its socket: takes a line, gives a line. It has no database; the
/// ceremonies it is told of are sealed for it, and what it has opened stands in its own file. One
/// line at a time.
class AllocatorDesk
{
public:
    /// Borrows all three.
    AllocatorDesk(const allocation::Sequences& sequences, allocation::HighWater& marks,
                  const ceremony::CeremonyStore& ceremonies);
    AllocatorDesk(const AllocatorDesk&) = delete;
    AllocatorDesk& operator=(const AllocatorDesk&) = delete;

    /// Empty for what is no request. A file that cannot be written is told to whoever runs the
    /// process, and answered as no opening.
    std::string answer(std::string_view line);

private:
    std::string open(const allocation::Ask& ask);
    std::string hear(const HearCeremonies& told);

    const allocation::Sequences& sequences_;
    allocation::HighWater& marks_;
    const ceremony::CeremonyStore& ceremonies_;
    allocation::KeyedAllocator allocator_;
    std::vector<ceremony::SealedGift> gifts_;
};

} // namespace evenhand::app
