#include "analysis/cli/schema_command.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/reference.hpp"
#include "analysis/experiment/sweep_file.hpp"
#include "analysis/store/schema.hpp"
#include "analysis/store/sweep_folder.hpp"

namespace kredsim::cli {

void add_schema_commands(CLI::App& app) {
  app.add_subcommand("schema", "print the JSON schema of a scenario, for completion in an editor")->callback([] {
    fmt::print("{}", json_schema(scenario::scenario_keys()));
  });
  auto sweep = std::make_shared<bool>(false);
  CLI::App* keys = app.add_subcommand("keys", "print the reference of every key of a scenario as Markdown");
  keys->add_flag("--sweep", *sweep, "of a sweep file and of what a sweep writes, instead");
  keys->callback([sweep] {
    fmt::print("{}", *sweep ? sweep_reference_markdown(sweep_keys(), sweep_dictionary())
                            : key_reference_markdown(scenario::scenario_keys()));
  });
}

}  // namespace kredsim::cli
