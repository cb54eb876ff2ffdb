#include "sim/scenario/reading.hpp"

namespace kredsim::scenario {

std::string known_names(const std::string& word, const std::vector<std::string>& known) {
  if (known.empty()) return "(none is known)";
  constexpr std::size_t most = 30;
  std::string list;
  for (std::size_t i = 0; i < known.size() && i < most; ++i) list += (i == 0 ? "" : ", ") + known[i];
  if (known.size() > most) list += ", ... (" + std::to_string(known.size()) + " in all)";
  const std::string nearest = nearest_name(word, known);
  return "(" + (nearest.empty() ? "" : "did you mean `" + nearest + "`? ") + "known: " + list + ")";
}

Reading::Step::Step(Reading& reading, std::string_view key) : reading_{reading}, size_{reading.path_.size()} {
  if (!reading.path_.empty()) reading.path_ += '.';
  reading.path_ += key;
}

Reading::Step::Step(Reading& reading, std::size_t index) : reading_{reading}, size_{reading.path_.size()} {
  reading.path_ += "[" + std::to_string(index) + "]";
}

Reading::Sourced::Sourced(Reading& reading, const Yaml& map) : reading_{reading}, before_{reading.covered_} {
  const Yaml* source = map.find("source");
  if (source == nullptr || source->kind == Yaml::Kind::broken) return;
  if (source->kind != Yaml::Kind::scalar || source->text.empty()) {
    const Step step{reading, "source"};
    reading.problem(*source,
                    "must be a text that says where the values come from (write for example `source: assumption`)");
    return;
  }
  reading.covered_ = true;
  // A map in a measured input is met twice, as the input and as the map.
  if (!reading.sources.empty() && reading.sources.back().key == reading.path_) return;
  const Yaml* value = map.find("value");
  reading.sources.push_back({reading.path_, written(value != nullptr ? *value : map), source->text, source->origin()});
}

void Reading::problem(const Yaml::Place& at, std::string text) {
  if (++count_ <= most_problems) problems.push_back({at.origin(), path_, std::move(text)});
}

void Reading::problem_at(const Origin& at, const std::string& key, std::string text) {
  if (++count_ <= most_problems) problems.push_back({at, key, std::move(text)});
}

bool Reading::has_value(const Yaml& node) {
  if (node.kind == Yaml::Kind::broken) return false;
  if (node.kind != Yaml::Kind::missing) return true;
  problem(node, "has no value (write one, or leave the key out)");
  return false;
}

bool Reading::is(Yaml::Kind kind, const Yaml& node, const std::string& what) {
  if (!has_value(node)) return false;
  if (node.kind == kind) return true;
  const std::string found = node.kind == Yaml::Kind::scalar ? "`" + written(node, 40) + "` is no "
                            : node.kind == Yaml::Kind::list ? "a list is no "
                                                            : "a map is no ";
  problem(node, found + what);
  return false;
}

void Reading::input(const Yaml& value) {
  if (!covered_) unsourced.push_back({path_, written(value), "", value.origin()});
}

}  // namespace kredsim::scenario
