#include <functional>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "sim/scenario/key_description.hpp"

using kredsim::scenario::KeyDescription;
using kredsim::scenario::scenario_keys;

namespace {

using Shape = KeyDescription::Shape;

void walk(const KeyDescription& keys, const std::string& path,
          const std::function<void(const KeyDescription&, const std::string&)>& visit) {
  const std::string here = path + (keys.name.empty() ? "" : "." + keys.name);
  visit(keys, here);
  for (const KeyDescription& child : keys.children) walk(child, here, visit);
}

}  // namespace

TEST_CASE("every key says what it means and of which type it is", "[scenario]") {
  walk(scenario_keys(), "", [](const KeyDescription& keys, const std::string& path) {
    INFO(path);
    CHECK(!keys.type.empty());
    if (keys.shape == Shape::map)
      for (const KeyDescription& child : keys.children) {
        INFO(child.name);
        CHECK(!child.doc.empty());
        CHECK(!child.name.empty());
      }
    if (keys.shape == Shape::list || keys.shape == Shape::named_map) CHECK(keys.children.size() == 1);
    if (keys.shape == Shape::any_of) CHECK(keys.children.size() >= 2);
    if (keys.shape == Shape::choice) CHECK(!keys.choices.empty());
  });
}

TEST_CASE("no map names a key twice", "[scenario]") {
  walk(scenario_keys(), "", [](const KeyDescription& keys, const std::string& path) {
    if (keys.shape != Shape::map) return;
    std::set<std::string> names;
    for (const KeyDescription& child : keys.children) {
      INFO(path << " " << child.name);
      CHECK(names.insert(child.name).second);
    }
  });
}

TEST_CASE("an example matches the pattern of its key", "[scenario]") {
  walk(scenario_keys(), "", [](const KeyDescription& keys, const std::string& path) {
    if (keys.example.empty() || keys.pattern.empty()) return;
    std::string example = keys.example;
    std::erase(example, '"');
    INFO(path << " " << example);
    CHECK(std::regex_match(example, std::regex{keys.pattern}));
  });
}

TEST_CASE("defaults are those of the values themselves", "[scenario]") {
  const auto fallback = [](const std::vector<std::string>& path) {
    const KeyDescription* keys = &scenario_keys();
    for (const std::string& key : path) keys = keys->key(key);
    return keys->fallback;
  };
  CHECK(fallback({"replications"}) == "20");
  CHECK(fallback({"seed"}) == "1");
  CHECK(fallback({"rate_step"}) == "0.01 /h");
  CHECK(fallback({"period", "finish_within"}) == "1 day");
  CHECK(fallback({"period", "at_end"}) == "finish");
  CHECK(fallback({"force", "response", "crew"}) == "2");
  CHECK(fallback({"force", "response", "idle"}) == "return to station");
  CHECK(fallback({"dispatch", "policy"}) == "nearest");
  CHECK(fallback({"results", "targets"}) == "[5 min, 10 min, 20 min, 30 min]");
}
