#pragma once

#include "core/random_source.hpp"
#include "crypto/keys.hpp"
#include "intake/allocation/allocator.hpp"
#include "intake/allocation/high_water_store.hpp"
#include "intake/allocation/sequences.hpp"
#include "intake/ceremony/custody.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace evenhand::app {

/// What was given, as the draw takes it.
std::vector<allocation::OpenedCeremony> as_sequences_know(std::vector<ceremony::Given> given);

/// The allocator's keys and all that follows from them: what stands behind the socket of the
/// process `evenhand allocator`, or in the one process of a fill or a command.
class AllocatorSide
{
public:
    /// The published ceremonies as they are kept; never asked within a unit of work.
    using Gifts = std::function<std::vector<ceremony::SealedGift>()>;

    /// `marks_file` keeps how far each stratum was opened, where no backup of the database reaches;
    /// empty where a test has no such place. Borrows the random source.
    AllocatorSide(crypto::Keys keys, const allocation::TrialSpec& spec,
                  const std::filesystem::path& marks_file, Gifts gifts, RandomSource& random);
    AllocatorSide(const AllocatorSide&) = delete;
    AllocatorSide& operator=(const AllocatorSide&) = delete;

    const crypto::Keys keys;
    const allocation::Sequences sequences;
    const std::unique_ptr<allocation::HighWater> marks;
    ceremony::KeyedCustody custody;
    allocation::KeyedAllocator allocator;
};

} // namespace evenhand::app
