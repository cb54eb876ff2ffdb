#include "analysis/cli/show_command.hpp"

#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "analysis/cli/shown.hpp"

namespace kredsim::cli {

void add_show_command(CLI::App& app) {
  struct Arguments {
    std::string folder;
    std::string language = "en";
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("show", "print the verdict, tables and small charts of a results folder");
  command->add_option("DIR", arguments->folder, "the folder that `kredsim run`, `compare`, `sweep` or `merge` wrote")
      ->required();
  command->add_option("--lang", arguments->language, "language of the answer: da or en")
      ->check(CLI::IsMember({"da", "en"}));
  command->callback([arguments] {
    std::cout << shown(read_facts(arguments->folder), arguments->language == "da" ? Language::da : Language::en);
  });
}

}  // namespace kredsim::cli
