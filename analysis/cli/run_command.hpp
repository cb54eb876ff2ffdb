#pragma once

#include "analysis/cli/invocation.hpp"

namespace CLI {
class App;
}

namespace kredsim::cli {

/// Adds `kredsim run`: plays a scenario and writes its results, or tells one replication in words.
/// Errors of the scenario and of inputs are thrown out of `App::parse`; anything else is said by the exit code.
void add_run_command(CLI::App& app, Invocation& invocation);

}  // namespace kredsim::cli
