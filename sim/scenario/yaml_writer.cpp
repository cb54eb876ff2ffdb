#include <optional>

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include "sim/scenario/yaml.hpp"

namespace kredsim::scenario {
namespace {

/// About how wide a value is on one line; nothing if it does not belong on one.
std::optional<std::size_t> width(const Yaml& value, int depth) {
  if (value.kind != Yaml::Kind::list && value.kind != Yaml::Kind::map) {
    if (value.text.find('\n') != std::string::npos) return {};
    return value.text.size() + 2;
  }
  if (depth == 0) return {};
  std::size_t sum = 2;
  for (const Yaml& item : value.items) {
    const auto one = width(item, depth - 1);
    if (!one) return {};
    sum += *one + 2;
  }
  for (const Yaml::Entry& entry : value.entries) {
    const auto one = width(entry.value, depth - 1);
    if (!one) return {};
    sum += entry.key.size() + *one + 4;
  }
  return sum;
}

bool on_one_line(const Yaml& value) {
  constexpr std::size_t line = 110;
  const auto own = width(value, 2);
  if (!own) return false;
  if (*own <= line) return true;
  // A long list of plain words (24 weights, the towns of a road) reads better across than down.
  return value.kind == Yaml::Kind::list && width(value, 1).has_value();
}

void write(YAML::Emitter& out, const Yaml& value) {
  switch (value.kind) {
    case Yaml::Kind::missing:
    case Yaml::Kind::broken: out << YAML::Null; return;
    case Yaml::Kind::scalar:
      if (value.quoted) out << YAML::DoubleQuoted;
      out << value.text;
      return;
    case Yaml::Kind::list:
      if (on_one_line(value)) out << YAML::Flow;
      out << YAML::BeginSeq;
      for (const Yaml& item : value.items) write(out, item);
      out << YAML::EndSeq;
      return;
    case Yaml::Kind::map:
      if (on_one_line(value)) out << YAML::Flow;
      out << YAML::BeginMap;
      for (const Yaml::Entry& entry : value.entries) {
        out << YAML::Key << entry.key << YAML::Value;
        write(out, entry.value);
      }
      out << YAML::EndMap;
      return;
  }
}

}  // namespace

std::string write_yaml(const Yaml& tree) {
  YAML::Emitter out;
  write(out, tree);
  return std::string{out.c_str(), out.size()} + "\n";
}

}  // namespace kredsim::scenario
