#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sim/road/label_index.hpp"

namespace kredsim {

/// Where everybody asks the way to: the labels of its entries in one array.
class Target {
 public:
  explicit Target(const LabelTravelTimes& index) : index_{index}, label_(index.tree().deepest() + 16) {
    path_.reserve(index.tree().longest_path());
  }

  void set(const LabelProfile& profile, Place place) {
    const EliminationTree& tree = index_.tree();
    place_ = place;
    entries_ = profile.edges.entries(place);
    path_.clear();
    if (entries_.size() == 0) return;
    // The ends of an edge are ancestor and descendant: what is shared with the lower one covers both.
    std::uint32_t lowest = entries_[0].node;
    if (entries_.size() == 2) lowest = std::max(lowest, entries_[1].node);
    depth_ = tree.depth(lowest);
    tree.path_to(lowest, path_);
    std::fill_n(label_.begin(), depth_ + 1, no_way);
    for (const Door& door : entries_)
      index_.scan().lower(label_.data(), profile.to.of(tree, door.node), door.time, tree.depth(door.node) + 1);
  }
  [[nodiscard]] Place place() const { return place_; }
  [[nodiscard]] const Doors& entries() const { return entries_; }
  [[nodiscard]] std::uint32_t shared(std::uint32_t node) const { return index_.tree().shared(node, depth_, path_); }
  [[nodiscard]] const std::uint32_t* label() const { return label_.data(); }

 private:
  const LabelTravelTimes& index_;
  Place place_;
  Doors entries_;
  std::uint32_t depth_ = 0;
  std::vector<EliminationTree::Chain> path_;
  std::vector<std::uint32_t> label_;
};

/// The questions of one thread.
class LabelQuery final : public TravelTimes::Query {
 public:
  explicit LabelQuery(const LabelTravelTimes& index) : index_{index}, target_{index}, packed_routes_{index.tree()} {}

  void times(std::span<const Place> from, Place to, ProfileId profile, std::span<Milliseconds> times) override;
  std::optional<TravelTimes::Nearest> nearest(std::span<const Whereabouts> candidates, Place to, ProfileId profile,
                                              SimTime now) override;
  bool route(Place from, Place to, ProfileId profile, Route& route) override;
  Place at(const Route& route, Milliseconds elapsed) override;
  void unpack(const Route& route, std::vector<Stretch>& stretches) override;

 private:
  /// Somebody asks from a node that is `more` away.
  struct Asker {
    std::uint32_t node = 0;
    std::uint32_t more = 0;
    std::size_t index = 0;
    std::uint32_t shared = 0;
    const std::uint32_t* label = nullptr;
  };
  /// Ways from one exit to one entry.
  struct Meeting {
    Door exit;
    Door entry;
    std::uint32_t shared = 0;
    std::uint32_t time = no_way;  ///< between the nodes
  };
  /// A unit on a step of its route, `left` milliseconds after its beginning.
  struct OnStep {
    const Route* route = nullptr;
    std::size_t item = 0;
    Step step = no_step;
    std::uint32_t left = 0;
  };
  /// A unit under way, and a time before which it cannot arrive.
  struct Contender {
    std::int64_t bound = 0;
    std::size_t index = 0;
    OnStep where;
  };

  void ask(const LabelProfile& profile, std::span<Asker> askers, std::span<std::uint32_t> times) const;
  void times_to_target(const LabelProfile& profile, std::span<const Place> from, std::span<std::uint32_t> times);
  void assemble(const LabelProfile& profile, const Meeting& meeting, std::vector<Step>& steps);
  void pack(const LabelProfile& profile, std::span<const Step> steps, Route& route) const;
  [[nodiscard]] Stretch stretch(const Route& route, std::size_t item) const;

  [[nodiscard]] static OnStep on_step(const Route& route, Milliseconds elapsed);
  void descend(std::span<OnStep> units) const;
  [[nodiscard]] Place place(const OnStep& unit) const;

  void sort_candidates(std::span<const Whereabouts> candidates, ProfileId profile, SimTime now);
  void bound_contenders(const LabelProfile& profile);

  const LabelTravelTimes& index_;
  Target target_;
  PackedRoutes packed_routes_;
  std::vector<Place> places_;
  std::vector<std::size_t> owners_;  ///< which candidate is at places_[i]
  std::vector<std::uint32_t> times_;
  std::vector<Asker> askers_;
  std::vector<Contender> contenders_;
  std::vector<OnStep> units_;
  std::vector<Step> steps_, candidate_;
};

}  // namespace kredsim
