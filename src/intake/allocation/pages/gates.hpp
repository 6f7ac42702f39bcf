#pragma once

#include "intake/allocation/pages/two_step.hpp"
#include "intake/baseline/baseline_store.hpp"
#include "intake/consent/consent_store.hpp"
#include "intake/consent/same_number_store.hpp"
#include "intake/eligibility/eligibility_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"

namespace evenhand::allocation {

/// The rooms whose facts are the gates. All of it outlives the reader.
struct GateStores
{
    const protocol::Protocol& protocol;
    const identity::IdentityStore& identities;
    const participants::JourneyStore& journeys;
    const withdrawal::WithdrawalStore& withdrawals;
    const eligibility::EligibilityStore& evaluations;
    const consent::ConsentStore& consents;
    const consent::SameNumberStore& same_numbers;
    const baseline::BaselineStore& baselines;
};

/// Reads the gates of a person from the rooms below, in the caller's unit.
ReadEvidence read_gates(const GateStores& stores);

} // namespace evenhand::allocation
