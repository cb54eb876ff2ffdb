#pragma once

#include "analysis/cli/invocation.hpp"

namespace CLI {
class App;
}

namespace kredsim::cli {

/// Adds `kredsim compare`: plays a base and one or more plans on the same incidents and says what differs.
/// Errors of scenarios and of inputs are thrown out of `App::parse`; anything else is said by the exit code.
void add_compare_command(CLI::App& app, Invocation& invocation);

}  // namespace kredsim::cli
