#include "analysis/cli/validate_command.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/interrupt.hpp"
#include "analysis/cli/validation_sheet.hpp"
#include "analysis/store/build_info.hpp"
#include "analysis/store/csv_file.hpp"
#include "analysis/store/validation_json.hpp"

namespace kredsim::cli {

namespace {

namespace fs = std::filesystem;

struct ValidateArguments {
  ValidationOptions options;
  std::string language = "en";
  std::string html;
  bool json = false;
};

/// Beside the program: `share/kredsim/cases` of an installation, or the cases of the source tree it was built in.
std::string find_cases() {
  std::error_code error;
  fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (; !error && folder.has_relative_path(); folder = folder.parent_path())
    for (const char* place : {"share/kredsim/cases", "tests/statistical/cases"})
      if (fs::exists(folder / place / "a01.yaml", error)) return (folder / place).string();
  throw InputError{"the case files are not beside the program (say where they are with --cases DIR)"};
}

ExitCode validate(const ValidateArguments& arguments) {
  ValidationOptions options = arguments.options;
  const auto is_id = [](const std::string& asked) { return !asked.ends_with(".yaml") && !asked.ends_with(".yml"); };
  const bool needs_folder = options.cases.empty() || std::ranges::any_of(options.cases, is_id);
  if (options.folder.empty() && needs_folder) options.folder = find_cases();
  if (options.threads == 0) options.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const InterruptGuard interrupt;
  options.stop = interrupt.flag();
  options.begins = [](const std::string& file) { fmt::print(stderr, "{}\n", file); };
  const std::vector<CheckedFigure> sheet = kredsim::validate(options);
  if (interrupt.interrupted()) {
    fmt::print(stderr, "interrupted: a validation is judged as a whole, so there is no sheet\n");
    return ExitCode::interrupted;
  }
  const Language language = arguments.language == "da" ? Language::da : Language::en;
  if (!arguments.html.empty()) {
    const std::string version = fmt::format("{} ({})", program_version(), program_commit());
    // Under another name until it is complete.
    write_file(arguments.html + ".part", validation_page(sheet, version, language));
    fs::rename(arguments.html + ".part", arguments.html);
  }
  std::cout << (arguments.json ? to_json(sheet) : validation_sheet(sheet, language));
  std::cout.flush();
  return std::ranges::any_of(sheet, &CheckedFigure::rejected) ? ExitCode::failed : ExitCode::done;
}

}  // namespace

void add_validate_command(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<ValidateArguments>();
  ValidationOptions& options = arguments->options;
  CLI::App* command =
      app.add_subcommand("validate", "hold the engine against cases with known answers; exit code 1 if one disagrees");
  CLI::Option* cases = command->add_option(
      "CASE", options.cases, "ids of cases, as A01, or scenario files with known_answers; all cases if none is named");
  command->add_flag("--short", options.short_only, "the ten shortest cases")->excludes(cases);
  command->add_option("--cases", options.folder, "folder of the case files; else beside the program");
  command->add_option("--replications", options.replications, "instead of the files' numbers; at least 40")
      ->check(CLI::Range(least_validation_replications, 1'000'000));
  command->add_option("--seed", options.seed, "instead of the files' seeds")->check(CLI::NonNegativeNumber);
  command->add_option("--threads", options.threads, "0: one a core")->check(CLI::Range(0, 1024));
  options.threads = 0;
  command->add_flag("--json", arguments->json, "print one JSON object instead of the sheet");
  command->add_option("--html", arguments->html, "also write the sheet as a page");
  command->add_option("--lang", arguments->language, "language of the sheet: da or en")
      ->check(CLI::IsMember({"da", "en"}));
  command->callback([arguments, &invocation] { invocation.exit_code = validate(*arguments); });
}

}  // namespace kredsim::cli
