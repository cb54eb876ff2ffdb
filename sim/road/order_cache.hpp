#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/road/dissection.hpp"

namespace kredsim {

/// Orders that were found before, each in a file of its own: `order-` and a hash of the network's neighbours. A file is
/// written under another name and renamed when complete, so two programs that start at once do no harm; what is
/// damaged, cut or foreign is told in one line on stderr and made again. Answers never depend on it, because they
/// never depend on the order (sim/road/travel_times.hpp).
class OrderCache {
 public:
  /// In a folder of the caller's; empty: keeps nothing.
  explicit OrderCache(std::string folder) : folder_{std::move(folder)} {}
  /// What the environment says: `KREDSIM_CACHE` (`off`, or a folder), else `$XDG_CACHE_HOME/kredsim`, else
  /// `~/.cache/kredsim`.
  static OrderCache of_this_user();

  /// The order of `dissection_order`, from the cache if it is there. Networks of fewer than `least_nodes` are ordered
  /// anew, which is as quick.
  [[nodiscard]] std::vector<std::uint32_t> order(const Neighbours& graph, std::size_t least_nodes = 20'000) const;
  /// The file of this network; it need not exist.
  [[nodiscard]] std::string file_of(const Neighbours& graph) const;
  [[nodiscard]] const std::string& folder() const { return folder_; }

  static constexpr std::uintmax_t most_bytes = 256'000'000;  ///< of all orders; the longest unused go first

 private:
  void keep(const std::string& file, const std::vector<std::uint32_t>& order) const;
  void make_room() const;

  std::string folder_;
};

/// The order of `graph`, by way of the cache of this user.
std::vector<std::uint32_t> cached_order(const Neighbours& graph);

}  // namespace kredsim
