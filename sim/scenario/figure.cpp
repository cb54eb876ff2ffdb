#include "sim/scenario/figure.hpp"

#include "sim/scenario/units.hpp"

namespace kredsim::scenario {

Kind<Figure> figure() {
  Kind<Figure> kind;
  kind.description.type = "duration, length, share or number";
  kind.description.unit = "as the measure asks: `12 min 36 s`, `3.4 km`, `64 %`, `950`";
  kind.description.example = "12 min 36 s";
  kind.description.shape = KeyDescription::Shape::any_of;
  KeyDescription text_form;
  text_form.type = "duration, length or share";
  kind.description.children = {text_form, number({0, 1e12}).description};
  kind.read = [](const Yaml& node, Figure& value, Reading& reading) {
    const std::string* word = detail::word(node, "figure (write for example `12 min 36 s`)", reading);
    if (word == nullptr) return;
    if (const auto plain = parse_number(*word); std::holds_alternative<double>(plain)) {
      value = {Figure::Unit::none, std::get<double>(plain)};
    } else if (const auto share = parse_share(*word); std::holds_alternative<double>(share)) {
      value = {Figure::Unit::share, std::get<double>(share)};
    } else if (const auto length = parse_length(*word); std::holds_alternative<Millimetres>(length)) {
      value = {Figure::Unit::length, metres(std::get<Millimetres>(length))};
    } else {
      const auto time = parse_duration(*word, "min");
      if (const auto* wrong = std::get_if<Wrong>(&time)) return reading.problem(node, wrong->why);
      value = {Figure::Unit::duration, seconds(std::get<Milliseconds>(time))};
    }
  };
  return kind;
}

Figure::Unit unit_of(std::string_view measure, std::string_view statistic) {
  if (statistic == "count") return Figure::Unit::none;
  if (statistic.starts_with("share")) return Figure::Unit::share;
  if (measure.ends_with("_s")) return Figure::Unit::duration;
  if (measure.ends_with("_m")) return Figure::Unit::length;
  return measure == "utilisation" ? Figure::Unit::share : Figure::Unit::none;
}

const char* form_of(Figure::Unit unit) {
  switch (unit) {
    case Figure::Unit::duration: return "a duration (write for example `12 min 36 s`)";
    case Figure::Unit::length: return "a length (write for example `3.4 km`)";
    case Figure::Unit::share: return "a share (write for example `35 %`)";
    case Figure::Unit::none: break;
  }
  return "a plain number (write it without a unit)";
}

}  // namespace kredsim::scenario
