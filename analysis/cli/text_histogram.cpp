#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "analysis/cli/summary.hpp"

namespace kredsim {

namespace {

constexpr std::size_t lines = 6;
constexpr std::size_t columns_per_tick = 10;

/// Seconds a column: the narrowest at which the axis holds 99 % of the values. Ten columns are a round number of
/// minutes.
double column_width(const std::vector<PooledBin>& pooled, std::int64_t total, std::size_t columns) {
  constexpr std::array<double, 9> widths{6, 12, 30, 60, 120, 180, 300, 600, 1200};
  const double most = quantile(pooled, total, 0.99);
  for (const double width : widths)
    if (width * static_cast<double>(columns) > most) return width;
  return 6000 * std::ceil(most / (6000 * static_cast<double>(columns)));
}

double middle(const PooledBin& bin) {
  return bin.bin < bins::narrow ? bin.bin : (bins::from(bin.bin) + bins::to(bin.bin)) / 2;
}

/// One character of a bar of this height (in lines) on this line, counted from the bottom.
const char* block(double height, std::size_t line) {
  constexpr std::array<const char*, 9> eighths{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const double filled = std::clamp(height - static_cast<double>(line), 0.0, 1.0);
  auto eighth = static_cast<std::size_t>(std::lround(filled * 8));
  if (line == 0 && height > 0) eighth = std::max<std::size_t>(eighth, 1);  // what happened is seen
  return eighths[eighth];
}

}  // namespace

std::string text_histogram(const std::vector<PooledBin>& pooled, Language language, std::size_t columns) {
  std::int64_t total = 0;
  for (const PooledBin& bin : pooled) total += bin.count;
  const double width = column_width(pooled, total, columns);
  std::vector<std::int64_t> counts(columns, 0);
  std::int64_t beyond = 0;
  for (const PooledBin& bin : pooled) {
    const auto column = static_cast<std::size_t>(middle(bin) / width);
    (column < columns ? counts[column] : beyond) += bin.count;
  }
  const auto highest = static_cast<double>(std::max<std::int64_t>(1, *std::max_element(counts.begin(), counts.end())));

  std::string text;
  for (std::size_t line = lines; line-- > 0;) {
    text += line + 1 == lines ? fmt::format("{:>5.0f} % ┤", 100 * highest / static_cast<double>(total)) : "        │";
    std::string bar;
    for (const std::int64_t count : counts) bar += block(static_cast<double>(count) / highest * lines, line);
    bar.erase(bar.find_last_not_of(' ') + 1);
    text += bar + "\n";
  }
  text += "    0 % ┼";
  std::string labels = "        0";
  for (std::size_t column = 1; column <= columns; ++column) {
    text += column % columns_per_tick == 0 ? "┴" : "─";
    if (column % columns_per_tick != 0) continue;
    const std::string label = fmt::format("{:.0f}", static_cast<double>(column) * width / 60);
    labels.resize(std::max(labels.size(), 9 + column - label.size()), ' ');
    labels += label;
  }
  text += "\n" + labels + " min\n";
  if (beyond > 0) {
    const double share = 100 * static_cast<double>(beyond) / static_cast<double>(total);
    const double end = static_cast<double>(columns) * width / 60;
    text += language == Language::da ? fmt::format("         {:.1f} % er længere end {:.0f} min\n", share, end)
                                     : fmt::format("         {:.1f} % are longer than {:.0f} min\n", share, end);
    if (language == Language::da) {
      const auto point = text.rfind('.');
      text[point] = ',';
    }
  }
  return text;
}

}  // namespace kredsim
