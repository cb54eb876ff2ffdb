#include "analysis/cli/schema_command.hpp"

namespace kredsim::cli {
void add_schema_commands(CLI::App&) {}
}  // namespace kredsim::cli
