#include "tests/architecture/rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <string_view>

namespace kredsim::architecture {

namespace {

/// The house from the ground up: a layer includes itself and what stands before it. Calibration comes after
/// experiment because fitting runs replications (docs/decisions/0001-layers.md).
constexpr std::array<std::string_view, 14> layers_in_order = {
    "sim/base",           "sim/random",     "sim/scenario",        "sim/road",        "sim/world",
    "sim/policy",         "sim/engine",     "analysis/statistics", "analysis/theory", "analysis/experiment",
    "analysis/calibrate", "analysis/store", "analysis/report",     "analysis/cli",
};

std::optional<std::size_t> height(std::string_view folder) {
  const auto at = std::ranges::find(layers_in_order, folder);
  if (at == layers_in_order.end()) return std::nullopt;
  return static_cast<std::size_t>(at - layers_in_order.begin());
}

bool in_tests(const SourceFile& file) { return file.path.starts_with("tests/"); }

std::string layer_of_header(std::string_view header) {
  const auto slash = header.find('/');
  const auto next = slash == std::string_view::npos ? slash : header.find('/', slash + 1);
  return std::string{next == std::string_view::npos ? std::string_view{} : header.substr(0, next)};
}

std::string at(const SourceFile& file, int line) { return file.path + ':' + std::to_string(line) + ": "; }

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::ranges::find(list, word) != list.end();
}

/// <vector>, <sys/stat.h>, <yaml-cpp/yaml.h>: only the first needs no line in tools/packages.txt.
bool of_the_standard_library(const Include& include) {
  return include.angled && include.header.find_first_of("./") == std::string::npos;
}

std::vector<const Library*> libraries_of(const SourceTree& tree, const Include& include) {
  std::vector<const Library*> found;
  for (const Library& library : tree.libraries) {
    if (include.angled && include.header.starts_with(library.prefix)) found.push_back(&library);
  }
  return found;
}

}  // namespace

Findings arrows_that_point_back(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    const auto own = height(file.folder);
    if (!in_tests(file) && !own)
      findings.push_back(file.path + ": lies in no layer (known: tests/architecture/rules.cpp)");
    for (const Include& include : file.includes) {
      if (include.angled) continue;
      const bool rooted = include.header.starts_with("sim/") || include.header.starts_with("analysis/") ||
                          include.header.starts_with("tests/");
      if (!rooted || include.header.find("../") != std::string::npos) {
        findings.push_back(at(file, include.line) + '"' + include.header +
                           "\" is a relative path (start at the project's root, as in \"sim/base/time.hpp\")");
        continue;
      }
      if (in_tests(file)) continue;
      const auto other = height(layer_of_header(include.header));
      if (!other || (own && *other > *own)) {
        findings.push_back(at(file, include.line) + file.folder + " may not include " + include.header +
                           " (an arrow that points back: only its own layer and those before it in the list)");
      }
    }
  }
  return findings;
}

Findings include_cycles(const SourceTree& tree) {
  std::map<std::string, const SourceFile*> headers;
  for (const SourceFile& file : tree.files) {
    if (file.header()) headers.emplace(file.path, &file);
  }
  Findings findings;
  std::set<std::string> done;
  std::vector<std::string> path;
  const auto visit = [&](const auto& self, const std::string& name) -> void {
    if (const auto open = std::ranges::find(path, name); open != path.end()) {
      std::string circle;
      for (auto step = open; step != path.end(); ++step) circle += *step + " -> ";
      findings.push_back(name + ": includes itself: " + circle + name);
      return;
    }
    const auto header = headers.find(name);
    if (header == headers.end() || done.contains(name)) return;
    path.push_back(name);
    for (const Include& include : header->second->includes) self(self, include.header);
    path.pop_back();
    done.insert(name);
  };
  for (const auto& entry : headers) visit(visit, entry.first);
  return findings;
}

Findings foreign_headers(const SourceTree& tree) {
  Findings findings;
  std::map<std::string, const Library*> home;
  for (const Library& library : tree.libraries) {
    const auto [first, is_new] = home.emplace(library.prefix, &library);
    if (is_new || library.package == "libc6-dev" || first->second->folder == library.folder) continue;
    findings.push_back("tools/packages.txt:" + std::to_string(library.line) + ": " + library.prefix +
                       " has a second folder, " + library.folder + " (one library, one folder: line " +
                       std::to_string(first->second->line) + ')');
  }
  for (const SourceFile& file : tree.files) {
    for (const Include& include : file.includes) {
      if (!include.angled || of_the_standard_library(include)) continue;
      const auto libraries = libraries_of(tree, include);
      if (libraries.empty()) {
        findings.push_back(at(file, include.line) + '<' + include.header +
                           "> has no line in tools/packages.txt (add one that says which folder needs it, and why)");
      } else if (!in_tests(file) && std::ranges::none_of(libraries, [&](const Library* library) {
                   return library->folder == file.folder;
                 })) {
        findings.push_back(at(file, include.line) + '<' + include.header + "> belongs in " + libraries.front()->folder +
                           " alone (give that folder an interface for what is needed here)");
      }
    }
  }
  return findings;
}

namespace {

/// Holds the links of one layer against the #includes of its files.
class LinkCheck {
 public:
  LinkCheck(const SourceTree& tree, const Layer& layer) : tree_{tree}, layer_{layer} {}

  Findings run() {
    for (const SourceFile& file : tree_.files) {
      if (file.folder != layer_.folder) continue;
      if (file.header() || contains(layer_.sources, file.path)) check_includes(file);
    }
    for (const std::string& target : layer_.public_links) check_use(target, "PUBLIC", by_headers_, "no header of it");
    for (const std::string& target : layer_.private_links) check_use(target, "PRIVATE", by_sources_, "no source of it");
    return std::move(findings_);
  }

 private:
  const Layer* layer_called(const std::string& target) const {
    const auto found =
        std::ranges::find_if(tree_.layers, [&](const Layer& l) { return "kredsim_" + l.name == target; });
    return found == tree_.layers.end() ? nullptr : &*found;
  }

  /// Targets that the layer gets by `direct` links: those, and what each hands on as PUBLIC.
  std::set<std::string> reach(std::vector<std::string> open) const {
    std::set<std::string> reached;
    while (!open.empty()) {
      const std::string target = open.back();
      open.pop_back();
      if (!reached.insert(target).second) continue;
      if (const Layer* next = layer_called(target)) {
        open.insert(open.end(), next->public_links.begin(), next->public_links.end());
      }
    }
    return reached;
  }

  void check_includes(const SourceFile& file) {
    std::vector<std::string> direct = layer_.public_links;
    if (!file.header()) direct.insert(direct.end(), layer_.private_links.begin(), layer_.private_links.end());
    const std::set<std::string> reached = reach(direct);
    for (const Include& include : file.includes) {
      for (const std::string& target : targets_of(include)) {
        (file.header() ? by_headers_ : by_sources_).insert(target);
        if (reached.contains(target)) continue;
        findings_.push_back(at(file, include.line) + "includes " + include.header + ", but " + layer_.description +
                            " does not link " + target + (file.header() ? " as PUBLIC" : ""));
      }
    }
  }

  std::vector<std::string> targets_of(const Include& include) const {
    std::vector<std::string> targets;
    const std::string folder = layer_of_header(include.header);
    for (const Layer& other : tree_.layers) {
      if (!include.angled && other.folder == folder && other.name != layer_.name)
        targets.push_back("kredsim_" + other.name);
    }
    for (const Library* library : libraries_of(tree_, include)) {
      if (library->target != "-" && library->folder == layer_.folder) targets.push_back(library->target);
    }
    return targets;
  }

  /// A library may be linked for another's sake (libosmium needs zlib), but not handed on as PUBLIC for it.
  void check_use(const std::string& target, const std::string& kind, const std::set<std::string>& users,
                 const std::string& nobody) {
    const bool ours = layer_called(target) != nullptr;
    const bool known =
        ours || std::ranges::any_of(tree_.libraries, [&](const Library& l) { return l.target == target; });
    if (!known || users.contains(target) || (!ours && kind == "PRIVATE")) return;
    findings_.push_back(layer_.description + ": kredsim_" + layer_.name + " links " + target + " as " + kind +
                        ", but " + nobody + " includes a header of it" +
                        (by_sources_.contains(target) ? " (make it PRIVATE)" : " (leave it out)"));
  }

  const SourceTree& tree_;
  const Layer& layer_;
  std::set<std::string> by_headers_;
  std::set<std::string> by_sources_;
  Findings findings_;
};

}  // namespace

Findings dishonest_links(const SourceTree& tree) {
  Findings findings;
  for (const Layer& layer : tree.layers) {
    Findings more = LinkCheck{tree, layer}.run();
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

Findings sources_without_a_target(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (in_tests(file) || file.header()) continue;
    const std::string name = file.path.substr(file.path.rfind('/') + 1);
    const bool named = std::ranges::any_of(tree.layers, [&](const Layer& layer) {
      return layer.folder == file.folder && layer.text.find(name) != std::string::npos;
    });
    if (!named)
      findings.push_back(file.path + ": no CMakeLists.txt of " + file.folder +
                         " names it (list it there, or delete it)");
  }
  return findings;
}

Findings bits_that_may_differ(const SourceTree& tree) {
  constexpr std::array<std::string_view, 5> figures_made_in = {"sim/", "analysis/statistics/", "analysis/theory/",
                                                               "analysis/experiment/", "analysis/calibrate/"};
  constexpr std::array<std::string_view, 28> words = {
      "exp",   "exp2", "expm1", "log",    "log2",   "log10", "log1p", "pow",    "sin",   "cos",
      "tan",   "asin", "acos",  "atan",   "atan2",  "sinh",  "cosh",  "tanh",   "asinh", "acosh",
      "atanh", "cbrt", "hypot", "tgamma", "lgamma", "erf",   "erfc",  "shuffle"};
  Findings findings;
  for (const SourceFile& file : tree.files) {
    const auto inside = [&](std::string_view start) { return !start.empty() && file.path.starts_with(start); };
    if (std::ranges::none_of(figures_made_in, inside)) continue;
    for (const Include& include : file.includes) {
      if (include.header == "random") {
        findings.push_back(at(file, include.line) +
                           "<random> gives other numbers with another standard library "
                           "(draw from a Stream, sim/random/stream.hpp)");
      }
    }
    for (const CodeLine& code : file.code) {
      for (const std::string_view word : words) {
        const std::string call = "std::" + std::string{word};
        const auto found = code.text.find(call);
        if (found == std::string::npos) continue;
        const auto after = code.text.find_first_not_of(' ', found + call.size());
        if (after == std::string::npos || code.text[after] != '(') continue;
        findings.push_back(at(file, code.line) + call +
                           " may give other bits on another processor or library "
                           "(sim/base/pinned_math.hpp, or a Stream of sim/random)");
      }
    }
  }
  return findings;
}

}  // namespace kredsim::architecture
