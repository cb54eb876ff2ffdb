#include "analysis/report/briefing.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "analysis/report/page.hpp"
#include "analysis/report/sentences.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/results_json.hpp"

namespace kredsim {

namespace {

void put(std::string& page, const std::string& mark, const std::string& text) {
  page.replace(page.find(mark), mark.size(), text);
}

/// All that is said of the result, in both languages.
class Said {
 public:
  std::vector<SaidText> operator()(const RunFacts& run) {
    return in_both("", [&](Language language) { return run_sentences(run, language); });
  }
  std::vector<SaidText> operator()(const SweepFacts& sweep) {
    return in_both("", [&](Language language) { return sweep_sentences(sweep, language); });
  }
  std::vector<SaidText> operator()(const ComparedFacts& compared) {
    std::vector<SaidText> all;
    for (const ComparisonFacts& plan : compared.plans)
      for (SaidText& text : in_both(plan.plan, [&](Language language) { return comparison_sentences(plan, language); }))
        all.push_back(std::move(text));
    return all;
  }

 private:
  template <class Sentences>
  static std::vector<SaidText> in_both(const std::string& plan, Sentences sentences) {
    std::vector<SaidText> said;
    for (const Language language : {Language::da, Language::en})
      for (Sentence& sentence : sentences(language))
        said.push_back({plan, pick(language, "da", "en"), std::move(sentence.id), std::move(sentence.text)});
    return said;
  }
};

std::string all_of(const std::string& folder) {
  if (!holds_results(folder)) return results_json(folder, {});  // says what is missing
  return results_json(folder, std::visit(Said{}, read_facts(folder)));
}

}  // namespace

std::string briefing(const std::string& results, Language language) {
  std::string page{briefing_page()};
  page.reserve(page.size() + results.size());
  put(page, "lang=\"LANGUAGE\"", language == Language::da ? "lang=\"da\"" : "lang=\"en\"");
  put(page, ">RESULTS<", ">" + results + "<");
  return page;
}

void write_briefing(const std::string& folder, const std::string& file, Language language) {
  const std::string page = briefing(all_of(folder), language);
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
