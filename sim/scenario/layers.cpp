#include "sim/scenario/layers.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "sim/scenario/merge.hpp"
#include "sim/scenario/settings.hpp"

namespace kredsim::scenario {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_chain = 16;

/// The text of a file, or why there is none. Never reads more than a scenario can have.
struct FileText {
  std::string text;
  std::string trouble;  ///< "no such file", ...
  bool oversized = false;
};

FileText read_text(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return {"", "no such file", false};
  if (fs::is_directory(status)) return {"", "is a folder, not a file", false};
  if (!fs::is_regular_file(status)) return {"", "is no ordinary file", false};
  const auto size = fs::file_size(path, error);
  if (!error && size > yaml_limits.bytes)
    return {"", "is larger than " + std::to_string(yaml_limits.bytes / 1'000'000) + " MB (is this a scenario?)", true};
  std::ifstream in{path, std::ios::binary};
  if (!in) return {"", "cannot be opened (are you allowed to read it?)", false};
  FileText file;
  file.text.resize(yaml_limits.bytes + 1);
  in.read(file.text.data(), static_cast<std::streamsize>(file.text.size()));
  file.text.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad()) return {"", "cannot be read", false};
  if (file.text.size() > yaml_limits.bytes) return {"", "grew while it was read", true};
  return file;
}

/// The same text for every way to name a file. Never throws: a path can be too long to ask the system about.
std::string identity_of(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal().string() : canonical.string();
}

class LayerReader {
 public:
  explicit LayerReader(Layers& layers) : layers_{layers} {}

  /// What lies directly on top of the file that it extends, wherever a chain comes by that.
  void lay_in(const std::string& input_set) {
    FileText read = read_text(input_set);
    if (!read.trouble.empty()) return refuse(input_set, read);
    input_set_ = parse(input_set, read.text);
    const auto base = take_path(*input_set_, "extends");
    if (base) return void(base_of_input_set_ = identity_of(*base));
    problem("`" + input_set + "`: an input set has to extend the file whose inputs it changes (write `extends: ...`)");
  }
  [[nodiscard]] bool laid_in() const { return !input_set_; }

  /// The file and what it extends, the lowest first. @return false if the first one could not be opened.
  void chain(const std::string& file, std::vector<Yaml>& upside_down) {
    std::vector<std::string> on_the_way;
    std::string next = file;
    while (true) {
      on_the_way.push_back(identity_of(next));
      if (input_set_ && on_the_way.back() == base_of_input_set_) {
        upside_down.push_back(std::move(*input_set_));
        input_set_.reset();
      }
      FileText read = read_text(next);
      if (!read.trouble.empty() && on_the_way.size() == 1 && upside_down.size() <= 1) return refuse(next, read);
      if (!read.trouble.empty()) return refuse_link(next, read.trouble);
      upside_down.push_back(parse(next, read.text));
      const auto base = take_path(upside_down.back(), "extends");
      if (!base) return;
      next = *base;
      const std::string identity = identity_of(next);
      if (std::count(on_the_way.begin(), on_the_way.end(), identity) > 0)
        return refuse_link(next, "extends itself in the end (the chain of `extends` must stop at a base)");
      if (on_the_way.size() == longest_chain)
        return refuse_link(next, "is more than " + std::to_string(longest_chain) + " files deep");
    }
  }

  /// Takes `key: PATH` out of a layer. @return the path as seen from here.
  std::optional<std::string> take_path(Yaml& tree, const std::string& key) {
    if (tree.kind != Yaml::Kind::map) return {};
    const Yaml* found = tree.find(key);
    if (found == nullptr) return {};
    link_ = {found->origin(), key, ""};
    const Yaml said = *found;
    tree.erase(key);
    if (said.kind == Yaml::Kind::broken) return {};
    if (said.kind != Yaml::Kind::scalar || said.text.empty()) {
      problem("must be a path, relative to this file (write for example `" + key + ": ../base.yaml`)");
      return {};
    }
    const fs::path folder = link_.origin.line > 0 ? fs::path{link_.origin.file}.parent_path() : fs::path{};
    return (folder / said.text).lexically_normal().string();
  }

  /// Where the path that was taken last was said.
  void problem(std::string text) {
    layers_.complete = false;
    link_.text = std::move(text);
    layers_.problems.push_back(link_);
  }

 private:
  void refuse(const std::string& file, const FileText& read) {
    if (!read.oversized) throw InputError{file + ": " + read.trouble};
    layers_.complete = false;
    layers_.problems.push_back({{file, 0, 0}, "", read.trouble});
  }
  void refuse_link(const std::string& file, const std::string& trouble) { problem("`" + file + "`: " + trouble); }

  Yaml parse(const std::string& file, const std::string& text) {
    layers_.files.push_back(file);
    const std::size_t before = layers_.problems.size();
    Yaml tree = parse_yaml(text, file, Marks::lines, layers_.problems);
    if (tree.kind != Yaml::Kind::map) layers_.complete = false;
    if (layers_.problems.size() == before) check_version(tree, file);
    return tree;
  }

  void check_version(const Yaml& tree, const std::string& file) {
    if (tree.kind != Yaml::Kind::map) {
      const char* found = tree.kind == Yaml::Kind::missing ? "is empty" : "is no scenario";
      layers_.problems.push_back(
          {{file, 0, 0}, "", std::string{found} + " (a scenario is a map of keys and begins with `kredsim: 1`)"});
      return;
    }
    const Yaml* version = tree.find("kredsim");
    if (version == nullptr)
      layers_.problems.push_back(
          {{file, 0, 0}, "", "`kredsim` is missing (begin the file with `kredsim: 1`, the version of the format)"});
    else if (version->text != "1" || version->quoted)
      layers_.problems.push_back({version->origin(), "kredsim",
                                  "`" + written(*version, 40) + "` is no version that this program reads (write `1`)"});
  }

  Layers& layers_;
  Problem link_;
  std::optional<Yaml> input_set_;  ///< until it has found its place
  std::string base_of_input_set_;
};

/// The path of the district in effect: the uppermost layer that says one.
std::optional<std::string> take_district(std::vector<Yaml>& upside_down, LayerReader& reader) {
  std::optional<std::string> effective;
  for (auto layer = upside_down.rbegin(); layer != upside_down.rend(); ++layer)
    if (layer->kind == Yaml::Kind::map && layer->find("district") != nullptr)
      effective = reader.take_path(*layer, "district");
  return effective;
}

}  // namespace

Layers read_layers(const std::string& file, const std::vector<std::string>& settings, const std::string& input_set) {
  Layers layers;
  LayerReader reader{layers};
  std::vector<Yaml> upside_down;
  if (!input_set.empty()) reader.lay_in(input_set);
  reader.chain(file, upside_down);
  if (!reader.laid_in()) reader.problem("`" + file + "` does not rest on the file that this input set changes");
  Settings above = parse_settings(settings, layers.problems);
  if (auto district = take_setting(above, "district")) {
    Yaml layer;
    layer.kind = Yaml::Kind::map;
    layer.entries.push_back(std::move(*district));
    upside_down.insert(upside_down.begin(), std::move(layer));
  }
  if (const auto folder = take_district(upside_down, reader)) {
    std::vector<Yaml> below;
    const std::string district_file = (fs::path{*folder} / "district.yaml").lexically_normal().string();
    std::error_code error;
    if (!fs::exists(district_file, error)) {
      reader.problem("no district at `" + *folder + "` (a district is a folder with a `district.yaml`)");
    } else {
      reader.chain(district_file, below);
    }
    for (Yaml& layer : below)
      if (reader.take_path(layer, "district")) reader.problem("a district cannot lie in another (use `extends`)");
    for (Yaml& layer : below) upside_down.push_back(std::move(layer));
  }
  layers.tree.kind = Yaml::Kind::map;
  for (auto layer = upside_down.rbegin(); layer != upside_down.rend(); ++layer)
    if (layer->kind == Yaml::Kind::map) merge(layers.tree, std::move(*layer), &scenario_keys());
  layers.tree.place = {std::make_shared<const std::string>(file), 0, 0};
  apply_settings(above, layers.tree, layers.problems);
  return layers;
}

}  // namespace kredsim::scenario
