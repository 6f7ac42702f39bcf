#pragma once

#include "app/house.hpp"
#include "storage/job_runner.hpp"

#include <functional>
#include <initializer_list>
#include <string_view>

namespace evenhand::app {

// The jobs that every installation has, whatever its trial.

/// Signed heads each minute if the log moved, so that a cut tail is found back to at most a minute
/// ago.
inline constexpr std::string_view checkpoint_job = "audit.checkpoint";
/// Sessions and drafts that have expired are state, not facts, and go, each hour.
inline constexpr std::string_view purge_job = "operations.purge";
/// Messages that are due go out, each minute; where there is no way to send they wait.
inline constexpr std::string_view message_job = "messages.send";

/// The figures of a month are frozen in the first half hour of the next, and those of months in
/// which no server ran are made up for.
inline constexpr std::string_view freeze_job = "figures.freeze";

/// The roots of a ceremony are published where the allocator was away when that was due.
inline constexpr std::string_view open_job = "randomisation.open";

/// Gives the runner the handlers of all of them. `fatal` is told why the log must not be signed; it
/// does not return.
void add_standing_jobs(storage::JobRunner& jobs, House& house,
                       std::function<void(std::string_view)> fatal);

/// Makes them due now, unless they are due earlier already.
void schedule_standing_jobs(House& house, std::initializer_list<std::string_view> kinds);

} // namespace evenhand::app
