#include <algorithm>

#include <catch2/catch.hpp>

#include "analysis/statistics/histograms.hpp"

using namespace kredsim;

namespace {

Histograms of(std::vector<std::vector<std::uint16_t>> rows) {
  Histograms::Writer writer{rows.size()};
  for (std::size_t r = 0; r < rows.size(); ++r) writer.write(r, rows[r]);
  return writer.finish();
}

}  // namespace

TEST_CASE("values are counted to the nearest second below 2,048 and to 0.4 per cent above", "[statistics]") {
  CHECK(bins::bin_of(0) == 0);
  CHECK(bins::bin_of(499) == 0);
  CHECK(bins::bin_of(500) == 1);
  CHECK(bins::bin_of(2'047'499) == 2047);
  CHECK(bins::bin_of(2'048'000) == 2048);
  CHECK(bins::bin_of(2'055'000) == 2048);
  CHECK(bins::bin_of(2'056'000) == 2049);
  CHECK(bins::bin_of(std::int64_t{1} << 50) == bins::count - 1);
}

TEST_CASE("every second up to twelve days lies inside the bounds of its bin, and the bins follow without a gap",
          "[statistics]") {
  for (std::int64_t second = 1; second < (1 << 20); second += second < 5000 ? 1 : 97) {
    const std::size_t bin = bins::bin_of(second * 1000);
    REQUIRE(bins::from(bin) <= static_cast<double>(second));
    REQUIRE(static_cast<double>(second) < bins::to(bin));
    REQUIRE((bins::to(bin) - bins::from(bin)) / static_cast<double>(second) <= (second < 2048 ? 1.0 : 1.0 / 256));
  }
}

TEST_CASE("adding histograms merges their bins and keeps the rows apart", "[statistics]") {
  Histograms a = of({{3, 1, 3}, {}, {7}});
  a.add(of({{2, 3}, {5}, {}}));
  CHECK(std::ranges::equal(a.row(0), std::vector<BinCount>{{1, 1}, {2, 1}, {3, 3}}));
  CHECK(std::ranges::equal(a.row(1), std::vector<BinCount>{{5, 1}}));
  CHECK(std::ranges::equal(a.row(2), std::vector<BinCount>{{7, 1}}));
}

TEST_CASE("few values far apart and many values close together are counted alike", "[statistics]") {
  const auto far = of({{1900, 0, 1900}});
  CHECK(std::ranges::equal(far.row(0), std::vector<BinCount>{{0, 1}, {1900, 2}}));
  std::vector<std::uint16_t> many;
  for (int i = 0; i < 1000; ++i) many.push_back(static_cast<std::uint16_t>(i % 10));
  const auto close = of({many});
  for (const BinCount& bin : close.row(0)) CHECK(bin.count == 100);
}

TEST_CASE("rows that were not written are empty", "[statistics]") {
  Histograms::Writer writer{5};
  std::vector<std::uint16_t> one{9};
  writer.write(2, one);
  const Histograms histograms = writer.finish();
  CHECK(histograms.row(0).empty());
  CHECK(histograms.row(2).size() == 1);
  CHECK(histograms.row(4).empty());
}

TEST_CASE("a quantile is the order statistic to the second", "[statistics]") {
  const std::vector<PooledBin> ten{{10, 1}, {20, 1}, {30, 1}, {40, 1}, {50, 1},
                                   {60, 1}, {70, 1}, {80, 1}, {90, 1}, {100, 1}};
  CHECK(quantile(ten, 10, 0.50) == 50);
  CHECK(quantile(ten, 10, 0.75) == 80);
  CHECK(quantile(ten, 10, 0.90) == 90);
  CHECK(quantile(ten, 10, 0.91) == 100);
  CHECK(quantile(ten, 10, 0.0) == 10);
}

TEST_CASE("inside a wide bin a quantile is found by straight line", "[statistics]") {
  const std::vector<PooledBin> wide{{static_cast<std::uint16_t>(bins::narrow), 4}};  // 2,047.5 to 2,055.5
  CHECK(quantile(wide, 4, 0.5) == Approx(2047.5 + 8 * 1.5 / 4));
}
