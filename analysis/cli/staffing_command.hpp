#pragma once

namespace CLI {
class App;
}

namespace kredsim::cli {

/// Adds `staffing`: from officers to posts, line by line.
void add_staffing_command(CLI::App& app);

}  // namespace kredsim::cli
