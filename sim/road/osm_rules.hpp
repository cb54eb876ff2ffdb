#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/road/road_graph.hpp"

/// The Danish reading of OpenStreetMap tags: which ways a police car may drive, in which direction, past which
/// barriers. docs/methods/osm-import.md gives the rules with their reasons.
namespace kredsim::osm {

/// The tags of one object, as views of memory that somebody else keeps.
class Tags {
 public:
  Tags() = default;
  Tags(std::initializer_list<std::pair<std::string_view, std::string_view>> tags) : tags_{tags} {}
  void add(std::string_view key, std::string_view value) { tags_.emplace_back(key, value); }
  void clear() { tags_.clear(); }
  /// The value of `key`, or "" if the object does not carry it.
  [[nodiscard]] std::string_view operator[](std::string_view key) const;

 private:
  std::vector<std::pair<std::string_view, std::string_view>> tags_;
};

/// How a way is driven. `forward` is the order of its nodes.
struct WayRule {
  RoadClass road_class = RoadClass::residential;
  bool ramp = false;  ///< tagged *_link
  Access forward = Access::everyone;
  Access backward = Access::everyone;
};

/// A way is used under a rule, or left out for a reason; the reason is "" for what is no road at all.
struct Judgement {
  std::optional<WayRule> rule;
  std::string_view left_out;
  std::string_view assumed;  ///< what had to be assumed about a used way, or ""
};

Judgement judge(const Tags& tags);

/// Who may pass a barrier on a node.
enum class Passage : std::uint8_t { everyone, emergency_only, nobody };

struct BarrierRules {
  bool bollards_block = true;  ///< bollard, block, chain, cycle barrier and their like
  bool gates_block = false;    ///< gate, lift gate, swing gate and their like
};

Passage passage(const Tags& node, const BarrierRules& rules);

}  // namespace kredsim::osm
