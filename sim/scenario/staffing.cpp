#include "sim/scenario/staffing.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/random/stream.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

constexpr double days_a_year = 365;
constexpr double hours_of_rounding = 1e-6;  // hours: what sums of hours may differ by without meaning anything

double in_hours(Milliseconds value) { return seconds(value) / 3600; }

std::string one_decimal(double value) { return number_text(std::round(value * 10) / 10); }

std::string without_number(const std::string& name) {
  const auto at = name.rfind(" car ");
  return at == std::string::npos ? name : name.substr(0, at);
}

/// Numbers posts as an officer would: the second "naestved evening" is "naestved evening car 2".
class Numbers {
 public:
  std::string next(const std::string& station, const std::string& shift) {
    const std::string post = station + (shift.empty() ? "" : " " + shift) + " car ";
    return post + std::to_string(++cars_[post]);
  }

 private:
  std::map<std::string, int> cars_;
};

Post post_of(const Group& group, std::size_t line, const std::string& station, int car) {
  constexpr Milliseconds day = std::chrono::days{1};
  const Shift& shift = group.roster[line];
  Post post;
  post.station = station;
  post.shift = shift.name;
  post.line = line;
  post.crew = shift.crew.value_or(group.crew);
  post.length = shift.length;
  post.from = shift.from + car * shift.stagger;
  const auto days_later = static_cast<std::size_t>(post.from / day);
  post.from %= day;
  for (std::size_t weekday = 0; weekday < 7; ++weekday)
    post.weekdays[(weekday + days_later) % 7] = shift.weekdays[weekday];
  return post;
}

/// `naestved local night car 3` as `naestved night car 3`: the group may be said, as it is in results.
std::string without_group(const std::string& name, const std::string& group) {
  const auto space = name.find(' ');
  const std::string word = group + " ";
  if (space == std::string::npos || name.compare(space + 1, word.size(), word) != 0) return name;
  return name.substr(0, space + 1) + name.substr(space + 1 + word.size());
}

/// Applies `drop` and `add` to the posts of one group.
class Listed {
 public:
  Listed(const Group& group, GroupStaffing& staffing, std::vector<Problem>& problems)
      : group_{group}, staffing_{staffing}, problems_{problems} {}

  void drop(const std::vector<Reference>& list) {
    for (const Reference& wanted : list) {
      const bool fits = staffing_.left_over() >= -hours_of_rounding;
      const auto post = find(wanted);
      if (post == staffing_.posts.end()) {
        if (!fits || !ever(wanted)) unknown(wanted);
        continue;
      }
      if (fits) continue;
      staffing_.changes.push_back({PostChange::What::dropped, *post});
      staffing_.posts.erase(post);
    }
  }

  void add(const std::vector<Reference>& list) {
    bool room = true;
    for (const Reference& wanted : list) {
      const auto line = line_of(wanted);
      if (!line) {
        unknown(wanted);
        continue;
      }
      const Post post = next_post(group_, *line, wanted.name.substr(0, wanted.name.find(' ')), staffing_.posts);
      room = room && staffing_.left_over() - post.hours() >= -hours_of_rounding;
      staffing_.changes.push_back({room ? PostChange::What::added : PostChange::What::left_out, post});
      if (room) staffing_.posts.push_back(post);
    }
  }

 private:
  using Posts = std::vector<Post>;

  /// The post of this name, else the last car of the shift of this name.
  Posts::iterator find(const Reference& wanted) {
    const std::string name = without_group(wanted.name, staffing_.group);
    for (const std::string& text : {wanted.name, name})
      for (auto post = staffing_.posts.begin(); post != staffing_.posts.end(); ++post)
        if (post->name == text) return post;
    for (auto post = staffing_.posts.end(); post != staffing_.posts.begin();)
      if (without_number((--post)->name) == name) return post;
    return staffing_.posts.end();
  }
  [[nodiscard]] bool ever(const Reference& wanted) const {
    const std::string name = without_group(wanted.name, staffing_.group);
    return std::any_of(staffing_.before.begin(), staffing_.before.end(),
                       [&](const Post& post) { return post.name == name || without_number(post.name) == name; });
  }
  /// The first line of the roster whose shift is named behind the station.
  [[nodiscard]] std::optional<std::size_t> line_of(const Reference& wanted) const {
    const std::string name = without_group(wanted.name, staffing_.group);
    const auto space = name.find(' ');
    if (space == std::string::npos) return {};
    const std::string shift = without_number(name).substr(space + 1);
    for (std::size_t line = 0; line < group_.roster.size(); ++line)
      if (group_.roster[line].name == shift) return line;
    return {};
  }
  void unknown(const Reference& wanted) {
    std::vector<std::string> known;
    for (const Post& post : staffing_.before) {
      known.push_back(post.name);
      known.push_back(without_number(post.name));
    }
    const std::string near = nearest_name(wanted.name, known);
    problems_.push_back({wanted.origin, wanted.key,
                         "`" + wanted.name + "` is no post of `" + staffing_.group + "` (" +
                             (near.empty() ? "" : "did you mean `" + near + "`? ") +
                             "write a station and a shift of its roster, `naestved night`, or one car of them, "
                             "`naestved night car 3`)"});
  }

  const Group& group_;
  GroupStaffing& staffing_;
  std::vector<Problem>& problems_;
};

std::string arsvaerk(double hours_a_year, double net) { return one_decimal(hours_a_year / net) + " årsværk"; }

/// What cannot be before any post is changed.
std::optional<std::string> impossible(const Group& group, const GroupStaffing& staffing) {
  const Officers& officers = *staffing.officers;
  if (!officers.value)
    return "is changed by " + number_text(officers.change) +
           ", but nobody said from what (a file that this one extends must say `officers: 215`)";
  if (officers.now() < 0)
    return "is " + one_decimal(*officers.value) + " changed by " + number_text(officers.change) + ": " +
           one_decimal(officers.now()) + " officers cannot be (take away no more than there are)";
  if (!(staffing.year.net() > 0) && has_cars(group))
    return "cannot man a post (nothing is left of an årsværk: " + one_decimal(staffing.year.net()) +
           " h, see `net_hours`)";
  if (std::abs(officers.change) <= hours_of_rounding || !has_cars(group)) return {};
  const std::string by = "changes by " + number_text(officers.change) + " årsværk";
  if (!group.when_officers_change)
    return by +
           " and no rule says which posts change (write `when_officers_change: { drop: [...] }`, `{ add: [...] }` "
           "or `refill`: which posts change is the answer)";
  if (group.when_officers_change->kind == PostsRule::Kind::refuse)
    return by +
           ", and the rule is `refuse` (write `when_officers_change: { drop: [...] }`, `{ add: [...] }` or "
           "`refill`)";
  return {};
}

void check_it_fits(const Group& group, const std::string& name, const GroupStaffing& staffing,
                   std::vector<Problem>& problems) {
  if (!staffing.officers || staffing.left_over() >= -hours_of_rounding || to_be_refilled(group)) return;
  const double net = staffing.year.net();
  const bool fewer = staffing.officers->change < 0;
  const bool dropped = group.when_officers_change && !group.when_officers_change->drop.empty();
  problems.push_back({staffing.officers->origin, "force." + name + ".officers",
                      "the roster needs " + arsvaerk(staffing.hours_needed(), net) + " (" +
                          one_decimal(staffing.hours_needed()) + " h a year at " + one_decimal(net) +
                          " h each) and there are " + one_decimal(staffing.officers->now()) + ": " +
                          arsvaerk(-staffing.left_over(), net) + " too few" +
                          (dropped ? " after every post of `drop`" : "") + " (take cars off the roster" +
                          (dropped ? ", list more posts"
                           : fewer ? ", name the posts that go in `when_officers_change: { drop: [...] }`"
                                   : "") +
                          ", or look at `kredsim staffing` and `net_hours`)"});
}

/// A post whose next shift begins before the last one has ended never ends.
void check_stagger(const Group& group, const std::string& name, std::vector<Problem>& problems) {
  for (std::size_t line = 0; line < group.roster.size(); ++line) {
    const Shift& shift = group.roster[line];
    for (const auto& [station, cars] : shift.cars)
      if (cars > 1 && (cars - 1) * shift.stagger >= std::chrono::days{1}) {
        problems.push_back({station.origin, "force." + name + ".roster[" + std::to_string(line) + "].stagger",
                            "the last of " + std::to_string(cars) +
                                " cars would begin a day later (fewer cars, or a "
                                "smaller `stagger`)"});
        break;
      }
  }
}

}  // namespace

HoursOfAYear hours_of_a_year(const NetHours& rules) {
  using std::chrono::hours;
  HoursOfAYear year;
  year.gross = in_hours(rules.gross.value_or(hours{1924}));
  year.holidays = in_hours(rules.holidays.value_or(hours{222}));
  year.public_holidays = in_hours(rules.public_holidays.value_or(hours{70}));
  year.absence = (year.gross - year.holidays - year.public_holidays) * rules.absence.value_or(0.1);
  year.training = in_hours(rules.training.value_or(hours{0}));
  year.desk = year.on_duty() * rules.desk.value_or(0);
  return year;
}

double Post::hours() const {
  if (always_on) return crew * 24 * days_a_year;
  const auto days = std::count(weekdays.begin(), weekdays.end(), true);
  return crew * in_hours(length) * static_cast<double>(days) / 7 * days_a_year;
}

std::uint64_t Post::key(const std::string& group) const { return combine(stable_key(group), stable_key(name)); }

double GroupStaffing::hours_needed() const {
  double sum = desk_task_hours;
  for (const Post& post : posts) sum += post.hours();
  return sum;
}

std::string name_with_group(const Post& post, const std::string& group) {
  return post.station + " " + group + post.name.substr(post.station.size());
}

bool has_cars(const Group& group) { return !group.officers || !group.roster.empty() || !group.always_on_duty.empty(); }

std::vector<Post> posts_of(const Group& group) {
  std::vector<Post> posts;
  Numbers numbers;
  for (const auto& [station, cars] : group.always_on_duty)
    for (int car = 0; car < cars; ++car) {
      Post post;
      post.name = numbers.next(station.name, "");
      post.station = station.name;
      post.crew = group.crew;
      post.always_on = true;
      posts.push_back(std::move(post));
    }
  for (std::size_t line = 0; line < group.roster.size(); ++line)
    for (const auto& [station, cars] : group.roster[line].cars)
      for (int car = 0; car < cars; ++car) {
        posts.push_back(post_of(group, line, station.name, car));
        posts.back().name = numbers.next(station.name, group.roster[line].name);
      }
  return posts;
}

Post next_post(const Group& group, std::size_t line, const std::string& station, const std::vector<Post>& posts) {
  int of_line = 0;
  int of_name = 0;
  const std::string name = station + " " + group.roster[line].name;
  for (const Post& post : posts) {
    if (post.always_on) continue;
    if (post.line == line && post.station == station) ++of_line;
    if (without_number(post.name) == name)
      of_name = std::max(of_name, std::stoi(post.name.substr(post.name.rfind(' ') + 1)));
  }
  Post post = post_of(group, line, station, of_line);
  post.name = name + " car " + std::to_string(of_name + 1);
  return post;
}

bool to_be_refilled(const Group& group) {
  if (!group.officers || !group.when_officers_change) return false;
  const PostsRule::Kind rule = group.when_officers_change->kind;
  return rule != PostsRule::Kind::refuse && rule != PostsRule::Kind::listed &&
         std::abs(group.officers->change) > hours_of_rounding;
}

GroupStaffing staffing_of(const std::string& name, const Group& group, std::vector<Problem>& problems) {
  GroupStaffing staffing{name, group.officers, hours_of_a_year(group.net_hours), posts_of(group), {}, {}};
  staffing.posts = staffing.before;
  for (const auto& [task, work] : group.desk_tasks) staffing.desk_task_hours += work.per_year * in_hours(work.each);
  check_stagger(group, name, problems);
  if (!group.officers) {
    lend(group, staffing, problems);
    return staffing;
  }
  if (group.officers->as_rostered && staffing.year.net() > 0)
    staffing.officers->value = staffing.hours_needed() / staffing.year.net();
  if (auto why = impossible(group, staffing)) {
    problems.push_back({group.officers->origin, "force." + name + ".officers", std::move(*why)});
    return staffing;
  }
  if (group.when_officers_change && group.when_officers_change->kind == PostsRule::Kind::listed) {
    Listed listed{group, staffing, problems};
    if (group.officers->change < 0) listed.drop(group.when_officers_change->drop);
    if (group.officers->change > 0) listed.add(group.when_officers_change->add);
  }
  check_it_fits(group, name, staffing, problems);
  if (!to_be_refilled(group)) lend(group, staffing, problems);
  return staffing;
}

void check_staffing(const Scenario& scenario, Reading& reading) {
  std::vector<Problem> problems;
  for (const auto& [name, group] : scenario.force) {
    const GroupStaffing staffing = staffing_of(name, group, problems);
    for (const PostChange& change : staffing.changes) {
      const auto is_it = [&](const auto& station) { return station.first == change.post.station; };
      if (std::none_of(scenario.stations.begin(), scenario.stations.end(), is_it))
        problems.push_back({group.officers->origin, "force." + name + ".when_officers_change",
                            "no station named '" + change.post.station + "'"});
    }
  }
  for (const Problem& problem : problems) reading.problem_at(problem.origin, problem.key, problem.text);
}

std::string source_of(const Scenario& scenario, const std::string& key, const std::string& file) {
  const SourcedInput* nearest = nullptr;
  for (const SourcedInput& input : scenario.sources) {
    const bool speaks = key == input.key || (key.starts_with(input.key) && key[input.key.size()] == '.');
    const bool heard = file.empty() || key == input.key || file == input.origin.file;
    if (speaks && heard && (nearest == nullptr || input.key.size() > nearest->key.size())) nearest = &input;
  }
  return nearest == nullptr ? std::string{} : nearest->source;
}

}  // namespace kredsim::scenario
