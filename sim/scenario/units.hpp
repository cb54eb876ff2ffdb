#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"

/// Reading single words with their units. Each returns the value, or why the text is none: a text that completes the
/// sentence "KEY: ...", with what to try in parentheses.
namespace kredsim::scenario {

struct Wrong {
  std::string why;
};
template <class T>
using Parsed = std::variant<T, Wrong>;

/// A finite decimal number such as `8`, `0.5`, `-2`, `1.5e-3`; no octal or hexadecimal forms, no `.nan`.
Parsed<double> parse_number(std::string_view text);
/// A whole number; `least` and `most` are checked by the caller.
Parsed<std::int64_t> parse_integer(std::string_view text);
/// `true` or `false` and nothing else.
Parsed<bool> parse_boolean(std::string_view text);
/// `8 h`, `12 min 36 s`, `250 ms`, `52 weeks`, `1.5 h`; at most 100 years. `example` is the unit to propose.
Parsed<Milliseconds> parse_duration(std::string_view text, std::string_view example_unit);
/// `80 km/h`, in km/h.
Parsed<double> parse_speed(std::string_view text);
/// `200 m`, `1.5 km`; at most 1,000 km.
Parsed<Millimetres> parse_length(std::string_view text);
/// `40 %`, as 0.4.
Parsed<double> parse_share(std::string_view text);
/// `8 /h`, `20 /day`, `620 /year`, per hour. A year has 365.25 days.
Parsed<double> parse_rate(std::string_view text);
/// `07:00`, after midnight.
Parsed<Milliseconds> parse_clock(std::string_view text);
/// `weekdays 07-09`, `23-05`, `weekend`, by hour of the week; hours that pass midnight belong to the day they begin.
Parsed<std::array<bool, hours_of_week>> parse_week_hours(std::string_view text);
/// `2019-01-07`, its midnight.
Parsed<SimTime> parse_date(std::string_view text);

inline constexpr double hours_per_year = 24 * 365.25;

/// The shortest text that reads back to the same number, without an exponent where that is readable.
std::string number_text(double value);
/// Every unit of the duration: `1 week 2 h`, reads back to the same duration.
std::string duration_text(Milliseconds value);

}  // namespace kredsim::scenario
