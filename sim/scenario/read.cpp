#include "sim/scenario/read.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "sim/scenario/layers.hpp"
#include "sim/scenario/references.hpp"
#include "sim/scenario/resolved.hpp"
#include "sim/scenario/staffing.hpp"
#include "sim/scenario/tables.hpp"
#include "sim/scenario/utf8.hpp"

namespace kredsim::scenario {
namespace {

constexpr std::size_t most_listed = 50;

/// Problems in the order in which a reader meets them: the scenario, what it rests on, the command line.
[[noreturn]] void refuse(const std::vector<std::string>& files, std::vector<Problem> problems, std::size_t count) {
  std::map<std::string, std::size_t> order;
  for (const std::string& name : files) order.emplace(name, order.size());
  const auto place = [&](const Problem& problem) {
    const auto found = order.find(problem.origin.file);
    return std::tuple{found == order.end() ? files.size() : found->second, problem.origin.line, problem.origin.column};
  };
  std::stable_sort(problems.begin(), problems.end(),
                   [&](const Problem& a, const Problem& b) { return place(a) < place(b); });
  for (Problem& problem : problems) {  // each on one line, whatever the user put into a key or value
    problem.key = one_line(problem.key, 200);
    problem.text = one_line(problem.text, 2'000);
  }
  if (problems.size() > most_listed) problems.resize(most_listed);
  const std::size_t left_out = count - problems.size();
  throw ScenarioError{std::move(problems), left_out};
}

std::size_t count_nodes(const Yaml& tree) {
  std::size_t count = 1;
  for (const Yaml& item : tree.items) count += count_nodes(item);
  for (const Yaml::Entry& entry : tree.entries) count += 1 + count_nodes(entry.value);
  return count;
}

}  // namespace

Scenario read(const std::string& file, const std::vector<Setting>& settings, const std::string& input_set) {
  Layers layers = read_layers(file, settings, input_set);
  if (layers.complete && count_nodes(layers.tree) > yaml_limits.nodes) {
    layers.complete = false;
    layers.problems.push_back({{file, 0, 0},
                               "",
                               "has more than " + std::to_string(yaml_limits.nodes) +
                                   " values together with what it extends (is this a scenario?)"});
  }
  if (!layers.complete) refuse(layers.files, layers.problems, layers.problems.size());

  make_paths_absolute(layers.tree, scenario_keys());
  sort_top_keys(layers.tree);
  Scenario scenario;
  Reading reading;
  scenario_kind().read(layers.tree, scenario, reading);
  check_references(scenario, layers.tree, reading);
  check_bounds(scenario, layers.tree, reading);
  if (reading.problem_count() == 0) check_staffing(scenario, reading);
  const std::size_t count = layers.problems.size() + reading.problem_count();
  if (count == 0) check_places(scenario, layers.tree, reading);  // places that could not be read would look far away
  std::vector<Problem> problems = std::move(layers.problems);
  problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
  if (!problems.empty()) refuse(layers.files, std::move(problems), std::max(count, reading.problem_count()));

  scenario.sources = std::move(reading.sources);
  scenario.unsourced = std::move(reading.unsourced);
  scenario.files = std::move(layers.files);
  scenario.resolved = resolved_text(layers.tree);
  return scenario;
}

}  // namespace kredsim::scenario
