#include "tests/support/difference.hpp"

#include <sstream>

namespace kredsim::test {

std::string difference(const std::string& expected, const std::string& actual) {
  std::istringstream left{expected};
  std::istringstream right{actual};
  std::string text;
  while (left || right) {
    std::string a;
    std::string b;
    const bool has_a = static_cast<bool>(std::getline(left, a));
    const bool has_b = static_cast<bool>(std::getline(right, b));
    if (has_a == has_b && a == b) continue;
    if (has_a) text += "- " + a + "\n";
    if (has_b) text += "+ " + b + "\n";
  }
  return text;
}

}  // namespace kredsim::test
