#include <sstream>
#include <unordered_map>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "sim/scenario/utf8.hpp"
#include "sim/scenario/yaml.hpp"

namespace kredsim::scenario {
namespace {

struct Stop {};  // reading on makes no sense; the reason is among the problems

/// Columns in characters: yaml-cpp counts bytes, and `ø` has two. Marks mostly move forward, so that counting goes on
/// from the last one; a line of 4 MB would otherwise cost a second count for each of its words.
class Columns {
 public:
  explicit Columns(const std::string& text) : text_{text} {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') starts_.push_back(i + 1);
  }
  int column(const YAML::Mark& mark) {
    const auto line = static_cast<std::size_t>(mark.line);
    if (line >= starts_.size()) return mark.column + 1;
    const std::size_t end = std::min(text_.size(), starts_[line] + static_cast<std::size_t>(mark.column));
    if (line != line_ || end < at_) {
      line_ = line;
      at_ = starts_[line];
      column_ = 1;
    }
    for (; at_ < end; ++at_)
      if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) ++column_;
    return column_;
  }

 private:
  const std::string& text_;
  std::vector<std::size_t> starts_{0};
  std::size_t line_ = 0;
  std::size_t at_ = 0;
  int column_ = 1;
};

class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const std::string& text, const std::string& file, Marks marks, std::vector<Problem>& problems)
      : columns_{text}, file_{std::make_shared<const std::string>(file)}, marks_{marks}, problems_{problems} {}

  Yaml tree;

  Yaml::Place place(const YAML::Mark& mark) {
    if (marks_ == Marks::none || mark.is_null()) return {file_, 0, 0};
    return {file_, mark.line + 1, columns_.column(mark)};
  }
  void report(const Yaml::Place& at, std::string text) {
    problems_.push_back({at.origin(), key_path(), std::move(text)});
    if (++reported_ >= yaml_limits.problems) throw Stop{};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    report(place(mark), "a second document begins here (one file holds one scenario; remove `---` or split the file)");
    throw Stop{};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add(leaf(Yaml::Kind::missing, mark)); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    report(place(mark), std::string{"aliases such as `*name` are not read "} + why_no_alias);
    add(leaf(Yaml::Kind::broken, mark));
  }
  // yaml-cpp calls this before the value that carries the anchor.
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    report(place(mark), "anchors such as `&" + one_line(name, 40) + "` are not read " + why_no_alias);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    refuse_tag(mark, tag);
    Yaml node = leaf(Yaml::Kind::scalar, mark);
    node.quoted = tag == "!";  // block texts, too
    node.text = value;
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, Yaml::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, tag, Yaml::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  static constexpr const char* why_no_alias =
      "(they hide where a value comes from; write the value out, or share it through `extends`)";

  /// A list or map that is being read; for a map also its keys and the key that waits for its value.
  struct Open {
    Yaml node;
    bool has_key = false;
    bool keep = true;  ///< false: the waiting key is a duplicate or no key at all
    std::string key;
    Yaml::Place key_place;
    std::unordered_map<std::string, int> lines;
  };

  Yaml leaf(Yaml::Kind kind, const YAML::Mark& mark) {
    Yaml node;
    node.kind = kind;
    node.place = place(mark);
    return node;
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    report(place(mark), "tags such as `" + one_line(tag, 40) + "` are not read (leave the tag out)");
  }

  void count_node(const Yaml::Place& at) {
    if (++nodes_ <= yaml_limits.nodes) return;
    report(at, "more than " + std::to_string(yaml_limits.nodes) + " values in one file (is this a scenario?)");
    throw Stop{};
  }

  void open(const YAML::Mark& mark, const std::string& tag, Yaml::Kind kind) {
    refuse_tag(mark, tag);
    Open opened;
    opened.node = leaf(kind, mark);
    if (stack_.size() >= static_cast<std::size_t>(yaml_limits.depth)) {
      problems_.push_back(
          {opened.node.origin(), "",
           "nested deeper than " + std::to_string(yaml_limits.depth) + " levels (is a bracket missing?)"});
      throw Stop{};
    }
    stack_.push_back(std::move(opened));
  }

  void close() {
    Yaml done = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(done));
  }

  void add(Yaml node) {
    count_node(node.place);
    if (stack_.empty()) {
      tree = std::move(node);
      return;
    }
    Open& parent = stack_.back();
    if (parent.node.kind == Yaml::Kind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      take_key(parent, std::move(node));
    } else {
      parent.has_key = false;
      if (parent.keep)
        parent.node.entries.push_back({std::move(parent.key), std::move(parent.key_place), std::move(node)});
    }
  }

  void take_key(Open& map, Yaml node) {
    map.key.clear();
    map.has_key = true;
    map.keep = false;
    if (node.kind == Yaml::Kind::broken) return;
    if (node.kind != Yaml::Kind::scalar || node.text.empty()) {
      report(node.place, "a key must be a word (write `key: value`)");
      return;
    }
    if (node.text.size() > yaml_limits.key_bytes) {
      report(node.place, "`" + one_line(node.text, 40) + "` is too long for a key (at most " +
                             std::to_string(yaml_limits.key_bytes) + " characters)");
      return;
    }
    if (node.text == "<<" && !node.quoted) {
      report(node.place, "merge keys (`<<`) are not read (write the keys out, or share them through `extends`)");
      return;
    }
    const auto [first, fresh] = map.lines.try_emplace(node.text, node.place.line);
    map.key = node.text;
    map.key_place = node.place;
    map.keep = fresh;
    if (fresh) return;
    const std::string where = first->second > 0 ? "first in line " + std::to_string(first->second) + "; " : "";
    report(node.place, "given twice (" + where + "keep one)");
  }

  std::string key_path() const {
    std::string path;
    for (const Open& level : stack_) {
      if (level.node.kind == Yaml::Kind::list)
        path += "[" + std::to_string(level.node.items.size()) + "]";
      else if (level.has_key && !level.key.empty())
        path += (path.empty() ? "" : ".") + level.key;
    }
    return path;
  }

  Columns columns_;
  std::shared_ptr<const std::string> file_;
  Marks marks_;
  std::vector<Problem>& problems_;
  std::vector<Open> stack_;
  std::size_t nodes_ = 0;
  std::size_t reported_ = 0;
  int documents_ = 0;
};

std::string plain_words(const std::string& message) {
  const std::string tail = " (look at this line and the one above: indentation, a missing `:` or quote, a tab)";
  return "no valid YAML: " + message + tail;
}

}  // namespace

Yaml parse_yaml(const std::string& text, const std::string& file, Marks marks, std::vector<Problem>& problems) {
  if (const auto bad = first_bad_utf8(text)) {
    problems.push_back({{file, marks == Marks::none ? 0 : bad->line, bad->column}, "", bad->reason});
    Yaml broken;
    broken.kind = Yaml::Kind::broken;
    return broken;
  }
  TreeBuilder builder{text, file, marks, problems};
  try {
    std::istringstream in{text};
    YAML::Parser parser{in};
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop&) {
    builder.tree.kind = Yaml::Kind::broken;
  } catch (const YAML::Exception& error) {
    builder.tree.kind = Yaml::Kind::broken;
    problems.push_back({builder.place(error.mark).origin(), "", plain_words(error.msg)});
  }
  if (!builder.tree.place.file) builder.tree.place = builder.place(YAML::Mark::null_mark());
  return std::move(builder.tree);
}

}  // namespace kredsim::scenario
