#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "sim/road/label_index.hpp"

namespace kredsim {

/// Asks for a node's values for its first `n` ancestors ahead of time.
inline void prefetch_values(const std::uint32_t* values, std::uint32_t n) {
  for (std::uint32_t i = 0; i < n; i += EliminationTree::block) __builtin_prefetch(values + i);
}

/// Of two doors the one whose node lies below the other's: the ends of an edge are ancestor and descendant, so what is
/// shared with the lower one covers both.
inline const Door& lower_door(const Doors& doors) {
  return doors.size() == 2 && doors[1].node > doors[0].node ? doors[1] : doors[0];
}

/// Where everybody asks the way to: the labels of its entries in one array, as far down as anybody shares ancestors.
class Target {
 public:
  explicit Target(const LabelTravelTimes& index)
      : index_{index},
        path_{index.tree().longest_path()},
        label_(index.tree().deepest() + EliminationTree::block + LabelScan::always) {}

  void set(const LabelProfile& profile, Place place) {
    profile_ = &profile;
    place_ = place;
    entries_ = profile.edges.entries(place);
    filled_ = 0;
    if (entries_.size() == 0) return;
    index_.tree().begin_path(lower_door(entries_).node, path_);
    for (const Door& door : entries_) prefetch_values(profile.to.of_row(door.row), 4 * EliminationTree::block);
  }
  /// Between other work: takes the next step of what has to be known before `shared`.
  void prepare() { index_.tree().extend(path_); }
  void finish() { index_.tree().finish(path_); }
  [[nodiscard]] Place place() const { return place_; }
  [[nodiscard]] const Doors& entries() const { return entries_; }
  /// Sets how many ancestors each node shares with the entries. Only if there are entries, and finished.
  void share(std::span<LabelPrefix> prefixes) const { index_.tree().shared(prefixes, path_, index_.scan()); }
  /// From the first `shared` ancestors.
  [[nodiscard]] const std::uint32_t* label(std::uint32_t shared) {
    if (shared > filled_) {
      const Door& first = lower_door(entries_);
      const std::uint32_t begin = filled_;
      index_.scan().raise(label_.data() + begin, profile_->to.of_row(first.row) + begin, first.time, shared - begin);
      const std::uint32_t end = std::min(shared, entries_.upper_depth() + 1);
      if (entries_.size() == 2 && end > begin) {
        const Door& second = entries_[&first == &entries_[0] ? 1 : 0];
        index_.scan().lower(label_.data() + begin, profile_->to.of_row(second.row) + begin, second.time, end - begin);
      }
      filled_ = shared;
    }
    return label_.data();
  }

 private:
  const LabelTravelTimes& index_;
  const LabelProfile* profile_ = nullptr;
  Place place_;
  Doors entries_;
  std::uint32_t filled_ = 0;
  EliminationTree::Path path_;
  std::vector<std::uint32_t> label_;
};

/// The questions of one thread.
///
/// Up to `group` ask before the first is answered: the memory that one waits for is then on its way for all, and what
/// has come stays in the nearest cache.
class LabelQuery final : public TravelTimes::Query {
 public:
  explicit LabelQuery(const LabelTravelTimes& index) : index_{index}, target_{index}, packed_routes_{index.tree()} {}

  void times(std::span<const Place> from, Place to, ProfileId profile, std::span<Milliseconds> times) override;
  std::size_t first(std::span<const Whereabouts> candidates, Place to, ProfileId profile, SimTime now,
                    std::span<TravelTimes::Nearest> first) override;
  void routes(std::span<Route> routes) override;
  Place at(const Route& route, Milliseconds elapsed) override;
  void unpack(const Route& route, std::vector<Stretch>& stretches) override;

 private:
  /// Somebody asks from a node that is `more` away. Its prefix shares with the target what a node does that is the same
  /// or lies below it, but no more than `most`.
  struct Asker {
    std::uint32_t most = 0;
    std::uint32_t more = 0;
    std::size_t index = 0;
  };
  /// Ways from one exit to one entry.
  struct Meeting {
    Door exit;
    Door entry;
    std::uint32_t shared = 0;
    std::uint32_t time = no_way;  ///< between the nodes
  };
  /// A way between two places while it is being found.
  struct Search {
    const LabelProfile* profile = nullptr;
    Doors exits;
    Doors entries;
    std::array<Meeting, 4> meetings;  ///< the first `count`: ways of the least time
    std::size_t count = 0;
    std::uint32_t least = no_way;
    std::optional<Door> direct;
    std::vector<Step> steps;
  };
  /// A unit on a step of its route, `left` milliseconds after its beginning.
  struct OnStep {
    const Route* route = nullptr;
    std::size_t item = 0;
    Step step = no_step;
    std::uint32_t left = 0;
  };
  /// A unit under way, and whether a time is known before which it cannot arrive.
  struct Contender {
    bool bounded = false;
    std::size_t index = 0;
    OnStep where;
  };
  /// That time, and the contender; small, for they are moved about in a heap.
  struct Promise {
    std::int64_t bound = 0;
    std::uint32_t contender = 0;
    bool operator>(const Promise& other) const { return bound > other.bound; }
  };

  static constexpr std::size_t group = 96;
  static constexpr std::uint32_t any_depth = ~std::uint32_t{0};
  [[nodiscard]] bool group_is_full() const { return asker_count_ + 2 > group; }
  void add_asker(const std::uint32_t* label, std::uint32_t lower, const Asker& asker);
  void add_askers(const LabelProfile& profile, Place place, std::size_t index);
  void answer(std::span<std::uint32_t> times);
  void times_to_target(const LabelProfile& profile, std::span<const Place> from, std::span<std::uint32_t> times);
  void look(const Route& route, Search& search) const;
  void share(std::span<const Search> searches);
  void meet(Search& search, std::uint32_t shared) const;
  void find(std::span<Route> routes);
  void choose_among_equals(Search& search);
  [[nodiscard]] static PackedRoutes::Asked asked(const Search& search, const Meeting& meeting,
                                                 std::vector<Step>& steps);
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
  std::array<Asker, group> askers_;
  std::array<LabelPrefix, group> prefixes_;  ///< of the askers
  std::size_t asker_count_ = 0;
  std::vector<Contender> contenders_;
  std::vector<Promise> promises_;  ///< a heap: the least bound first
  std::vector<OnStep> units_;
  std::array<Search, PackedRoutes::together> searches_;
  std::array<EliminationTree::Pair, PackedRoutes::together> pairs_;  ///< the lower doors of each
  std::vector<Step> steps_, candidate_;
};

}  // namespace kredsim
