#include "sim/scenario/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "sim/scenario/utf8.hpp"

namespace kredsim::scenario {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

std::string quote(std::string_view text) {
  constexpr std::size_t longest = 60;
  return "`" + one_line(text, longest) + "`";
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Length of the number that `text` begins with: digits, then perhaps a fraction and an exponent.
std::size_t number_length(std::string_view text) {
  std::size_t i = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t first = i;
  while (i < text.size() && digit(text[i])) ++i;
  if (i == first) return 0;
  if (i + 1 < text.size() && text[i] == '.' && digit(text[i + 1])) {
    ++i;
    while (i < text.size() && digit(text[i])) ++i;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    std::size_t j = i + 1;
    if (j < text.size() && (text[j] == '-' || text[j] == '+')) ++j;
    if (j < text.size() && digit(text[j])) {
      while (j < text.size() && digit(text[j])) ++j;
      i = j;
    }
  }
  return i;
}

std::string strip_zeros(std::string_view text) {
  const std::string sign = !text.empty() && text[0] == '-' ? "-" : "";
  std::size_t i = sign.size();
  while (i + 1 < text.size() && text[i] == '0' && digit(text[i + 1])) ++i;
  return sign + std::string{text.substr(i)};
}

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), digit); }

/// Why `text`, which is no number, might have been meant as one.
std::string why_no_number(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN" || text == "nan" || text == ".inf" || text == "-.inf" ||
      text == ".Inf" || text == "inf" || text == "+.inf")
    return quote(text) + " is no finite number";
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
    return quote(text) + " is hexadecimal (write it as a decimal number)";
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'o' || text[1] == 'O') && all_digits(text.substr(2)))
    return quote(text) + " is octal (write `" + strip_zeros(text.substr(2)) + "` if that is what you mean)";
  if (text.size() > 1 && text[0] == '+' && number_length(text.substr(1)) == text.size() - 1)
    return quote(text) + " has a sign it does not need (write `" + std::string{text.substr(1)} + "`)";
  if (text.size() > 1 && text[0] == '.' && all_digits(text.substr(1)))
    return quote(text) + " is no number (write `0" + std::string{text} + "`)";
  if (text.find(',') != text.npos || text.find('_') != text.npos) {
    std::string plain{text};
    std::erase_if(plain, [](char c) { return c == ',' || c == '_'; });
    if (number_length(plain) == plain.size() && !plain.empty())
      return quote(text) + " is no number (write digits and a decimal point only: `1000`, `0.5`)";
  }
  const std::size_t length = number_length(text);
  if (length > 0) return quote(text) + " is no number (only a number stands here, without a unit)";
  return quote(text) + " is no number";
}

/// The number of `text`, all of which it must be.
Parsed<double> whole_number(std::string_view text) {
  if (number_length(text) != text.size() || text.empty()) return Wrong{why_no_number(text)};
  const std::string_view digits = text[0] == '-' ? text.substr(1) : text;
  if (digits.size() > 1 && digits[0] == '0' && digit(digits[1]))
    return Wrong{quote(text) + " begins with 0, which some programs read as octal (write `" + strip_zeros(text) + "`)"};
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return Wrong{quote(text) + " is too large or too small for a number"};
  return value;
}

/// A number and the unit behind it.
struct Amount {
  double number = 0;
  std::string_view unit;
};

/// Splits `36 s`; the unit is empty if there is none.
Parsed<Amount> parse_amount(std::string_view text) {
  const std::size_t length = number_length(text);
  if (length == 0) return Wrong{why_no_number(text)};
  const auto number = whole_number(text.substr(0, length));
  if (const auto* wrong = std::get_if<Wrong>(&number)) return *wrong;
  return Amount{std::get<double>(number), trim(text.substr(length))};
}

struct Unit {
  std::string_view name;
  double size;
};

constexpr std::array<Unit, 9> time_units{{{"weeks", 604'800'000.0},
                                          {"week", 604'800'000.0},
                                          {"days", 86'400'000.0},
                                          {"day", 86'400'000.0},
                                          {"h", 3'600'000.0},
                                          {"min", 60'000.0},
                                          {"s", 1000.0},
                                          {"ms", 1.0},
                                          {"", 0.0}}};

const Unit* time_unit(std::string_view name) {
  for (const Unit& unit : time_units)
    if (unit.name == name && !name.empty()) return &unit;
  return nullptr;
}

/// What the user may have meant by a unit that is none of ours.
std::string meant_unit(std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 20> words{
      {{"m", "min"},     {"mins", "min"}, {"minute", "min"}, {"minutes", "min"}, {"minutter", "min"},
       {"hour", "h"},    {"hours", "h"},  {"hr", "h"},       {"hrs", "h"},       {"t", "h"},
       {"time", "h"},    {"timer", "h"},  {"sec", "s"},      {"secs", "s"},      {"second", "s"},
       {"seconds", "s"}, {"sek", "s"},    {"d", "days"},     {"w", "weeks"},     {"uger", "weeks"}}};
  for (const auto& [word, meant] : words)
    if (word == unit) return std::string{meant};
  return {};
}

constexpr double longest_duration_ms = 100 * hours_per_year * 3'600'000.0;

template <std::size_t N>
Parsed<double> with_unit(std::string_view text, const std::array<Unit, N>& units, std::string_view example) {
  const auto parsed = parse_amount(trim(text));
  if (const auto* wrong = std::get_if<Wrong>(&parsed)) {
    if (wrong->why.ends_with("is no number"))
      return Wrong{quote(text) + " has no number (write for example `" + std::string{example} + "`)"};
    return *wrong;
  }
  const auto& amount = std::get<Amount>(parsed);
  for (const Unit& unit : units)
    if (amount.unit == unit.name) return amount.number * unit.size;
  std::string known;
  for (const Unit& unit : units) known += (known.empty() ? "" : ", ") + std::string{unit.name};
  if (amount.unit.empty())
    return Wrong{quote(text) + " has no unit (write `" + std::string{text} + " " + std::string{units[0].name} + "`)"};
  return Wrong{"unknown unit " + quote(amount.unit) + " (write for example `" + std::string{example} +
               "`; units: " + known + ")"};
}

}  // namespace

Parsed<double> parse_number(std::string_view text) { return whole_number(text); }

Parsed<std::int64_t> parse_integer(std::string_view text) {
  const auto number = whole_number(text);
  if (const auto* wrong = std::get_if<Wrong>(&number)) return *wrong;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) return Wrong{quote(text) + " is too large"};
  if (error != std::errc{} || end != text.data() + text.size()) return Wrong{quote(text) + " is no whole number"};
  return value;
}

Parsed<bool> parse_boolean(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  std::string lower{text};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (lower == "yes" || lower == "on" || lower == "true" || lower == "y" || lower == "1" || lower == "ja")
    return Wrong{quote(text) + " is neither true nor false (write `true`)"};
  if (lower == "no" || lower == "off" || lower == "false" || lower == "n" || lower == "0" || lower == "nej")
    return Wrong{quote(text) + " is neither true nor false (write `false`)"};
  return Wrong{quote(text) + " is neither true nor false (one of: true; false)"};
}

Parsed<Milliseconds> parse_duration(std::string_view text, std::string_view example_unit) {
  const std::string example = "`8 h`, `12 min 36 s`";
  std::string_view rest = trim(text);
  if (rest.empty()) return Wrong{"an empty text is no duration (write for example " + example + ")"};
  double total = 0;
  double smallest = 1e300;
  while (!rest.empty()) {
    const std::size_t length = number_length(rest);
    if (length == 0) return Wrong{quote(text) + " is no duration (write for example " + example + ")"};
    const auto number = whole_number(rest.substr(0, length));
    if (const auto* wrong = std::get_if<Wrong>(&number)) return *wrong;
    rest = trim(rest.substr(length));
    std::size_t end = 0;
    while (end < rest.size() && rest[end] != ' ' && !digit(rest[end])) ++end;
    const std::string_view name = rest.substr(0, end);
    if (name.empty())
      return Wrong{quote(text) + " has no unit (write `" + std::string{trim(text)} + " " + std::string{example_unit} +
                   "`)"};
    const Unit* unit = time_unit(name);
    if (unit == nullptr) {
      const std::string meant = meant_unit(name);
      return Wrong{"unknown unit " + quote(name) + " in " + quote(text) + " (" +
                   (meant.empty() ? "" : "did you mean `" + meant + "`? ") + "units: ms, s, min, h, days, weeks)"};
    }
    if (unit->size >= smallest)
      return Wrong{quote(text) + " names its units out of order (write the largest first: `12 min 36 s`)"};
    smallest = unit->size;
    const double value = std::get<double>(number);
    if (value < 0 || std::signbit(value)) return Wrong{quote(text) + " is negative (a duration is not)"};
    total += value * unit->size;
    if (total > longest_duration_ms) return Wrong{quote(text) + " is longer than 100 years"};
    rest = trim(rest.substr(end));
  }
  return Milliseconds{std::llround(total)};
}

Parsed<double> parse_speed(std::string_view text) {
  return with_unit(text, std::array<Unit, 1>{{{"km/h", 1.0}}}, "80 km/h");
}

Parsed<Millimetres> parse_length(std::string_view text) {
  const auto length = with_unit(text, std::array<Unit, 2>{{{"m", 1000.0}, {"km", 1e6}}}, "200 m");
  if (const auto* wrong = std::get_if<Wrong>(&length)) return *wrong;
  const double millimetres = std::get<double>(length);
  if (millimetres < 0) return Wrong{quote(text) + " is negative (a length is not)"};
  if (millimetres > 1e9) return Wrong{quote(text) + " is longer than 1000 km"};
  return Millimetres{std::llround(millimetres)};
}

Parsed<double> parse_share(std::string_view text) {
  return with_unit(text, std::array<Unit, 1>{{{"%", 0.01}}}, "40 %");
}

Parsed<double> parse_rate(std::string_view text) {
  return with_unit(text, std::array<Unit, 3>{{{"/h", 1.0}, {"/day", 1.0 / 24}, {"/year", 1 / hours_per_year}}}, "8 /h");
}

Parsed<Milliseconds> parse_clock(std::string_view text) {
  const auto wrong = [&] {
    return Wrong{quote(text) + " is no time of day (write for example `\"07:00\"`, 00:00 to 23:59)"};
  };
  if (text.size() != 5 || text[2] != ':' || !all_digits(text.substr(0, 2)) || !all_digits(text.substr(3)))
    return wrong();
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 23 || minute > 59) return wrong();
  return Milliseconds{std::chrono::hours{hour} + std::chrono::minutes{minute}};
}

Parsed<SimTime> parse_date(std::string_view text) {
  const auto wrong = [&] { return Wrong{quote(text) + " is no date (write year-month-day: `2019-01-07`)"}; };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !all_digits(text.substr(0, 4)) ||
      !all_digits(text.substr(5, 2)) || !all_digits(text.substr(8)))
    return wrong();
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  using namespace std::chrono;
  const year_month_day date{year{number(0, 4)}, month{static_cast<unsigned>(number(5, 2))},
                            day{static_cast<unsigned>(number(8, 2))}};
  if (!date.ok()) return Wrong{quote(text) + " is not in the calendar"};
  if (date.year() < year{1900} || date.year() > year{2200})
    return Wrong{quote(text) + " is out of range (1900 to 2200)"};
  return SimTime{local_days{date}};
}

std::string number_text(double value) {
  std::array<char, 40> text{};
  const double size = std::fabs(value);
  const bool everyday = size == 0 || (size >= 1e-6 && size < 1e16);  // otherwise shortest is scientific
  const auto [end, error] = everyday
                                ? std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed)
                                : std::to_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} ? std::string{text.data(), end} : std::string{};
}

std::string duration_text(Milliseconds value) {
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 6> units{
      {{604'800'000, "week"}, {86'400'000, "day"}, {3'600'000, "h"}, {60'000, "min"}, {1000, "s"}, {1, "ms"}}};
  std::int64_t rest = value.count();
  std::string text;
  for (const auto& [size, name] : units) {
    const std::int64_t count = rest / size;
    if (count == 0) continue;
    rest %= size;
    const bool plural = count > 1 && size >= 86'400'000;
    text += (text.empty() ? "" : " ") + std::to_string(count) + " " + std::string{name} + (plural ? "s" : "");
  }
  return text.empty() ? "0 s" : text;
}

}  // namespace kredsim::scenario
