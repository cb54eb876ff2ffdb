#include "analysis/cli/staffing_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "analysis/cli/text.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim {

namespace {

struct StaffingWords {
  const char* da;
  const char* en;
};

/// In the order in which they are printed; what is not here has lines of its own.
const std::vector<std::pair<std::string, StaffingWords>>& staffing_labels() {
  static const std::vector<std::pair<std::string, StaffingWords>> all{
      {"officers_before", {"Betjente, årsværk", "Officers, årsværk"}},
      {"officers_change", {"  ændring", "  change"}},
      {"officers", {"  = nu", "  = now"}},
      {"heads", {"  personer", "  people"}},
      {"gross", {"Ét årsværk, brutto", "One årsværk, gross"}},
      {"holidays", {"  - ferie", "  - holidays"}},
      {"public_holidays", {"  - helligdage", "  - public holidays"}},
      {"absence", {"  - fravær", "  - absence"}},
      {"training", {"  - uddannelse", "  - training"}},
      {"on_duty", {"  = i tjeneste", "  = on duty"}},
      {"desk", {"  - skrivebord", "  - desk"}},
      {"net", {"  = til vagter", "  = for posts"}},
      {"hours_there", {"Timer i alt om året", "Hours in all, a year"}},
      {"desk_task", {"Skrivebordsopgaver", "Desk tasks"}},
      {"hours_needed", {"Vagterne kræver", "The posts need"}},
      {"officers_needed", {"  = årsværk", "  = årsværk"}},
      {"left_over", {"Tilovers", "Left over"}},
      {"officers_left_over", {"  = årsværk", "  = årsværk"}},
      {"lent_officers", {"Udlånt, årsværk", "Lent away, årsværk"}},
      {"lent", {"Udlånt, så længe det varer", "Lent away while it lasts"}},
      {"lent_left_over", {"  - tilovers, fra ingen vagt", "  - left over, from no post"}},
      {"lent_share", {"  vagter der står tomme, hver lige ofte", "  posts that stay empty, each as often"}},
      {"lent_post", {"  står tom", "  stays empty"}},
      {"lent_in_run", {"  timer i den simulerede periode", "  hours in the simulated period"}},
      {"short_notice_absence", {"Vagter der står tomme", "Posts that stay empty"}},
      {"rota_people", {"Et år delt mellem", "A year shared out among"}},
      {"rota_free_weekends", {"  frie weekender", "  free weekends"}},
      {"rota_weekends_missing", {"  mangler op til 26", "  missing to 26"}},
      {"rota_days_off_missing", {"  fridage der mangler op til 26 pr. kvartal", "  days off missing to 26 a quarter"}},
      {"rota_long_stretches", {"  over 10 arbejdsdage i træk", "  more than 10 working days in a row"}},
      {"rota_short_rests", {"  under 11 timer mellem to vagter", "  less than 11 h between two shifts"}},
      {"rota_unfilled", {"  pladser som ingen kunne tage", "  places that nobody could take"}},
      {"rota_long_shifts", {"  vagter over 15 timer", "  shifts of more than 15 h"}},
      {"without_free_car_before", {"Opgaver uden ledig vogn, før", "Tasks without a free car, before"}},
      {"without_free_car", {"Opgaver uden ledig vogn, efter", "Tasks without a free car, after"}},
  };
  return all;
}

std::string say(Language language, const StaffingWords& words) {
  return language == Language::da ? words.da : words.en;
}

/// "15,275", "-13", "0.4": a decimal below 1,000 where it says something.
std::string amount_text(double value, Language language) {
  if (std::abs(value) >= 1'000) {
    const std::string text = grouped(std::llround(std::abs(value)), language);
    return value < 0 ? "-" + text : text;
  }
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  if (language == Language::da)
    for (char& letter : text)
      if (letter == '.') letter = ',';
  return text;
}

std::string unit_in(const std::string& unit, Language language) {
  if (language == Language::en || unit == "årsværk") return unit;
  if (unit == "h") return "t";
  if (unit == "people") return "personer";
  if (unit == "a person") return "pr. person";
  if (unit == "weekends") return "weekender";
  if (unit == "days") return "dage";
  if (unit == "stretches" || unit == "times") return "gange";
  if (unit == "posts") return "vagter";
  if (unit == "tasks a year") return "opgaver om året";
  return unit;
}

std::string clock_text(Milliseconds after_midnight) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(after_midnight).count();
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string weekdays_text(const std::array<bool, 7>& weekdays, Language language) {
  constexpr std::array<const char*, 7> english{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  constexpr std::array<const char*, 7> danish{"man", "tir", "ons", "tor", "fre", "lør", "søn"};
  const auto count = std::count(weekdays.begin(), weekdays.end(), true);
  if (count == 7) return language == Language::da ? "alle dage" : "every day";
  if (count == 5 && !weekdays[5] && !weekdays[6]) return language == Language::da ? "hverdage" : "weekdays";
  std::string text;
  for (std::size_t day = 0; day < 7; ++day)
    if (weekdays[day])
      text += (text.empty() ? "" : " ") + std::string{(language == Language::da ? danish : english)[day]};
  return text;
}

/// The lines of the roster as they are played, always-on cars first.
std::vector<Line> roster_lines(const scenario::Group& group, const scenario::GroupStaffing& staffing,
                               Language language) {
  std::vector<Line> lines;
  const auto add = [&](const std::string& name, auto belongs) {
    int posts = 0;
    double hours = 0;
    const scenario::Post* first = nullptr;
    for (const scenario::Post& post : staffing.posts) {
      if (!belongs(post)) continue;
      if (first == nullptr) first = &post;
      ++posts;
      hours += post.hours();
    }
    if (first == nullptr) return;
    const std::string when =
        first->always_on ? "24 h" : clock_text(first->from) + " " + scenario::duration_text(first->length);
    lines.push_back({"  " + name, amount_text(hours, language), unit_in("h", language),
                     fmt::format("{} {}, {} x {} {}", when, weekdays_text(first->weekdays, language), posts,
                                 first->crew, language == Language::da ? "betjente" : "officers")});
  };
  add(language == Language::da ? "altid på vagt" : "always on duty", [](const auto& post) { return post.always_on; });
  for (std::size_t line = 0; line < group.roster.size(); ++line)
    add(group.roster[line].name, [&](const auto& post) { return !post.always_on && post.line == line; });
  return lines;
}

/// A table whose last column is text: to the left.
std::string staffing_lines(const std::vector<Line>& lines) {
  std::size_t first = 0;
  std::size_t second = 0;
  std::size_t third = 0;
  for (const Line& line : lines) {
    first = std::max(first, width_of(line[0]));
    second = std::max(second, width_of(line[1]));
    third = std::max(third, width_of(line[2]));
  }
  const auto padding = [](std::size_t width, const std::string& text) {
    return std::string(width - width_of(text), ' ');
  };
  std::string text;
  for (const Line& line : lines) {
    text += line[0] + padding(first, line[0]) + "  " + padding(second, line[1]) + line[1] + " " + line[2] +
            padding(third, line[2]) + "  " + line[3];
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
  }
  return text;
}

std::string changed_posts(const scenario::GroupStaffing& staffing, Language language) {
  std::string text;
  for (const scenario::PostChange& change : staffing.changes) {
    using What = scenario::PostChange::What;
    const StaffingWords words = change.what == What::dropped ? StaffingWords{"Nedlagt", "Dropped"}
                                : change.what == What::added
                                    ? StaffingWords{"Oprettet", "Added"}
                                    : StaffingWords{"Ikke oprettet (for få betjente)", "Not added (too few officers)"};
    const double net = staffing.year.net();
    text += fmt::format("{}: {} ({} {}{})\n", say(language, words), change.post.name,
                        amount_text(change.post.hours(), language), unit_in("h", language),
                        net > 0 ? " = " + amount_text(change.post.hours() / net, language) + " årsværk" : "");
  }
  return text;
}

std::string group_staffing(const World& world, GroupId id, Language language) {
  const scenario::GroupStaffing& staffing = world.force.staffing[id.index()];
  const auto& [key, group] = world.scenario.force[id.index()];
  std::string text = fmt::format("{} ({})\n", language == Language::da ? group.label.da : group.label.en, key);
  std::vector<Line> lines;
  const std::vector<StaffingRow> rows = staffing_rows(world, id);
  for (const auto& [item, words] : staffing_labels()) {
    if (item == "hours_needed")
      for (Line& line : roster_lines(group, staffing, language)) lines.push_back(std::move(line));
    for (const StaffingRow& row : rows) {
      if (row.item != item) continue;
      const bool share = row.unit == "share";
      lines.push_back({say(language, words) + (row.post.empty() ? "" : ": " + row.post),
                       amount_text(share ? 100 * row.value : row.value, language),
                       share ? "%" : unit_in(row.unit, language), row.source});
    }
  }
  text += staffing_lines(lines) + changed_posts(staffing, language);
  if (!staffing.officers)
    text += language == Language::da ? "Betjentene er ikke talt (`officers` mangler).\n"
                                     : "The officers are not counted (no `officers`).\n";
  return text;
}

}  // namespace

std::string staffing_text(const World& world, Language language) {
  std::string text = (language == Language::da ? world.scenario.title.da : world.scenario.title.en) + "\n";
  for (const GroupId group : world.force.groups.ids())
    if (!world.force.groups[group].neighbours) text += "\n" + group_staffing(world, group, language);
  return text;
}

std::string roster_yaml(const scenario::Group& group, const std::vector<scenario::Post>& posts) {
  constexpr std::array<const char*, 7> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::string text = "    roster:\n";
  for (std::size_t line = 0; line < group.roster.size(); ++line) {
    const scenario::Shift& shift = group.roster[line];
    std::string weekdays;
    for (std::size_t day = 0; day < 7; ++day)
      if (shift.weekdays[day]) weekdays += (weekdays.empty() ? "" : ", ") + std::string{names[day]};
    std::string cars;
    for (const auto& [station, said] : shift.cars) {
      const auto count = std::count_if(posts.begin(), posts.end(), [&](const scenario::Post& post) {
        return !post.always_on && post.line == line && post.station == station.name;
      });
      cars += fmt::format("{}{}: {}", cars.empty() ? "" : ", ", station.name, count);
    }
    text += fmt::format("      - {{ shift: {}, from: \"{}\", length: {}, weekdays: [{}], cars: {{ {} }}", shift.name,
                        clock_text(shift.from), scenario::duration_text(shift.length), weekdays, cars);
    if (shift.crew) text += fmt::format(", crew: {}", *shift.crew);
    if (shift.stagger > Milliseconds{0}) text += ", stagger: " + scenario::duration_text(shift.stagger);
    text += " }\n";
  }
  return text;
}

}  // namespace kredsim
