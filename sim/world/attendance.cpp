#include <algorithm>
#include <limits>

#include "sim/world/build.hpp"

namespace kredsim {

namespace {

/// A bit for every capability that a group has.
class Capabilities {
 public:
  static constexpr std::size_t most = 64;

  /// @return false if there are too many.
  bool add(const std::vector<std::string>& names, std::uint64_t& bits) {
    for (const std::string& name : names) {
      const auto at = static_cast<std::size_t>(std::find(known_.begin(), known_.end(), name) - known_.begin());
      if (at == most) return false;
      if (at == known_.size()) known_.push_back(name);
      bits |= std::uint64_t{1} << at;
    }
    return true;
  }
  /// The first of the names that no group has, else nullptr.
  const std::string* unknown(const std::vector<std::string>& names) const {
    for (const std::string& name : names)
      if (std::find(known_.begin(), known_.end(), name) == known_.end()) return &name;
    return nullptr;
  }
  [[nodiscard]] const std::vector<std::string>& known() const { return known_; }

 private:
  std::vector<std::string> known_;
};

class Matcher {
 public:
  explicit Matcher(World& world)
      : world_{world}, file_{world.scenario.files.empty() ? "scenario" : world.scenario.files.back()} {}

  void match() {
    capabilities();
    for (const TypeId id : world_.demand.types.ids()) can_be_served(world_.demand.types[id]);
    own_areas();
    preference();
    if (!problems_.empty()) throw ScenarioError{problems_};
  }

 private:
  void problem(std::string key, std::string text) { problems_.push_back({{file_}, std::move(key), std::move(text)}); }

  void capabilities() {
    Capabilities all;
    for (Group& group : world_.force.groups)
      if (!all.add(group.duties.capabilities, group.capabilities))
        problem("force." + group.key + ".capabilities", "there are more than 64 capabilities in all");
    for (IncidentType& type : world_.demand.types) {
      const std::string key = "incidents." + type.key + ".capabilities";
      if (const std::string* missing = all.unknown(type.attendance.capabilities)) {
        const std::string near = nearest_name(*missing, all.known());
        problem(key, "no group has the capability `" + *missing + "`" +
                         (near.empty() ? " (give it to a group, or remove it)" : " (did you mean `" + near + "`?)"));
      } else {
        all.add(type.attendance.capabilities, type.capabilities);
        const auto units = world_.force.units.span();
        const bool somebody = std::any_of(units.begin(), units.end(), [&](const Unit& unit) {
          return (world_.force.groups[unit.group].capabilities & type.capabilities) == type.capabilities;
        });
        if (!somebody && !units.empty())
          problem(key, "no car has all of them (one car of a group that has all must be among those sent)");
      }
    }
  }

  void can_be_served(const IncidentType& type) {
    if (world_.force.units.empty()) return;
    const std::string key = "incidents." + type.key;
    const auto cars = static_cast<int>(world_.force.units.size());
    int officers = 0;
    for (const UnitId unit : world_.force.units.ids()) officers += world_.force.crew(unit);
    const scenario::Attendance& needs = type.attendance;
    if (needs.cars.most() > cars)
      problem(key + ".cars", "needs up to " + std::to_string(needs.cars.most()) + " cars, but the whole roster has " +
                                 std::to_string(cars) + " (such an incident would never be complete)");
    if (needs.officers.most() > officers)
      problem(key + ".officers_required", "needs up to " + std::to_string(needs.officers.most()) +
                                              " officers, but all cars of the roster together have " +
                                              std::to_string(officers));
    if (needs.officers_to_begin() > officers)
      problem(key + ".solo", "needs two officers, but the whole force is one car with one");
    if (needs.arrest && std::none_of(world_.district.stations.begin(), world_.district.stations.end(),
                                     [](const District::Station& station) { return station.detention; }))
      problem(key + ".arrest", "no station has `detention: true` (there is nowhere to bring a detainee)");
  }

  void own_areas() {
    if (world_.scenario.dispatch.policy != "own area first") return;
    for (const Unit& unit : world_.force.units) {
      const District::Station& station = world_.district.stations[unit.station];
      if (!station.area.valid() && !world_.force.groups[unit.group].neighbours)
        return problem("stations." + station.key + ".area",
                       "is missing (the policy `own area first` must know which area its cars call their own)");
    }
  }

  /// Units not on an area's list come after all that are.
  void preference() {
    if (world_.scenario.dispatch.policy != "preference") return;
    constexpr std::uint16_t last = std::numeric_limits<std::uint16_t>::max();
    Force& force = world_.force;
    force.preference = Column<AreaId, std::vector<std::uint16_t>>{world_.district.areas.size()};
    for (auto& ranks : force.preference) ranks.assign(force.units.size(), last);
    for (const auto& [area, list] : world_.scenario.dispatch.preference) {
      auto& ranks = force.preference[find(world_.district.areas, area.name)];
      for (std::size_t place = 0; place < list.size(); ++place) {
        bool known = false;
        for (const UnitId unit : force.units.ids()) {
          const Unit& post = force.units[unit];
          if (force.is_neighbours(unit)) continue;
          if (post.name != list[place] && force.groups[post.group].key != list[place] &&
              world_.district.stations[post.station].key != list[place])
            continue;
          known = true;
          auto& rank = ranks[unit.index()];
          rank = std::min(rank, static_cast<std::uint16_t>(place));
        }
        if (!known)
          problem("dispatch.preference." + area.name,
                  "`" + list[place] + "` is no car of the roster, and no station or group that has one");
      }
    }
  }

  World& world_;
  std::string file_;
  std::vector<Problem> problems_;
};

}  // namespace

void match_force_and_demand(World& world) { Matcher{world}.match(); }

}  // namespace kredsim
