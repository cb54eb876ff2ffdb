#include "analysis/store/staffing_table.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "analysis/store/csv_file.hpp"
#include "analysis/store/data_dictionary.hpp"
#include "sim/scenario/rest_rules.hpp"

namespace kredsim {

namespace {

using scenario::GroupStaffing;
using scenario::PostChange;

class StaffingRows {
 public:
  StaffingRows(const World& world, GroupId group)
      : world_{world},
        staffing_{world.force.staffing[group.index()]},
        group_{world.scenario.force[group.index()].second},
        key_{"force." + staffing_.group} {}

  std::vector<StaffingRow> all() {
    if (staffing_.officers) officers();
    for (const scenario::Post& post : staffing_.posts) computed("post", post.hours(), "h", post.name);
    for (const auto& [task, work] : group_.desk_tasks)
      rows_.push_back({staffing_.group, "desk_task", task, work.per_year * seconds(work.each) / 3600, "h",
                       scenario::source_of(world_.scenario, key_ + ".desk_tasks." + task + ".per_year")});
    if (scenario::has_cars(group_)) computed("hours_needed", staffing_.hours_needed(), "h");
    if (staffing_.officers && scenario::has_cars(group_)) balance();
    for (const PostChange& change : staffing_.changes)
      computed(name(change.what), change.post.hours(), "h", change.post.name);
    if (staffing_.without_free_car) {
      computed("without_free_car_before", staffing_.without_free_car->first, "tasks a year");
      computed("without_free_car", staffing_.without_free_car->second, "tasks a year");
    }
    loans();
    if (staffing_.officers && !staffing_.posts.empty()) rest();
    if (group_.short_notice_absence > 0)
      stated("short_notice_absence", group_.short_notice_absence, "share", "short_notice_absence", true);
    return std::move(rows_);
  }

 private:
  static std::string name(PostChange::What what) {
    switch (what) {
      case PostChange::What::dropped: return "dropped";
      case PostChange::What::added: return "added";
      case PostChange::What::left_out: break;
    }
    return "left_out";
  }

  void computed(const std::string& item, double value, const std::string& unit, const std::string& post = "") {
    rows_.push_back({staffing_.group, item, post, value, unit, ""});
  }
  void stated(const std::string& item, double value, const std::string& unit, const std::string& key, bool written) {
    std::string source = scenario::source_of(world_.scenario, key_ + "." + key);
    if (!written) source = "assumption (default)";
    if (source.empty()) source = "assumption (nothing is said)";
    rows_.push_back({staffing_.group, item, "", value, unit, std::move(source)});
  }

  void officers() {
    const scenario::HoursOfAYear& year = staffing_.year;
    const scenario::NetHours& net = group_.net_hours;
    stated("officers_before", *staffing_.officers->value, "årsværk", "officers.value", true);
    if (staffing_.officers->as_rostered) rows_.back().source += " (as many as the roster needs)";
    if (const double change = staffing_.officers->change; change != 0) {
      const std::string& file = staffing_.officers->origin.file;
      const std::string source = scenario::source_of(world_.scenario, key_ + ".officers.change", file);
      rows_.push_back({staffing_.group, "officers_change", "", change, "årsværk",
                       source.empty() ? "the plan (it says no source)" : source});
    }
    computed("officers", staffing_.officers->now(), "årsværk");
    if (group_.heads) stated("heads", *group_.heads, "people", "heads", true);
    stated("gross", year.gross, "h", "net_hours.gross", net.gross.has_value());
    stated("holidays", year.holidays, "h", "net_hours.holidays", net.holidays.has_value());
    stated("public_holidays", year.public_holidays, "h", "net_hours.public_holidays", net.public_holidays.has_value());
    stated("absence", year.absence, "h", "net_hours.absence", net.absence.has_value());
    stated("training", year.training, "h", "net_hours.training", net.training.has_value());
    computed("on_duty", year.on_duty(), "h");
    stated("desk", year.desk, "h", "net_hours.desk", net.desk.has_value());
    computed("net", year.net(), "h");
    computed("hours_there", staffing_.hours_there(), "h");
  }

  void balance() {
    const double net = staffing_.year.net();
    if (net > 0) computed("officers_needed", staffing_.hours_needed() / net, "årsværk");
    computed("left_over", staffing_.left_over(), "h");
    if (net > 0) computed("officers_left_over", staffing_.left_over() / net, "årsværk");
  }

  /// How the year could be shared out among the people.
  void rest() {
    const double people = std::floor(group_.heads.value_or(staffing_.officers->now()));
    if (people < 1 || people > scenario::most_people) return;
    const scenario::RestRules rules = rest_rules(staffing_.posts, staffing_.year, static_cast<int>(people));
    computed("rota_people", rules.people, "people");
    computed("rota_free_weekends", rules.free_weekends, "a person");
    computed("rota_weekends_missing", rules.weekends_missing, "weekends");
    computed("rota_days_off_missing", rules.days_off_missing, "days");
    computed("rota_long_stretches", rules.long_stretches, "stretches");
    computed("rota_short_rests", rules.short_rests, "times");
    computed("rota_unfilled", rules.unfilled, "times");
    computed("rota_long_shifts", rules.long_shifts, "posts");
  }

  void loans() {
    for (const auto& [name, loan] : group_.lent) {
      if (loan.officers) {
        const std::string key = key_ + ".lent." + name + ".officers";
        const std::string source = scenario::source_of(world_.scenario, key);
        rows_.push_back({staffing_.group, "lent_officers", name, *loan.officers, "årsværk",
                         source.empty() ? "assumption (nothing is said)" : source});
      }
      loan_hours(name, loan);
    }
  }

  /// Of a year, over the stretches of the loan; and of the measured period.
  void loan_hours(const std::string& name, const scenario::Loan& loan) {
    const scenario::Period& period = world_.scenario.period;
    double hours = 0;
    double left_over = 0;
    double in_run = 0;  // days x hours a year
    std::vector<double> shares(staffing_.posts.size(), 0.0);
    for (const scenario::LentStretch& stretch : staffing_.lent) {
      if (stretch.loan != name) continue;
      const double part = seconds(stretch.to - stretch.from) / seconds(loan.length);
      const auto played = std::min(stretch.to, period.start + period.length) - std::max(stretch.from, period.start);
      hours += part * stretch.hours;
      left_over += part * stretch.left_over;
      in_run += std::max(0.0, seconds(played)) / 86'400 * (stretch.hours - stretch.left_over);
      for (std::size_t post = 0; post < shares.size(); ++post) shares[post] += part * stretch.shares[post];
    }
    computed("lent", hours, "h", name);
    if (!loan.officers) return;
    if (left_over > 0) computed("lent_left_over", left_over, "h", name);
    if (loan.posts.empty()) {
      const auto largest = std::max_element(shares.begin(), shares.end());
      computed("lent_share", largest == shares.end() ? 0 : *largest, "share", name);
    } else {
      for (std::size_t post = 0; post < shares.size(); ++post)
        if (shares[post] > 0)
          computed("lent_post", shares[post] * staffing_.posts[post].hours(), "h",
                   name + ": " + staffing_.posts[post].name);
    }
    computed("lent_in_run", in_run / 365, "h", name);
  }

  const World& world_;
  const GroupStaffing& staffing_;
  const scenario::Group& group_;
  std::string key_;
  std::vector<StaffingRow> rows_;
};

}  // namespace

std::vector<StaffingRow> staffing_rows(const World& world, GroupId group) { return StaffingRows{world, group}.all(); }

std::vector<StaffingRow> staffing_rows(const World& world) {
  std::vector<StaffingRow> rows;
  const auto says_officers = [](const GroupStaffing& staffing) { return staffing.officers.has_value(); };
  if (std::none_of(world.force.staffing.begin(), world.force.staffing.end(), says_officers)) return rows;
  for (const GroupId group : world.force.groups.ids()) {
    if (world.force.groups[group].neighbours) continue;
    for (StaffingRow& row : staffing_rows(world, group)) rows.push_back(std::move(row));
  }
  return rows;
}

void write_staffing(const std::string& path, const std::vector<StaffingRow>& rows, const std::string& run) {
  if (rows.empty()) return;
  std::vector<std::string> columns;
  for (const ColumnInfo& column : data_dictionary())
    if (column.table == "staffing") columns.emplace_back(column.column);
  CsvFile file{path, columns, run};
  for (const StaffingRow& row : rows)
    file.add(row.group).add(row.item).add(row.post).add(row.value).add(row.unit).add(row.source).end_row();
  file.close();
}

std::string to_json(const World& world, const std::vector<StaffingRow>& rows) {
  using Json = nlohmann::ordered_json;
  Json json;
  json["title"] = Json{{"da", world.scenario.title.da}, {"en", world.scenario.title.en}};
  json["staffing"] = Json::array();
  for (const StaffingRow& row : rows)
    json["staffing"].push_back(Json{{"group", row.group},
                                    {"item", row.item},
                                    {"post", row.post},
                                    {"value", row.value},
                                    {"unit", row.unit},
                                    {"source", row.source}});
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kredsim
