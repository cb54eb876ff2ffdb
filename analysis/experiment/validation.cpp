#include "analysis/experiment/validation.hpp"

#include <algorithm>
#include <filesystem>

#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/known_figures.hpp"
#include "analysis/experiment/run_replications.hpp"
#include "analysis/theory/known_cases.hpp"
#include "sim/scenario/read.hpp"

namespace kredsim {

namespace {

namespace fs = std::filesystem;

/// A scenario that is judged by what is known of it.
struct CaseFile {
  std::string id;    ///< that of theory's case, else the name of the file
  std::string name;  ///< of the file
  scenario::Scenario scenario;
};

bool names_a_file(const std::string& text) { return text.ends_with(".yaml") || text.ends_with(".yml"); }

[[noreturn]] void refuse(const Origin& at, std::string key, std::string problem) {
  throw ScenarioError{{{at, std::move(key), std::move(problem)}}};
}

class Validation {
 public:
  explicit Validation(const ValidationOptions& options) : options_{options} {}

  std::vector<CheckedFigure> run() {
    for (const CaseFile& file : chosen())
      if (!play(file)) return {};
    std::vector<double> p_values;
    for (const CheckedFigure& row : sheet_) p_values.push_back(row.test.p);
    const std::vector<bool> rejected = holm_rejects(p_values, validation_level);
    for (std::size_t i = 0; i < sheet_.size(); ++i) sheet_[i].rejected = rejected[i];
    return std::move(sheet_);
  }

 private:
  [[nodiscard]] std::vector<CaseFile> chosen() const {
    std::vector<CaseFile> files;
    const auto is_id = [](const std::string& asked) { return !names_a_file(asked); };
    if (options_.cases.empty() || std::ranges::any_of(options_.cases, is_id)) files = of_folder();
    for (const std::string& asked : options_.cases) {
      if (!names_a_file(asked)) continue;
      CaseFile file = read(asked);
      if (!file.scenario.known_answers)
        throw InputError{asked + ": has no known answers (write `known_answers:`, docs/reference/validation.md)"};
      files.push_back(std::move(file));
    }
    return files;
  }

  /// In the order of their names.
  [[nodiscard]] std::vector<CaseFile> of_folder() const {
    std::error_code error;
    std::vector<std::string> paths;
    for (const auto& entry : fs::directory_iterator(options_.folder, error))
      if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
    if (error) throw InputError{options_.folder + ": cannot be read (" + error.message() + ")"};
    std::ranges::sort(paths);
    std::vector<CaseFile> files;
    std::string known;
    std::vector<std::string> ids;
    for (const std::string& path : paths) {
      CaseFile file = read(path);
      if (!file.scenario.known_answers) continue;
      if (std::ranges::find(ids, file.id) == ids.end()) {
        ids.push_back(file.id);
        known += (known.empty() ? "" : ", ") + file.id;
      }
      const bool asked = options_.cases.empty() || std::ranges::find(options_.cases, file.id) != options_.cases.end();
      if (asked && (!options_.short_only || file.scenario.known_answers->is_short)) files.push_back(std::move(file));
    }
    for (const std::string& asked : options_.cases)
      if (!names_a_file(asked) && std::ranges::find(ids, asked) == ids.end())
        throw InputError{asked + ": is no case (known: " + known + ")"};
    if (ids.empty()) throw InputError{options_.folder + ": has no scenario with known answers"};
    return files;
  }

  [[nodiscard]] CaseFile read(const std::string& path) const {
    std::vector<scenario::Setting> settings;
    if (options_.replications) settings.push_back("replications=" + std::to_string(*options_.replications));
    if (options_.seed) settings.push_back("seed=" + std::to_string(*options_.seed));
    CaseFile file{fs::path{path}.stem().string(), fs::path{path}.filename().string(), scenario::read(path, settings)};
    const auto& known = file.scenario.known_answers;
    if (known && !known->theory.empty()) file.id = known->theory;
    if (known && file.scenario.replications < least_validation_replications)
      refuse(
          known->origin, "replications",
          "has to be " + std::to_string(least_validation_replications) +
              " or more where there are `known_answers` (the spread between them is what the figures are judged by)");
    return file;
  }

  /// Name, title, source and value of each figure of a file.
  static std::vector<CheckedFigure> expected(const CaseFile& file) {
    const scenario::KnownAnswers& answers = *file.scenario.known_answers;
    const theory::KnownCase* known = answers.theory.empty() ? nullptr : theory::known_case(answers.theory);
    if (!answers.theory.empty() && known == nullptr)
      refuse(answers.origin, "known_answers.theory", "`" + answers.theory + "` is no case of docs/methods/theory.md");
    const std::vector<theory::Figure> figures = known == nullptr ? std::vector<theory::Figure>{} : known->figures();
    std::vector<CheckedFigure> rows;
    for (const scenario::KnownAnswer& answer : answers.figures) {
      CheckedFigure row{file.id, known == nullptr ? file.scenario.title.en : known->title,
                        known == nullptr ? answer.source : known->source, file.name, answer.figure};
      if (answer.value) {
        row.expected = *answer.value;
        if (!answer.source.empty()) row.source = answer.source;
      } else {
        const auto found = std::ranges::find(figures, answer.figure, &theory::Figure::name);
        if (found == figures.end())
          refuse(answer.origin, "known_answers.figures",
                 "`" + answer.figure + "` is no figure of " + answers.theory +
                     " (give it a `value`, or take one of: " + names_of(figures) + ")");
        row.expected = found->value;
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

  static std::string names_of(const std::vector<theory::Figure>& figures) {
    std::string names;
    for (const theory::Figure& figure : figures) names += (names.empty() ? "" : ", ") + figure.name;
    return names;
  }

  /// @return false if stopped
  bool play(const CaseFile& file) {
    std::vector<CheckedFigure> rows = expected(file);
    if (options_.begins) options_.begins(file.name);
    const auto world = build_world(file.scenario);
    std::vector<KnownFigure> figures;
    for (const scenario::KnownAnswer& answer : file.scenario.known_answers->figures)
      figures.emplace_back(*world, answer);
    const auto dispatch = make_dispatch_policy(world->scenario.dispatch);
    const ExperimentOptions experiment{.replications = world->scenario.replications,
                                       .threads = options_.threads,
                                       .seed = world->scenario.seed,
                                       .stop = options_.stop};
    std::vector<std::vector<FigureSums>> slots(slots_for(options_.threads));
    std::vector<std::int64_t> counts(slots.size(), 0);
    std::vector<std::vector<FigureSums>> by_figure(figures.size());
    std::int64_t incidents = 0;
    const std::vector<int> done = run_replications(
        *world, *dispatch, experiment,
        [&](Outcome&& outcome, std::size_t slot) {
          slots[slot].clear();
          for (const KnownFigure& figure : figures) slots[slot].push_back(figure.sums(outcome));
          counts[slot] = std::ranges::count_if(outcome.incidents, [](const auto& row) { return row.measured; });
        },
        [&](int, std::size_t slot) {
          for (std::size_t i = 0; i < by_figure.size(); ++i) by_figure[i].push_back(slots[slot][i]);
          incidents += counts[slot];
        });
    if (static_cast<int>(done.size()) < world->scenario.replications) return false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].replications = static_cast<int>(done.size());
      rows[i].incidents = incidents;
      rows[i].test = test_known_value(by_figure[i], figures[i].form(), rows[i].expected);
      sheet_.push_back(std::move(rows[i]));
    }
    return true;
  }

  const ValidationOptions& options_;
  std::vector<CheckedFigure> sheet_;
};

}  // namespace

std::vector<CheckedFigure> validate(const ValidationOptions& options) { return Validation{options}.run(); }

}  // namespace kredsim
