#pragma once

namespace CLI {
class App;
}

namespace kredsim::cli {

/// Adds `kredsim report DIR`: the briefing of a results folder, anew or in the other language.
void add_report_command(CLI::App& app);

}  // namespace kredsim::cli
