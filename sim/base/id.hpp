#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace kredsim {

/// A typed index into a column: a UnitId cannot be used where a StationId is meant.
/// Valid ids count from 0 in the order in which their world lists them; a default-made id is `none`.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value_{static_cast<std::uint32_t>(index)} {}

  [[nodiscard]] constexpr std::size_t index() const { return value_; }
  [[nodiscard]] constexpr bool valid() const { return value_ != nothing; }
  constexpr auto operator<=>(const Id&) const = default;

 private:
  static constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value_ = nothing;
};

/// One attribute of a population, indexed by its typed id.
template <class IdType, class T>
class Column {
 public:
  Column() = default;
  explicit Column(std::size_t size, const T& value = T{}) : values_(size, value) {}

  T& operator[](IdType id) { return values_[id.index()]; }
  const T& operator[](IdType id) const { return values_[id.index()]; }
  IdType push_back(T value) {
    values_.push_back(std::move(value));
    return IdType{values_.size() - 1};
  }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  [[nodiscard]] auto begin() const { return values_.begin(); }
  [[nodiscard]] auto end() const { return values_.end(); }
  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  [[nodiscard]] std::span<const T> span() const { return values_; }

  /// All valid ids of this column, in order: `for (UnitId unit : units.ids())`.
  [[nodiscard]] auto ids() const {
    struct Iterator {
      std::size_t at;
      IdType operator*() const { return IdType{at}; }
      Iterator& operator++() {
        ++at;
        return *this;
      }
      bool operator!=(const Iterator& other) const { return at != other.at; }
    };
    struct Range {
      std::size_t size;
      Iterator begin() const { return {0}; }
      Iterator end() const { return {size}; }
    };
    return Range{values_.size()};
  }

 private:
  std::vector<T> values_;
};

}  // namespace kredsim

template <class Tag>
struct std::hash<kredsim::Id<Tag>> {
  std::size_t operator()(kredsim::Id<Tag> id) const noexcept { return id.index(); }
};
