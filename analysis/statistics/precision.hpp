#pragma once

#include <string>

#include "analysis/statistics/comparison.hpp"

namespace kredsim {

/// How precise the figure of `until` is after so many replications.
struct Precision {
  std::string measure;
  std::string statistic;
  std::string type = "all";
  std::string area = "all";
  int replications = 0;
  double value = 0;
  std::optional<double> half_width;  ///< of the interval, widened for repeated looks; none: too little for one
  double wanted = 0;
  double confidence = 0.95;
  bool enough = false;
  int next = 0;  ///< replications to look at next; the same as `replications` where the run ends
};

/// When a run is precise enough (docs/methods/precision.md): looks at fixed numbers of replications that depend on the
/// results of the earlier look only, not on threads.
class StoppingRule {
 public:
  /// @param tables of the world (of the base, if plans are compared); must outlive the rule
  /// @throws ScenarioError if there is no such measure, statistic or cell; the message lists what there is.
  explicit StoppingRule(const Tables& tables);

  /// Whether the scenario asks for a precision at all.
  [[nodiscard]] bool wanted() const { return until_.has_value(); }
  /// Replications at which to look first: all, if no precision is asked for.
  [[nodiscard]] int first() const;
  /// At most so many replications.
  [[nodiscard]] int most() const;
  [[nodiscard]] Precision look(const Summary& summary) const;
  /// Of the difference.
  [[nodiscard]] Precision look(const Comparison& comparison) const;

  static constexpr int step = 20;          ///< looks are at multiples of the number of groups
  static constexpr double widening = 1.1;  ///< of the half-width, for looking more than once
  static constexpr int most_growth = 4;    ///< from look to look
  static constexpr double least_growth = 1.1;

 private:
  [[nodiscard]] const Figure* figure_of(const std::vector<Figure>& figures) const;
  [[nodiscard]] Precision decide(double value, const std::vector<double>& without, const std::vector<int>& weights,
                                 int groups_with_data, double relative_to, int replications) const;

  const Tables& tables_;
  std::optional<scenario::Until> until_;
  std::size_t cell_ = 0;
};

}  // namespace kredsim
