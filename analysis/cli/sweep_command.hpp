#pragma once

#include "analysis/cli/invocation.hpp"

namespace CLI {
class App;
}

namespace kredsim::cli {

/// Adds `sweep`: every point of a sweep file on this machine. Killed and started again it goes on where it was.
void add_sweep_command(CLI::App& app, Invocation& invocation);

}  // namespace kredsim::cli
