#pragma once

#include "people/participants/participants.hpp"
#include "storage/connection.hpp"

#include <vector>

// How steps and journeys stand in rows. For the store of this room only.

namespace evenhand::participants {

/// Runs a statement whose columns are those of `journey` from person_id to study_number, without
/// the owner, which follows from the stage.
std::vector<Journey> read_journeys(storage::Connection& sql, const storage::Statement& statement,
                                   const storage::Binds& binds);
/// Runs a statement whose columns are those of a step from id to actor.
std::vector<StepTaken> read_steps(storage::Connection& sql, const storage::Statement& statement,
                                  const storage::Binds& binds);

/// The columns of a journey and of a step, beside the person and what every fact says of itself.
storage::Binds journey_binds(const Journey& journey);
storage::Binds step_binds(const StepTaken& step);

} // namespace evenhand::participants
