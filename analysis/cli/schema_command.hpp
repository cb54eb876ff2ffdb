#pragma once

namespace CLI {
class App;
}

namespace kredsim::cli {

/// Adds `kredsim schema` (JSON schema of a scenario, for editors) and `kredsim keys` (the reference of every key as
/// Markdown).
void add_schema_commands(CLI::App& app);

}  // namespace kredsim::cli
