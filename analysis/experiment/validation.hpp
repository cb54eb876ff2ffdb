#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/statistics/known_value.hpp"

namespace kredsim {

/// One line of the sheet.
struct CheckedFigure {
  std::string id;
  std::string title;
  std::string source;
  std::string file;
  std::string figure;
  double expected = 0;
  int replications = 0;
  std::int64_t incidents = 0;  ///< measured, all replications
  KnownValueTest test;
  bool rejected = false;  ///< by Holm's test over the sheet, at 1 %
};

struct ValidationOptions {
  std::string folder;  ///< of the case files
  std::vector<std::string>
      cases;  ///< ids of cases in the folder, or scenario files (`*.yaml`); empty: all of the folder
  bool short_only = false;
  std::optional<int> replications;  ///< instead of the files'; at least 40
  std::optional<std::uint64_t> seed;
  int threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const std::string& file)> begins = {};  ///< a file is about to be played
};

/// Least number of replications by the rule of the suite.
inline constexpr int least_validation_replications = 40;
inline constexpr double validation_level = 0.01;

/// Plays scenarios that have `known_answers` through the reader and the engine of every other scenario and judges all
/// their figures together. Empty if stopped. @throws ScenarioError, InputError for a file or an id that is not there.
std::vector<CheckedFigure> validate(const ValidationOptions& options);

}  // namespace kredsim
