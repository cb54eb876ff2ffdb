#include "analysis/store/plan.hpp"

#include <algorithm>
#include <fstream>

#include <nlohmann/json.hpp>

#include "analysis/store/build_info.hpp"
#include "analysis/store/sha256.hpp"
#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* plan_format = "kredsim plan 1";
constexpr std::uint64_t most_points = 1'000'000'000;
constexpr std::uint32_t most_shards = 1'000'000;
constexpr int most_replications = 1'000'000;

Plan from_json(const Json& json) {
  Plan plan;
  plan.kind = json.at("kind").get<std::string>() == "sweep" ? Plan::Kind::sweep : Plan::Kind::run;
  plan.directory = json.at("directory").get<std::string>();
  plan.file = json.at("file").get<std::string>();
  plan.settings = json.at("settings").get<std::vector<std::string>>();
  plan.shards = json.at("shards").get<std::uint32_t>();
  plan.points = json.at("points").get<std::uint64_t>();
  plan.replications = json.at("replications").get<int>();
  plan.program = json.at("program").get<std::string>();
  for (const Json& input : json.at("inputs"))
    plan.inputs.push_back({input.at("path").get<std::string>(), input.at("bytes").get<std::uint64_t>(),
                           input.at("sha256").get<std::string>()});
  const bool in_bounds = plan.points >= 1 && plan.points <= most_points && plan.shards >= 1 &&
                         plan.shards <= most_shards && plan.replications >= 1 && plan.replications <= most_replications;
  if (!in_bounds) throw InputError{"its numbers are out of range"};
  return plan;
}

}  // namespace

std::vector<Plan::Part> Plan::parts(std::uint32_t shard) const {
  const auto runs = static_cast<std::uint64_t>(replications);
  const bool whole = shards <= points;
  const std::uint64_t all = whole ? points : points * runs;  // at most 10^15, times 10^6 shards: wider than 64 bits
  const auto border = [&](std::uint64_t of) {
    return static_cast<std::uint64_t>(static_cast<WideCount>(all) * of / shards);
  };
  std::vector<Part> parts;
  const std::uint64_t end = border(shard);
  for (std::uint64_t at = border(shard - 1); at < end;) {
    if (whole) {
      parts.push_back({at++, 0, static_cast<std::uint32_t>(runs)});
    } else {
      const std::uint64_t first = at % runs;
      const std::uint64_t count = std::min(runs - first, end - at);
      parts.push_back({at / runs, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count)});
      at += count;
    }
  }
  return parts;
}

std::string this_program() {
  return "kredsim " + std::string{program_version()} + " (" + std::string{program_commit()} + ") " +
         sha256_of_file("/proc/self/exe");
}

std::string to_json(const Plan& plan) {
  Json json;
  json["format"] = plan_format;
  json["program"] = plan.program;
  json["kind"] = plan.kind == Plan::Kind::sweep ? "sweep" : "run";
  json["directory"] = plan.directory;
  json["file"] = plan.file;
  json["settings"] = plan.settings;
  json["shards"] = plan.shards;
  json["points"] = plan.points;
  json["replications"] = plan.replications;
  json["inputs"] = Json::array();
  for (const InputHash& input : plan.inputs)
    json["inputs"].push_back(Json{{"path", input.path}, {"bytes", input.bytes}, {"sha256", input.sha256}});
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string id_of(const Plan& plan) { return sha256(to_json(plan)); }

Plan read_plan(const std::string& folder) {
  const std::string path = folder + "/" + plan_file;
  std::ifstream file{path, std::ios::binary};
  if (!file) throw InputError{path + ": cannot be read (is this a folder that `kredsim plan` wrote?)"};
  const Json json = Json::parse(file, nullptr, false);
  if (!json.is_object() || !json.contains("format") || json["format"] != plan_format)
    throw InputError{path + ": is no plan of this version of kredsim (make it again with `kredsim plan`)"};
  try {
    return from_json(json);
  } catch (const std::exception& error) {
    throw InputError{path + ": is damaged (" + error.what() + ") (make it again with `kredsim plan`)"};
  }
}

void check_unchanged(const Plan& planned, const Plan& found) {
  for (const InputHash& input : planned.inputs) {
    const auto same = [&](const InputHash& other) { return other.path == input.path; };
    const auto now = std::find_if(found.inputs.begin(), found.inputs.end(), same);
    if (now == found.inputs.end() || !(*now == input))
      throw InputError{input.path + ": is not what it was when the work was planned (put it back, or plan again)"};
  }
  if (planned.program != found.program)
    throw InputError{"the work was planned by " + planned.program + ", this is " + found.program +
                     " (only the same program promises the same figures: use it, or plan again)"};
  if (!(planned == found)) throw InputError{planned.file + ": what it plans has changed (plan again)"};
}

}  // namespace kredsim
