#include "analysis/store/records_writer.hpp"

#include <algorithm>

#include "analysis/store/data_dictionary.hpp"
#include "analysis/store/run_stamp.hpp"

namespace kredsim {

namespace {

/// The columns as the data dictionary lists them, with one column for each layer.
std::vector<std::string> columns_of(std::string_view file, const World& world) {
  std::vector<std::string> columns;
  for (const ColumnInfo& info : data_dictionary()) {
    if (info.table != file) continue;
    if (info.column != "area_LAYER") {
      columns.emplace_back(info.column);
      continue;
    }
    for (const std::string& layer : world.district.layers) columns.push_back("area_" + layer);
  }
  return columns;
}

std::string_view name_of(Fate fate) {
  switch (fate) {
    case Fate::cleared: return "cleared";
    case Fate::lost: return "lost";
    case Fate::unserved: return "unserved";
    case Fate::cancelled: return "cancelled";
    case Fate::abandoned: return "abandoned";
    case Fate::settled: return "settled";
  }
  return "";
}

std::string_view name_of(JobEnd how) {
  switch (how) {
    case JobEnd::open: return "open";
    case JobEnd::cleared: return "cleared";
    case JobEnd::diverted: return "diverted";
    case JobEnd::interrupted: return "interrupted";
    case JobEnd::called_off: return "called off";
  }
  return "";
}

/// A clock time as text and in seconds since the start of the measured period; both empty if never reached.
void add_time(CsvFile& file, SimTime time, SimTime start) {
  if (time == never) {
    file.add("").add("");
  } else {
    file.add(to_iso(time)).add(seconds(time - start));
  }
}

}  // namespace

std::string in_hexadecimal(std::uint64_t key) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; key >>= 4) text[i] = "0123456789abcdef"[key & 15];
  return text;
}

RecordsWriter::RecordsWriter(const std::string& folder, const World& world)
    : world_{world},
      incidents_{folder + "/incidents.csv", columns_of("incidents.csv", world), run_stamp({world.scenario.resolved})},
      assignments_{folder + "/assignments.csv", columns_of("assignments.csv", world),
                   run_stamp({world.scenario.resolved})},
      duties_{folder + "/duties.csv", columns_of("duties.csv", world), run_stamp({world.scenario.resolved})},
      empty_posts_{folder + "/empty_posts.csv", columns_of("empty_posts.csv", world),
                   run_stamp({world.scenario.resolved})} {}

void RecordsWriter::add(const Outcome& outcome) {
  for (const IncidentRecord& incident : outcome.incidents) add(outcome, incident);
  for (const AssignmentRecord& assignment : outcome.assignments) add(outcome, assignment);
  for (const DutyRecord& duty : outcome.duties) add(outcome, duty);
  for (const EmptyPostRecord& post : outcome.empty_posts) add(outcome, post);
}

void RecordsWriter::add(const Outcome& outcome, const IncidentRecord& incident) {
  const IncidentType& type = world_.demand.types[incident.type];
  incidents_.add(std::int64_t{outcome.replication})
      .add(in_hexadecimal(incident.key))
      .add(type.key)
      .add(name(type.priority));
  for (std::size_t layer = 0; layer < world_.district.layers.size(); ++layer) {
    const AreaId area = world_.district.points[incident.point].areas[layer];
    incidents_.add(area.valid() ? std::string_view{world_.district.areas[area].key} : std::string_view{});
  }
  incidents_.add(std::int64_t{incident.measured}).add(name_of(incident.fate));
  const SimTime cleared = incident.fate == Fate::cleared ? incident.cleared : never;
  for (const SimTime time : {incident.created, incident.answered, incident.received, incident.ready,
                             incident.dispatched, incident.first_arrival, cleared})
    add_time(incidents_, time, outcome.measured_from);
  incidents_.add(incident.first_unit.valid() ? std::string_view{world_.force.units[incident.first_unit].name}
                                             : std::string_view{});
  add_time(incidents_, incident.enough_there, outcome.measured_from);
  incidents_.add(std::int64_t{incident.escalated});
  incidents_.end_row();
}

void RecordsWriter::add(const Outcome& outcome, const AssignmentRecord& assignment) {
  const Unit& unit = world_.force.units[assignment.unit];
  assignments_.add(std::int64_t{outcome.replication})
      .add(in_hexadecimal(outcome.incidents[assignment.incident].key))
      .add(unit.name)
      .add(world_.force.groups[unit.group].key)
      .add(std::int64_t{assignment.rank});
  if (assignment.choice < 0) {
    assignments_.add("");
  } else {
    assignments_.add(std::int64_t{assignment.choice});
  }
  for (const SimTime time : {assignment.dispatched, assignment.arrived, assignment.cleared})
    add_time(assignments_, time, outcome.measured_from);
  assignments_.add(metres(assignment.distance));
  for (const SimTime time : {assignment.departed, assignment.ended})
    add_time(assignments_, time, outcome.measured_from);
  assignments_.add(name_of(assignment.how));
  assignments_.end_row();
}

void RecordsWriter::add(const Outcome& outcome, const DutyRecord& duty) {
  const Unit& unit = world_.force.units[duty.unit];
  duties_.add(std::int64_t{outcome.replication}).add(unit.name).add(world_.force.groups[unit.group].key);
  for (const SimTime time : {duty.from, duty.planned_to, duty.to}) add_time(duties_, time, outcome.measured_from);
  duties_.add(seconds(std::max(duty.to - duty.planned_to, Milliseconds{0})));
  Milliseconds lost{0};
  for (const LostBreakRecord& rest : outcome.lost_breaks)
    if (rest.unit == duty.unit && duty.from < rest.time && rest.time <= duty.to) lost += rest.lost;
  duties_.add(seconds(lost));
  duties_.end_row();
}

void RecordsWriter::add(const Outcome& outcome, const EmptyPostRecord& post) {
  const Unit& unit = world_.force.units[post.unit];
  empty_posts_.add(std::int64_t{outcome.replication}).add(unit.name).add(world_.force.groups[unit.group].key);
  for (const SimTime time : {post.from, post.to}) add_time(empty_posts_, time, outcome.measured_from);
  empty_posts_.add(std::int64_t{world_.force.crew(post.unit)}).add(post.why == WhyEmpty::lent ? "lent" : "absent");
  empty_posts_.end_row();
}

void RecordsWriter::close() {
  incidents_.close();
  assignments_.close();
  duties_.close();
  empty_posts_.close();
}

}  // namespace kredsim
