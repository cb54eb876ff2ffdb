#pragma once

#include "analysis/cli/invocation.hpp"

namespace CLI {
class App;
}

namespace kredsim::cli {

/// `kredsim validate`: the engine against known answers, on the user's own machine.
void add_validate_command(CLI::App& app, Invocation& invocation);

}  // namespace kredsim::cli
