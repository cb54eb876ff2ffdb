#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kredsim::scenario {

/// What may stand at one key, as a plain tree. It comes from the same table that binds the values, so that the checks,
/// the JSON schema and the key reference cannot drift apart.
struct KeyDescription {
  enum class Shape : std::uint8_t {
    text,       ///< a word or sentence; `pattern` says more
    number,     ///< a plain number
    integer,    ///< a whole number
    boolean,    ///< true or false
    choice,     ///< one of `choices`
    list,       ///< `children[0]` again and again
    map,        ///< `children` are the keys
    named_map,  ///< names the user chooses, each with a value like `children[0]`
    any_of,     ///< one of the forms in `children`
  };
  /// What becomes of a map that lies under another one (`extends`, `--set`).
  enum class Merge : std::uint8_t {
    by_key,  ///< key by key
    whole,   ///< the upper one replaces it, because a mixture of the two would make no sense
    append,  ///< of lists: the upper one is said after the lower one
    adds,    ///< its `change` is added to what lies under it
  };

  std::string name;  ///< the key; `NAME` for the entries of a named map, empty for list elements and forms
  Shape shape = Shape::text;
  std::string type;      ///< as a planner calls it: "duration", "share", "list of roster lines"
  std::string unit;      ///< units that may be written: "ms, s, min, h, days, weeks"
  std::string fallback;  ///< the value if the key is left out, empty if there is none
  std::string range;     ///< "more than 0, at most 24 h"
  std::string example;   ///< one value as it may be written
  std::string doc;       ///< what it means
  bool required = false;
  bool per_file = false;               ///< every file says its own; read before files are merged
  bool is_path = false;                ///< a file or folder, relative to the file that names it
  bool measured = false;               ///< an input from the world: may be written as `{ value: ..., source: ... }`
  std::string alternative;             ///< of the keys of a map that carry one, exactly one alternative must be written
  bool alternatives_optional = false;  ///< map: none of the alternatives need be written

  Merge merge = Merge::by_key;
  std::string head;  ///< Merge::whole: ... if the upper map has this key (always, if empty)

  std::string pattern;  ///< regular expression (ECMA 262) that a text matches, empty if anything goes
  std::optional<double> minimum;
  std::optional<double> maximum;
  bool above_minimum = false;  ///< the minimum itself is out of range
  std::vector<std::string> choices;
  std::size_t least = 0;    ///< list, named map: so many elements at least ...
  std::size_t most = 0;     ///< ... and at most
  std::string names;        ///< named map: what is named, e.g. "station"
  bool references = false;  ///< named map: its names must exist elsewhere
  std::vector<KeyDescription> children;

  // Out of line: hundreds of lines of the tables of keys copy and drop descriptions, and each would carry the code.
  KeyDescription();
  KeyDescription(const KeyDescription&);
  KeyDescription(KeyDescription&&) noexcept;
  KeyDescription& operator=(const KeyDescription&);
  KeyDescription& operator=(KeyDescription&&) noexcept;
  ~KeyDescription();

  /// The child for this key, or nullptr.
  [[nodiscard]] const KeyDescription* key(const std::string& wanted) const;
};

/// Every key of a scenario file.
const KeyDescription& scenario_keys();

}  // namespace kredsim::scenario
