#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/scenario/staffing.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

constexpr double hours_that_do_not_matter = 1e-6;

/// Shares the posts of one group out among its loans. A loan of named posts takes them whole and goes first; one of a
/// number of officers takes what their hours come to of those that are still manned.
class Lending {
 public:
  Lending(const Group& group, GroupStaffing& staffing, std::vector<Problem>& problems)
      : group_{group}, staffing_{staffing}, problems_{problems} {
    for (const Post& post : staffing.posts) hours_.push_back(post.always_on ? 0 : post.hours());
    for (const auto& [name, loan] : group.lent) posts_.push_back(posts_of_loan(name, loan));
  }

  /// One stretch after the other in which the same loans last.
  void lend() {
    std::vector<SimTime> moments;
    for (const auto& [name, loan] : group_.lent) {
      moments.push_back(loan.from);
      moments.push_back(loan.to());
    }
    std::sort(moments.begin(), moments.end());
    for (std::size_t i = 0; i + 1 < moments.size(); ++i)
      if (moments[i] < moments[i + 1]) lend(moments[i], moments[i + 1]);
  }

 private:
  using Rows = std::vector<std::size_t>;

  void problem(const std::string& name, const Origin& origin, std::string text) {
    for (const Problem& said : problems_)
      if (said.origin.line == origin.line && said.origin.column == origin.column && said.key == key(name)) return;
    problems_.push_back({origin, key(name), std::move(text)});
  }
  [[nodiscard]] std::string key(const std::string& name) const { return "force." + staffing_.group + ".lent." + name; }

  /// Rows of the posts that the loan names; of all that have shifts if it names none.
  Rows posts_of_loan(const std::string& name, const Loan& loan) {
    Rows rows;
    if (loan.posts.empty())
      for (std::size_t row = 0; row < hours_.size(); ++row)
        if (hours_[row] > 0) rows.push_back(row);
    for (const Reference& wanted : loan.posts) {
      const auto row = find(wanted.name);
      if (row) {
        rows.push_back(*row);
        continue;
      }
      std::vector<std::string> known;
      for (const Post& post : staffing_.posts)
        if (!post.always_on) known.push_back(post.name);
      const std::string nearest = nearest_name(wanted.name, known);
      problems_.push_back({wanted.origin, wanted.key,
                           "no post on the roster of `" + staffing_.group + "` is called `" + wanted.name + "`" +
                               (nearest.empty() ? "" : " (did you mean `" + nearest + "`?)")});
    }
    if (loan.officers && !staffing_.officers)
      problem(name, loan.origin,
              "lends " + number_text(*loan.officers) + " officers of a group that are not counted (say `force." +
                  staffing_.group + ".officers: 215`, or `as rostered`, or name the `posts` that stay empty)");
    else if (loan.officers && rows.empty() && loan.posts.empty())
      problem(name, loan.origin,
              "lends officers of a group without shifts: no post could stay empty (lend those of a group with a "
              "`roster`)");
    return rows;
  }
  [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const {
    for (std::size_t row = 0; row < staffing_.posts.size(); ++row) {
      const Post& post = staffing_.posts[row];
      if (!post.always_on && (post.name == name || name_with_group(post, staffing_.group) == name)) return row;
    }
    return {};
  }

  void lend(SimTime from, SimTime to) {
    manned_.assign(hours_.size(), 1.0);
    left_over_ = staffing_.officers ? std::max(0.0, staffing_.left_over()) : 0;
    double officers = 0;
    for (const bool counted : {false, true})
      for (std::size_t row = 0; row < group_.lent.size(); ++row) {
        const auto& [name, loan] = group_.lent[row];
        if (loan.from > from || loan.to() < to || loan.officers.has_value() != counted) continue;
        LentStretch stretch{name, from, to, 0, 0, std::vector<double>(hours_.size(), 0.0)};
        if (!counted) {
          for (const std::size_t post : posts_[row]) take(post, 1, stretch);
          stretch.hours = hours_of(stretch);
        } else if (staffing_.officers) {
          officers += *loan.officers;
          if (!enough_officers(officers, name, loan)) return;
          lend_officers(loan, posts_[row], stretch);
        }
        staffing_.lent.push_back(std::move(stretch));
      }
  }

  bool enough_officers(double lent, const std::string& name, const Loan& loan) {
    const double there = staffing_.officers->now();
    if (lent <= there + hours_that_do_not_matter) return true;
    const bool others = lent > *loan.officers + hours_that_do_not_matter;
    problem(name, loan.origin,
            "lends " + number_text(*loan.officers) + " officers" +
                (others ? ", with the loans at the same time " + number_text(lent) + "," : "") + " of the " +
                number_text(std::round(there * 10) / 10) + " that `" + staffing_.group +
                "` has (fewer `officers`, or other days)");
    return false;
  }

  /// Hours behind no post go first, then posts in their order, or a like share of all.
  void lend_officers(const Loan& loan, const Rows& posts, LentStretch& stretch) {
    stretch.hours = *loan.officers * staffing_.year.net();
    stretch.left_over = std::min(left_over_, stretch.hours);
    left_over_ -= stretch.left_over;
    double missing = stretch.hours - stretch.left_over;
    if (loan.posts.empty()) {
      double there = 0;
      for (const std::size_t post : posts) there += manned_[post] * hours_[post];
      const double share = there > 0 ? std::min(1.0, missing / there) : 0;
      for (const std::size_t post : posts) take(post, share * manned_[post], stretch);
    } else {
      for (const std::size_t post : posts)
        if (hours_[post] > 0) take(post, std::max(0.0, (missing - hours_of(stretch)) / hours_[post]), stretch);
    }
    missing -= hours_of(stretch);
    if (missing <= hours_that_do_not_matter) return;
    const auto whole = [](double hours) { return number_text(std::round(hours)); };
    problem(stretch.loan, loan.origin,
            "takes " + whole(stretch.hours) + " h a year (" + number_text(*loan.officers) + " officers x " +
                whole(staffing_.year.net()) + " h), and " +
                (loan.posts.empty() ? "the roster, other loans apart, has " : "its `posts` have ") +
                whole(hours_of(stretch)) + " h (" + (loan.posts.empty() ? "" : "list more posts, or ") +
                "fewer `officers`)");
  }

  /// At most what is still manned.
  void take(std::size_t post, double share, LentStretch& stretch) {
    if (!(hours_[post] > 0)) return;
    share = std::min(share, manned_[post]);
    manned_[post] -= share;
    stretch.shares[post] += share;
  }
  [[nodiscard]] double hours_of(const LentStretch& stretch) const {
    return std::inner_product(hours_.begin(), hours_.end(), stretch.shares.begin(), 0.0);
  }

  const Group& group_;
  GroupStaffing& staffing_;
  std::vector<Problem>& problems_;
  std::vector<double> hours_;   ///< of officers, by post; 0: on duty around the clock
  std::vector<Rows> posts_;     ///< by loan
  std::vector<double> manned_;  ///< by post: share of its shifts, in this stretch
  double left_over_ = 0;        ///< hours a year behind no post, in this stretch
};

}  // namespace

void lend(const Group& group, GroupStaffing& staffing, std::vector<Problem>& problems) {
  if (!group.lent.empty()) Lending{group, staffing, problems}.lend();
}

}  // namespace kredsim::scenario
