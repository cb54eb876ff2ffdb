#include "analysis/store/data_dictionary.hpp"

#include <array>

#include "analysis/statistics/measure.hpp"

namespace kredsim {

std::span<const ColumnInfo> data_dictionary() {
  static constexpr auto all = std::to_array<ColumnInfo>({
      {"estimates", "measure", "TEXT", "", "What is measured, with its unit in the name (table `measures`)"},
      {"estimates", "statistic", "TEXT", "", "How it is summed up (table `statistics`)"},
      {"estimates", "type", "TEXT", "",
       "Incident type; `published`: all types whose response time the police publish; `all`: every type"},
      {"estimates", "area", "TEXT", "",
       "Area of any layer (table `areas`) in which the incident happened; `all` where not split"},
      {"estimates", "hour", "TEXT", "",
       "Hour of the clock in which the incident was created: `07` of every day, `mon 07` of that weekday; `all` where "
       "not split"},
      {"estimates", "priority", "TEXT", "", "Priority of the incident type; `all` where not split"},
      {"estimates", "group", "TEXT", "",
       "Group of the first unit there (`assignments`, `on_scene_s`, `distance_m`: of that unit); `all` where not "
       "split"},
      {"estimates", "value", "REAL", "of the measure", "The estimate; empty if there is nothing to estimate it from"},
      {"estimates", "low", "REAL", "of the measure",
       "Lower end of the 95 % interval of simulation precision; empty if too little carries one"},
      {"estimates", "high", "REAL", "of the measure", "Upper end of that interval"},
      {"estimates", "n", "INTEGER", "",
       "Values behind the estimate over all replications: served incidents or assignments for times and distances, all "
       "measured incidents for shares, the number itself for counts, replications for averages over time"},
      {"estimates", "replications", "INTEGER", "", "Replications behind the estimate"},

      {"replications", "replication", "INTEGER", "", "Number of the replication, from 0"},
      {"replications", "measure", "TEXT", "", "As in `estimates`"},
      {"replications", "statistic", "TEXT", "", "As in `estimates`, without quantiles"},
      {"replications", "type", "TEXT", "", "As in `estimates`; total, types alone and areas alone are kept"},
      {"replications", "area", "TEXT", "", "As in `estimates`"},
      {"replications", "value", "REAL", "of the measure", "The statistic in this replication alone"},
      {"replications", "n", "INTEGER", "", "Values behind it in this replication; value times n is the sum"},

      {"histograms", "measure", "TEXT", "", "A sampled measure"},
      {"histograms", "type", "TEXT", "", "As in `estimates`; the tables of one dimension are kept, hours apart"},
      {"histograms", "area", "TEXT", "", "As in `estimates`"},
      {"histograms", "hour", "TEXT", "", "Always `all`"},
      {"histograms", "priority", "TEXT", "", "As in `estimates`"},
      {"histograms", "group", "TEXT", "", "As in `estimates`"},
      {"histograms", "bin_from", "REAL", "of the measure", "Values counted are at least this ..."},
      {"histograms", "bin_to", "REAL", "of the measure", "... and below this"},
      {"histograms", "count", "INTEGER", "", "Values in the bin, all replications together"},

      {"warm_up", "time_s", "REAL", "s",
       "Start of the bin, since the start of the measured period (negative in the warm-up)"},
      {"warm_up", "open", "REAL", "",
       "Incidents reported and not yet cleared: time average in the bin, mean over replications"},
      {"warm_up", "running_mean", "REAL", "", "Mean of `open` from the start of the warm-up up to here"},
      {"warm_up", "settled", "REAL", "",
       "`open` less its mean at that hour of the week in the later half; empty where that half is too short"},

      {"late_tasks", "replication", "INTEGER", "",
       "Of the 25 longest late waits of all replications (kept with `--records`; of the published types if there are "
       "any): its replication"},
      {"late_tasks", "incident", "TEXT", "", "Key of the incident as in incidents.csv"},
      {"late_tasks", "type", "TEXT", "", "Incident type"},
      {"late_tasks", "area", "TEXT", "", "Key of its municipality"},
      {"late_tasks", "begins", "TEXT", "", "When its response clock begins"},
      {"late_tasks", "response_s", "REAL", "s", "Until the first unit is there"},
      {"late_tasks", "control_centre_s", "REAL", "s", "Of that: until it is ready for dispatch"},
      {"late_tasks", "wait_s", "REAL", "s", "Of that: until a unit is sent"},
      {"late_tasks", "way_s", "REAL", "s", "Of that: turnout and driving"},
      {"late_tasks", "enough_s", "REAL", "s", "After that, until as many are there as it needs"},
      {"late_tasks", "unit", "TEXT", "", "The first unit there"},
      {"late_tasks", "cause", "TEXT", "", "As in the measures `late_...`, without `late_`"},

      {"inputs", "key", "TEXT", "", "Key path in the scenario"},
      {"inputs", "value", "TEXT", "", "As written"},
      {"inputs", "source", "TEXT", "",
       "Where the user says it comes from; `assumption` is one; empty if nothing is said"},
      {"inputs", "place", "TEXT", "", "file:line:column"},

      {"areas", "area", "TEXT", "", "Key"},
      {"areas", "name", "TEXT", "", "Name for readers"},
      {"areas", "layer", "TEXT", "", "`municipality` or a finer layer"},
      {"areas", "population", "REAL", "inhabitants", "As stated; empty if not"},
      {"outlines", "area", "TEXT", "", "Key of the area that the ring belongs to"},
      {"outlines", "ring", "INTEGER", "", "Number of the ring; an area may have several"},
      {"outlines", "point", "INTEGER", "", "Number of the point along the ring"},
      {"outlines", "lat", "REAL", "degrees", "Latitude, WGS 84"},
      {"outlines", "lon", "REAL", "degrees", "Longitude, WGS 84"},
      {"outlines", "stylised", "INTEGER", "",
       "1 for a cell around points of demand, 0 for a boundary that the user gave"},
      {"stations", "station", "TEXT", "", "Key"},
      {"stations", "name", "TEXT", "", "Name for readers"},
      {"stations", "lat", "REAL", "degrees", "Latitude, WGS 84"},
      {"stations", "lon", "REAL", "degrees", "Longitude, WGS 84"},
      {"roads", "road", "INTEGER", "",
       "Number of a stretch of main road, for maps; of any road in a network of at most 500 edges"},
      {"roads", "class", "TEXT", "",
       "Class of the road: motorway, motor_road, primary, secondary, ferry; in a small network any"},
      {"roads", "point", "INTEGER", "", "Number of the point along it; bends of less than 100 m are left out"},
      {"roads", "lat", "REAL", "degrees", "Latitude, WGS 84"},
      {"roads", "lon", "REAL", "degrees", "Longitude, WGS 84"},
      {"demand", "lat", "REAL", "degrees", "A point at which tasks are expected, WGS 84"},
      {"demand", "lon", "REAL", "degrees", "Longitude"},
      {"demand", "municipality", "TEXT", "", "Key of its municipality"},
      {"demand", "per_year", "REAL", "incidents a year", "By the usual rates: without season and surges"},
      {"demand", "published_per_year", "REAL", "incidents a year",
       "Of these: of types whose response time the police publish"},
      {"types", "type", "TEXT", "", "Key"},
      {"types", "label_da", "TEXT", "", "Danish label"},
      {"types", "label_en", "TEXT", "", "English label"},
      {"types", "priority", "TEXT", "", "Priority"},
      {"types", "published", "INTEGER", "", "1 if its response time belongs to the published figure"},
      {"groups", "group", "TEXT", "", "Key"},
      {"groups", "label_da", "TEXT", "", "Danish label"},
      {"groups", "label_en", "TEXT", "", "English label"},

      {"staffing", "group", "TEXT", "", "Group of the force"},
      {"staffing", "item", "TEXT", "",
       "Of a year: officers_before, officers_change, officers, heads; of one årsværk: gross, holidays, "
       "public_holidays, absence, training, on_duty, desk, net; of the group: hours_there, post (one a post, as it is "
       "played), hours_needed, officers_needed, left_over, officers_left_over; dropped, added and left_out posts (left "
       "out: listed, but the officers do not suffice); without_free_car (a solver's measure); lent (one a loan: "
       "hours of its posts, or of its officers) and, where it says officers, lent_officers, lent_left_over (hours of "
       "them that were behind no post), lent_share (of the shifts of every post, by chance of post and date) or "
       "lent_post (one a post: hours that stay empty), lent_in_run (hours in the measured period); "
       "short_notice_absence; rota_... : the rules of rest in a year shared out among the people (docs/methods/"
       "staffing.md)"},
      {"staffing", "post", "TEXT", "",
       "Name of the post or loan, `loan: post` for a post of a loan; empty for the others"},
      {"staffing", "value", "REAL", "as in `unit`", "The number"},
      {"staffing", "unit", "TEXT", "", "årsværk, h (a year), people, share, tasks a year, or what is counted"},
      {"staffing", "source", "TEXT", "", "Where an input comes from; empty for what is computed"},

      {"published", "measure", "TEXT", "", "Measure that the published figure is set beside"},
      {"published", "statistic", "TEXT", "", "Its statistic"},
      {"published", "area", "TEXT", "", "Area, or `all`"},
      {"published", "value", "REAL", "of the measure", "The published figure"},
      {"published", "year", "INTEGER", "", "Year that it is about"},
      {"published", "definition", "TEXT", "", "What it counts, as the source says"},
      {"published", "source", "TEXT", "", "Where it was published"},

      {"left_out", "item", "TEXT", "", "Something that is not in the model of this run"},
      {"left_out", "can_be_modelled", "INTEGER", "",
       "1: a scenario can switch it on (of a comparison: neither the base nor a plan does)"},
      {"left_out", "text_da", "TEXT", "", "What is left out, in Danish"},
      {"left_out", "text_en", "TEXT", "", "The same in English"},

      {"measures", "measure", "TEXT", "", "Name as in `estimates`"},
      {"measures", "unit", "TEXT", "", "s, m, or 1 for shares and numbers"},
      {"measures", "meaning", "TEXT", "", "What is measured"},
      {"statistics", "statistic", "TEXT", "", "Name as in `estimates`"},
      {"statistics", "meaning", "TEXT", "", "How it is computed"},
      {"data_dictionary", "table", "TEXT", "", "Table of this file, or a CSV file beside it"},
      {"data_dictionary", "column", "TEXT", "", "Its column"},
      {"data_dictionary", "unit", "TEXT", "", "Unit; empty for text, keys and plain numbers"},
      {"data_dictionary", "meaning", "TEXT", "", "What the column holds"},
      {"meta", "key", "TEXT", "", "What is stated: format, version, commit, title, seed, replications, ..."},
      {"meta", "value", "TEXT", "", "Its value"},

      {"*.csv", "run", "TEXT", "",
       "Last column of every file: version of the program and digits of the SHA-256 of what was played; in `run.json` "
       "too"},
      {"incidents.csv", "replication", "INTEGER", "", "Number of the replication, from 0"},
      {"incidents.csv", "incident", "TEXT", "",
       "16 hexadecimal digits; the same incident has the same key in every plan"},
      {"incidents.csv", "type", "TEXT", "", "Incident type"},
      {"incidents.csv", "priority", "TEXT", "", "Priority"},
      {"incidents.csv", "area_LAYER", "TEXT", "", "Its area, one column for each layer (`area_municipality`, ...)"},
      {"incidents.csv", "measured", "INTEGER", "",
       "1: created inside the measured period; 0: in the warm-up or after the end, a planned task, or help to a "
       "neighbour"},
      {"incidents.csv", "fate", "TEXT", "",
       "cleared, lost, unserved, abandoned (every caller hung up), settled (by telephone), or cancelled before a unit "
       "was there (then in no estimate)"},
      {"incidents.csv", "created", "TEXT", "",
       "Local clock time: the first caller rings; without a `control_centre` it has the report at once"},
      {"incidents.csv", "created_s", "REAL", "s",
       "The same since the start of the measured period (negative in the warm-up)"},
      {"incidents.csv", "answered", "TEXT", "", "A call taker answers; empty if none did"},
      {"incidents.csv", "answered_s", "REAL", "s", "The same since the start of the measured period"},
      {"incidents.csv", "received", "TEXT", "", "The control centre has the report; empty if it never had"},
      {"incidents.csv", "received_s", "REAL", "s", "The same since the start of the measured period"},
      {"incidents.csv", "ready", "TEXT", "", "A dispatcher has dealt with it: a unit may be sent; empty if not"},
      {"incidents.csv", "ready_s", "REAL", "s", "The same since the start of the measured period"},
      {"incidents.csv", "dispatched", "TEXT", "", "The first unit is sent; empty if none was"},
      {"incidents.csv", "dispatched_s", "REAL", "s", "The same since the start of the measured period"},
      {"incidents.csv", "first_arrival", "TEXT", "", "The first unit is at the scene; empty if none came"},
      {"incidents.csv", "first_arrival_s", "REAL", "s", "The same since the start of the measured period"},
      {"incidents.csv", "cleared", "TEXT", "", "The work at the scene is done; empty if it was not"},
      {"incidents.csv", "cleared_s", "REAL", "s", "The same since the start of the measured period"},
      {"incidents.csv", "first_unit", "TEXT", "", "The unit that was there first; empty if none came"},
      {"incidents.csv", "enough_there", "TEXT", "",
       "As many cars and officers are at the scene at once as it needed; empty if there never were"},
      {"incidents.csv", "enough_there_s", "REAL", "s", "The same since the start of the measured period"},
      {"incidents.csv", "escalated", "INTEGER", "", "1: the unit at the scene called for more cars"},
      {"assignments.csv", "replication", "INTEGER", "", "Number of the replication, from 0"},
      {"assignments.csv", "incident", "TEXT", "", "Key of the incident, as in incidents.csv"},
      {"assignments.csv", "unit", "TEXT", "", "The unit sent: its post on the roster"},
      {"assignments.csv", "group", "TEXT", "", "Its group"},
      {"assignments.csv", "rank", "INTEGER", "", "0 for the first unit sent to the incident"},
      {"assignments.csv", "choice", "INTEGER", "",
       "How many units on duty, busy or free, could have been there earlier; empty: not asked for"},
      {"assignments.csv", "dispatched", "TEXT", "", "Local clock time: the unit is sent"},
      {"assignments.csv", "dispatched_s", "REAL", "s", "The same since the start of the measured period"},
      {"assignments.csv", "arrived", "TEXT", "", "It is at the scene; empty if it never was"},
      {"assignments.csv", "arrived_s", "REAL", "s", "The same since the start of the measured period"},
      {"assignments.csv", "cleared", "TEXT", "", "It is done there; empty if it was not"},
      {"assignments.csv", "cleared_s", "REAL", "s", "The same since the start of the measured period"},
      {"assignments.csv", "distance_m", "REAL", "m", "Driven to the scene"},
      {"assignments.csv", "departed", "TEXT", "", "Its turnout is over"},
      {"assignments.csv", "departed_s", "REAL", "s", "The same since the start of the measured period"},
      {"assignments.csv", "ended", "TEXT", "", "It is done there or taken off; empty if neither"},
      {"assignments.csv", "ended_s", "REAL", "s", "The same since the start of the measured period"},
      {"assignments.csv", "how", "TEXT", "",
       "cleared, diverted to more urgent work on the way, interrupted at the scene, called off because the incident "
       "was "
       "cancelled, or open when the run ended"},
      {"duties.csv", "replication", "INTEGER", "", "Number of the replication, from 0"},
      {"duties.csv", "unit", "TEXT", "", "The unit on duty: its post on the roster"},
      {"duties.csv", "group", "TEXT", "", "Its group"},
      {"duties.csv", "from", "TEXT", "", "Local clock time: it comes on duty, or works on into its next shift"},
      {"duties.csv", "from_s", "REAL", "s", "The same since the start of the measured period"},
      {"duties.csv", "planned_to", "TEXT", "", "Its shift ends; empty: it is on duty around the clock"},
      {"duties.csv", "planned_to_s", "REAL", "s", "The same since the start of the measured period"},
      {"duties.csv", "to", "TEXT", "", "It goes home, or the run ends"},
      {"duties.csv", "to_s", "REAL", "s", "The same since the start of the measured period"},
      {"duties.csv", "overtime_s", "REAL", "s", "How much later than its shift ends"},
      {"duties.csv", "break_lost_s", "REAL", "s", "What it lost of the breaks that were due"},

      {"empty_posts.csv", "replication", "INTEGER", "", "Number of the replication, from 0"},
      {"empty_posts.csv", "unit", "TEXT", "", "The post on the roster to which nobody came"},
      {"empty_posts.csv", "group", "TEXT", "", "Its group"},
      {"empty_posts.csv", "from", "TEXT", "", "Local clock time: its shift would have begun"},
      {"empty_posts.csv", "from_s", "REAL", "s", "The same since the start of the measured period"},
      {"empty_posts.csv", "to", "TEXT", "", "Its shift would have ended"},
      {"empty_posts.csv", "to_s", "REAL", "s", "The same since the start of the measured period"},
      {"empty_posts.csv", "officers", "INTEGER", "", "Its crew"},
      {"empty_posts.csv", "why", "TEXT", "", "`absent` (short-notice absence) or `lent`"},
  });
  return all;
}

std::string dictionary_as_markdown() {
  std::string text = "### Measures\n\n| measure | unit | meaning |\n|---|---|---|\n";
  const auto row = [&](auto... cells) {
    ((text += "| ", text += cells, text += " "), ...);
    text += "|\n";
  };
  for (const MeasureInfo& info : measures()) row("`" + std::string{info.name} + "`", info.unit, info.meaning);
  text += "\n### Statistics\n\n| statistic | meaning |\n|---|---|\n";
  for (const StatisticInfo& info : statistics_explained()) row("`" + std::string{info.name} + "`", info.meaning);
  const auto columns = [&](std::span<const ColumnInfo> infos) {
    std::string_view table;
    for (const ColumnInfo& info : infos) {
      if (info.table != table)
        text += "\n### `" + std::string{info.table} + "`\n\n| column | type | unit | meaning |\n|---|---|---|---|\n";
      table = info.table;
      row("`" + std::string{info.column} + "`", info.type, info.unit, info.meaning);
    }
  };
  columns(data_dictionary());
  text += "\n## What `kredsim compare` writes\n";
  columns(comparison_dictionary());
  return text;
}

}  // namespace kredsim
