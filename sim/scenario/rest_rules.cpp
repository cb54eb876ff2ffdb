#include "sim/scenario/rest_rules.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace kredsim::scenario {
namespace {

constexpr int weeks_played = 52;
constexpr int quarter_weeks = 13;
constexpr int days_off_a_quarter = 26;
constexpr int free_weekends_a_year = 26;
constexpr int most_working_days = 10;
constexpr Milliseconds rest_between_shifts = std::chrono::hours{11};
constexpr Milliseconds longest_usual_shift = std::chrono::hours{15};
constexpr double hours_of_a_working_day = 7.4;
constexpr Milliseconds rota_day = std::chrono::days{1};
constexpr Milliseconds long_ago = -std::chrono::weeks{1};

/// One of the people, as far as the year has come.
struct Person {
  Milliseconds ends = long_ago;  ///< of the last shift
  int last_day = -2;             ///< on which a shift began
  int stretch = 0;               ///< working days in a row up to then
  int last_weekend = -1;         ///< worked
  int weekends = 0;
  std::int64_t worked = 0;  ///< ms
  std::array<int, weeks_played / quarter_weeks> days{};
};

struct RotaShift {
  Milliseconds from{0};  ///< since the first Monday
  Milliseconds to{0};
  int day = 0;
  int weekend = -1;  ///< number of the week whose weekend it touches
};

RotaShift shift_of(const Post& post, int day) {
  RotaShift shift;
  shift.day = day;
  shift.from = day * rota_day + post.from;
  shift.to = shift.from + post.length;
  const int week = day / 7;
  const Milliseconds saturday = (week * 7 + 5) * rota_day;
  if (shift.to > saturday) shift.weekend = week;
  return shift;
}

/// Smaller is better. Breaches first; then weekends are kept together; then hours are shared evenly.
auto cost(const Person& person, const RotaShift& shift) {
  const bool short_rest = shift.from < person.ends + rest_between_shifts;
  const int stretch = person.last_day == shift.day - 1 ? person.stretch + 1 : 1;
  const bool new_weekend = shift.weekend >= 0 && person.last_weekend != shift.weekend;
  return std::tuple{int{short_rest} + int{stretch > most_working_days}, new_weekend, new_weekend ? person.weekends : 0,
                    person.worked};
}

void take(Person& person, const RotaShift& shift, RestRules& rules) {
  if (shift.from < person.ends + rest_between_shifts) ++rules.short_rests;
  if (person.last_day != shift.day) {
    person.stretch = person.last_day == shift.day - 1 ? person.stretch + 1 : 1;
    if (person.stretch == most_working_days + 1) ++rules.long_stretches;
    ++person.days[static_cast<std::size_t>(shift.day / (7 * quarter_weeks))];
    person.last_day = shift.day;
  }
  if (shift.weekend >= 0 && person.last_weekend != shift.weekend) {
    person.last_weekend = shift.weekend;
    ++person.weekends;
  }
  person.ends = shift.to;
  person.worked += (shift.to - shift.from).count();
}

void give_out(const RotaShift& shift, int crew, std::vector<Person>& people, RestRules& rules) {
  for (int place = 0; place < crew; ++place) {
    Person* best = nullptr;
    for (Person& person : people)
      if (person.ends <= shift.from && (best == nullptr || cost(person, shift) < cost(*best, shift))) best = &person;
    if (best == nullptr)
      ++rules.unfilled;
    else
      take(*best, shift, rules);
  }
}

/// Posts around the clock are three shifts of eight hours.
std::vector<Post> shifts_of(const std::vector<Post>& posts) {
  std::vector<Post> shifts;
  for (const Post& post : posts) {
    if (!post.always_on) {
      shifts.push_back(post);
      continue;
    }
    for (const int hour : {7, 15, 23}) {
      Post shift = post;
      shift.from = std::chrono::hours{hour};
      shift.length = std::chrono::hours{8};
      shift.weekdays.fill(true);
      shifts.push_back(std::move(shift));
    }
  }
  std::stable_sort(shifts.begin(), shifts.end(), [](const Post& a, const Post& b) { return a.from < b.from; });
  return shifts;
}

}  // namespace

RestRules rest_rules(const std::vector<Post>& posts, const HoursOfAYear& year, int people) {
  RestRules rules;
  rules.people = people;
  std::vector<Person> rota(static_cast<std::size_t>(people));
  const std::vector<Post> shifts = shifts_of(posts);
  for (const Post& shift : shifts)
    if (shift.length > longest_usual_shift) ++rules.long_shifts;
  for (int day = 0; day < weeks_played * 7; ++day)
    for (const Post& post : shifts)
      if (post.weekdays[static_cast<std::size_t>(day % 7)]) give_out(shift_of(post, day), post.crew, rota, rules);
  const double elsewhere = (year.gross - year.net()) / hours_of_a_working_day / (weeks_played / quarter_weeks);
  int free_weekends = 0;
  for (const Person& person : rota) {
    for (const int days : person.days)
      rules.days_off_missing += std::max(0.0, days_off_a_quarter - (7 * quarter_weeks - days - elsewhere));
    rules.weekends_missing += std::max(0, free_weekends_a_year - (weeks_played - person.weekends));
    free_weekends += weeks_played - person.weekends;
  }
  if (people > 0) rules.free_weekends = static_cast<double>(free_weekends) / people;
  return rules;
}

}  // namespace kredsim::scenario
