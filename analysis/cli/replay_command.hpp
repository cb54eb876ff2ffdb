#pragma once

#include "analysis/cli/invocation.hpp"

namespace CLI {
class App;
}

namespace kredsim::cli {

/// `kredsim replay`: one night of one replication as a page to look at.
void add_replay_command(CLI::App& app, const Invocation& invocation);

}  // namespace kredsim::cli
