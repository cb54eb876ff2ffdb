#pragma once

#include "sim/scenario/keys.hpp"

namespace kredsim::scenario {

/// A figure of the results as it is written; which unit belongs depends on the measure.
struct Figure {
  enum class Unit : std::uint8_t { none, duration, length, share };
  Unit unit = Unit::none;
  double value = 0;
};

Kind<Figure> figure();

/// The unit in which a statistic of a measure is written.
Figure::Unit unit_of(std::string_view measure, std::string_view statistic);
/// "a duration (write for example `12 min 36 s`)", ...
const char* form_of(Figure::Unit unit);

}  // namespace kredsim::scenario
