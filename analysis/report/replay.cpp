#include "analysis/report/replay.hpp"

#include <fstream>
#include <string_view>

#include "analysis/report/page.hpp"
#include "analysis/store/output_error.hpp"

namespace kredsim {

void write_replay(const std::string& nights, Language language, const std::string& file) {
  std::string page{replay_page()};
  const auto fill = [&](std::string_view mark, const std::string& text) {
    page.replace(page.find(mark), mark.size(), text);
  };
  fill("lang=\"LANGUAGE\"", language == Language::da ? "lang=\"da\"" : "lang=\"en\"");
  fill(">NIGHTS<", ">" + nights + "<");
  std::ofstream out{file, std::ios::binary};
  out << page;
  out.close();
  if (!out) throw OutputError{file + ": cannot be written"};
}

}  // namespace kredsim
