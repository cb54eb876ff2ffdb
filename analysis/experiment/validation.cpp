#include "analysis/experiment/validation.hpp"

#include <algorithm>

#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/run_replications.hpp"
#include "sim/scenario/read.hpp"

namespace kredsim {

namespace {

class Validation {
 public:
  explicit Validation(const ValidationOptions& options) : options_{options} {}

  std::vector<CheckedFigure> run() {
    for (const std::string& id : options_.ids) require(id);
    for (const ValidationCase& one : validation_cases()) {
      const bool asked = options_.ids.empty() || std::ranges::find(options_.ids, one.id) != options_.ids.end();
      if (!asked || (options_.short_only && !one.is_short)) continue;
      const theory::KnownCase* known = theory::known_case(one.id);
      const std::vector<theory::Figure> figures = known->figures();
      for (const CaseFile& file : one.files)
        if (!play(*known, figures, file)) return {};
    }
    std::vector<double> p_values;
    for (const CheckedFigure& row : sheet_) p_values.push_back(row.test.p);
    const std::vector<bool> rejected = holm_rejects(p_values, validation_level);
    for (std::size_t i = 0; i < sheet_.size(); ++i) sheet_[i].rejected = rejected[i];
    return std::move(sheet_);
  }

 private:
  static void require(const std::string& id) {
    std::string known;
    for (const ValidationCase& one : validation_cases()) {
      if (one.id == id) return;
      known += (known.empty() ? "" : ", ") + one.id;
    }
    throw InputError{id + ": is no case (known: " + known + ")"};
  }

  [[nodiscard]] scenario::Scenario read(const std::string& file) const {
    std::vector<scenario::Setting> settings;
    if (options_.replications) settings.push_back("replications=" + std::to_string(*options_.replications));
    if (options_.seed) settings.push_back("seed=" + std::to_string(*options_.seed));
    return scenario::read(options_.folder + "/" + file, settings);
  }

  /// @return false if stopped
  bool play(const theory::KnownCase& known, const std::vector<theory::Figure>& figures, const CaseFile& file) {
    if (options_.begins) options_.begins(file.name);
    const auto world = build_world(read(file.name));
    const auto dispatch = make_dispatch_policy(world->scenario.dispatch);
    const ExperimentOptions experiment{.replications = world->scenario.replications,
                                       .threads = options_.threads,
                                       .seed = world->scenario.seed,
                                       .stop = options_.stop};
    std::vector<std::vector<FigureSums>> slots(slots_for(options_.threads));
    std::vector<std::int64_t> counts(slots.size(), 0);
    std::vector<std::vector<FigureSums>> by_check(file.checks.size());
    std::int64_t incidents = 0;
    const std::vector<int> done = run_replications(
        *world, *dispatch, experiment,
        [&](Outcome&& outcome, std::size_t slot) {
          slots[slot].clear();
          for (const CaseCheck& check : file.checks) slots[slot].push_back(check.measure(*world, outcome));
          counts[slot] = std::ranges::count_if(outcome.incidents, [](const auto& row) { return row.measured; });
        },
        [&](int, std::size_t slot) {
          for (std::size_t i = 0; i < by_check.size(); ++i) by_check[i].push_back(slots[slot][i]);
          incidents += counts[slot];
        });
    if (static_cast<int>(done.size()) < world->scenario.replications) return false;
    for (std::size_t i = 0; i < file.checks.size(); ++i) {
      const CaseCheck& check = file.checks[i];
      CheckedFigure row{known.id, known.title, known.source, file.name, check.figure};
      row.expected = check.expected ? *check.expected : theory::figure(figures, check.figure);
      row.replications = static_cast<int>(done.size());
      row.incidents = incidents;
      row.test = test_known_value(by_check[i], check.form, row.expected);
      sheet_.push_back(std::move(row));
    }
    return true;
  }

  const ValidationOptions& options_;
  std::vector<CheckedFigure> sheet_;
};

}  // namespace

std::vector<CheckedFigure> validate(const ValidationOptions& options) { return Validation{options}.run(); }

}  // namespace kredsim
