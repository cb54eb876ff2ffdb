#include "analysis/theory/first_answer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "analysis/theory/assumptions.hpp"
#include "analysis/theory/crews.hpp"
#include "analysis/theory/erlang.hpp"
#include "analysis/theory/general_service.hpp"
#include "analysis/theory/nearest.hpp"
#include "analysis/theory/queue_over_time.hpp"
#include "sim/base/problem.hpp"
#include "sim/world/rates.hpp"

namespace kredsim::theory {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

class Answering {
 public:
  explicit Answering(const World& world)
      : world_{world}, loses_{world.scenario.dispatch.when_all_busy == scenario::WhenAllBusy::lose}, week_{world} {}

  FirstAnswer run() {
    demand();
    spatial();
    hours();
    through_time();
    week_means();
    law();
    assumptions();
    return std::move(answer_);
  }

 private:
  [[noreturn]] void refuse(const char* key, const char* problem) const {
    const auto& files = world_.scenario.files;
    throw ScenarioError{{{{files.empty() ? "scenario" : files.front()}, key, problem}}};
  }

  /// Expected calls of each hour; work pooled over types in proportion to their calls.
  void demand() {
    double calls = 0;
    double work = 0;
    double squares = 0;
    for (const ArrivalStream& stream : world_.demand.streams) {
      const Distribution& on_scene = world_.demand.types[stream.type].on_scene;
      for (int hour = 0; hour < hours_of_week; ++hour)
        answer_.hours[static_cast<std::size_t>(hour)].calls += usual_rate(world_.demand, stream, hour);
      calls += stream.per_hour;
      work += stream.per_hour * on_scene.mean_s();
      squares += stream.per_hour * (on_scene.variance_s2() + on_scene.mean_s() * on_scene.mean_s());
    }
    if (!(calls > 0)) refuse("incidents", "has no calls: there is nothing to estimate");
    if (week_.crews().empty()) refuse("force", "has nobody on duty: there is nothing to estimate");
    answer_.calls_per_hour = calls;
    work_s_ = work / calls;
    const Moments moments{work_s_, squares / calls};
    answer_.on_scene_variation = moments.mean > 0 ? std::max(0.0, moments.variation()) : 0;  // rounding
    // Slow crews take longer: by the hours that each is on duty, as if all were sent alike often.
    double hours = 0;
    double longer = 0;
    for (const Crew& crew : week_.crews())
      for (const UnitId unit : crew.units) {
        hours += crew.hours_a_week;
        longer += crew.hours_a_week / world_.force.groups[world_.force.units[unit].group].work_pace;
      }
    answer_.on_scene_s = work_s_ * longer / hours;
  }

  /// A hypercube for each crew that is on duty together; their drives weighted by the calls that come meanwhile.
  void spatial() {
    const CallPlaces places{world_};
    std::vector<double> travel(world_.district.areas.size(), 0);
    std::vector<double> covered(world_.district.areas.size(), 0);
    double all = 0;
    for (const Crew& crew : week_.crews()) {
      const CrewTravel result = solve_crew(world_, places, crew, work_s_, loses_);
      answer_.crews.push_back(result.answer);
      unreachable_ = std::max(unreachable_, result.unreachable);
      if (result.answer.method == CrewAnswer::Method::none) continue;
      const double weight = crew.calls_a_week;
      all += weight;
      answer_.travel_s += weight * result.travel_s;
      answer_.distance_m += weight * result.distance_m;
      for (const auto& [area, drive] : result.by_area) {
        travel[area.index()] += weight * drive;
        covered[area.index()] += weight;
      }
    }
    if (all > 0) {
      answer_.travel_s /= all;
      answer_.distance_m /= all;
    }
    for (const AreaId area : world_.district.areas.ids()) {
      const double calls = places.calls_per_hour(area) * hours_of_week;
      if (!(calls > 0)) continue;
      AreaAnswer row{area, calls, {}, {}};
      if (covered[area.index()] > 0) row.travel_s = travel[area.index()] / covered[area.index()];
      answer_.areas.push_back(row);
    }
    answer_.area_km2 = places.hull_km2();
  }

  [[nodiscard]] double service_h() const { return (answer_.on_scene_s + answer_.travel_s) / 3600; }

  /// Each hour as if it lasted for ever, with the units that are on duty for most of it.
  void hours() {
    for (std::size_t h = 0; h < answer_.hours.size(); ++h) {
      HourAnswer& hour = answer_.hours[h];
      hour.units = week_.mean_units(static_cast<double>(h), static_cast<double>(h) + 1);
      const int servers = static_cast<int>(std::lround(hour.units));
      const double offered = hour.calls * service_h();
      hour.load = hour.units > 0 ? offered / hour.units : (offered > 0 ? infinite : 0);
      if (loses_) {
        hour.share_waits = servers > 0 ? erlang_b(servers, offered) : 1;
      } else if (servers > 0) {
        const ErlangQueue queue{servers, hour.calls, service_h()};
        hour.share_waits = queue.share_that_waits();
        hour.wait_s = queue.mean_wait() * 3600;
      } else {
        hour.share_waits = 1;
        hour.wait_s = infinite;
      }
      hour.share_waits_through_time = hour.share_waits;
      hour.wait_through_time_s = hour.wait_s;
    }
  }

  [[nodiscard]] double mean_load() const {
    double offered = 0;
    double units = 0;
    for (const HourAnswer& hour : answer_.hours) {
      offered += hour.calls * service_h();
      units += hour.units;
    }
    return offered / units;
  }

  /// Where the queue of a fluid would be at its longest: the forward equations are cut well beyond.
  [[nodiscard]] double longest_fluid_queue() const {
    double queue = 0;
    double longest = 0;
    for (int week = 0; week < 2; ++week) {
      for (const HourAnswer& hour : answer_.hours) {
        queue = std::max(0.0, queue + hour.calls - hour.units / service_h());
        longest = std::max(longest, queue);
      }
    }
    return longest;
  }

  /// The forward equations of two weeks; the second counts.
  void through_time() {
    if (loses_ || mean_load() >= 0.98) return;
    double fastest = 0;
    for (const HourAnswer& hour : answer_.hours) fastest = std::max(fastest, hour.calls);
    const double most_units = week_.most_units();
    const double queue = longest_fluid_queue();
    const double room = 60 + most_units + 2 * queue + 8 * std::sqrt(queue + most_units) + 30 / (1 - mean_load());
    const double step = std::min(0.05, 0.5 / (fastest + most_units / service_h()));
    std::size_t now = 0;
    const auto rate = [&](double) { return answer_.hours[now].calls; };
    QueueOverTime chain{week_.units_at(0), service_h(), rate, static_cast<std::size_t>(std::min(room, 2000.0)), step};
    for (int week = 0; week < 2; ++week) {
      for (std::size_t h = 0; h < answer_.hours.size(); ++h) {
        const double base = static_cast<double>(week) * hours_of_week;
        now = h;
        chain.forget();
        for (const double change : week_.changes_within(static_cast<double>(h))) {
          chain.advance(base + change);
          chain.set_servers(week_.units_at(change));
        }
        chain.advance(base + static_cast<double>(h) + 1);
        HourAnswer& hour = answer_.hours[h];
        const QueueOverTime::Totals& totals = chain.totals();
        hour.share_waits_through_time = totals.arrivals > 0 ? totals.waiting / totals.arrivals : 0;
        hour.wait_through_time_s = totals.arrivals > 0 ? totals.queue_hours / totals.arrivals * 3600 : 0;
      }
    }
    through_time_ = true;
  }

  void week_means() {
    double calls = 0;
    double busy = 0;
    double units = 0;
    for (HourAnswer& hour : answer_.hours) {
      calls += hour.calls;
      units += hour.units;
      answer_.share_waits += hour.calls * hour.share_waits_through_time;
      if (!loses_) answer_.wait_s += hour.calls > 0 ? hour.calls * hour.wait_through_time_s : 0;
      busy += hour.calls * service_h() * (loses_ ? 1 - hour.share_waits : 1);
    }
    answer_.share_waits /= calls;
    answer_.wait_s /= calls;
    answer_.utilisation = busy / units;
    if (loses_) answer_.share_lost = answer_.share_waits;
    if (!loses_ && !through_time_) answer_.wait_s = infinite;
    const double variation = answer_.on_scene_variation * answer_.on_scene_s * answer_.on_scene_s /
                             (service_h() * 3600 * service_h() * 3600);
    answer_.wait_general_service_s = answer_.wait_s * (1 + variation) / 2;
    for (AreaAnswer& area : answer_.areas)
      if (area.travel_s && answer_.wait_s < infinite) area.response_s = *area.travel_s + answer_.wait_s;
    answer_.free_units = std::max(0.0, units / hours_of_week * (1 - answer_.utilisation));
  }

  void law() { answer_.square_root_law_m = 1000 * square_root_law(answer_.area_km2, answer_.free_units); }

  void note(Assumption assumption, bool broken, double by) {
    if (broken) answer_.broken.push_back({assumption, by});
  }

  void assumptions() {
    double least = infinite;
    double most = 0;
    double overloaded = 0;
    for (const HourAnswer& hour : answer_.hours) {
      least = std::min(least, hour.calls);
      most = std::max(most, hour.calls);
      overloaded += hour.load >= 1 ? 1 : 0;
    }
    note(Assumption::constant_rate, most > least * 1.001, least > 0 ? most / least : infinite);
    note(Assumption::one_crew, week_.crews().size() > 1, static_cast<double>(week_.crews().size()));
    std::array<bool, scenario::priorities> used{};
    bool exponential = true;
    for (const ArrivalStream& stream : world_.demand.streams) {
      const IncidentType& type = world_.demand.types[stream.type];
      used[static_cast<std::size_t>(type.priority)] = true;
      exponential = exponential && type.on_scene.kind() == Distribution::Kind::exponential;
    }
    const auto priorities = std::count(used.begin(), used.end(), true);
    note(Assumption::one_priority, priorities > 1, static_cast<double>(priorities));
    // What is lost does not depend on the law of the work.
    note(Assumption::exponential_work, !loses_ && (!exponential || std::fabs(answer_.on_scene_variation - 1) > 1e-6),
         answer_.on_scene_variation);
    const double driving = answer_.travel_s / (answer_.travel_s + answer_.on_scene_s);
    note(Assumption::no_travel_in_work, driving > 0, driving);
    note(Assumption::units_at_home, answer_.travel_s > 0, answer_.utilisation);
    bool varies = world_.scenario.driving.trip_multiplier.sd > 0;
    for (const auto& profile : world_.scenario.driving.profiles) varies = varies || !profile.hours.empty();
    note(Assumption::one_driving_speed, varies && answer_.travel_s > 0, world_.scenario.driving.trip_multiplier.sd);
    note(Assumption::roads_everywhere, unreachable_ > 0, unreachable_);
    note(Assumption::stable, overloaded > 0 || (!loses_ && !through_time_), overloaded);
    double own_work = 0;
    for (const auto& [key, group] : world_.scenario.force)
      if (group.own_work) own_work = std::max(own_work, group.own_work->per_idle_hour);
    note(Assumption::no_own_work, own_work > 0, own_work);
    note(Assumption::pooled_groups, world_.force.staffing.size() > 1,
         static_cast<double>(world_.force.staffing.size()));
    note(Assumption::no_help, !world_.neighbours.empty(), static_cast<double>(world_.neighbours.size()));
    for (const Broken& one : broken_by_rules(world_, answer_.travel_s)) answer_.broken.push_back(one);
  }

  const World& world_;
  double work_s_ = 0;  ///< of a crew of pace 1
  bool loses_;
  Week week_;
  bool through_time_ = false;
  double unreachable_ = 0;
  FirstAnswer answer_;
};

}  // namespace

std::string_view name(Assumption assumption) {
  switch (assumption) {
    case Assumption::constant_rate: return "constant_rate";
    case Assumption::one_crew: return "one_crew";
    case Assumption::one_priority: return "one_priority";
    case Assumption::exponential_work: return "exponential_work";
    case Assumption::no_travel_in_work: return "no_travel_in_work";
    case Assumption::units_at_home: return "units_at_home";
    case Assumption::one_driving_speed: return "one_driving_speed";
    case Assumption::roads_everywhere: return "roads_everywhere";
    case Assumption::stable: return "stable";
    case Assumption::pooled_groups: return "pooled_groups";
    case Assumption::no_own_work: return "no_own_work";
    case Assumption::no_control_centre: return "no_control_centre";
    case Assumption::independent_calls: return "independent_calls";
    case Assumption::one_unit_each: return "one_unit_each";
    case Assumption::nobody_interrupted: return "nobody_interrupted";
    case Assumption::any_unit_will_do: return "any_unit_will_do";
    case Assumption::work_ends_at_scene: return "work_ends_at_scene";
    case Assumption::everybody_stays: return "everybody_stays";
    case Assumption::no_patrol: return "no_patrol";
    case Assumption::no_help: return "no_help";
    case Assumption::no_planned_work: return "no_planned_work";
    case Assumption::nobody_away: return "nobody_away";
  }
  return {};
}

FirstAnswer first_answer(const World& world) { return Answering{world}.run(); }

}  // namespace kredsim::theory
