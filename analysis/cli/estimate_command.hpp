#pragma once

#include "analysis/cli/invocation.hpp"

namespace CLI {
class App;
}

namespace kredsim::cli {

/// `kredsim estimate`: the analytic first answer beside the simulated one.
void add_estimate_command(CLI::App& app, Invocation& invocation);

}  // namespace kredsim::cli
