
#include "analysis/experiment/validation.hpp"

namespace kredsim {

namespace {

namespace m = measures_of_cases;

/// Waits, queue and work of a single queue of `units`.
std::vector<CaseCheck> single_queue(double units) {
  return {{"Wq_mean_min", m::wait_min()},
          {"P_wait", m::share_waiting()},
          {"Lq", m::queue()},
          {"utilisation", m::busy(units)}};
}

CaseFile a01() {
  CaseFile file{"a01.yaml", single_queue(5)};
  const double p95 = theory::figure(theory::known_case("A01")->figures(), "W_p95_min");
  file.checks.push_back({"P_W_gt_10min", m::share_waiting(10)});
  file.checks.push_back({"P_W_gt_30min", m::share_waiting(30)});
  file.checks.push_back({"share beyond W_p95_min", m::share_waiting(p95), FigureForm::ratio, 0.05});
  return file;
}

CaseFile a09() {
  return {"a09.yaml",
          {{"P_wait", m::share_waiting()},
           {"Wq1_min", m::wait_min(m::of_type("first"))},
           {"Wq2_min", m::wait_min(m::of_type("second"))},
           {"Wq3_min", m::wait_min(m::of_type("third"))},
           {"Wq_all_min", m::wait_min()},
           {"P_W1_gt_5min", m::share_waiting(5, m::of_type("first"))}}};
}

CaseFile a19() {
  return {"a19.yaml",
          {{"Wq_mean_min", m::wait_min()},
           {"P_wait", m::share_waiting()},
           {"overtime_units_at_08", m::overtime_units_at(8)},
           {"overtime_units_at_16", m::overtime_units_at(16)},
           {"overtime_units_at_24", m::overtime_units_at(0)},
           {"overtime_unit_hours_per_day", m::overtime_hours_per_day()}}};
}

std::vector<CaseFile> a24() {
  CaseFile file{"a24.yaml", {{"Wq_first_8h_min", m::wait_min()}}};
  for (const int hours : {1, 2, 4, 8})
    file.checks.push_back({"N_at_" + std::to_string(hours) + "h", m::in_system_after(hours)});
  return {file, {"a24_steady.yaml", {{"Wq_steady_min", m::wait_min()}}}};
}

/// Waits in hours of the three classes of the emergency room.
CaseFile b01(const std::string& rule, int servers) {
  const std::string name = rule + "_s" + std::to_string(servers);
  CaseFile file{"b01_" + name + ".yaml", {}};
  const char* const classes[] = {"first", "second", "third"};
  for (std::size_t k = 0; k < 3; ++k) {
    const std::string figure = name + "_W" + std::to_string(k + 1) + "_h";
    const double expected = theory::figure(theory::known_case("B01")->figures(), figure);
    // Waits are measured in minutes.
    file.checks.push_back({figure + " (min)", m::wait_min(m::of_type(classes[k])), FigureForm::ratio, 60 * expected});
  }
  return file;
}

std::vector<CaseCheck> units_busy(std::size_t units) {
  std::vector<CaseCheck> checks;
  for (std::size_t unit = 0; unit < units; ++unit)
    checks.push_back({"busy_unit" + std::to_string(unit + 1), m::unit_busy(unit)});
  return checks;
}

/// Unit and atom count from 1 in the names of figures.
CaseCheck dispatches(int unit, int atom) {
  return {"f_unit" + std::to_string(unit) + "_atom" + std::to_string(atom),
          m::dispatches(static_cast<std::size_t>(unit - 1), "atom_" + std::to_string(atom))};
}

CaseFile with(CaseFile file, std::vector<CaseCheck> more) {
  for (CaseCheck& check : more) file.checks.push_back(std::move(check));
  return file;
}

CaseFile h01() {
  return with({"h01.yaml", units_busy(2)}, {{"travel_mean", m::way_km()},
                                            {"P_loss", m::share_lost()},
                                            {"frac_not_by_first_choice", m::share_not_first_choice()}});
}

CaseFile h02() {
  // Its unit of time is the mean service: an hour in the file.
  const double wait = theory::figure(theory::known_case("H02")->figures(), "Wq_mean");
  return with({"h02.yaml", units_busy(3)}, {{"P_all_busy", m::share_waiting()},
                                            {"frac_not_by_first_choice", m::share_not_first_choice()},
                                            dispatches(1, 1),
                                            dispatches(2, 3),
                                            dispatches(3, 4),
                                            {"Wq_mean (min)", m::wait_min(), FigureForm::ratio, 60 * wait}});
}

CaseFile h03() {
  return with({"h03.yaml", units_busy(4)}, {{"P_loss", m::share_lost()},
                                            {"frac_not_by_first_choice", m::share_not_first_choice()},
                                            {"travel_mean", m::way_km()},
                                            dispatches(1, 1),
                                            dispatches(2, 4),
                                            dispatches(3, 1),
                                            dispatches(4, 7)});
}

CaseFile h04() {
  return with({"h04.yaml", units_busy(5)}, {{"P_all_busy", m::share_waiting()},
                                            {"Wq_mean_min", m::wait_min()},
                                            {"frac_not_by_first_choice", m::share_not_first_choice()},
                                            {"travel_mean", m::way_km()},
                                            dispatches(1, 1),
                                            dispatches(4, 1),
                                            dispatches(2, 8),
                                            dispatches(5, 10)});
}

CaseFile t01() {
  return with({"t01.yaml", units_busy(3)}, {{"P_all_busy", m::share_lost()}, {"travel_mean_min", m::drive_min()}});
}

CaseFile t04() {
  return {"t04.yaml",
          {{"Wq_mean_min", m::wait_min()},
           {"P_wait", m::share_waiting()},
           {"travel_mean_min", m::drive_min()},
           {"response_mean_min", m::response_min()}}};
}

CaseFile t05() {
  const double blocks = theory::figure(theory::known_case("T05")->figures(), "drive_mean_blocks");
  return {"t05.yaml",
          {{"drive_mean_s", m::drive_s()},
           {"drive_sd_s", m::drive_s(), FigureForm::sd},
           {"drive_mean_blocks (km)", m::way_km(), FigureForm::ratio, blocks / 5},
           {"frac_zero_drive", m::share_without_drive()}}};
}

std::vector<CaseFile> g01() {
  std::vector<CaseFile> files;
  for (const int units : {1, 2, 4, 8, 16, 32, 64}) {
    const std::string n = std::to_string(units);
    // A block is a kilometre in the files.
    files.push_back({"g01_n" + n + ".yaml", {{"mean_nearest_n" + n, m::first_way_km()}}});
  }
  return files;
}

std::vector<ValidationCase> make_cases() {
  return {
      {"A01", true, {a01()}},
      {"A03",
       true,
       {{"a03.yaml", {{"P_loss", m::share_lost()}, {"mean_busy", m::busy(1)}, {"utilisation", m::busy(6)}}}}},
      {"A05", true, {{"a05.yaml", single_queue(4)}}},
      {"A07", true, {{"a07.yaml", single_queue(4)}}},
      {"A08",
       false,
       {{"a08.yaml", {{"Wq_mean_min", m::wait_min()}, {"P_wait", m::share_waiting()}, {"Lq", m::queue()}}}}},
      {"A09", true, {a09()}},
      {"A11",
       true,
       {{"a11.yaml", {{"Wq1_min", m::wait_min(m::of_type("first"))}, {"Wq2_min", m::wait_min(m::of_type("second"))}}}}},
      {"A16",
       false,
       {{"a16.yaml",
         {{"P_wait", m::share_waiting()},
          {"Wq_mean_min", m::wait_min()},
          {"frac_calls", m::busy(5)},
          {"frac_self_initiated", m::own_work(5)}}}}},
      {"A19", true, {a19()}},
      {"A24", false, a24()},
      {"B01", false, {b01("np", 1), b01("np", 2)}},
      {"G01", false, g01()},
      {"H01", false, {h01()}},
      {"H02", true, {h02()}},
      {"H03", false, {h03()}},
      {"H04", true, {h04()}},
      {"T01", false, {t01()}},
      {"T04", false, {t04()}},
      {"T05", true, {t05()}},
  };
}

}  // namespace

std::span<const ValidationCase> validation_cases() {
  static const std::vector<ValidationCase> cases = make_cases();
  return cases;
}

}  // namespace kredsim
