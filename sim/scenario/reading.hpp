#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "sim/scenario/yaml.hpp"

namespace kredsim::scenario {

/// `(did you mean `b`? known: a, b, c)`, with at most 30 names; says so if there are none.
std::string known_names(const std::string& word, const std::vector<std::string>& known);

/// What builds up while a tree is bound to values: the path to here, problems, sources.
class Reading {
 public:
  /// Problems beyond so many are counted, not kept.
  static constexpr std::size_t most_problems = 200;

  /// Goes one level down for as long as it lives.
  class Step {
   public:
    Step(Reading& reading, std::string_view key);
    Step(Reading& reading, std::size_t index);
    ~Step() { reading_.path_.resize(size_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reading& reading_;
    std::size_t size_;
  };
  /// Notes a `source:` beside the keys of `map`, if there is one; it speaks for all inputs below while this lives.
  class Sourced {
   public:
    Sourced(Reading& reading, const Yaml& map);
    ~Sourced() { reading_.covered_ = before_; }
    Sourced(const Sourced&) = delete;
    Sourced& operator=(const Sourced&) = delete;

   private:
    Reading& reading_;
    bool before_;
  };

  [[nodiscard]] const std::string& path() const { return path_; }
  void problem(const Yaml::Place& at, std::string text);
  void problem(const Yaml& at, std::string text) { problem(at.place, std::move(text)); }
  void problem_at(const Origin& at, const std::string& key, std::string text);
  /// "has no value", once, for what must have one. @return whether `node` has something to read.
  bool has_value(const Yaml& node);
  /// The same, and of this kind: "must be a list (...)".
  bool is(Yaml::Kind kind, const Yaml& node, const std::string& what);
  /// A measured input stands here.
  void input(const Yaml& value);

  [[nodiscard]] std::size_t problem_count() const { return count_; }
  [[nodiscard]] bool full() const { return count_ >= most_problems; }

  std::vector<Problem> problems;
  std::vector<SourcedInput> sources;
  std::vector<SourcedInput> unsourced;

 private:
  std::string path_;
  std::size_t count_ = 0;
  bool covered_ = false;
};

}  // namespace kredsim::scenario
