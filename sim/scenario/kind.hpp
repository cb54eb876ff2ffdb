#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/key_description.hpp"
#include "sim/scenario/reading.hpp"

namespace kredsim::scenario {

/// How values of one type are written: read one, show one, describe all.
template <class T>
struct Kind {
  KeyDescription description;
  /// Reads `node` into the value. Whatever is wrong becomes a problem, and the value is then left as it was.
  std::function<void(const Yaml& node, T& value, Reading&)> read;
  /// A value as the user would write it; for defaults in the reference. May be empty.
  std::function<std::string(const T&)> show = {};

  Kind like(std::string example) const {
    Kind other = *this;
    other.description.example = std::move(example);
    return other;
  }
};

/// Bounds of a number, in the unit of the value.
struct Range {
  double least;
  double most;
  bool above = false;  ///< more than `least`
};

// --- one word
// ---------------------------------------------------------------------------------------------------------

Kind<std::string> text(std::string pattern = "", std::string what = "text");
Kind<double> number(Range range);
Kind<int> integer(int least, int most);
Kind<std::uint64_t> whole_number();
Kind<bool> boolean();
/// `example_unit` is the unit to propose where one was forgotten.
Kind<Milliseconds> duration(std::string example_unit, Milliseconds least, Milliseconds most);
Kind<double> speed();
Kind<Millimetres> length(Millimetres most);
/// A multiple of something else: `0.8`, or `80 %`.
Kind<double> factor(Range range);
/// "8 /h" as events per hour.
Kind<double> rate(Range per_hour);
/// A plain number of events per so many hours, as events per hour.
Kind<double> number_per(double hours, double most);
Kind<Milliseconds> clock_time();
Kind<SimTime> date();
/// A file or folder: relative to the file that names it. The value is absolute.
Kind<std::string> path(std::string what);
/// The name of something that must exist elsewhere; dangling names are found later.
Kind<Reference> reference(std::string what);
Kind<Position> position();

// --- built from others
// ------------------------------------------------------------------------------------------------

/// One of these words.
template <class Enum>
Kind<Enum> one_of(std::vector<std::pair<std::string, Enum>> words);
/// A name the user chose: lower-case letters, digits, `_`; reports what is wrong with it.
bool valid_name(const std::string& name);
extern const char* const name_pattern;
extern const char* const name_rule;

/// A measured input: `kind`, or `{ value: kind, source: text }`.
template <class T>
Kind<T> measured(Kind<T> kind);

template <class T>
Kind<std::vector<T>> list_of(Kind<T> element, std::string what, std::size_t least, std::size_t most);

/// Names the user chooses, in the order of the file.
template <class T>
Kind<Named<T>> named(Kind<T> entry, std::string what, std::size_t least, std::size_t most);

/// Names that exist elsewhere, each with a value.
template <class T>
Kind<std::vector<std::pair<Reference, T>>> by_reference(Kind<T> entry, std::string what, std::size_t most);

/// Whether a conversion goes on with values that have problems, so that what refers to them is not lost.
enum class Turn : bool { only_clean, always };

/// Reads as `kind` does, then turns the result into a T. `turn` reports what it cannot turn.
template <class T, class From>
Kind<T> converted(Kind<From> kind, std::function<void(From&&, const Yaml&, T&, Reading&)> turn,
                  Turn when = Turn::only_clean);

}  // namespace kredsim::scenario
