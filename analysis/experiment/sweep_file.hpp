#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/key_description.hpp"
#include "sim/scenario/scenario.hpp"

namespace kredsim {

/// One value that a factor can take, as it would follow `--set key=`.
struct Level {
  std::string yaml;   ///< `5`, `"07:00"`, `{ distribution: constant, value: 10 min }`
  std::string label;  ///< the same on one line without quotes, for tables
};

/// Numbers from one end to the other, both included where a design has steps.
struct LevelRange {
  enum class Scale : std::uint8_t { linear, log };
  double from = 0;
  double to = 0;
  std::string unit;  ///< as written after the number: "", " min", "%"
  int steps = 0;     ///< 0: not stated
  Scale scale = Scale::linear;
  bool whole = false;

  /// The value at a share of the way, 0 to 1: ten significant digits, the same on every processor.
  [[nodiscard]] Level at(double share) const;
};

/// What a sweep varies: one or several keys of the scenario, always to the same value.
struct Factor {
  std::vector<std::string> keys;
  std::vector<Level> values;        ///< either these ...
  std::optional<LevelRange> range;  ///< ... or this; neither if the design is a table
  Origin origin;
};

enum class DesignKind : std::uint8_t { grid, latin_hypercube, sobol, table };

/// The statistic by which points are compared.
struct Objective {
  std::string measure;
  std::string statistic;
  std::string type = "all";
  std::string area = "all";
  enum class Goal : std::uint8_t { smallest, largest } goal = Goal::smallest;
  std::optional<int> replications;  ///< of the best point on fresh seeds; as many as each point had, if not stated
  Origin origin;
};

/// What a sweep file says, checked.
struct Sweep {
  scenario::Text title;
  std::string base;                              ///< absolute path of the scenario
  std::vector<scenario::SourcedInput> settings;  ///< `set`: of every point; key, YAML and where
  scenario::Named<Factor> factors;
  DesignKind design = DesignKind::grid;
  std::optional<int> points;
  std::uint64_t design_seed = 1;
  std::vector<std::vector<Level>> table;  ///< by row, then factor
  std::optional<int> replications;
  std::optional<std::uint64_t> seed;
  bool common_random_numbers = true;
  std::vector<std::vector<scenario::Dimension>> tables{{scenario::Dimension::area}};
  std::vector<std::string> measures;    ///< none: all
  std::vector<std::string> statistics;  ///< none: all
  std::optional<Objective> best;
  std::string file;
};

/// Reads a sweep file. @throws ScenarioError with every problem found; InputError if it cannot be read.
Sweep read_sweep(const std::string& file);

/// Every key of a sweep file.
const scenario::KeyDescription& sweep_keys();

}  // namespace kredsim
