#pragma once

#include "app/analyse_command.hpp"
#include "app/power_command.hpp"

#include <CLI/CLI.hpp>

#include <functional>

namespace evenhand::app {

// The options of the verbs that need no installation, for the program and for the one that is
// carried elsewhere.

void add_analyse_options(CLI::App& verb, AnalyseOptions& asked);

/// What can be asked of `power`. The verb that is chosen puts itself into `run`.
void add_power_verbs(CLI::App& power, PowerOptions& asked, std::function<int()>& run);

} // namespace evenhand::app
