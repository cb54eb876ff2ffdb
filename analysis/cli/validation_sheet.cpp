#include "analysis/cli/validation_sheet.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "analysis/cli/text.hpp"

namespace kredsim {

namespace {

std::string p_value(double p) { return p < 0.0001 ? "<0.0001" : fmt::format("{:.4f}", p); }

/// One row in words, in the order of the heads.
Line cells(const CheckedFigure& row, Language language) {
  return {row.id + " " + row.figure,
          fmt::format("{:.6g}", row.expected),
          fmt::format("{:.6g}", row.test.estimate),
          fmt::format("{:.6g} – {:.6g}", row.test.interval.low, row.test.interval.high),
          p_value(row.test.p),
          row.rejected ? pick(language, "AFVIGER", "DISAGREES") : pick(language, "stemmer", "agrees")};
}

Line heads(Language language) {
  return {pick(language, "Kendt svar", "Known answer"),
          pick(language, "forventet", "expected"),
          pick(language, "simuleret", "simulated"),
          pick(language, "95 %-interval", "95 % interval"),
          pick(language, "p", "p"),
          pick(language, "dom", "verdict")};
}

std::string verdict(std::span<const CheckedFigure> sheet, Language language) {
  std::set<std::string> cases;
  for (const CheckedFigure& row : sheet) cases.insert(row.id);
  const auto wrong = std::ranges::count_if(sheet, &CheckedFigure::rejected);
  std::string text = fmt::format(
      fmt::runtime(pick(language, "{} {} i {} {}; {} afviger.", "{} {} in {} {}; {} disagree.")), sheet.size(),
      sheet.size() == 1 ? pick(language, "kendt svar", "known answer") : pick(language, "kendte svar", "known answers"),
      cases.size(), cases.size() == 1 ? pick(language, "sag", "case") : pick(language, "sager", "cases"), wrong);
  text += pick(language, " Regel: Students t over gentagelserne, Holm over hele arket, samlet niveau 1 %.\n",
               " Rule: Student's t over replications, Holm over the sheet, 1 % for all of it together.\n");
  if (wrong > 0)
    text += pick(language, "Kør det igen med en anden --seed og flere --replications; grænsen flyttes ikke.\n",
                 "Run again with another --seed and more --replications; the bound does not move.\n");
  return text;
}

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == '<')
      safe += "&lt;";
    else if (letter == '>')
      safe += "&gt;";
    else if (letter == '&')
      safe += "&amp;";
    else
      safe += letter;
  }
  return safe;
}

}  // namespace

std::string validation_sheet(std::span<const CheckedFigure> sheet, Language language) {
  std::vector<Line> lines{heads(language)};
  for (const CheckedFigure& row : sheet) lines.push_back(cells(row, language));
  return aligned(lines) + "\n" + verdict(sheet, language);
}

std::string validation_page(std::span<const CheckedFigure> sheet, const std::string& version, Language language) {
  const std::string title = pick(language, "kredsim mod kendte svar", "kredsim against known answers");
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n"
      "body {{ font: 15px/1.4 sans-serif; margin: 2em auto; max-width: 62em; padding: 0 1em; }}\n"
      "table {{ border-collapse: collapse; width: 100%; }}\n"
      "th, td {{ padding: .2em .6em; text-align: right; border-bottom: 1px solid #ddd; }}\n"
      "th:first-child, td:first-child {{ text-align: left; }}\n"
      "tr.case td {{ background: #f2f4f7; text-align: left; font-weight: bold; }}\n"
      "tr.wrong td {{ background: #fbe3e0; font-weight: bold; }}\n"
      "</style>\n</head>\n<body>\n<h1>{}</h1>\n<p>{}</p>\n<p>kredsim {}</p>\n<table>\n<tr>",
      language == Language::da ? "da" : "en", title, title, escaped(verdict(sheet, language)), escaped(version));
  for (const std::string& head : heads(language)) page += "<th>" + escaped(head) + "</th>";
  page += "</tr>\n";
  std::string before;
  for (const CheckedFigure& row : sheet) {
    if (row.id != before)
      page += fmt::format("<tr class=\"case\"><td colspan=\"6\">{}: {} ({})</td></tr>\n", escaped(row.id),
                          escaped(row.title), escaped(row.source));
    before = row.id;
    page += row.rejected ? "<tr class=\"wrong\">" : "<tr>";
    for (const std::string& cell : cells(row, language)) page += "<td>" + escaped(cell) + "</td>";
    page += "</tr>\n";
  }
  return page + "</table>\n</body>\n</html>\n";
}

}  // namespace kredsim
