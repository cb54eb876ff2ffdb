#include "analysis/store/run_info.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

#include "analysis/statistics/interval.hpp"
#include "analysis/store/build_info.hpp"
#include "analysis/store/database.hpp"
#include "analysis/store/sha256.hpp"
#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

std::string in_one_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string nlohmann_version() {
  return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." + std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace

InputHash hash_file(const std::string& path) {
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  return {path, error ? 0 : bytes, sha256_of_file(path)};
}

std::vector<InputHash> hash_files(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator{folder})
    if (entry.path().filename() != "run.json") names.insert(entry.path().filename().string());
  std::vector<InputHash> hashes;
  for (const std::string& name : names) {
    hashes.push_back(hash_file(folder + "/" + name));
    hashes.back().path = name;
  }
  return hashes;
}

std::string repeating(const std::vector<std::string>& command_line, const std::string& directory) {
  const auto quoted = [](const std::string& word) {
    constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,:+@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
    std::string text = "'";
    for (const char letter : word) text += letter == '\'' ? "'\\''" : std::string{letter};
    return text + "'";
  };
  std::string line = directory.empty() ? "" : "cd " + quoted(directory) + " && ";
  for (const std::string& word : command_line) line += (&word == command_line.data() ? "" : " ") + quoted(word);
  return line;
}

std::vector<InputHash> hash_inputs(const scenario::Scenario& scenario) {
  std::vector<std::string> paths = scenario.files;
  for (const auto& boundaries : scenario.boundaries) paths.push_back(boundaries.file);
  if (scenario.demand.trace) paths.push_back(scenario.demand.trace->file);
  if (const auto* imported = std::get_if<scenario::ImportedNetwork>(&scenario.network)) {
    std::error_code error;
    std::set<std::string> files;
    for (const auto& entry : fs::directory_iterator{imported->folder, error})
      if (entry.is_regular_file()) files.insert(entry.path().string());
    if (error) throw InputError{imported->folder + ": cannot be read (" + error.message() + ")"};
    paths.insert(paths.end(), files.begin(), files.end());
  }
  std::vector<InputHash> hashes;
  for (const std::string& path : paths) {
    const auto known = [&](const InputHash& hash) { return hash.path == path; };
    if (std::any_of(hashes.begin(), hashes.end(), known)) continue;
    hashes.push_back(hash_file(path));
  }
  return hashes;
}

std::string to_json(const RunInfo& run) {
  Json json;
  json["format"] = results_format;
  json["version"] = program_version();
  json["commit"] = program_commit();
  if (!run.stamp.empty()) json["run"] = run.stamp;
  json["command_line"] = run.command_line;
  if (!run.scenarios.empty()) json["scenarios"] = run.scenarios;
  json["repeat"] = repeating(run.command_line, run.directory);
  json["seed"] = run.seed;
  json["replications"]["asked"] = run.replications_asked;
  json["replications"]["done"] = run.replications_done.size();
  const bool interrupted = static_cast<int>(run.replications_done.size()) < run.replications_asked;
  json["replications"]["interrupted"] = interrupted;
  if (run.replications_unstable > 0) json["replications"]["unstable"] = run.replications_unstable;
  for (const scenario::Text& warning : run.warnings) {
    json["warnings"].push_back(warning.en);
    json["warnings_da"].push_back(warning.da);
  }
  if (interrupted) json["replications"]["done_list"] = run.replications_done;
  if (!run.until.en.empty()) {
    json["replications"]["until"] = run.until.en;
    json["replications"]["until_da"] = run.until.da;
  }
  json["threads"] = run.threads;
  json["started"] = run.started;
  json["elapsed_s"] = run.elapsed_s;
  json["cpu_s"] = run.cpu_s;
  json["inputs"] = Json::array();
  for (const InputHash& input : run.inputs)
    json["inputs"].push_back(Json{{"path", input.path}, {"bytes", input.bytes}, {"sha256", input.sha256}});
  json["files"] = Json::array();
  for (const InputHash& file : run.files)
    json["files"].push_back(Json{{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  Json& libraries = json["libraries"];
  libraries["Boost"] = boost_version();
  libraries["SQLite"] = Database::library_version();
  libraries["nlohmann-json"] = nlohmann_version();
  libraries["OpenSSL"] = openssl_version();
  for (const auto& [library, version] : run.libraries) libraries[library] = version;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json(const scenario::Scenario& scenario, const std::vector<Estimate>& estimates) {
  Json json;
  json["title"] = Json{{"da", scenario.title.da}, {"en", scenario.title.en}};
  json["district"] = Json{{"da", scenario.district_name.da}, {"en", scenario.district_name.en}};
  json["stylised"] = scenario.stylised;
  json["replications"] = estimates.empty() ? 0 : estimates.front().replications;
  // Row by row: as one value the tens of thousands of them would take ten times the memory of their text.
  constexpr std::size_t most_of_rows = 256;
  std::string text = in_one_line(json);
  text.reserve(text.size() + most_of_rows * estimates.size());
  text.back() = ',';
  text += "\"estimates\":[";
  for (const Estimate& row : estimates) {
    if (&row != &estimates.front()) text += ',';
    text += in_one_line(Json{{"measure", row.measure},
                             {"statistic", row.statistic},
                             {"type", row.type},
                             {"area", row.area},
                             {"hour", row.hour},
                             {"priority", row.priority},
                             {"group", row.group},
                             {"value", number(row.value)},
                             {"low", number(row.low)},
                             {"high", number(row.high)},
                             {"n", row.n},
                             {"replications", row.replications}});
  }
  text += "]}\n";
  return text;
}

bool holds_results(const std::string& folder) {
  std::ifstream file{folder + "/run.json"};
  if (!file) return false;
  const Json json = Json::parse(file, nullptr, false);
  return json.is_object() && json.contains("format") && json["format"] == results_format;
}

}  // namespace kredsim
