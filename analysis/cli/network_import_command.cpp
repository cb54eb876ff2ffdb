#include "analysis/cli/network_command.hpp"

#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "sim/base/problem.hpp"
#include "sim/road/network_info.hpp"
#include "sim/road/networks.hpp"

namespace kredsim::cli {

namespace {

/// Says what is going on, once, if it is still going on after two seconds.
class SlowNotice {
 public:
  explicit SlowNotice(std::string text)
      : watcher_{[this, said = std::move(text)] {
          std::unique_lock lock{mutex_};
          if (!over_.wait_for(lock, std::chrono::seconds{2}, [this] { return done_; }))
            fmt::print(stderr, "{}\n", said);
        }} {}
  ~SlowNotice() {
    {
      const std::lock_guard lock{mutex_};
      done_ = true;
    }
    over_.notify_one();
    watcher_.join();
  }
  SlowNotice(const SlowNotice&) = delete;
  SlowNotice& operator=(const SlowNotice&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable over_;
  bool done_ = false;
  std::thread watcher_;  // last: it uses the others
};

struct ImportCommand {
  ImportOptions options;
  std::string out;
  bool force = false;

  void run() {
    ImportReport report;
    {
      const SlowNotice notice{fmt::format("reading {} (a whole country takes minutes) ...", options.osm_file)};
      // Found out before the work rather than after it; write_network looks again.
      if (!force && std::filesystem::exists(out))
        throw InputError{fmt::format("{}: exists already (choose another name, or add --force to replace it)", out)};
      write_network(import_osm(options, report), report, out, force);
    }
    for (const std::string& line : report.lines) fmt::print("{}\n", line);
    fmt::print("Written to {}\n", out);
  }
};

void add_import(CLI::App& network) {
  auto command = std::make_shared<ImportCommand>();
  ImportOptions& options = command->options;
  CLI::App* import = network.add_subcommand("import", "Make a road network from an OpenStreetMap extract");
  import->add_option("FILE", options.osm_file, "The extract: .osm.pbf, .osm, .osm.bz2 or .osm.gz")->required();
  import->add_option("--out", command->out, "Folder to write")->required();
  import->add_option(
      "--addresses", options.addresses_file,
      "CSV with the columns lat, lon and perhaps postcode: where people are (else along residential streets)");
  import->add_option("--snap-limit", options.snap_limit_m, "Metres from a road beyond which an address is left out")
      ->capture_default_str()
      ->check(CLI::Range(1.0, 100'000.0));
  import->add_flag("--gates-block", options.gates_block, "Gates stop cars, as bollards do");
  import->add_flag("--force", command->force, "Replace an earlier import of that name");
  import->callback([command] { command->run();
});
}  // namespace

void add_info(CLI::App& network) {
  auto folder = std::make_shared<std::string>();
  CLI::App* info = network.add_subcommand("info", "Say what an imported network holds");
  info->add_option("DIR", *folder, "Folder that `network import` wrote")->required();
  info->callback([folder] {
    const SlowNotice notice{fmt::format("reading {} ...", *folder)};
    for (const std::string& line : network_info(read_network(*folder))) fmt::print("{}\n", line);
  });
}

}  // namespace kredsim::cli

void add_network_commands(CLI::App& app) {
  CLI::App* network = app.add_subcommand("network", "Import a road network and look at it");
  network->require_subcommand(1);
  add_import(*network);
  add_info(*network);
}

}  // namespace kredsim::cli
