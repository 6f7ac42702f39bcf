#include "intake/allocation/epoch.hpp"

#include "core/check.hpp"
#include "protocol/protocol.hpp"
#include "randomisation/sealed/bundle.hpp"

#include <fmt/format.h>

namespace evenhand::allocation {

bool Epoch::holds(std::int64_t position) const
{
    return position >= first_position && position < first_position + capacity;
}

std::uint32_t Epoch::index_of(std::int64_t position) const
{
    CHECK(holds(position));
    return static_cast<std::uint32_t>(position - first_position);
}

bool Epoch::is_filling(std::int64_t positions_bound) const
{
    constexpr std::int64_t hundred = 100;
    constexpr std::int64_t warn_at_percent = 80; // design 8.6
    const std::int64_t used = positions_bound - first_position + 1;
    return used * hundred >= std::int64_t{capacity} * warn_at_percent;
}

std::string trial_name(const protocol::Protocol& protocol, crypto::Mode mode)
{
    return fmt::format("{}/{}", protocol.id, crypto::name_of(mode));
}

std::string leaf_trial(const protocol::Protocol& protocol, crypto::Mode mode, std::int64_t epoch)
{
    return sealed::epoch_trial(trial_name(protocol, mode), epoch);
}

} // namespace evenhand::allocation
