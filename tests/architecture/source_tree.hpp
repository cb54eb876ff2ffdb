#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kredsim::architecture {

/// One `#include` line.
struct Include {
  int line = 0;
  std::string header;
  bool angled = false;  ///< <header>, not "header"
};

/// A line of code with comments and string literals blanked out.
struct CodeLine {
  int line = 0;
  std::string text;
};

struct SourceFile {
  std::string path;    ///< from the project's root, with '/'
  std::string folder;  ///< its first two parts, e.g. "sim/road": the layer that it belongs to
  std::vector<Include> includes;
  std::vector<CodeLine> code;

  [[nodiscard]] bool header() const { return path.ends_with(".hpp"); }
};

/// What a layer's CMakeLists.txt says: kredsim_layer(...) and target_link_libraries(kredsim_...) taken together.
struct Layer {
  std::string name;                       ///< "road", whose target is kredsim_road
  std::string folder;                     ///< "sim/road"
  std::string description;                ///< path of its CMakeLists.txt
  std::string text;                       ///< all of that file
  std::vector<std::string> sources;       ///< paths from the project's root
  std::vector<std::string> public_links;  ///< targets as written
  std::vector<std::string> private_links;
};

/// One line of tools/packages.txt that names headers.
struct Library {
  int line = 0;
  std::string package;
  std::string prefix;  ///< how an #include of it begins
  std::string folder;
  std::string target;  ///< "-": headers are all there is
};

/// All that the rules look at.
struct SourceTree {
  std::vector<SourceFile> files;  ///< *.hpp and *.cpp of sim, analysis and tests, by path
  std::vector<Layer> layers;
  std::vector<Library> libraries;
};

/// Reads the project below `root`. @throws std::runtime_error if it is no project or tools/packages.txt has a bad line.
SourceTree read_source_tree(const std::filesystem::path& root);

}  // namespace kredsim::architecture
