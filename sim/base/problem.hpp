#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <vector>

namespace kredsim {

/// Where a user wrote something. Lines and columns count from 1; line 0 means the file as a whole.
struct Origin {
  std::string file;
  int line = 0;
  int column = 0;
};

/// One thing a user can put right: `file:line:col: key.path: problem (why) (what to try)`.
struct Problem {
  Origin origin;
  std::string key;   ///< key path such as `force.response.roster[2].length`; empty if the problem has none
  std::string text;  ///< the problem, why it is one, and what to try, in parentheses
};

/// The message grammar of every error a user can cause.
std::string to_text(const Problem& problem);

/// What a user wrote cannot be run. Carries the problems found, in the order of the file. Exit code 3.
class ScenarioError : public std::exception {
 public:
  /// @param left_out further problems, counted and not listed
  explicit ScenarioError(std::vector<Problem> problems, std::size_t left_out = 0);
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  /// All that were found.
  [[nodiscard]] std::size_t count() const { return problems_.size() + left_out_; }
  /// One line a problem, and one for those that are not listed.
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::vector<Problem> problems_;
  std::size_t left_out_;
  std::string text_;
};

/// An input that should be there is missing, unreadable, or does not belong to the others. Exit code 4.
class InputError : public std::exception {
 public:
  explicit InputError(std::string text) : text_{std::move(text)} {}
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
};

/// `, known: a, b, c` and `did you mean` share this: the known name nearest to `word`, or "" if none is near.
std::string nearest_name(const std::string& word, const std::vector<std::string>& known);

}  // namespace kredsim
