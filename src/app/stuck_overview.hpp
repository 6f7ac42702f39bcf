#pragma once

#include "people/participants/pages/services.hpp"
#include "recruitment/referral/referral_store.hpp"

#include <functional>
#include <string>
#include <vector>

namespace evenhand::app {

/// What the trial manager's first screen shows above who is stuck: the referrals that nobody has
/// decided, which are nobody's journey yet, the way to the figures of the trial, for a lead the
/// records that have one National Insurance number, and for the manager the strata in which nobody
/// can be randomised. `frozen` gives the labels of those, in one statement. Borrows the protocol.
std::function<participants::Rendering(storage::UnitOfWork&, const http::Viewer&)>
above_stuck(const protocol::Protocol& protocol,
            std::function<std::vector<std::string>(storage::UnitOfWork&)> frozen);

} // namespace evenhand::app
