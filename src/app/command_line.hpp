#pragma once

namespace evenhand::app {

/// Reads the command line, runs the verb and returns the exit code: 0 done, 1 a check failed, 2
/// could not run.
int run_command_line(int argc, char** argv);

} // namespace evenhand::app
