#include "tests/architecture/source_tree.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace kredsim::architecture {

namespace fs = std::filesystem;

namespace {

std::string read_text(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) throw std::runtime_error{file.string() + ": cannot be read"};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string{text.substr(first, text.find_last_not_of(" \t\r") - first + 1)};
}

std::string first_two_parts(const std::string& path) {
  const auto slash = path.find('/');
  const auto next = slash == std::string::npos ? slash : path.find('/', slash + 1);
  return next == std::string::npos ? std::string{} : path.substr(0, next);
}

/// Blanks comments and, except on #include lines, string literals; keeps the line breaks. Knows no raw strings: a
/// rule that looks for code inside one would find it, which errs on the safe side.
std::string without_comments(const std::string& text) {
  std::string result = text;
  enum class In { code, line_comment, comment, string } in = In::code;
  bool include_line = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair = i + 1 < text.size();
    if (text[i] == '\n') {
      if (in == In::line_comment || in == In::string) in = In::code;
      include_line = false;
      continue;
    }
    if (in == In::code && text[i] == '#') include_line = true;
    if (in == In::code && pair && text[i] == '/' && text[i + 1] == '/') in = In::line_comment;
    if (in == In::code && pair && text[i] == '/' && text[i + 1] == '*') in = In::comment;
    const bool digit_separator_or_char = text[i] == '\'';
    if (in == In::code && digit_separator_or_char && pair && text[i + 1] == '"') {
      result[++i] = ' ';  // the character '"'
      continue;
    }
    if (in == In::code && text[i] == '"' && !include_line) {
      in = In::string;
      continue;
    }
    if (in == In::string) {
      if (text[i] == '"') {
        in = In::code;
      } else if (text[i] == '\\' && pair && text[i + 1] != '\n') {
        result[i] = result[i + 1] = ' ';
        ++i;
      } else {
        result[i] = ' ';
      }
      continue;
    }
    if (in == In::line_comment || in == In::comment) {
      const bool end = in == In::comment && i > 0 && text[i] == '/' && text[i - 1] == '*';
      result[i] = ' ';
      if (end) in = In::code;
    }
  }
  return result;
}

SourceFile read_source(const fs::path& file, const std::string& path) {
  SourceFile source{path, first_two_parts(path), {}, {}};
  std::istringstream lines{without_comments(read_text(file))};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::string text = trimmed(line);
    if (text.empty()) continue;
    if (!text.starts_with('#')) {
      source.code.push_back({number, text});
      continue;
    }
    const std::string directive = trimmed(std::string_view{text}.substr(1));
    if (!directive.starts_with("include")) continue;
    const std::string name = trimmed(std::string_view{directive}.substr(7));
    const char close = name.starts_with('<') ? '>' : '"';
    const auto end = name.find(close, 1);
    if (name.size() > 2 && end != std::string::npos) {
      source.includes.push_back({number, name.substr(1, end - 1), close == '>'});
    }
  }
  return source;
}

/// The arguments of every call of `command` in a CMake file, comments left out.
std::vector<std::vector<std::string>> calls(const std::string& text, const std::string& command) {
  std::string code;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) code += line.substr(0, line.find('#')) + '\n';

  std::vector<std::vector<std::string>> result;
  for (auto at = code.find(command + '('); at != std::string::npos; at = code.find(command + '(', at + 1)) {
    const auto begin = at + command.size() + 1;
    std::istringstream words{code.substr(begin, code.find(')', begin) - begin)};
    result.emplace_back(std::istream_iterator<std::string>{words}, std::istream_iterator<std::string>{});
  }
  return result;
}

void take_arguments(Layer& layer, const std::vector<std::string>& arguments) {
  std::vector<std::string>* taking = nullptr;
  for (const std::string& word : arguments) {
    if (word == "SOURCES") {
      taking = &layer.sources;
    } else if (word == "PUBLIC" || word == "INTERFACE") {
      taking = &layer.public_links;
    } else if (word == "PRIVATE") {
      taking = &layer.private_links;
    } else if (taking == &layer.sources) {
      taking->push_back(layer.folder + '/' + word);
    } else if (taking != nullptr) {
      taking->push_back(word);
    }
  }
}

std::vector<Layer> read_layers(const std::string& folder, const std::string& description, const std::string& text) {
  std::vector<Layer> layers;
  for (const auto& arguments : calls(text, "kredsim_layer")) {
    if (arguments.empty()) continue;
    Layer layer{arguments.front(), folder, description, text, {}, {}, {}};
    take_arguments(layer, arguments);
    for (const auto& links : calls(text, "target_link_libraries")) {
      if (!links.empty() && links.front() == "kredsim_" + layer.name) take_arguments(layer, links);
    }
    layers.push_back(std::move(layer));
  }
  return layers;
}

std::vector<Library> read_libraries(const fs::path& file) {
  std::vector<Library> libraries;
  std::istringstream lines{read_text(file)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (trimmed(line).empty() || line.starts_with('#')) continue;
    std::vector<std::string> cells;
    std::istringstream row{line};
    for (std::string cell; std::getline(row, cell, '|');) cells.push_back(trimmed(cell));
    if (cells.size() != 6 || std::ranges::any_of(cells, &std::string::empty)) {
      throw std::runtime_error{"tools/packages.txt:" + std::to_string(number) +
                               ": not PACKAGE | FOR | HEADERS | FOLDER | TARGET | WHY"};
    }
    if (cells[2] != "-") libraries.push_back({number, cells[0], cells[2], cells[3], cells[4]});
  }
  return libraries;
}

}  // namespace

SourceTree read_source_tree(const fs::path& root) {
  SourceTree tree;
  tree.libraries = read_libraries(root / "tools/packages.txt");
  std::vector<std::string> paths;
  for (const char* top : {"sim", "analysis", "tests"}) {
    if (!fs::exists(root / top)) continue;
    for (const auto& entry : fs::recursive_directory_iterator{root / top}) {
      if (entry.is_regular_file()) paths.push_back(entry.path().lexically_relative(root).generic_string());
    }
  }
  std::ranges::sort(paths);
  for (const std::string& path : paths) {
    if (path.ends_with(".hpp") || path.ends_with(".cpp")) tree.files.push_back(read_source(root / path, path));
    if (path.ends_with("/CMakeLists.txt") && !path.starts_with("tests/")) {
      const std::string folder = path.substr(0, path.rfind('/'));
      for (auto& layer : read_layers(folder, path, read_text(root / path))) tree.layers.push_back(std::move(layer));
    }
  }
  return tree;
}

}  // namespace kredsim::architecture
