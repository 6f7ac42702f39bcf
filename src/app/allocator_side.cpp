#include "app/allocator_side.hpp"

#include <utility>

namespace evenhand::app {

std::vector<allocation::OpenedCeremony> as_sequences_know(std::vector<ceremony::Given> given)
{
    std::vector<allocation::OpenedCeremony> all;
    for (ceremony::Given& one : given)
        all.push_back({one.ceremony, std::move(one.contributions), one.beacon});
    return all;
}

AllocatorSide::AllocatorSide(crypto::Keys with_keys, const allocation::TrialSpec& spec,
                             const std::filesystem::path& marks_file, Gifts gifts,
                             RandomSource& random)
    : keys(std::move(with_keys)), sequences(spec),
      marks(marks_file.empty() ? nullptr : std::make_unique<allocation::HighWater>(marks_file)),
      custody(keys, spec.trial(), random), allocator(sequences, marks.get())
{
    sequences.learn_from([this, gifts = std::move(gifts)] {
        auto given = custody.opened(gifts());
        // What was not sealed for these keys opens nothing.
        return given ? as_sequences_know(*std::move(given))
                     : std::vector<allocation::OpenedCeremony>{};
    });
}

} // namespace evenhand::app
