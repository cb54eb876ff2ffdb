#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kredsim::theory {

/// Of an hour, in which the formulas count time.
inline constexpr double minutes = 60;

/// One figure of a case, in the unit that its name says.
struct Figure {
  std::string name;
  double value = 0;
};

/// A system whose figures theory gives: what simulations are held against.
struct KnownCase {
  std::string id;  ///< "A01", ...
  std::string title;
  std::string source;  ///< of the formula or chain
  std::vector<Figure> (*figures)();
};

/// The cases in the order of their ids. The systems are described in docs/methods/theory.md.
const std::vector<KnownCase>& known_cases();
/// Null if there is none.
const KnownCase* known_case(std::string_view id);
/// @throws std::runtime_error if there is none of this name
double figure(const std::vector<Figure>& figures, std::string_view name);

std::vector<KnownCase> queue_cases();    ///< queues, losses, priorities, several units
std::vector<KnownCase> clock_cases();    ///< what changes through the day
std::vector<KnownCase> spatial_cases();  ///< hypercubes and travel

}  // namespace kredsim::theory
