#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "sim/scenario/read.hpp"

namespace kredsim::testing {

/// A folder of its own that is removed again, with files that a test writes.
class WrittenFiles {
 public:
  WrittenFiles() : folder_{unused_folder()} { std::filesystem::create_directories(folder_); }
  ~WrittenFiles() { std::filesystem::remove_all(folder_); }
  WrittenFiles(const WrittenFiles&) = delete;
  WrittenFiles& operator=(const WrittenFiles&) = delete;

  /// Writes a file and returns its path.
  std::string write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
    return path.string();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  static std::filesystem::path unused_folder() {
    static std::atomic<int> count{0};
    std::filesystem::path folder;
    do {
      folder = std::filesystem::temp_directory_path() / ("kredsim_scenario_test_" + std::to_string(count++));
    } while (!std::filesystem::create_directory(folder));
    return folder;
  }
  std::filesystem::path folder_;
};

/// All that a scenario needs and no more.
inline const std::string small_scenario = R"(kredsim: 1
period: { start: 2019-01-07, length: 4 weeks }
network:
  nodes: { haslev: { at: [55.32, 11.96] }, faxe: { at: [55.26, 12.12] } }
  edges: [ { from: haslev, to: faxe, time: 12 min 36 s } ]
areas:
  faxe: { population: { value: 36000, source: statistics } }
stations:
  haslev: { at: haslev }
hours:
  nights: { every_day: [2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2] }
incidents:
  burglary:
    label: { da: Indbrud, en: Burglary }
    priority: urgent
    per_year: { value: 620, source: assumption }
    hours: nights
    on_scene: { distribution: lognormal, mean: 48 min, sd: 35 min, source: guess }
force:
  response:
    roster:
      - { shift: day, from: "07:00", length: 8 h, weekdays: [mon, sat], cars: { haslev: 2 } }
)";

/// What `read` says of a scenario; empty if nothing.
inline std::string problems_of(const std::string& file, const std::vector<std::string>& settings = {}) {
  try {
    scenario::read(file, settings);
    return "";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

}  // namespace kredsim::testing
