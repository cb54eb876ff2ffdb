#include <cmath>
#include <filesystem>
#include <limits>

#include "sim/scenario/kind_templates.hpp"
#include "sim/scenario/units.hpp"
#include "sim/scenario/utf8.hpp"

namespace kredsim::scenario {

using Shape = KeyDescription::Shape;

namespace {

constexpr const char* number_pattern = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?";

KeyDescription describe(Shape shape, std::string type, std::string unit = "", std::string pattern = "") {
  KeyDescription description;
  description.shape = shape;
  description.type = std::move(type);
  description.unit = std::move(unit);
  description.pattern = std::move(pattern);
  return description;
}

/// "more than 0 h, at most 24 h", with bounds that say nothing left out.
std::string range_text(const Range& range, const std::function<std::string(double)>& show) {
  constexpr double boundless = 1e15;
  std::string text;
  if (range.least > -boundless) text = (range.above ? "more than " : "at least ") + show(range.least);
  if (range.most < boundless) text += (text.empty() ? "at most " : ", at most ") + show(range.most);
  return text;
}

bool in_range(double value, const Range& range) {
  return value <= range.most && (range.above ? value > range.least : value >= range.least);
}

/// A kind that parses one word; `number_of` gives the number that the range bounds.
template <class T>
Kind<T> word_kind(KeyDescription description, std::function<Parsed<T>(const std::string&)> parse,
                  std::optional<Range> range = {}, std::function<double(const T&)> number_of = {},
                  std::function<std::string(double)> show_bound = number_text) {
  if (range) description.range = range_text(*range, show_bound);
  const bool plain = description.shape != Shape::text && description.shape != Shape::choice;
  if (range && plain) {
    description.minimum = range->least;
    description.maximum = range->most;
    description.above_minimum = range->above;
  }
  Kind<T> kind;
  kind.description = description;
  kind.read = [=](const Yaml& node, T& value, Reading& reading) {
    const std::string* word = detail::word(node, description.type, reading);
    if (word == nullptr) return;
    if (plain && node.quoted)
      return reading.problem(node,
                             "`\"" + *word + "\"` is text, not a " + description.type + " (leave the quotes out)");
    Parsed<T> parsed = parse(*word);
    if (const auto* wrong = std::get_if<Wrong>(&parsed)) return reading.problem(node, wrong->why);
    T& read = std::get<T>(parsed);
    if (range && !in_range(number_of(read), *range))
      return reading.problem(node, "`" + *word + "` is out of range (" + description.range + ")");
    value = std::move(read);
  };
  return kind;
}

std::string duration_of(double ms) { return duration_text(Milliseconds{std::llround(ms)}); }

}  // namespace

Kind<std::string> text(std::string pattern, std::string what) {
  Kind<std::string> kind;
  kind.description = describe(Shape::text, std::move(what), "", std::move(pattern));
  kind.read = [what = kind.description.type](const Yaml& node, std::string& value, Reading& reading) {
    const std::string* word = detail::word(node, what, reading);
    constexpr std::size_t longest = 10'000;
    if (word == nullptr) return;
    if (word->empty()) return reading.problem(node, "is an empty text");
    if (word->size() > longest) return reading.problem(node, "is longer than 10000 characters");
    value = *word;
  };
  kind.show = [](const std::string& value) { return value; };
  return kind;
}

Kind<double> number(Range range) {
  auto kind = word_kind<double>(
      describe(Shape::number, "number"), [](const std::string& t) { return parse_number(t); }, range,
      [](const double& value) { return value; });
  kind.show = [](const double& value) { return number_text(value); };
  return kind;
}

Kind<int> integer(int least, int most) {
  auto kind = word_kind<int>(
      describe(Shape::integer, "whole number"),
      [range = range_text({double(least), double(most)}, number_text)](const std::string& t) -> Parsed<int> {
        const auto parsed = parse_integer(t);
        if (const auto* wrong = std::get_if<Wrong>(&parsed)) return *wrong;
        const std::int64_t value = std::get<std::int64_t>(parsed);
        if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
          return Wrong{"`" + t + "` is out of range (" + range + ")"};
        return static_cast<int>(value);
      },
      Range{double(least), double(most)}, [](const int& value) { return double(value); });
  kind.show = [](const int& value) { return std::to_string(value); };
  return kind;
}

Kind<std::uint64_t> whole_number() {
  constexpr double most = 9.0e18;
  auto kind = word_kind<std::uint64_t>(
      describe(Shape::integer, "whole number"),
      [](const std::string& t) -> Parsed<std::uint64_t> {
        const auto parsed = parse_integer(t);
        if (const auto* wrong = std::get_if<Wrong>(&parsed)) return *wrong;
        const std::int64_t value = std::get<std::int64_t>(parsed);
        if (value < 0) return Wrong{"`" + t + "` is out of range (at least 0)"};
        return static_cast<std::uint64_t>(value);
      },
      Range{0, most}, [](const std::uint64_t& value) { return static_cast<double>(value); });
  kind.description.range = "0 to 9,000,000,000,000,000,000";
  kind.show = [](const std::uint64_t& value) { return std::to_string(value); };
  return kind;
}

Kind<bool> boolean() {
  auto kind =
      word_kind<bool>(describe(Shape::boolean, "true or false"), [](const std::string& t) { return parse_boolean(t); });
  kind.show = [](const bool& value) { return std::string{value ? "true" : "false"}; };
  return kind;
}

Kind<Milliseconds> duration(std::string example_unit, Milliseconds least, Milliseconds most) {
  const std::string part = "(0|[1-9][0-9]*)(\\.[0-9]+)? ?(weeks?|days?|h|min|s|ms)";
  auto description = describe(Shape::text, "duration", "ms, s, min, h, days, weeks", "^" + part + "( " + part + ")*$");
  description.example = "8 " + example_unit;
  const Range range{double(least.count()), double(most.count())};
  auto kind = word_kind<Milliseconds>(
      std::move(description), [example_unit](const std::string& t) { return parse_duration(t, example_unit); }, range,
      [](const Milliseconds& value) { return double(value.count()); }, duration_of);
  kind.show = duration_text;
  return kind;
}

Kind<double> speed() {
  auto description = describe(Shape::text, "speed", "km/h", std::string{"^"} + number_pattern + " ?km/h$");
  description.example = "80 km/h";
  auto kind = word_kind<double>(
      std::move(description), [](const std::string& t) { return parse_speed(t); }, Range{1, 200},
      [](const double& value) { return value; }, [](double v) { return number_text(v) + " km/h"; });
  kind.show = [](const double& value) { return number_text(value) + " km/h"; };
  return kind;
}

Kind<Millimetres> length(Millimetres most) {
  auto description = describe(Shape::text, "length", "m, km", std::string{"^"} + number_pattern + " ?k?m$");
  description.example = "200 m";
  auto kind = word_kind<Millimetres>(
      std::move(description), [](const std::string& t) { return parse_length(t); }, Range{0, double(most.count())},
      [](const Millimetres& value) { return double(value.count()); },
      [](double v) { return number_text(v / 1000) + " m"; });
  kind.show = [](const Millimetres& value) { return number_text(metres(value)) + " m"; };
  return kind;
}

Kind<double> factor(Range range) {
  const Kind<double> plain = number(range);
  auto description = describe(Shape::text, "number or share", "%", std::string{"^"} + number_pattern + " ?%$");
  const Kind<double> share = word_kind<double>(
      std::move(description), [](const std::string& t) { return parse_share(t); }, range,
      [](const double& value) { return value; },
      [](double v) { return number_text(std::round(v * 1e6) / 1e4) + " %"; });
  Kind<double> kind;
  kind.description = describe(Shape::any_of, "number, or share with `%`", "%");
  kind.description.range = plain.description.range;
  kind.description.example = "80 %";
  kind.description.children = {plain.description, share.description};
  kind.show = plain.show;
  kind.read = [=](const Yaml& node, double& value, Reading& reading) {
    const bool percent = node.kind == Yaml::Kind::scalar && node.text.ends_with('%');
    (percent ? share : plain).read(node, value, reading);
  };
  return kind;
}

Kind<double> rate(Range per_hour) {
  auto description =
      describe(Shape::text, "rate", "/h, /day, /year", std::string{"^"} + number_pattern + " ?/(h|day|year)$");
  description.example = "8 /h";
  auto kind = word_kind<double>(
      std::move(description), [](const std::string& t) { return parse_rate(t); }, per_hour,
      [](const double& value) { return value; }, [](double v) { return number_text(v) + " /h"; });
  kind.show = [](const double& value) { return number_text(value) + " /h"; };
  return kind;
}

Kind<double> number_per(double hours, double most) {
  Kind<double> plain = number({0, most});
  Kind<double> kind;
  kind.description = plain.description;
  kind.read = [hours, read = plain.read](const Yaml& node, double& value, Reading& reading) {
    double count = 0;
    read(node, count, reading);
    value = count / hours;
  };
  return kind;
}

Kind<Milliseconds> clock_time() {
  auto description = describe(Shape::text, "time of day", "hours:minutes", "^([01][0-9]|2[0-3]):[0-5][0-9]$");
  description.example = "\"07:00\"";
  return word_kind<Milliseconds>(std::move(description), [](const std::string& t) { return parse_clock(t); });
}

Kind<SimTime> date() {
  auto description = describe(Shape::text, "date", "year-month-day", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
  description.example = "2019-01-07";
  return word_kind<SimTime>(std::move(description), [](const std::string& t) { return parse_date(t); });
}

Kind<std::string> path(std::string what) {
  Kind<std::string> kind = text("", std::move(what));
  kind.description.unit = "path, relative to the file that names it";
  kind.description.is_path = true;
  return kind;
}

Kind<Reference> reference(std::string what) {
  Kind<Reference> kind;
  kind.description = describe(Shape::text, std::move(what));
  kind.read = [what = kind.description.type](const Yaml& node, Reference& value, Reading& reading) {
    if (const std::string* word = detail::word(node, what, reading)) value = {*word, node.origin(), reading.path()};
  };
  return kind;
}

Kind<Position> position() {
  Kind<Position> kind;
  const Kind<double> degrees = number({-1e9, 1e9});
  kind.description = describe(Shape::list, "position", "degrees north, degrees east (WGS 84)");
  kind.description.example = "[55.23, 11.76]";
  kind.description.range = "latitude -90 to 90, longitude -180 to 180";
  kind.description.children = {number({-180, 180}).description};
  kind.description.least = kind.description.most = 2;
  kind.read = [degrees](const Yaml& node, Position& value, Reading& reading) {
    if (!reading.is(Yaml::Kind::list, node, "position (write `[latitude, longitude]`, for example `[55.23, 11.76]`)"))
      return;
    if (node.items.size() != 2)
      return reading.problem(
          node, "a position has two numbers (write `[latitude, longitude]`, for example `[55.23, 11.76]`)");
    Position read;
    const std::size_t before = reading.problem_count();
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
      const Reading::Step step{reading, i};
      degrees.read(node.items[i], i == 0 ? read.lat : read.lon, reading);
    }
    if (reading.problem_count() != before) return;
    const auto possible = [](double lat, double lon) { return std::fabs(lat) <= 90 && std::fabs(lon) <= 180; };
    if (possible(read.lat, read.lon)) {
      value = read;
    } else if (possible(read.lon, read.lat)) {
      reading.problem(node,
                      "latitude " + number_text(read.lat) +
                          " is out of range (-90 to 90) (are latitude and longitude swapped? latitude comes first)");
    } else {
      reading.problem(node, "`" + written(node) + "` is no place on earth (latitude -90 to 90, longitude -180 to 180)");
    }
  };
  return kind;
}

const char* const name_pattern = "^[a-z][a-z0-9_]{0,62}$";
const char* const name_rule =
    "names of things are lower-case letters a-z, digits and `_`, begin with a letter, at most 63";

bool valid_name(const std::string& name) {
  if (name.empty() || name.size() > 63 || name[0] < 'a' || name[0] > 'z') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

namespace detail {

const std::string* word(const Yaml& node, const std::string& what, Reading& reading) {
  return reading.is(Yaml::Kind::scalar, node, what) ? &node.text : nullptr;
}

KeyDescription choice(std::vector<std::string> words) {
  KeyDescription description = describe(Shape::choice, "choice");
  description.choices = std::move(words);
  return description;
}

std::optional<std::size_t> chosen(const Yaml& node, const KeyDescription& description, Reading& reading) {
  std::string list;
  for (const std::string& choice : description.choices) list += (list.empty() ? "" : "; ") + choice;
  if (!reading.is(Yaml::Kind::scalar, node, "word (one of: " + list + ")")) return {};
  for (std::size_t i = 0; i < description.choices.size(); ++i)
    if (description.choices[i] == node.text) return i;
  const std::string nearest = nearest_name(node.text, description.choices);
  reading.problem(node, "`" + written(node, 60) + "` is none of the choices (" +
                            (nearest.empty() ? "" : "did you mean `" + nearest + "`? ") + "one of: " + list + ")");
  return {};
}

bool size_in_bounds(std::size_t size, const Yaml& node, const KeyDescription& description, Reading& reading) {
  if (size >= description.least && size <= description.most) return true;
  const std::string bounds = description.least == description.most ? "exactly " + std::to_string(description.least)
                             : size > description.most             ? "at most " + std::to_string(description.most)
                                                                   : "at least " + std::to_string(description.least);
  reading.problem(
      node, "has " + std::to_string(size) + (size == 1 ? " entry (" : " entries (") + bounds + " can stand here)");
  return false;
}

const Yaml* unwrap(const Yaml& node, const KeyDescription& description, Reading& reading) {
  if (node.kind != Yaml::Kind::map) return &node;
  const Yaml* value = node.find("value");
  if (value == nullptr) return &node;
  // A map that has a key `value` of its own (a constant distribution) is meant unless nothing else stands there.
  const std::size_t own = node.entries.size() - (node.find("source") != nullptr ? 2 : 1);
  if (own > 0 && description.key("value") != nullptr) return &node;
  bool clean = true;
  for (const Yaml::Entry& entry : node.entries) {
    if (entry.key == "value" || entry.key == "source") continue;
    clean = false;
    const Reading::Step step{reading, entry.key};
    reading.problem(entry.place, "unknown key " + known_names(entry.key, {"value", "source"}));
  }
  return clean && reading.has_value(*value) ? value : nullptr;
}

void check_name(const Yaml::Entry& entry, const std::string& what, Reading& reading) {
  if (!valid_name(entry.key))
    reading.problem(entry.place, "`" + one_line(entry.key, 80) + "` cannot name a" +
                                     (std::string{"aeiou"}.find(what[0]) != std::string::npos ? "n " : " ") + what +
                                     " (" + name_rule + "; what people read goes into `name` or `label`)");
}

KeyDescription list_description(const KeyDescription& element, std::string what, std::size_t least, std::size_t most) {
  KeyDescription description = describe(Shape::list, std::move(what));
  description.least = least;
  description.most = most;
  description.children = {element};
  return description;
}

KeyDescription named_description(const KeyDescription& entry, std::string what, std::size_t least, std::size_t most) {
  KeyDescription description = describe(Shape::named_map, "map of " + what + "s");
  if (what.ends_with("y")) description.type = "map of " + what.substr(0, what.size() - 1) + "ies";
  description.least = least;
  description.most = most;
  description.names = std::move(what);
  description.children = {entry};
  description.children[0].name = "NAME";
  return description;
}

}  // namespace detail
}  // namespace kredsim::scenario
