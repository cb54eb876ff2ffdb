#include "analysis/cli/schema_command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/reference.hpp"
#include "analysis/store/schema.hpp"

namespace kredsim::cli {

void add_schema_commands(CLI::App& app) {
  app.add_subcommand("schema", "print the JSON schema of a scenario, for completion in an editor")->callback([] {
    fmt::print("{}", json_schema(scenario::scenario_keys()));
  });
  app.add_subcommand("keys", "print the reference of every key of a scenario as Markdown")->callback([] {
    fmt::print("{}", key_reference_markdown(scenario::scenario_keys()));
  });
}

}  // namespace kredsim::cli
