#pragma once

namespace CLI {
class App;
}

namespace kredsim::cli {

/// Adds `network import`, `info`, `route` and `export`. What they print goes to stdout; a line on stderr says what is
/// going on once it takes longer than two seconds. Their callbacks throw InputError out of `App::parse`.
void add_network_commands(CLI::App& app);

}  // namespace kredsim::cli
