#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/experiment/case_measures.hpp"
#include "analysis/statistics/known_value.hpp"
#include "analysis/theory/known_cases.hpp"

namespace kredsim {

/// One figure of a case: what theory says, and how the rows of a replication tell it.
struct CaseCheck {
  std::string figure;  ///< its name in analysis/theory
  measures_of_cases::Measure measure;
  FigureForm form = FigureForm::ratio;
  /// Stands for the figure of theory where a share beyond it, say, is measured instead.
  std::optional<double> expected = {};
};

/// One scenario file of a case, and what is read off it.
struct CaseFile {
  std::string name;  ///< `a01.yaml`
  std::vector<CaseCheck> checks;
};

/// A case as it is played.
struct ValidationCase {
  std::string id;         ///< "A01": also that of analysis/theory
  bool is_short = false;  ///< one of the ten that ./check plays
  std::vector<CaseFile> files;
};

/// All cases that the format can say, in the order of their ids.
std::span<const ValidationCase> validation_cases();

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
  std::string folder;            ///< of the case files
  std::vector<std::string> ids;  ///< empty: all
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

/// Plays the cases through the reader and the engine of every other scenario and judges all their figures together.
/// Empty if stopped. @throws ScenarioError, InputError for a case file or an id that is not there.
std::vector<CheckedFigure> validate(const ValidationOptions& options);

}  // namespace kredsim
