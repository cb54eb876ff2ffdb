#include "sim/world/refill.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include <glpk.h>

#include "sim/world/rates.hpp"

namespace kredsim {

namespace {

using scenario::Group;
using RosterPost = scenario::Post;  // beside kredsim::Post, where a unit waits

constexpr int most_cars_of_a_line = 40;
constexpr std::size_t most_choices = 1'500;
constexpr int most_nodes = 20'000;  // of the search tree: a bound that does not depend on the clock
constexpr double gap = 1e-3;
constexpr double weeks_a_year = 365.0 / 7;

/// Erlang's loss formula for 0, 1, ..., `most` servers.
std::vector<double> losses(double offered, std::size_t most) {
  std::vector<double> loss{1};
  for (std::size_t servers = 1; servers <= most; ++servers) {
    const double blocked = offered * loss.back();
    loss.push_back(blocked / (static_cast<double>(servers) + blocked));
  }
  return loss;
}

/// The share of an hour of the week for which a post is on duty.
double on_duty(const RosterPost& post, int hour) {
  if (post.always_on) return 1;
  constexpr std::int64_t h = 3'600'000;
  constexpr std::int64_t week = 7 * 24 * h;
  double share = 0;
  for (int day = 0; day < 7; ++day) {
    if (!post.weekdays[static_cast<std::size_t>(day)]) continue;
    const std::int64_t begin = day * 24 * h + post.from.count();
    for (const std::int64_t shifted : {begin, begin - week}) {
      const std::int64_t from = std::max(shifted, hour * h);
      const std::int64_t to = std::min(shifted + post.length.count(), (hour + 1) * h);
      if (to > from) share += static_cast<double>(to - from) / static_cast<double>(h);
    }
  }
  return std::min(share, 1.0);
}

std::vector<StationId> stations_of(const World& world, const Group& group) {
  std::vector<StationId> stations;
  const auto add = [&](const std::string& name) {
    for (const StationId id : world.district.stations.ids())
      if (world.district.stations[id].key == name && std::find(stations.begin(), stations.end(), id) == stations.end())
        stations.push_back(id);
  };
  for (const auto& [station, cars] : group.always_on_duty) add(station.name);
  for (const scenario::Shift& shift : group.roster)
    for (const auto& [station, cars] : shift.cars) add(station.name);
  return stations;
}

/// Of one municipality: the share of its incidents nearest to each station, and how far they are from it.
struct Catchment {
  std::vector<double> share;
  std::vector<double> drive_s;
};

Catchment catchment_of(const World& world, const std::vector<StationId>& stations, const AreaPoints& area,
                       TravelTimes::Query& query) {
  constexpr std::size_t sample = 400;  // points of an area, evenly spread over its weight
  Catchment catchment{std::vector<double>(stations.size()), std::vector<double>(stations.size())};
  std::vector<Place> from;
  for (const StationId station : stations) from.push_back(world.district.stations[station].place);
  std::vector<Milliseconds> times(stations.size());
  const ProfileId profile = world.travel->profile(Driving::emergency, world.scenario.period.start);
  const std::size_t points = std::min(sample, area.points.size() * 4);
  for (std::size_t i = 0; i < points; ++i) {
    const PointId point = area.at((static_cast<double>(i) + 0.5) / static_cast<double>(points));
    query.times(from, world.district.points[point].place, profile, times);
    const auto nearest = static_cast<std::size_t>(std::min_element(times.begin(), times.end()) - times.begin());
    if (times[nearest] == unreachable) continue;
    catchment.share[nearest] += 1;
    catchment.drive_s[nearest] += seconds(times[nearest]);
  }
  for (std::size_t s = 0; s < stations.size(); ++s) {
    if (catchment.share[s] > 0) catchment.drive_s[s] /= catchment.share[s];
    catchment.share[s] /= static_cast<double>(std::max<std::size_t>(points, 1));
  }
  return catchment;
}

double mean_cars(const IncidentType& type) {
  double mean = 0;
  for (const auto& [cars, share] : type.attendance.cars.chances) mean += cars * share;
  return mean;
}

/// A post that may or may not be, and how much each hour gains by it.
struct Choice {
  RosterPost post;
  bool given = false;  ///< must stay
};

/// The program: a 0-1 variable for each post; for each station and each set of hours in which the same posts are on
/// duty, one variable for the first, second, ... car there, worth less and less.
class Program {
 public:
  Program(const DemandCurve& demand, const std::vector<Choice>& choices, double hours)
      : demand_{demand}, choices_{choices}, problem_{glp_create_prob(), glp_delete_prob} {
    glp_set_obj_dir(problem_.get(), GLP_MAX);
    add_choices();
    add_budget(hours);
    for (std::size_t station = 0; station < demand.stations.size(); ++station) add_station(station);
    glp_load_matrix(problem_.get(), static_cast<int>(value_.size()) - 1, row_.data(), column_.data(), value_.data());
  }

  /// Which choices are taken.
  std::vector<bool> solve() {
    glp_iocp options;
    glp_init_iocp(&options);
    options.presolve = GLP_ON;
    options.msg_lev = GLP_MSG_OFF;
    options.mip_gap = gap;
    options.mir_cuts = GLP_ON;
    int nodes = 0;
    options.cb_info = &nodes;
    options.cb_func = [](glp_tree* tree, void* seen) {
      if (glp_ios_reason(tree) == GLP_ISELECT && ++*static_cast<int*>(seen) > most_nodes) glp_ios_terminate(tree);
    };
    std::vector<bool> taken(choices_.size());
    glp_intopt(problem_.get(), &options);
    const int status = glp_mip_status(problem_.get());
    for (std::size_t i = 0; i < choices_.size(); ++i)
      taken[i] = choices_[i].given || ((status == GLP_OPT || status == GLP_FEAS) &&
                                       glp_mip_col_val(problem_.get(), static_cast<int>(i) + 1) > 0.5);
    return taken;
  }

 private:
  void add(int row, int column, double value) {
    row_.push_back(row);
    column_.push_back(column);
    value_.push_back(value);
  }
  int new_row(double most) {
    const int row = glp_add_rows(problem_.get(), 1);
    glp_set_row_bnds(problem_.get(), row, GLP_UP, 0, most);
    return row;
  }

  void add_choices() {
    glp_add_cols(problem_.get(), static_cast<int>(choices_.size()));
    std::map<std::pair<std::size_t, std::string>, int> last;  // of the same line and station: one after the other
    for (std::size_t i = 0; i < choices_.size(); ++i) {
      const int column = static_cast<int>(i) + 1;
      glp_set_col_kind(problem_.get(), column, GLP_BV);
      if (choices_[i].given) {
        glp_set_col_bnds(problem_.get(), column, GLP_FX, 1, 1);
        continue;
      }
      const auto [before, first] = last.try_emplace({choices_[i].post.line, choices_[i].post.station}, column);
      if (first) continue;
      const int row = new_row(0);
      add(row, column, 1);
      add(row, before->second, -1);
      before->second = column;
    }
  }

  void add_budget(double hours) {
    const int row = new_row(hours / 1'000);
    for (std::size_t i = 0; i < choices_.size(); ++i)
      add(row, static_cast<int>(i) + 1, choices_[i].post.hours() / 1'000);
  }

  void add_station(std::size_t station) {
    std::vector<std::size_t> here;
    for (std::size_t i = 0; i < choices_.size(); ++i)
      if (choices_[i].post.station == demand_.stations[station]) here.push_back(i);
    if (here.empty()) return;
    std::map<std::vector<double>, std::vector<std::size_t>> alike;  // hours by who is on duty
    for (std::size_t hour = 0; hour < hours_of_week; ++hour) {
      std::vector<double> shares;
      for (const std::size_t i : here) shares.push_back(on_duty(choices_[i].post, static_cast<int>(hour)));
      alike[shares].push_back(hour);
    }
    for (const auto& [shares, hours] : alike) add_hours(station, here, shares, hours);
  }

  void add_hours(std::size_t station, const std::vector<std::size_t>& here, const std::vector<double>& shares,
                 const std::vector<std::size_t>& hours) {
    double most = 0;
    for (const double share : shares) most += share;
    const auto cars = static_cast<std::size_t>(std::ceil(most));
    if (cars == 0) return;
    std::vector<double> gains(cars);
    for (const std::size_t hour : hours) {
      const std::vector<double> loss = losses(demand_.hours[station].busy[hour], cars);
      for (std::size_t car = 0; car < cars; ++car)
        gains[car] += demand_.hours[station].tasks[hour] * (loss[car] - loss[car + 1]);
    }
    const int row = new_row(0);
    for (std::size_t i = 0; i < here.size(); ++i)
      if (shares[i] > 0) add(row, static_cast<int>(here[i]) + 1, -shares[i]);
    for (const double gain : gains) {
      const int column = glp_add_cols(problem_.get(), 1);
      glp_set_col_bnds(problem_.get(), column, GLP_DB, 0, 1);
      glp_set_obj_coef(problem_.get(), column, gain);
      add(row, column, 1);
    }
  }

  const DemandCurve& demand_;
  const std::vector<Choice>& choices_;
  std::unique_ptr<glp_prob, void (*)(glp_prob*)> problem_;
  std::vector<int> row_{0};  // GLPK counts from 1
  std::vector<int> column_{0};
  std::vector<double> value_{0};
};

std::vector<Choice> choices_of(const Group& group, const std::vector<RosterPost>& before, double hours, Refill refill) {
  std::vector<Choice> choices;
  double needed = 0;
  for (const RosterPost& post : before) needed += post.hours();
  const bool more = needed <= hours;
  for (const RosterPost& post : before)
    choices.push_back({post, post.always_on || (refill == Refill::difference && more)});
  if (refill == Refill::difference && !more) return choices;
  std::vector<RosterPost> posts = before;
  double room = hours;
  for (const Choice& choice : choices)
    if (choice.given) room -= choice.post.hours();
  for (std::size_t line = 0; line < group.roster.size(); ++line)
    for (const auto& [station, cars] : group.roster[line].cars) {
      const int known = refill == Refill::difference ? 0 : cars;
      for (int car = known; car < most_cars_of_a_line; ++car) {
        RosterPost post = scenario::next_post(group, line, station.name, posts);
        if ((car + 1) * post.hours() > room || post.hours() <= 0) break;
        posts.push_back(post);
        choices.push_back({std::move(post), false});
      }
    }
  return choices;
}

/// A line of a roster at one station.
using Cell = std::pair<std::size_t, std::string>;

std::map<Cell, int> cars_of(const std::vector<RosterPost>& posts) {
  std::map<Cell, int> cars;
  for (const RosterPost& post : posts)
    if (!post.always_on) ++cars[{post.line, post.station}];
  return cars;
}

double hours_of(const std::vector<RosterPost>& posts) {
  double sum = 0;
  for (const RosterPost& post : posts) sum += post.hours();
  return sum;
}

/// The posts without the last car of the cell, or with one more; nothing if there is none, or if that takes more than
/// `hours`.
std::optional<std::vector<RosterPost>> one_step(const Group& group, const std::vector<RosterPost>& posts,
                                                const Cell& cell, bool fewer, double hours) {
  std::vector<RosterPost> then = posts;
  if (fewer) {
    const auto last = std::find_if(then.rbegin(), then.rend(), [&](const RosterPost& post) {
      return !post.always_on && Cell{post.line, post.station} == cell;
    });
    if (last == then.rend()) return std::nullopt;
    then.erase(std::next(last).base());
    return then;
  }
  then.push_back(scenario::next_post(group, cell.first, cell.second, posts));
  if (then.back().hours() <= 0 || hours_of(then) > hours) return std::nullopt;
  return then;
}

/// One post after the other goes, or comes, in the cell of the highest rank (of equal ones the first), until the
/// officers' hours suffice or are used up. A rank gets the cell, and the posts before and after.
template <class Rank>
std::vector<RosterPost> step_by_step(const Group& group, const std::vector<Cell>& cells, std::vector<RosterPost> posts,
                                     double hours, Rank rank) {
  const bool fewer = hours_of(posts) > hours;
  while (!fewer || hours_of(posts) > hours) {
    std::optional<std::vector<RosterPost>> best;
    double highest = 0;
    for (const Cell& cell : cells) {
      auto then = one_step(group, posts, cell, fewer, hours);
      if (!then) continue;
      const double value = rank(cell, posts, *then);
      if (best && value <= highest) continue;
      best = std::move(then);
      highest = value;
    }
    if (!best) break;
    posts = std::move(*best);
  }
  return posts;
}

/// GLPK keeps an environment of its own.
std::mutex& glpk() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

DemandCurve demand_curve(const World& world, const scenario::Group& group) {
  DemandCurve demand;
  const std::vector<StationId> stations = stations_of(world, group);
  for (const StationId station : stations) demand.stations.push_back(world.district.stations[station].key);
  demand.hours.resize(stations.size());
  if (stations.empty()) return demand;
  const auto query = world.travel->query();
  std::map<std::size_t, Catchment> catchments;
  for (const ArrivalStream& stream : world.demand.streams) {
    const AreaPoints& area = world.demand.area_points[stream.area];
    if (area.points.empty()) continue;
    auto known = catchments.find(stream.area.index());
    if (known == catchments.end())
      known = catchments.emplace(stream.area.index(), catchment_of(world, stations, area, *query)).first;
    const IncidentType& type = world.demand.types[stream.type];
    const double cars = mean_cars(type);
    for (std::size_t s = 0; s < stations.size(); ++s) {
      const double work_h = cars * (type.on_scene.mean_s() + known->second.drive_s[s]) / 3600;
      for (int hour = 0; hour < hours_of_week; ++hour) {
        const double tasks = usual_rate(world.demand, stream, hour) * known->second.share[s];
        demand.hours[s].tasks[static_cast<std::size_t>(hour)] += tasks;
        demand.hours[s].busy[static_cast<std::size_t>(hour)] += tasks * work_h;
      }
    }
  }
  return demand;
}

double tasks_without_free_car(const DemandCurve& demand, const std::vector<RosterPost>& posts) {
  double sum = 0;
  for (std::size_t s = 0; s < demand.stations.size(); ++s)
    for (int hour = 0; hour < hours_of_week; ++hour) {
      double cars = 0;
      for (const RosterPost& post : posts)
        if (post.station == demand.stations[s]) cars += on_duty(post, hour);
      const auto whole = static_cast<std::size_t>(cars);
      const auto h = static_cast<std::size_t>(hour);
      const std::vector<double> loss = losses(demand.hours[s].busy[h], whole + 1);
      const double part = cars - static_cast<double>(whole);
      sum += demand.hours[s].tasks[h] * ((1 - part) * loss[whole] + part * loss[whole + 1]);
    }
  return sum * weeks_a_year;
}

std::vector<RosterPost> best_posts(const DemandCurve& demand, const scenario::Group& group,
                                   const std::vector<RosterPost>& before, double hours_a_year, Refill refill) {
  const std::vector<Choice> choices = choices_of(group, before, hours_a_year, refill);
  if (choices.size() > most_choices)
    throw ScenarioError{{{{},
                          "force",
                          "has " + std::to_string(choices.size()) + " posts to choose from (at most " +
                              std::to_string(most_choices) + " can be: list the posts instead of `refill`)"}}};
  const std::lock_guard lock{glpk()};
  glp_term_out(GLP_OFF);
  std::vector<bool> taken = Program{demand, choices, hours_a_year}.solve();
  glp_free_env();
  std::vector<RosterPost> posts;
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (taken[i]) posts.push_back(choices[i].post);
  return posts;
}

std::vector<RosterPost> posts_in_proportion(const scenario::Group& group, const std::vector<RosterPost>& before,
                                            double hours_a_year) {
  const std::map<Cell, int> original = cars_of(before);
  std::vector<Cell> cells;  // the largest first, so that they go first of equal shares
  for (std::size_t line = 0; line < group.roster.size(); ++line)
    for (const auto& [station, cars] : group.roster[line].cars)
      if (original.contains({line, station.name})) cells.emplace_back(line, station.name);
  std::stable_sort(cells.begin(), cells.end(),
                   [&](const Cell& a, const Cell& b) { return original.at(a) > original.at(b); });
  return step_by_step(group, cells, before, hours_a_year,
                      [&](const Cell& cell, const std::vector<RosterPost>& now, const std::vector<RosterPost>& then) {
                        const auto share = [&](const std::vector<RosterPost>& posts) {
                          const std::map<Cell, int> cars = cars_of(posts);
                          const auto known = cars.find(cell);
                          return known == cars.end() ? 0.0 : 1.0 * known->second / original.at(cell);
                        };
                        return then.size() < now.size() ? share(now) : -share(then);
                      });
}

std::vector<RosterPost> worst_posts(const DemandCurve& demand, const scenario::Group& group,
                                    const std::vector<RosterPost>& before, double hours_a_year) {
  std::vector<Cell> cells;
  for (std::size_t line = 0; line < group.roster.size(); ++line)
    for (const auto& [station, cars] : group.roster[line].cars) cells.emplace_back(line, station.name);
  return step_by_step(group, cells, before, hours_a_year,
                      [&](const Cell&, const std::vector<RosterPost>& now, const std::vector<RosterPost>& then) {
                        return (tasks_without_free_car(demand, then) - tasks_without_free_car(demand, now)) /
                               std::fabs(hours_of(then) - hours_of(now));
                      });
}

void refill(const World& world, const scenario::Group& group, scenario::GroupStaffing& staffing,
            std::vector<Problem>& problems) {
  const DemandCurve demand = demand_curve(world, group);
  const double hours = staffing.hours_there() - staffing.desk_task_hours;
  try {
    using Kind = scenario::PostsRule::Kind;
    switch (group.when_officers_change->kind) {
      case Kind::in_proportion: staffing.posts = posts_in_proportion(group, staffing.before, hours); break;
      case Kind::worst: staffing.posts = worst_posts(demand, group, staffing.before, hours); break;
      default: staffing.posts = best_posts(demand, group, staffing.before, hours, Refill::difference);
    }
  } catch (const ScenarioError& error) {
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    return;
  }
  using What = scenario::PostChange::What;
  const auto holds = [](const std::vector<RosterPost>& posts, const RosterPost& wanted) {
    return std::any_of(posts.begin(), posts.end(), [&](const RosterPost& post) { return post.name == wanted.name; });
  };
  for (const RosterPost& post : staffing.before)
    if (!holds(staffing.posts, post)) staffing.changes.push_back({What::dropped, post});
  for (const RosterPost& post : staffing.posts)
    if (!holds(staffing.before, post)) staffing.changes.push_back({What::added, post});
  staffing.without_free_car = {tasks_without_free_car(demand, staffing.before),
                               tasks_without_free_car(demand, staffing.posts)};
}

}  // namespace kredsim
