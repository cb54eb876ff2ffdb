#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/problem.hpp"

namespace kredsim::scenario {

/// One value of a YAML text with the place it came from. A plain tree: no anchors, no tags, no guessed types.
struct Yaml {
  enum class Kind : std::uint8_t {
    missing,  ///< `key:` without a value, or `null`
    scalar,
    list,
    map,
    broken,  ///< a problem was reported when the text was read: whoever meets it stays silent
  };
  struct Place {
    std::shared_ptr<const std::string> file;
    int line = 0;
    int column = 0;
    [[nodiscard]] Origin origin() const { return {file ? *file : std::string{}, line, column}; }
  };
  struct Entry;

  Kind kind = Kind::missing;
  bool quoted = false;  ///< scalar: written in quotes, or as a block text
  std::string text;     ///< scalar
  Place place;
  std::vector<Yaml> items;     ///< list
  std::vector<Entry> entries;  ///< map, in the order of the file; keys are unique

  [[nodiscard]] const Yaml* find(std::string_view key) const;
  [[nodiscard]] Yaml* find(std::string_view key);
  void erase(std::string_view key);
  [[nodiscard]] Origin origin() const { return place.origin(); }
};

struct Yaml::Entry {
  std::string key;
  Place place;  ///< of the key
  Yaml value;
};

/// What a text may cost at most. Bounds hold before memory is taken.
struct YamlLimits {
  std::size_t bytes = 4'000'000;
  std::size_t nodes = 200'000;
  int depth = 32;
  std::size_t key_bytes = 200;
  std::size_t problems = 1'000;  ///< reading stops after so many
};
inline constexpr YamlLimits yaml_limits;

/// Where the words of a parsed text stand in the user's eyes.
enum class Marks : std::uint8_t {
  lines,  ///< in a file, with lines and columns
  none,   ///< on a command line: the name of the "file" says it all
};

/// Parses one YAML document; `file` is the name that origins carry. Appends what is wrong to `problems`: broken YAML,
/// duplicate keys, `<<`, anchors and aliases, tags, several documents, deep nesting, too many values, bytes that are no
/// UTF-8. Never throws for the text's sake; the tree holds what could be read.
Yaml parse_yaml(const std::string& text, const std::string& file, Marks marks, std::vector<Problem>& problems);

/// The tree as block-style YAML that reads back to the same tree (origins apart).
std::string write_yaml(const Yaml& tree);

/// On one line and cut after `most` characters, for messages and lists of sources.
std::string written(const Yaml& value, std::size_t most = 80);

}  // namespace kredsim::scenario
