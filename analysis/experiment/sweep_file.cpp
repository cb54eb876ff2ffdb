#include "analysis/experiment/sweep_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "analysis/experiment/design.hpp"
#include "analysis/statistics/measure.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/settings.hpp"
#include "sim/scenario/tables.hpp"

namespace kredsim {

namespace {

namespace fs = std::filesystem;
using namespace scenario;

/// A level as it is written in the file: any value.
Level level_of(const Yaml& node) {
  std::string yaml = write_yaml(node);
  while (!yaml.empty() && yaml.back() == '\n') yaml.pop_back();
  return {std::move(yaml), written(node, 200)};
}

Kind<Level> any_value() {
  Kind<Level> kind;
  kind.description.type = "any value that the key can have";
  kind.description.example = "5";
  kind.read = [](const Yaml& node, Level& value, Reading& reading) {
    if (reading.has_value(node)) value = level_of(node);
  };
  return kind;
}

/// `force.response.roster[0].cars.naestved`
Kind<std::string> key_path() {
  Kind<std::string> kind = text("", "key of the scenario");
  kind.description.example = "force.response.roster[1].cars.naestved";
  kind.read = [](const Yaml& node, std::string& value, Reading& reading) {
    const std::string* word = detail::word(node, "key of the scenario", reading);
    if (word == nullptr) return;
    std::vector<Problem> problems;
    const Settings settings = parse_settings({*word + "=1"}, problems);
    if (settings.empty() || word->find('=') != std::string::npos)
      return reading.problem(node, "`" + written(node, 60) + "` is no path of keys (write for example `" +
                                       "force.response.roster[1].cars.naestved`)");
    value = *word;
  };
  return kind;
}

/// One end of a range: a number and the unit behind it.
struct End {
  double number = 0;
  std::string unit;
};

Kind<End> range_end() {
  Kind<End> kind;
  kind.description.type = "number, with the unit that the key takes";
  kind.description.example = "10 min";
  kind.read = [](const Yaml& node, End& value, Reading& reading) {
    const std::string* word = detail::word(node, "number, with the unit that the key takes", reading);
    if (word == nullptr) return;
    const auto [stop, error] = std::from_chars(word->data(), word->data() + word->size(), value.number);
    value.unit = std::string{stop, word->data() + word->size()};
    const bool composed = value.unit.find_first_of("0123456789") != std::string::npos;
    if (error != std::errc{} || composed || !std::isfinite(value.number) || std::abs(value.number) > 1e15)
      reading.problem(node, "`" + written(node, 40) + "` is no number with one unit (write for example `10 min`)");
  };
  return kind;
}

struct FactorKeys : Factor {
  End from;
  End to;
  int steps = 0;
  LevelRange::Scale scale = LevelRange::Scale::linear;
  bool whole = false;
  std::string key;
};

void turn_factor(FactorKeys&& from, const Yaml& node, Factor& value, Reading& reading) {
  if (!from.key.empty()) from.keys = {from.key};
  const bool any_end = node.find("from") != nullptr || node.find("to") != nullptr;
  for (const char* of_range : {"steps", "scale", "whole"})
    if (!any_end && node.find(of_range) != nullptr)
      reading.problem(node,
                      std::string{"`"} + of_range + "` belongs to a range (write `from` and `to`, or leave it out)");
  value = from;
  value.origin = node.origin();
  if (!any_end) return;
  if (node.find("from") == nullptr || node.find("to") == nullptr)
    return reading.problem(node, "a range needs both ends, `from` and `to`");
  if (from.from.unit != from.to.unit)
    return reading.problem(node, "the ends of the range have different units (write both in the same)");
  if (from.scale == LevelRange::Scale::log && !(from.from.number > 0 && from.to.number > 0))
    return reading.problem(node, "a range on a logarithmic scale lies above 0");
  if (from.whole && (from.from.number != std::floor(from.from.number) || from.to.number != std::floor(from.to.number)))
    return reading.problem(node, "the ends of a range of whole numbers are whole");
  value.range = LevelRange{from.from.number, from.to.number, from.from.unit, from.steps, from.scale, from.whole};
}

Kind<Factor> factor_keys() {
  constexpr std::size_t most_values = 10'000;
  const Kind<FactorKeys> keys =
      Keys<FactorKeys>{"factor"}
          .optional("key", &FactorKeys::key, key_path(), "the key of the scenario that is varied")
          .optional("keys", &FactorKeys::keys, list_of(key_path(), "list of keys", 1, 100),
                    "instead of `key`: several keys that always get the same value")
          .optional("values", &FactorKeys::values, list_of(any_value(), "list of values", 1, most_values),
                    "the values it takes")
          .optional("from", &FactorKeys::from, range_end(), "instead of `values`: one end of a range, included")
          .optional("to", &FactorKeys::to, range_end(), "the other end, included, in the same unit")
          .optional("steps", &FactorKeys::steps, integer(1, static_cast<int>(most_values)),
                    "how many values a grid takes from the range, both ends among them")
          .defaults_to("none")
          .optional("scale", &FactorKeys::scale,
                    one_of<LevelRange::Scale>({{"linear", LevelRange::Scale::linear}, {"log", LevelRange::Scale::log}}),
                    "steps of equal difference, or of equal ratio")
          .optional("whole", &FactorKeys::whole, boolean(), "only whole numbers of the range are taken")
          .check([](FactorKeys& factor, const Yaml& node, Reading& reading) {
            if (factor.key.empty() == factor.keys.empty())
              reading.problem(node, "needs either `key` or `keys` (what in the scenario is varied?)");
            if (node.find("values") != nullptr && (node.find("from") != nullptr || node.find("to") != nullptr))
              reading.problem(node, "`values` and a range exclude each other (keep one of them)");
          })
          .kind();
  return converted<Factor, FactorKeys>(keys, turn_factor);
}

/// `set:` - keys with dots in them, each with any value.
Kind<std::vector<SourcedInput>> settings_keys() {
  Kind<std::vector<SourcedInput>> kind;
  kind.description.type = "map of keys of the scenario";
  kind.description.example = "{ period.length: 4 weeks }";
  kind.read = [](const Yaml& node, std::vector<SourcedInput>& value, Reading& reading) {
    if (!reading.is(Yaml::Kind::map, node, "map (write `key.path: value` lines)")) return;
    for (const Yaml::Entry& entry : node.entries) {
      const Reading::Step step{reading, entry.key};
      Yaml path;
      path.kind = Yaml::Kind::scalar;
      path.text = entry.key;
      path.place = entry.place;
      std::string key;
      key_path().read(path, key, reading);
      if (reading.has_value(entry.value)) value.push_back({key, level_of(entry.value).yaml, "", entry.place.origin()});
    }
  };
  return kind;
}

/// The rows of an explicit table, before the factors are known.
struct TableRow {
  std::vector<std::pair<std::string, Level>> levels;
  Yaml::Place place;
};

Kind<TableRow> table_row() {
  Kind<TableRow> kind;
  kind.description.type = "map of factors";
  kind.description.example = "{ cars: 5, demand: 2400 }";
  kind.read = [](const Yaml& node, TableRow& value, Reading& reading) {
    value.place = node.place;
    if (!reading.is(Yaml::Kind::map, node, "row (write `{ FACTOR: value, FACTOR: value }`)")) return;
    for (const Yaml::Entry& entry : node.entries) {
      const Reading::Step step{reading, entry.key};
      if (reading.has_value(entry.value)) value.levels.emplace_back(entry.key, level_of(entry.value));
    }
  };
  return kind;
}

std::vector<std::pair<std::string, std::string>> measure_words() {
  std::vector<std::pair<std::string, std::string>> words;
  for (const MeasureInfo& info : kredsim::measures()) words.emplace_back(info.name, info.name);
  return words;
}

Kind<Objective> objective_keys() {
  using Goal = Objective::Goal;
  return Keys<Objective>{"map of what is best"}
      .required("measure", &Objective::measure, one_of(measure_words()), "the measure by which points are compared")
      .required("statistic", &Objective::statistic, text().like("mean"), "its statistic, as in the results")
      .optional("type", &Objective::type, text(), "a type, `published` or `all`")
      .optional("area", &Objective::area, text(), "an area, or `all`")
      .optional("goal", &Objective::goal, one_of<Goal>({{"smallest", Goal::smallest}, {"largest", Goal::largest}}),
                "which value is best")
      .optional("replications", &Objective::replications, integer(1, 1'000'000),
                "how often the best point is played again, on fresh seeds")
      .defaults_to("as often as each point was")
      .kind();
}

struct SweepKeys : Sweep {
  int version = 0;
  std::vector<TableRow> rows;
};

Kind<std::vector<std::vector<Dimension>>> tables_kind() {
  const auto dimension = one_of<Dimension>({{"type", Dimension::type},
                                            {"area", Dimension::area},
                                            {"hour", Dimension::hour},
                                            {"weekday_hour", Dimension::weekday_hour},
                                            {"priority", Dimension::priority},
                                            {"group", Dimension::group}});
  return list_of(list_of(dimension, "list of dimensions", 1, 4), "list of tables", 0, 20);
}

void check_table(SweepKeys& sweep, const Yaml& node, Reading& reading) {
  std::vector<std::string> names;
  for (const auto& [name, factor] : sweep.factors) names.push_back(name);
  const Reading::Step step{reading, "table"};
  if (sweep.design != DesignKind::table) {
    if (!sweep.rows.empty()) reading.problem(*node.find("table"), "belongs to `design: table`");
    return;
  }
  if (sweep.rows.empty()) return reading.problem(node, "is missing (a list of rows, one a point)");
  for (std::size_t r = 0; r < sweep.rows.size(); ++r) {
    const Reading::Step of_row{reading, r};
    const TableRow& row = sweep.rows[r];
    std::vector<Level> levels(names.size());
    std::vector<bool> said(names.size(), false);
    for (const auto& [name, level] : row.levels) {
      const auto found = std::find(names.begin(), names.end(), name);
      if (found == names.end()) {
        reading.problem(row.place, "no factor is called `" + name + "` " + known_names(name, names));
        continue;
      }
      const auto f = static_cast<std::size_t>(found - names.begin());
      levels[f] = level;
      said[f] = true;
    }
    for (std::size_t f = 0; f < names.size(); ++f)
      if (!said[f]) reading.problem(row.place, "says nothing of the factor `" + names[f] + "`");
    sweep.table.push_back(std::move(levels));
  }
}

/// Columns of the results that stand beside the factors.
constexpr std::string_view columns[] = {"point", "seed",     "measure", "statistic", "type", "area", "hour",
                                        "group", "priority", "value",   "low",       "high", "n",    "replications"};

void check_factors(SweepKeys& sweep, const Yaml& node, Reading& reading) {
  const Yaml& factors = *node.find("factors");
  std::set<std::string> keys;
  for (const auto& [name, factor] : sweep.factors) {
    const Reading::Step in_factors{reading, "factors"};
    const Reading::Step step{reading, name};
    const Yaml& at = *factors.find(name);
    if (std::find(std::begin(columns), std::end(columns), name) != std::end(columns))
      reading.problem(at, "is a column of the results already (choose another name)");
    for (const std::string& key : factor.keys) {
      if (!keys.insert(key).second) reading.problem(at, "`" + key + "` is varied already");
      for (const char* own : {"seed", "replications"})
        if (key == own) reading.problem(at, "`" + key + "` is no factor (say it beside `factors`)");
    }
    const bool any = !factor.values.empty() || factor.range;
    if (sweep.design == DesignKind::table && any)
      reading.problem(at, "has its values from the table (leave out `values` or the range)");
    if (sweep.design != DesignKind::table && !any)
      reading.problem(at, "needs `values`, or a range from `from` to `to`");
    if (sweep.design == DesignKind::grid && factor.range && factor.range->steps == 0)
      reading.problem(at, "a grid needs to know how many `steps` the range has");
    if (sweep.design != DesignKind::grid && factor.range && factor.range->steps != 0)
      reading.problem(at, "`steps` belongs to a grid (the design takes its values from the whole range)");
  }
}

void check_size(SweepKeys& sweep, const Yaml& node, Reading& reading) {
  const bool wants_points = sweep.design == DesignKind::latin_hypercube || sweep.design == DesignKind::sobol;
  if (wants_points != sweep.points.has_value()) {
    const Reading::Step step{reading, "points"};
    const Yaml* said = node.find("points");
    reading.problem(said != nullptr ? *said : node,
                    wants_points ? "is missing (this design takes as many points as you say)"
                                 : "belongs to the designs `latin hypercube` and `sobol` (leave it out)");
  }
  if (node.find("design_seed") != nullptr && !wants_points) {
    const Reading::Step step{reading, "design_seed"};
    reading.problem(*node.find("design_seed"), "belongs to the designs `latin hypercube` and `sobol` (leave it out)");
  }
  if (sweep.design == DesignKind::grid && make_design(sweep)->points() > most_points)
    reading.problem(node, "the grid has more than " + std::to_string(most_points) +
                              " points (take fewer values, or a `latin hypercube` or `sobol` design)");
}

void check_sweep(SweepKeys& sweep, const Yaml& node, Reading& reading) {
  const std::size_t before = reading.problem_count();
  check_factors(sweep, node, reading);
  check_table(sweep, node, reading);
  if (reading.problem_count() == before) check_size(sweep, node, reading);
}

Kind<SweepKeys> make() {
  constexpr int most = 10'000'000;
  return Keys<SweepKeys>{"sweep"}
      .required("kredsim_sweep", &SweepKeys::version, integer(1, 1).like("1"), "version of this format")
      .optional("title", &SweepKeys::title, text_for_people(), "what stands above the results")
      .required("base", &SweepKeys::base, path("scenario file").like("2019.yaml"), "the scenario that is varied")
      .optional("set", &SweepKeys::settings, settings_keys(),
                "keys of the scenario that have another value at all points")
      .required("factors", &SweepKeys::factors, named(factor_keys(), "factor", 1, 100), "what is varied")
      .optional("design", &SweepKeys::design,
                one_of<DesignKind>({{"grid", DesignKind::grid},
                                    {"latin hypercube", DesignKind::latin_hypercube},
                                    {"sobol", DesignKind::sobol},
                                    {"table", DesignKind::table}}),
                "`grid`: every combination; `latin hypercube`, `sobol`: so many `points` that fill the space; "
                "`table`: these points")
      .optional("points", &SweepKeys::points, integer(1, most), "how many points a space-filling design takes")
      .optional("design_seed", &SweepKeys::design_seed, whole_number(),
                "another one gives another space-filling design")
      .optional("table", &SweepKeys::rows, list_of(table_row(), "list of rows", 1, 100'000),
                "the points of `design: table`, each with a value for every factor")
      .optional("replications", &SweepKeys::replications, integer(1, 1'000'000), "how often each point is played")
      .defaults_to("as the scenario says")
      .optional("seed", &SweepKeys::seed, whole_number(), "another seed gives other random incidents")
      .defaults_to("as the scenario says")
      .optional("common_random_numbers", &SweepKeys::common_random_numbers, boolean(),
                "all points meet the same incidents, so that differences between them are sharper than the points; "
                "`false`: every point has incidents of its own, as surfaces fitted by least squares assume")
      .optional("tables", &SweepKeys::tables, tables_kind(),
                "beside the totals and the published types: by which dimensions the results of each point are split")
      .defaults_to("[[area]]")
      .optional("measures", &SweepKeys::measures, list_of(one_of(measure_words()), "list of measures", 1, 100),
                "which measures are kept")
      .defaults_to("all")
      .optional("statistics", &SweepKeys::statistics, list_of(text().like("mean"), "list of statistics", 1, 100),
                "which statistics are kept, as they are called in the results")
      .defaults_to("all")
      .optional("best", &SweepKeys::best, objective_keys(),
                "names the best point and plays it again on fresh seeds: only those figures are told, because the best "
                "of many is partly the luckiest")
      .check(check_sweep)
      .kind();
}

const Kind<SweepKeys>& kind() {
  static const Kind<SweepKeys> kind = make();
  return kind;
}

/// Never reads more than a scenario can have.
std::string read_text(const std::string& file) {
  std::error_code error;
  if (!fs::exists(file, error)) throw InputError{file + ": no such file"};
  if (!fs::is_regular_file(file, error)) throw InputError{file + ": is no ordinary file"};
  if (fs::file_size(file, error) > yaml_limits.bytes)
    throw InputError{file + ": is larger than " + std::to_string(yaml_limits.bytes / 1'000'000) +
                     " MB (is this a sweep?)"};
  std::ifstream in{file, std::ios::binary};
  std::string text(yaml_limits.bytes, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.eof() || in.bad()) throw InputError{file + ": cannot be read"};
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

/// The base belongs beside the file that names it.
void make_base_absolute(Yaml& tree, const std::string& file) {
  Yaml* base = tree.find("base");
  if (base == nullptr || base->kind != Yaml::Kind::scalar || base->text.empty()) return;
  base->text = fs::absolute(fs::path{file}.parent_path() / base->text).lexically_normal().string();
}

}  // namespace

const KeyDescription& sweep_keys() { return kind().description; }

Sweep read_sweep(const std::string& file) {
  const std::string text = read_text(file);
  std::vector<Problem> problems;
  Yaml tree = parse_yaml(text, file, Marks::lines, problems);
  Reading reading;
  SweepKeys sweep;
  if (tree.kind != Yaml::Kind::map && problems.empty())
    problems.push_back({{file, 0, 0}, "", "is no sweep (a sweep is a map of keys and begins with `kredsim_sweep: 1`)"});
  if (tree.kind == Yaml::Kind::map) {
    make_base_absolute(tree, file);
    kind().read(tree, sweep, reading);
  }
  problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::pair{a.origin.line, a.origin.column} < std::pair{b.origin.line, b.origin.column};
  });
  if (!problems.empty()) throw ScenarioError{std::move(problems)};
  sweep.file = file;
  return sweep;
}

}  // namespace kredsim
