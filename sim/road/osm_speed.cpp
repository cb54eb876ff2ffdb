#include "sim/road/osm_speed.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kredsim::osm {

namespace {

constexpr double slowest_kmh = 1;
constexpr double fastest_kmh = 200;

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// A number and what follows it.
struct Number {
  double value;
  std::string_view rest;
};

std::optional<Number> leading_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || !std::isfinite(value)) return {};
  return Number{value, trim(text.substr(static_cast<std::size_t>(end - text.data())))};
}

std::optional<double> in_bounds(double kmh) {
  return kmh >= slowest_kmh && kmh <= fastest_kmh ? std::optional{kmh} : std::nullopt;
}

/// "80", "80 km/h", "50 mph", "none", "walk".
std::optional<double> read_limit(std::string_view text) {
  if (text == "none") return 130;  // Denmark has no road without a limit: the highest general one holds
  if (text == "walk") return 7;    // walking pace, as German law reads it
  const auto number = leading_number(text);
  if (!number) return {};
  const std::string_view unit = number->rest;
  if (unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph" || unit == "kmph")
    return in_bounds(number->value);
  if (unit == "mph") return in_bounds(number->value * 1.609344);
  if (unit == "knots") return in_bounds(number->value * 1.852);
  return {};
}

/// "DK:urban", "DK:zone30", "DK:30", "urban".
std::optional<double> read_zone(std::string_view text) {
  constexpr std::string_view denmark = "DK:";
  if (text.starts_with(denmark)) text.remove_prefix(denmark.size());
  if (text.starts_with("zone")) text.remove_prefix(4);
  if (text.starts_with(":")) text.remove_prefix(1);
  if (text == "urban") return 50;
  if (text == "rural" || text == "trunk" || text == "motorroad") return 80;
  if (text == "motorway") return 130;
  if (text == "living_street") return 15;
  const auto number = leading_number(text);
  return number && number->rest.empty() ? in_bounds(number->value) : std::nullopt;
}

/// The smallest speed of a list such as "50;80" or, by lane, "60|80".
SpeedReading read_maxspeed(std::string_view text) {
  SpeedReading reading;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(";|,"), text.size());
    const std::string_view part = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto limit = read_limit(part);
    const auto zone = limit ? std::nullopt : read_zone(part);
    if (!limit && !zone) {
      // Limits that change by sign say nothing that could be used, but they are no mistake.
      if (!part.empty() && part != "signals" && part != "variable") reading.unreadable = true;
      continue;
    }
    const Speed speed{limit ? *limit : *zone, limit ? SpeedSource::signed_limit : SpeedSource::zone};
    if (!reading.stated || speed.kmh < reading.stated->kmh) reading.stated = speed;
  }
  return reading;
}

}  // namespace

SpeedReading stated_speed(const Tags& tags) {
  SpeedReading reading = read_maxspeed(tags["maxspeed"]);
  if (reading.stated) return reading;
  // A limit for one direction only: an edge has one speed, so the smaller holds for both.
  for (const std::string_view key : {"maxspeed:forward", "maxspeed:backward"}) {
    const SpeedReading one = read_maxspeed(tags[key]);
    reading.unreadable = reading.unreadable || one.unreadable;
    if (one.stated && (!reading.stated || one.stated->kmh < reading.stated->kmh)) reading.stated = one.stated;
  }
  if (reading.stated) return reading;
  for (const std::string_view key : {"source:maxspeed", "maxspeed:type", "zone:traffic", "zone:maxspeed"})
    if (const auto zone = read_zone(tags[key])) {
      reading.stated = Speed{*zone, SpeedSource::zone};
      break;
    }
  return reading;
}

bool depends_on_built_up(const WayRule& rule) {
  switch (rule.road_class) {
    case RoadClass::primary:
    case RoadClass::secondary:
    case RoadClass::tertiary:
    case RoadClass::unclassified: return true;
    case RoadClass::motorway:
    case RoadClass::motor_road:
    case RoadClass::residential:
    case RoadClass::living_street:
    case RoadClass::service:
    case RoadClass::track:
    case RoadClass::ferry: return false;
  }
  return false;
}

Speed default_speed(const WayRule& rule, bool built_up) {
  if (depends_on_built_up(rule)) return {built_up ? 50.0 : 80.0, SpeedSource::built_up_or_not};
  switch (rule.road_class) {
    case RoadClass::motorway: return {rule.ramp ? 80.0 : 130.0, SpeedSource::road_class};
    case RoadClass::motor_road: return {80, SpeedSource::road_class};
    case RoadClass::living_street: return {15, SpeedSource::road_class};
    case RoadClass::service: return {30, SpeedSource::road_class};
    case RoadClass::track: return {20, SpeedSource::road_class};
    case RoadClass::primary:
    case RoadClass::secondary:
    case RoadClass::tertiary:
    case RoadClass::unclassified:
    case RoadClass::residential:
    case RoadClass::ferry: break;
  }
  return {50, SpeedSource::road_class};
}

namespace {

std::optional<Milliseconds> within_a_day(double minutes) {
  if (!(minutes > 0) || minutes > 24 * 60) return {};
  return from_seconds(minutes * 60);
}

/// "PT1H5M", "PT35M".
std::optional<Milliseconds> read_iso_duration(std::string_view text) {
  double minutes = 0;
  while (!text.empty()) {
    const auto number = leading_number(text);
    if (!number || number->rest.empty()) return {};
    switch (number->rest.front()) {
      case 'H': minutes += number->value * 60; break;
      case 'M': minutes += number->value; break;
      case 'S': minutes += number->value / 60; break;
      default: return {};
    }
    text = number->rest.substr(1);
  }
  return within_a_day(minutes);
}

}  // namespace

std::optional<Milliseconds> read_duration(std::string_view text) {
  text = trim(text);
  if (text.starts_with("PT")) return read_iso_duration(text.substr(2));
  const auto first = leading_number(text);
  if (!first || first->value < 0) return {};
  if (first->rest.empty()) return within_a_day(first->value);
  if (first->rest.front() != ':') return {};
  const auto second = leading_number(first->rest.substr(1));
  if (!second || second->value < 0 || second->value >= 60) return {};
  const double minutes = first->value * 60 + second->value;
  if (second->rest.empty()) return within_a_day(minutes);
  if (second->rest.front() != ':') return {};
  const auto third = leading_number(second->rest.substr(1));
  if (!third || third->value < 0 || third->value >= 60 || !third->rest.empty()) return {};
  return within_a_day(minutes + third->value / 60);
}

}  // namespace kredsim::osm
