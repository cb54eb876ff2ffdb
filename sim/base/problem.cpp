#include "sim/base/problem.hpp"

#include <algorithm>
#include <numeric>

namespace kredsim {

std::string to_text(const Problem& problem) {
  std::string text = problem.origin.file;
  if (problem.origin.line > 0)
    text += ":" + std::to_string(problem.origin.line) + ":" + std::to_string(problem.origin.column);
  text += ": ";
  if (!problem.key.empty()) text += problem.key + ": ";
  return text + problem.text;
}

ScenarioError::ScenarioError(std::vector<Problem> problems, std::size_t left_out)
    : problems_{std::move(problems)}, left_out_{left_out} {
  for (const Problem& problem : problems_) text_ += to_text(problem) + "\n";
  if (left_out_ > 0) text_ += "... and " + std::to_string(left_out_) + " more\n";
}

namespace {

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string nearest_name(const std::string& word, const std::vector<std::string>& known) {
  constexpr std::size_t longest_word = 64;  // beyond that it is no typing mistake, and the cost is quadratic
  if (word.size() > longest_word) return {};
  std::string nearest;
  std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& name : known) {
    if (name.size() > longest_word) continue;
    const std::size_t distance = edit_distance(word, name);
    if (distance < best) {
      best = distance;
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace kredsim
