#include "sim/scenario/resolved.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

namespace kredsim::scenario {

namespace fs = std::filesystem;

namespace {

/// What stands below each key at the top of a resolved text: such a key begins its line, what is below it does not.
std::map<std::string_view, std::string_view> sections(std::string_view resolved) {
  std::map<std::string_view, std::string_view> result;
  std::string_view key;
  for (std::size_t begin = 0, line = 0; line < resolved.size();) {
    const std::size_t end = std::min(resolved.find('\n', line), resolved.size() - 1) + 1;
    const std::string_view text = resolved.substr(line, end - line);
    if (text[0] != ' ' && text[0] != '#' && text[0] != '-' && text[0] != '\n') {
      key = text.substr(0, text.find(':'));
      begin = line;
    }
    if (!key.empty()) result[key] = resolved.substr(begin, end - begin);
    line = end;
  }
  return result;
}

}  // namespace

void make_paths_absolute(Yaml& tree, const KeyDescription& keys) {
  if (keys.is_path && tree.kind == Yaml::Kind::scalar && !tree.text.empty()) {
    const fs::path folder = tree.place.line > 0 ? fs::path{*tree.place.file}.parent_path() : fs::path{};
    tree.text = fs::absolute(folder / tree.text).lexically_normal().string();
    return;
  }
  for (Yaml& item : tree.items)
    if (keys.shape == KeyDescription::Shape::list) make_paths_absolute(item, keys.children[0]);
  for (Yaml::Entry& entry : tree.entries)
    if (const KeyDescription* key = keys.key(entry.key)) make_paths_absolute(entry.value, *key);
}

void sort_top_keys(Yaml& tree) {
  const std::vector<KeyDescription>& order = scenario_keys().children;
  const auto rank = [&](const Yaml::Entry& entry) {
    const auto same = [&](const KeyDescription& key) { return key.name == entry.key; };
    return std::find_if(order.begin(), order.end(), same) - order.begin();
  };
  std::stable_sort(tree.entries.begin(), tree.entries.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

std::string resolved_text(const Yaml& tree) {
  return "# Everything that was run, in one file: bases, district and settings are merged in.\n" + write_yaml(tree);
}

std::vector<std::string> differing_keys(std::string_view resolved, std::string_view other) {
  const auto before = sections(resolved);
  auto after = sections(other);
  for (const auto& [key, text] : before) {
    const auto found = after.find(key);
    if (found == after.end())
      after[key] = {};
    else if (found->second == text)
      after.erase(found);
  }
  std::vector<std::string> keys;
  for (const auto& [key, text] : after) keys.emplace_back(key);
  return keys;
}

}  // namespace kredsim::scenario
