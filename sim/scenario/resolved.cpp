#include "sim/scenario/resolved.hpp"

#include <algorithm>
#include <filesystem>

namespace kredsim::scenario {

namespace fs = std::filesystem;

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

}  // namespace kredsim::scenario
