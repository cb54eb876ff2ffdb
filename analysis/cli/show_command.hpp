#pragma once

namespace CLI {
class App;
}

namespace kredsim::cli {

/// `kredsim show DIR`.
void add_show_command(CLI::App& app);

}  // namespace kredsim::cli
