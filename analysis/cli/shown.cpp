#include "analysis/cli/shown.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/cli/comparison_text.hpp"
#include "analysis/cli/summary.hpp"
#include "analysis/cli/text.hpp"
#include "analysis/report/sentences.hpp"

namespace kredsim {

namespace {

std::string all(const std::vector<Sentence>& sentences) {
  std::string text;
  for (const Sentence& sentence : sentences) text += sentence.text + "\n";
  return text;
}

/// Where the interval of a figure lies between the least and the most of all.
std::string bar(const Estimate& row, double from, double to) {
  constexpr int columns = 41;
  const auto column = [&](double value) {
    const double share = to > from ? (value - from) / (to - from) : 0.5;
    return static_cast<std::size_t>(std::clamp(std::lround(share * (columns - 1)), 0L, columns - 1L));
  };
  std::vector<std::string> cells(columns, " ");
  if (row.low && row.high) {
    const std::size_t low = column(*row.low);
    const std::size_t high = column(*row.high);
    for (std::size_t c = low; c <= high; ++c) cells[c] = "─";
    cells[low] = "├";
    cells[high] = "┤";
  }
  cells[column(*row.value)] = "●";
  std::string text;
  for (const std::string& cell : cells) text += cell;
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// The points by their figure, the best first; those without one last.
std::vector<const SweepFacts::Point*> in_order(const SweepFacts& sweep) {
  std::vector<const SweepFacts::Point*> points;
  for (const SweepFacts::Point& point : sweep.points) points.push_back(&point);
  const auto known = [](const SweepFacts::Point* point) { return point->figure && point->figure->value; };
  std::stable_sort(points.begin(), points.end(), [&](const SweepFacts::Point* a, const SweepFacts::Point* b) {
    if (known(a) != known(b)) return known(a);
    if (!known(a)) return false;
    return sweep.largest ? *a->figure->value > *b->figure->value : *a->figure->value < *b->figure->value;
  });
  return points;
}

/// More than so many lines nobody reads on a terminal.
constexpr std::size_t points_shown = 24;

class Show {
 public:
  explicit Show(Language language) : language_{language} {}

  std::string operator()(const RunFacts& run) const { return terminal_summary(run, language_); }
  std::string operator()(const ComparedFacts& compared) const {
    std::string text;
    for (const ComparisonFacts& plan : compared.plans)
      text += (text.empty() ? "" : "\n") + comparison_text(plan, language_);
    return text;
  }
  std::string operator()(const SweepFacts& sweep) const { return sweep_text(sweep, language_); }

 private:
  Language language_;
};

}  // namespace

std::string sweep_text(const SweepFacts& sweep, Language language) {
  std::string text = pick(language, sweep.title) + "\n" + all(sweep_sentences(sweep, language));
  const auto points = in_order(sweep);
  double from = INFINITY;
  double to = -INFINITY;
  for (const SweepFacts::Point* point : points) {
    if (!point->figure || !point->figure->value) continue;
    from = std::min(from, point->figure->low.value_or(*point->figure->value));
    to = std::max(to, point->figure->high.value_or(*point->figure->value));
  }
  std::vector<Line> lines(1);
  lines[0].push_back(pick(language, "punkt", "point"));
  for (const SweepFacts::Factor& factor : sweep.factors) lines[0].push_back(factor.name);
  lines[0].push_back(sweep.measure + " " + sweep.statistic);
  for (std::size_t i = 0; i < std::min(points.size(), points_shown); ++i) {
    Line line{std::to_string(points[i]->number)};
    line.insert(line.end(), points[i]->levels.begin(), points[i]->levels.end());
    line.resize(sweep.factors.size() + 1);
    line.push_back(points[i]->figure ? figure_in_words(*points[i]->figure, language) : "-");
    lines.push_back(std::move(line));
  }
  std::string table = aligned(lines);
  text += "\n";
  std::size_t at = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t end = table.find('\n', at);
    const std::string line = table.substr(at, end - at);
    at = end + 1;
    const bool drawn = i > 0 && points[i - 1]->figure && points[i - 1]->figure->value;
    text += line + (drawn ? "  " + bar(*points[i - 1]->figure, from, to) : "") + "\n";
  }
  if (points.size() > points_shown)
    text += fill(pick(language, "... og {} punkter til (sweep.csv).\n", "... and {} more points (sweep.csv).\n"),
                 {std::to_string(points.size() - points_shown)});
  return text;
}

std::string shown(const Facts& facts, Language language) { return std::visit(Show{language}, facts); }

}  // namespace kredsim
