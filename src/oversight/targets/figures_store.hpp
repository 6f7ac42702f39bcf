#pragma once

#include "intake/baseline/baseline_store.hpp"
#include "oversight/targets/recruitment.hpp"
#include "people/participants/flow_store.hpp"
#include "recruitment/referral/tally_store.hpp"
#include "storage/unit_of_work.hpp"
#include "storage/units.hpp"

#include <optional>

namespace evenhand::targets {

/// The months of recruitment up to that moment and the breakdowns that need no sealed text. One
/// short statement a month.
Figures figures_until(storage::UnitOfWork& work, const protocol::Protocol& protocol, Instant until);

/// What opens the sealed answers of people, to count them. Borrows both.
struct SealedAnswers
{
    const referral::TallyStore& referrals;
    const baseline::BaselineStore& baseline;
};

/// Freezes the flow and the recruitment figures of the month, unless they are frozen already. Opens
/// the sealed answers of everybody randomised by then.
void freeze_month(storage::Units& units, const storage::Actor& actor,
                  const protocol::Protocol& protocol, const SealedAnswers& sealed, Month month);

/// The figures of the last month that is frozen; nothing if none is.
struct FrozenFigures
{
    Month month;
    Instant frozen_at;
    Figures figures;
};
std::optional<FrozenFigures> last_frozen(storage::UnitOfWork& work);

} // namespace evenhand::targets
