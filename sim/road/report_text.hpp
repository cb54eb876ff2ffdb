#pragma once

#include <string>

#include "sim/road/road_graph.hpp"

namespace kredsim {

/// "20,616": the way counts and lengths are printed in the reports of this folder.
std::string grouped(std::size_t count);
/// "1,234.5" with so many decimals.
std::string rounded(double value, int decimals);
/// "1,234.5 km".
std::string kilometres(Millimetres length);
/// "71.3 %"; "-" if the whole is nothing.
std::string percent(double part, double whole);

}  // namespace kredsim
