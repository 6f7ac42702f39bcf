#pragma once

#include "people/participants/pages/services.hpp"
#include "recruitment/referral/referral_store.hpp"

#include <functional>

namespace evenhand::app {

/// What the trial manager's first screen shows above who is stuck: the referrals that nobody has
/// decided, which are nobody's journey yet, the way to the figures of the trial, and for a lead the
/// records that have one National Insurance number.
std::function<participants::Rendering(storage::UnitOfWork&, const http::Viewer&)> above_stuck();

} // namespace evenhand::app
