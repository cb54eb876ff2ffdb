#include <catch2/catch.hpp>

#include "sim/scenario/utf8.hpp"
#include "sim/scenario/yaml.hpp"

using namespace kredsim;
using namespace kredsim::scenario;

namespace {

Yaml clean(const std::string& text) {
  std::vector<Problem> problems;
  Yaml tree = parse_yaml(text, "f", Marks::lines, problems);
  for (const Problem& problem : problems) UNSCOPED_INFO(to_text(problem));
  REQUIRE(problems.empty());
  return tree;
}

bool same(const Yaml& a, const Yaml& b) {
  if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() || a.entries.size() != b.entries.size())
    return false;
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (!same(a.items[i], b.items[i])) return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    if (a.entries[i].key != b.entries[i].key || !same(a.entries[i].value, b.entries[i].value)) return false;
  return true;
}

}  // namespace

TEST_CASE("every value knows its line and column, counted from 1 and in characters", "[scenario]") {
  const Yaml tree = clean("a: 1\nb:\n  - x\n  - { æøå: Næstved, é: 3 }\n");
  CHECK(tree.find("a")->place.line == 1);
  CHECK(tree.find("a")->place.column == 4);
  const Yaml& map = tree.find("b")->items[1];
  CHECK(map.place.line == 4);
  CHECK(map.place.column == 5);
  CHECK(map.entries[0].place.column == 7);
  CHECK(map.entries[0].value.place.column == 12);
  CHECK(map.entries[1].place.column == 21);
  CHECK(map.entries[1].value.place.column == 24);
}

TEST_CASE("words stay words: no type is guessed", "[scenario]") {
  const Yaml tree = clean("a: yes\nb: 010\nc: '010'\nd: ~\ne:\nf: 2019-01-07\ng: 07:00\n");
  CHECK(tree.find("a")->text == "yes");
  CHECK(tree.find("b")->text == "010");
  CHECK(!tree.find("b")->quoted);
  CHECK(tree.find("c")->quoted);
  CHECK(tree.find("d")->kind == Yaml::Kind::missing);
  CHECK(tree.find("e")->kind == Yaml::Kind::missing);
  CHECK(tree.find("f")->text == "2019-01-07");
  CHECK(tree.find("g")->text == "07:00");
}

TEST_CASE("line ends of Windows and a byte order mark change nothing", "[scenario]") {
  CHECK(same(clean("a: 1\nb: [x, y]\n"), clean("\xEF\xBB\xBF"
                                               "a: 1\r\nb: [x, y]\r\n")));
}

TEST_CASE("a written tree reads back to the same tree", "[scenario]") {
  const Yaml tree = clean(R"(
plain: 12 min 36 s
quoted: "07:00"
looks: ["010", 'true', "~", "null", "", " x ", "a: b", "# c", "- d", "[", "{", "*", "&", "!", "%", "@", "`", "-1", -1, "1.5"]
danish: Ærø & Åbenrå
long: "line one\nline two\ttab \\ \" quote"
block: |
  first
  second
folded: >
  one
  two
nested: { a: { b: { c: [1, [2, [3, { d: e }]]] } } }
empty: { list: [], map: {} }
'odd key: with colon': 1
)");
  std::vector<Problem> problems;
  const std::string text = write_yaml(tree);
  INFO(text);
  CHECK(same(tree, parse_yaml(text, "f", Marks::lines, problems)));
  CHECK(problems.empty());
}

TEST_CASE("what YAML would hide is refused, each with its place", "[scenario]") {
  std::vector<Problem> problems;
  parse_yaml("a: 1\na: 2\nb: { c: 1, c: 2 }\n<<: { d: 1 }\n? [x]\n: 1\ne: !!int 3\nf: &g 1\nh: *g\n", "f", Marks::lines,
             problems);
  std::vector<int> lines;
  for (const Problem& problem : problems) lines.push_back(problem.origin.line);
  CHECK(lines == std::vector<int>{2, 3, 4, 5, 7, 8, 9});
}

TEST_CASE("text that is no UTF-8 is refused at its first bad byte", "[scenario]") {
  CHECK(!first_bad_utf8("Næstved, 漢字, 🚓"));
  for (const std::string& bad : {std::string{"\xC3"}, std::string{"\xC0\x80"}, std::string{"\xE0\x80\x80"},
                                 std::string{"\xED\xA0\x80"}, std::string{"\xF4\x90\x80\x80"}, std::string{"\xFF\xFE"},
                                 std::string{"\x80"}, std::string("\0", 1), std::string{"\x1B"}, std::string{"\x7F"}}) {
    const auto found = first_bad_utf8("a\nbæ" + bad);
    REQUIRE(found);
    CHECK(found->line == 2);
    CHECK(found->column == 3);
  }
}

TEST_CASE("a value for a message is cut between characters", "[scenario]") {
  const Yaml tree = clean("a: " + std::string{"x"} + "æøåæøåæøå\nb: { c: 1, source: s, d: [2, 3] }\n");
  CHECK(written(*tree.find("a"), 4) == "xæ...");
  CHECK(one_line("a\nb\tc", 10) == "a b c");
  CHECK(written(*tree.find("b")) == "{ c: 1, d: [2, 3] }");
}
