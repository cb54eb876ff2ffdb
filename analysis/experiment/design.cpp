#include "analysis/experiment/design.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

#include <boost/random/sobol.hpp>

#include "sim/base/pinned_math.hpp"
#include "sim/random/stream.hpp"

namespace kredsim {

namespace {

/// Ten significant digits, never with an exponent: durations and speeds are not written with one.
std::string ten_digits(double value) {
  char text[400];
  const auto rounded = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 9);
  double back = 0;
  std::from_chars(text, rounded.ptr, back);
  if (back == 0) back = 0;  // no -0
  const auto shortest = std::to_chars(text, text + sizeof text, back, std::chars_format::fixed);
  return {text, shortest.ptr};
}

/// Every combination; the last factor runs fastest.
class Grid final : public Design {
 public:
  explicit Grid(const Sweep& sweep) : sweep_{sweep} {}

  [[nodiscard]] std::uint64_t points() const override {
    std::uint64_t all = 1;
    for (const auto& [name, factor] : sweep_.factors) all = std::min(all * levels(factor), most_points + 1);
    return all;
  }
  [[nodiscard]] std::vector<Level> point(std::uint64_t index) const override {
    std::vector<Level> point(sweep_.factors.size());
    for (std::size_t f = point.size(); f-- > 0;) {
      const Factor& factor = sweep_.factors[f].second;
      point[f] = level(factor, index % levels(factor));
      index /= levels(factor);
    }
    return point;
  }

 private:
  static std::uint64_t levels(const Factor& factor) {
    return factor.range ? static_cast<std::uint64_t>(factor.range->steps) : factor.values.size();
  }
  static Level level(const Factor& factor, std::uint64_t index) {
    if (!factor.range) return factor.values[static_cast<std::size_t>(index)];
    if (factor.range->steps == 1) return factor.range->at(0);
    return factor.range->at(static_cast<double>(index) / (factor.range->steps - 1));
  }
  const Sweep& sweep_;
};

/// Points that fill the space: one number in (0, 1) a factor.
class SpaceFilling : public Design {
 public:
  explicit SpaceFilling(const Sweep& sweep) : sweep_{sweep} {}

  [[nodiscard]] std::uint64_t points() const override { return static_cast<std::uint64_t>(*sweep_.points); }
  [[nodiscard]] std::vector<Level> point(std::uint64_t index) const override {
    const std::vector<double> shares = place(index);
    std::vector<Level> point;
    for (std::size_t f = 0; f < shares.size(); ++f) point.push_back(level(sweep_.factors[f].second, shares[f]));
    return point;
  }

 protected:
  [[nodiscard]] virtual std::vector<double> place(std::uint64_t index) const = 0;
  const Sweep& sweep_;

 private:
  /// A list is cut into equal slices; so is a range of whole numbers, so that its ends are as frequent as the rest.
  static Level level(const Factor& factor, double share) {
    if (!factor.range) {
      const auto slice = static_cast<std::size_t>(share * static_cast<double>(factor.values.size()));
      return factor.values[std::min(slice, factor.values.size() - 1)];
    }
    LevelRange range = *factor.range;
    if (!range.whole || range.scale == LevelRange::Scale::log || range.to == range.from) return range.at(share);
    const double up = range.to > range.from ? 1 : -1;
    const double values = std::abs(range.to - range.from) + 1;
    const double whole = range.from + up * std::min(std::floor(share * values), values - 1);
    return range.at((whole - range.from) / (range.to - range.from));
  }
};

class LatinHypercube final : public SpaceFilling {
 public:
  explicit LatinHypercube(const Sweep& sweep) : SpaceFilling{sweep} {
    for (const auto& [name, factor] : sweep.factors) {
      keys_.push_back(stable_key(name));
      strata_.emplace_back(points(), sweep.design_seed, keys_.back());
    }
  }

 protected:
  [[nodiscard]] std::vector<double> place(std::uint64_t index) const override {
    std::vector<double> shares;
    for (std::size_t f = 0; f < strata_.size(); ++f) {
      Stream inside{sweep_.design_seed, index, Purpose::design, keys_[f]};
      shares.push_back((static_cast<double>(strata_[f](index)) + inside.uniform()) / static_cast<double>(points()));
    }
    return shares;
  }

 private:
  std::vector<std::uint64_t> keys_;
  std::vector<Permutation> strata_;
};

/// Sobol's sequence with the direction numbers of Joe and Kuo (2008), shifted by a random vector modulo 1 (Cranley and
/// Patterson 1976) so that no point lies on an edge and another design seed gives another sequence.
class Sobol final : public SpaceFilling {
 public:
  explicit Sobol(const Sweep& sweep) : SpaceFilling{sweep} {
    for (const auto& [name, factor] : sweep.factors)
      shifts_.push_back(Stream{sweep.design_seed, 0, Purpose::design, stable_key(name)}.uniform());
  }

 protected:
  [[nodiscard]] std::vector<double> place(std::uint64_t index) const override {
    boost::random::sobol sequence{shifts_.size()};
    sequence.discard(index * shifts_.size());
    std::vector<double> shares;
    for (const double shift : shifts_) {
      const double share = static_cast<double>(sequence() >> 11U) * 0x1p-53 + shift;
      shares.push_back(share - std::floor(share));
    }
    return shares;
  }

 private:
  std::vector<double> shifts_;
};

class TableDesign final : public Design {
 public:
  explicit TableDesign(const Sweep& sweep) : sweep_{sweep} {}
  [[nodiscard]] std::uint64_t points() const override { return sweep_.table.size(); }
  [[nodiscard]] std::vector<Level> point(std::uint64_t index) const override {
    return sweep_.table[static_cast<std::size_t>(index)];
  }

 private:
  const Sweep& sweep_;
};

}  // namespace

Level LevelRange::at(double share) const {
  double value = scale == Scale::log ? from * pinned::exp(share * pinned::log(to / from)) : from + share * (to - from);
  if (share == 0) value = from;
  if (share == 1) value = to;
  if (whole) value = std::floor(value + 0.5);
  const std::string text = ten_digits(value) + unit;
  return {text, text};
}

Permutation::Permutation(std::uint64_t size, std::uint64_t seed, std::uint64_t key) : size_{size} {
  const auto bits = static_cast<unsigned>(std::bit_width(size > 1 ? size - 1 : 1));
  half_bits_ = (bits + 1) / 2;
  Stream stream{seed, 0, Purpose::design, combine(key, stable_key("strata"))};
  for (std::uint64_t& round_key : round_keys_) {
    round_key = stream();
    round_key = round_key << 32U | stream();
  }
}

std::uint64_t Permutation::operator()(std::uint64_t index) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  do {
    std::uint64_t left = index >> half_bits_;
    std::uint64_t right = index & mask;
    for (const std::uint64_t round_key : round_keys_) {
      const std::uint64_t mixed = left ^ (combine(round_key, right) & mask);
      left = right;
      right = mixed;
    }
    index = left << half_bits_ | right;
  } while (index >= size_);
  return index;
}

std::unique_ptr<const Design> make_design(const Sweep& sweep) {
  switch (sweep.design) {
    case DesignKind::grid: return std::make_unique<Grid>(sweep);
    case DesignKind::latin_hypercube: return std::make_unique<LatinHypercube>(sweep);
    case DesignKind::sobol: return std::make_unique<Sobol>(sweep);
    case DesignKind::table: break;
  }
  return std::make_unique<TableDesign>(sweep);
}

}  // namespace kredsim
