#pragma once

#include <compare>
#include <cstdint>

namespace kredsim {

/// A number that knows its unit. Adding or comparing works within one unit only.
template <class Tag, class Rep>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(Rep value) : value_{value} {}

  [[nodiscard]] constexpr Rep count() const { return value_; }
  constexpr auto operator<=>(const Quantity&) const = default;
  constexpr Quantity& operator+=(Quantity other) {
    value_ += other.value_;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity other) {
    value_ -= other.value_;
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return a += b; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return a -= b; }

 private:
  Rep value_{};
};

/// Lengths on the road: whole millimetres, so that lengths add up exactly.
using Millimetres = Quantity<struct MillimetresTag, std::int64_t>;

constexpr double metres(Millimetres length) { return static_cast<double>(length.count()) / 1000.0; }

}  // namespace kredsim
