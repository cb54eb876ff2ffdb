#include "sim/scenario/settings.hpp"

#include <charconv>

#include "sim/scenario/merge.hpp"
#include "sim/scenario/utf8.hpp"

namespace kredsim::scenario {
namespace {

/// `force.response.roster[2].length`; nothing if it is no path.
std::optional<std::vector<ParsedSetting::Step>> parse_path(std::string_view text) {
  std::vector<ParsedSetting::Step> path;
  while (path.size() < static_cast<std::size_t>(yaml_limits.depth)) {
    const std::size_t end = text.find_first_of(".[");
    const std::string_view key = text.substr(0, end);
    if (key.empty()) return {};
    path.push_back({std::string{key}, {}});
    text.remove_prefix(key.size());
    while (!text.empty() && text.front() == '[') {
      const std::size_t close = text.find(']');
      if (close == text.npos) return {};
      std::size_t index = 0;
      const auto [stop, error] = std::from_chars(text.data() + 1, text.data() + close, index);
      if (error != std::errc{} || stop != text.data() + close) return {};
      path.push_back({"", index});
      text.remove_prefix(close + 1);
    }
    if (text.empty()) return path;
    if (text.front() != '.') return {};
    text.remove_prefix(1);
  }
  return {};
}

class Setter {
 public:
  Setter(const ParsedSetting& setting, std::vector<Problem>& problems) : setting_{setting}, problems_{problems} {}

  void apply(Yaml& tree) {
    Yaml* node = &tree;
    const KeyDescription* keys = &scenario_keys();
    for (const ParsedSetting::Step& step : setting_.path) {
      node = step.index ? element(*node, *step.index) : entry(*node, step.key, keys);
      if (node == nullptr) return;
      if (step.index)
        keys = keys != nullptr && keys->shape == KeyDescription::Shape::list ? keys->children.data() : nullptr;
      else
        keys = below(keys, step.key);
    }
    merge(*node, setting_.value, keys);
  }

 private:
  Yaml* refuse(std::string text) {
    problems_.push_back({setting_.value.origin(), path_, std::move(text)});
    return nullptr;
  }

  Yaml* element(Yaml& list, std::size_t index) {
    if (list.kind == Yaml::Kind::broken) return nullptr;
    if (list.kind != Yaml::Kind::list) return refuse("is no list (leave out `[" + std::to_string(index) + "]`)");
    if (index >= list.items.size())
      return refuse("has no element [" + std::to_string(index) + "] (it has " + std::to_string(list.items.size()) +
                    ", counted from [0])");
    path_ += "[" + std::to_string(index) + "]";
    return &list.items[index];
  }

  Yaml* entry(Yaml& map, const std::string& key, const KeyDescription* keys) {
    if (map.kind == Yaml::Kind::broken) return nullptr;
    if (map.kind == Yaml::Kind::missing) map.kind = Yaml::Kind::map;
    if (map.kind == Yaml::Kind::list) return refuse("is a list (name an element: `" + path_ + "[0]." + key + "`)");
    if (map.kind == Yaml::Kind::scalar) return refuse("is `" + written(map, 40) + "` and has no key `" + key + "`");
    make_room(map, key, keys);
    path_ += (path_.empty() ? "" : ".") + key;
    if (Yaml* found = map.find(key)) return found;
    Yaml fresh;
    fresh.place = setting_.value.place;
    map.entries.push_back({key, setting_.value.place, std::move(fresh)});
    return &map.entries.back().value;
  }

  const ParsedSetting& setting_;
  std::vector<Problem>& problems_;
  std::string path_;
};

}  // namespace

Settings parse_settings(const std::vector<std::string>& texts, std::vector<Problem>& problems) {
  Settings settings;
  for (const std::string& text : texts) {
    ParsedSetting setting;
    constexpr std::size_t longest_shown = 120;
    setting.text = "--set " + one_line(text, longest_shown);
    const std::size_t equals = text.find('=');
    const auto path = equals == text.npos ? std::nullopt : parse_path(std::string_view{text}.substr(0, equals));
    if (!path) {
      problems.push_back({{setting.text, 0, 0},
                          "",
                          "is no setting (write `--set key.path=value`, for example `--set "
                          "force.response.roster[2].length=\"8 h\"`)"});
      continue;
    }
    if (path->front().key == "extends") {
      problems.push_back(
          {{setting.text, 0, 0}, "extends", "cannot be set from outside (name another scenario file instead)"});
      continue;
    }
    setting.path = *path;
    const std::size_t before = problems.size();
    setting.value = parse_yaml(text.substr(equals + 1), setting.text, Marks::none, problems);
    if (problems.size() == before) settings.push_back(std::move(setting));
  }
  return settings;
}

std::optional<Yaml::Entry> take_setting(Settings& settings, const std::string& key) {
  std::optional<Yaml::Entry> taken;
  for (ParsedSetting& setting : settings)
    if (setting.path.size() == 1 && setting.path[0].key == key) taken = {key, setting.value.place, setting.value};
  std::erase_if(settings, [&](const ParsedSetting& setting) { return setting.path[0].key == key; });
  return taken;
}

void apply_settings(const Settings& settings, Yaml& tree, std::vector<Problem>& problems) {
  for (const ParsedSetting& setting : settings) Setter{setting, problems}.apply(tree);
}

}  // namespace kredsim::scenario
