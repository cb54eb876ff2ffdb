#include "analysis/store/estimates_file.hpp"

#include <charconv>
#include <fstream>
#include <sstream>

#include "analysis/store/run_info.hpp"

namespace kredsim {

namespace {

/// One row of a file as CsvFile writes it; quoted fields hold no line feed here.
std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        row.back() += line[++i];
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      row.emplace_back();
    } else {
      row.back() += line[i];
    }
  }
  return row;
}

template <class Number>
bool parse(const std::string& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

bool parse(const std::string& text, std::optional<double>& number) {
  if (text.empty()) return true;
  number = 0;
  return parse(text, *number);
}

/// The text of a scenario without the lines that say how much of it is played.
std::string plan_of(std::istream& text) {
  std::string plan;
  for (std::string line; std::getline(text, line);)
    if (!line.starts_with("replications:") && !line.starts_with("seed:") && !line.starts_with("#")) plan += line + "\n";
  return plan;
}

}  // namespace

std::vector<Estimate> read_estimates(const std::string& folder, const scenario::Scenario& scenario) {
  if (!holds_results(folder))
    throw InputError{folder + ": holds no results of kredsim (make them with `kredsim run --out`)"};
  std::ifstream resolved{folder + "/scenario.resolved.yaml"};
  std::istringstream ours{scenario.resolved};
  if (!resolved || plan_of(resolved) != plan_of(ours))
    throw InputError{folder + ": are the results of another scenario (its scenario.resolved.yaml differs)"};
  const std::string path = folder + "/estimates.csv";
  std::ifstream file{path};
  std::string line;
  if (!file || !std::getline(file, line)) throw InputError{path + ": cannot be read"};
  const std::vector<std::string> columns = fields(line);
  const std::vector<std::string> known{"measure", "statistic", "type", "area", "hour",         "priority", "group",
                                       "value",   "low",       "high", "n",    "replications", "run"};
  if (columns != known) throw InputError{path + ": has other columns than this version writes"};
  std::vector<Estimate> rows;
  for (std::size_t number = 2; std::getline(file, line); ++number) {
    const std::vector<std::string> row = fields(line);
    Estimate estimate;
    const bool good = row.size() == known.size() && parse(row[7], estimate.value) && parse(row[8], estimate.low) &&
                      parse(row[9], estimate.high) && parse(row[10], estimate.n) &&
                      parse(row[11], estimate.replications);
    if (!good) throw InputError{path + ":" + std::to_string(number) + ": is damaged"};
    estimate.measure = row[0];
    estimate.statistic = row[1];
    estimate.type = row[2];
    estimate.area = row[3];
    estimate.hour = row[4];
    estimate.priority = row[5];
    estimate.group = row[6];
    rows.push_back(std::move(estimate));
  }
  return rows;
}

}  // namespace kredsim
