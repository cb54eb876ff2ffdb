#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/reading.hpp"
#include "sim/scenario/scenario.hpp"

/// From officers to cars, by arithmetic alone: docs/methods/staffing.md.
namespace kredsim::scenario {

/// The hours of an årsværk, in the order in which they are taken off.
struct HoursOfAYear {
  double gross = 0;
  double holidays = 0;
  double public_holidays = 0;
  double absence = 0;
  double training = 0;
  double desk = 0;

  [[nodiscard]] double on_duty() const { return gross - holidays - public_holidays - absence - training; }
  /// For posts.
  [[nodiscard]] double net() const { return on_duty() - desk; }
};

HoursOfAYear hours_of_a_year(const NetHours& rules);

/// One car of one line of a roster.
struct Post {
  std::string name;  ///< within its group: "naestved evening car 2"
  std::string station;
  std::string shift;     ///< empty: always on duty
  std::size_t line = 0;  ///< of the roster
  int crew = 2;
  Milliseconds from{0};  ///< after midnight, less than a day
  Milliseconds length{0};
  std::array<bool, 7> weekdays{};
  bool always_on = false;

  /// Officers' hours in a year of 365 days.
  [[nodiscard]] double hours() const;
  /// The same whatever other posts and groups there are.
  [[nodiscard]] std::uint64_t key(const std::string& group) const;
};

struct PostChange {
  enum class What : std::uint8_t { dropped, added, left_out } what = What::dropped;
  Post post;
};

/// What a loan of officers takes from the posts of its group while no other loan of theirs begins or ends.
struct LentStretch {
  std::string loan;
  SimTime from;
  SimTime to;
  double hours = 0;            ///< officers' hours a year, while it lasts ...
  double left_over = 0;        ///< ... of which so many were behind no post
  std::vector<double> shares;  ///< by post: of its shifts, those that stay empty
};

/// A group's posts and the officers behind them.
struct GroupStaffing {
  std::string group;
  std::optional<Officers> officers;  ///< none: nothing was counted
  HoursOfAYear year;
  std::vector<Post> before;  ///< as the roster says
  std::vector<Post> posts;   ///< as they are played
  std::vector<PostChange> changes;
  /// Where a solver chose: tasks a year that it expects to find no free car, before and after.
  std::optional<std::pair<double, double>> without_free_car = {};
  double desk_task_hours = 0;  ///< officers' hours a year for desk work of a known number
  std::vector<LentStretch> lent = {};

  [[nodiscard]] double hours_there() const { return officers ? officers->now() * year.net() : 0; }
  [[nodiscard]] double hours_needed() const;
  [[nodiscard]] double left_over() const { return hours_there() - hours_needed(); }
};

/// The name of a post in results where several groups have cars: "naestved local evening car 2".
std::string name_with_group(const Post& post, const std::string& group);

/// Whether the group has a roster or cars around the clock at all.
bool has_cars(const Group& group);
/// The posts of the roster as it is written, those around the clock first.
std::vector<Post> posts_of(const Group& group);
/// Posts of a line at a station beyond `posts`; the next number of its name.
Post next_post(const Group& group, std::size_t line, const std::string& station, const std::vector<Post>& posts);
/// Whether posts are to be chosen by the solver.
bool to_be_refilled(const Group& group);
/// The posts after the rule `drop` and `add`; those of the roster where a solver is to choose.
/// @param problems what is wrong with the names or the numbers
GroupStaffing staffing_of(const std::string& name, const Group& group, std::vector<Problem>& problems);
/// Which of the posts that are played the loans of the group leave empty (`GroupStaffing::lent`).
/// @param problems posts that are not there, more officers than there are
void lend(const Group& group, GroupStaffing& staffing, std::vector<Problem>& problems);
/// Every group's, with its problems.
void check_staffing(const Scenario& scenario, Reading& reading);

/// What the user said about where the value at a key comes from: of the key itself, or of the nearest map around it.
/// Empty if nothing. With a `file` only what was said there counts: what an extended file said about a value of its own
/// is no source of another file's change of it.
std::string source_of(const Scenario& scenario, const std::string& key, const std::string& file = "");

}  // namespace kredsim::scenario
