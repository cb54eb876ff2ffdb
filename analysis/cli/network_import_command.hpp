#pragma once

namespace CLI {
class App;
}

namespace kredsim::cli {

/// Adds `network import` to `network`.
void add_import_command(CLI::App& network);

}  // namespace kredsim::cli
