#include "analysis/cli/report_command.hpp"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/report/briefing.hpp"

namespace kredsim::cli {

void add_report_command(CLI::App& app) {
  struct Arguments {
    std::string folder;
    std::string out;
    std::string language = "da";
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("report", "write the briefing of a results folder: one page, in two languages");
  command->add_option("DIR", arguments->folder, "the folder that `kredsim run`, `compare`, `sweep` or `merge` wrote")
      ->required();
  command->add_option("--out", arguments->out, "the file to write; DIR/briefing.html if left out");
  command->add_option("--lang", arguments->language, "language in which it opens: da or en")
      ->check(CLI::IsMember({"da", "en"}));
  command->callback([arguments] {
    const std::string file = arguments->out.empty() ? arguments->folder + "/briefing.html" : arguments->out;
    write_briefing(arguments->folder, file, arguments->language == "da" ? Language::da : Language::en);
    fmt::print("{}\n", file);
  });
}

}  // namespace kredsim::cli
