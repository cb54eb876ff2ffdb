#include "analysis/report/briefing.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "analysis/report/page.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/results_json.hpp"

namespace kredsim {

namespace {

void fill(std::string& page, const std::string& mark, const std::string& text) {
  page.replace(page.find(mark), mark.size(), text);
}

}  // namespace

std::string briefing(const std::string& results, BriefingLanguage language) {
  std::string page{briefing_page()};
  page.reserve(page.size() + results.size());
  fill(page, "lang=\"LANGUAGE\"", language == BriefingLanguage::da ? "lang=\"da\"" : "lang=\"en\"");
  fill(page, ">RESULTS<", ">" + results + "<");
  return page;
}

void write_briefing(const std::string& folder, const std::string& file, BriefingLanguage language) {
  const std::string page = briefing(results_json(folder), language);
  const std::string pending = file + ".partial";
  std::ofstream out{pending, std::ios::binary};
  out << page;
  out.close();
  if (!out || std::rename(pending.c_str(), file.c_str()) != 0) {
    const std::string why = std::strerror(errno);
    std::error_code ignored;
    std::filesystem::remove(pending, ignored);
    throw OutputError{file + ": cannot be written (" + why + ")"};
  }
}

}  // namespace kredsim
