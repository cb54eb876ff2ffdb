#include <array>

#include "analysis/store/data_dictionary.hpp"

namespace kredsim {

std::span<const ColumnInfo> comparison_dictionary() {
  static constexpr auto all = std::to_array<ColumnInfo>({
      {"*.csv", "run", "TEXT", "",
       "Last column of every file: version of the program and digits of the SHA-256 of what was played; in `run.json` "
       "too"},
      {"differences", "compared", "TEXT", "", "Name of the plan that is set against the base"},
      {"differences", "measure", "TEXT", "", "What is measured, with its unit in the name (table `measures`)"},
      {"differences", "statistic", "TEXT", "",
       "How it is summed up (table `statistics`); of the district also: slowest_municipality, fastest_municipality, "
       "gap_of_municipalities (of mean responses), mean_of_all_received (each plan with all its incidents), "
       "change_within (municipalities and types), change_of_mix; of incidents in time what one more a year costs: "
       "officer_hours_each, kroner_each"},
      {"differences", "type", "TEXT", "", "As in `estimates` of a run"},
      {"differences", "area", "TEXT", "", "As in `estimates` of a run"},
      {"differences", "hour", "TEXT", "", "As in `estimates` of a run"},
      {"differences", "priority", "TEXT", "", "As in `estimates` of a run"},
      {"differences", "plan", "REAL", "of the measure",
       "The figure under the plan, of measured incidents that both received"},
      {"differences", "base", "REAL", "of the measure", "The same under the base"},
      {"differences", "difference", "REAL", "of the measure", "plan - base"},
      {"differences", "low", "REAL", "of the measure",
       "Lower end of the 95 % interval of simulation precision, held jointly with `family`; empty if too little "
       "carries one, or if nothing differed in any replication"},
      {"differences", "high", "REAL", "of the measure", "Upper end"},
      {"differences", "verdict", "TEXT", "",
       "better, worse, mixed, higher, lower, no different, cannot be told apart yet, identical (in every replication "
       "so far), too few"},
      {"differences", "margin", "REAL", "of the measure", "Differences up to this are `no different`"},
      {"differences", "family", "INTEGER", "",
       "So many intervals are right together in 95 % of comparisons (Bonferroni): the areas of one layer"},
      {"differences", "replications_needed", "REAL", "",
       "About so many replications would decide, if the estimate stays what it is; empty if decided, or beyond 10^9"},
      {"differences", "at_least", "REAL", "of the measure",
       "Lower bound of the difference whatever time is given to incidents without an answer; -inf if any"},
      {"differences", "at_most", "REAL", "of the measure", "Upper bound; inf if the plan leaves any without an answer"},
      {"differences", "variance_ratio", "REAL", "",
       "Variance of the difference of unpaired runs over that of these pairs"},
      {"differences", "period_sd", "REAL", "of the measure",
       "How much one period of the plan swings by itself: standard deviation between replications"},
      {"differences", "n_plan", "INTEGER", "", "Values behind the plan's figure"},
      {"differences", "n_base", "INTEGER", "", "Values behind the base's figure"},
      {"differences", "replications", "INTEGER", "", "Pairs of replications; 0 where nothing was estimated"},
      {"differences", "note", "TEXT", "", "Which municipality, which end of the gap moved, why mixed"},
      {"differences", "sets_low", "REAL", "of the measure",
       "Lowest difference over the input sets that fit what is known (`comparison.ensemble`); empty without any"},
      {"differences", "sets_high", "REAL", "of the measure", "Highest difference over them"},
      {"differences", "sets", "INTEGER", "", "Input sets that gave a difference, besides the one of the row"},

      {"posts", "compared", "TEXT", "", "Name of the plan"},
      {"posts", "officer_group", "TEXT", "", "Key of the group"},
      {"posts", "post", "TEXT", "", "Name of a post that base and plan do not have alike"},
      {"posts", "base_hours", "REAL", "h", "Officers' hours a year of it in the base; 0 if the plan adds it"},
      {"posts", "plan_hours", "REAL", "h", "The same in the plan; 0 if the plan drops it"},

      {"officers", "compared", "TEXT", "", "Name of the plan"},
      {"officers", "officer_group", "TEXT", "", "Key of a group that has not as many officers in base and plan"},
      {"officers", "base", "REAL", "årsværk", "Its officers in the base; 0 if it is not there"},
      {"officers", "plan", "REAL", "årsværk", "The same in the plan"},

      {"gains", "compared", "TEXT", "", "Name of the plan"},
      {"gains", "type", "TEXT", "", "Incident type, `published` or `all`"},
      {"gains", "area", "TEXT", "", "Area or `all`"},
      {"gains", "answered", "INTEGER", "", "Incidents that both received and answered, all replications together"},
      {"gains", "gained", "INTEGER", "", "Of these: first unit there at least 1 s earlier under the plan"},
      {"gains", "lost", "INTEGER", "", "At least 1 s later"},
      {"gains", "mean_gain_s", "REAL", "s", "Mean of those who gained; empty if nobody did"},
      {"gains", "mean_loss_s", "REAL", "s", "Mean of those who lost; empty if nobody did"},
      {"gains", "base_only", "INTEGER", "", "Received by both, answered under the base only"},
      {"gains", "plan_only", "INTEGER", "", "Received by both, answered under the plan only"},
      {"gains", "neither", "INTEGER", "", "Received by both, answered by neither"},

      {"gain_classes", "compared", "TEXT", "", "Name of the plan"},
      {"gain_classes", "type", "TEXT", "", "As in `gains`"},
      {"gain_classes", "area", "TEXT", "", "As in `gains`"},
      {"gain_classes", "from_s", "REAL", "s",
       "Response under the plan less under the base at least this (empty: no bound); edges belong to the class further "
       "from 0"},
      {"gain_classes", "to_s", "REAL", "s", "... and at most this"},
      {"gain_classes", "count", "INTEGER", "", "Incidents"},

      {"points", "compared", "TEXT", "", "Name of the plan"},
      {"points", "lat", "REAL", "degrees", "A point of demand, WGS 84; only points where something happened"},
      {"points", "lon", "REAL", "degrees", "Longitude"},
      {"points", "municipality", "TEXT", "", "Key of its municipality"},
      {"points", "received", "INTEGER", "", "Incidents that both received there, all replications together"},
      {"points", "answered", "INTEGER", "", "... and both answered"},
      {"points", "gained", "INTEGER", "", "Of these: at least 1 s earlier under the plan"},
      {"points", "lost", "INTEGER", "", "At least 1 s later"},
      {"points", "mean_change_s", "REAL", "s", "Mean response under the plan less under the base; empty if none"},

      {"histograms", "compared", "TEXT", "", "Name of the plan"},
      {"histograms", "side", "TEXT", "", "`base` or `plan`: of the incidents that both received"},
      {"histograms", "type", "TEXT", "", "Incident type, `published` or `all`"},
      {"histograms", "area", "TEXT", "", "Area or `all`; areas of all types only"},
      {"histograms", "bin_from", "REAL", "s", "Response times counted are at least this ..."},
      {"histograms", "bin_to", "REAL", "s", "... and below this"},
      {"histograms", "count", "INTEGER", "", "Incidents in the bin, all replications together"},

      {"duty", "compared", "TEXT", "", "Name of the plan"},
      {"duty", "side", "TEXT", "", "`base` or `plan`"},
      {"duty", "group", "TEXT", "", "Group of the force"},
      {"duty", "label_da", "TEXT", "", "Danish label"},
      {"duty", "label_en", "TEXT", "", "English label"},
      {"duty", "units", "REAL", "", "Units on duty, average over the measured period"},
      {"duty", "hours_a_week", "REAL", "h", "The same as unit-hours a week"},

      {"presence", "compared", "TEXT", "", "Name of the plan"},
      {"presence", "side", "TEXT", "", "`base` or `plan`; only one where the other has no such measure"},
      {"presence", "measure", "TEXT", "", "A measure of presence or of local hours (table `measures`)"},
      {"presence", "statistic", "TEXT", "", "As in `estimates` of a run"},
      {"presence", "area", "TEXT", "", "Area or `all`"},
      {"presence", "value", "REAL", "of the measure", "As in `estimates` of a run, as are the next two"},
      {"presence", "low", "REAL", "of the measure", "Lower end of its 95 % interval"},
      {"presence", "high", "REAL", "of the measure", "Upper end"},

      {"plan_inputs", "compared", "TEXT", "", "Name of the plan"},
      {"plan_inputs", "key", "TEXT", "", "Key path of an input that the base states otherwise or not at all"},
      {"plan_inputs", "value", "TEXT", "", "As in `inputs` of a run"},
      {"plan_inputs", "source", "TEXT", "", "As in `inputs` of a run"},
      {"plan_inputs", "place", "TEXT", "", "file:line:column"},

      {"data_dictionary", "table", "TEXT", "", "As in a run's"},
      {"data_dictionary", "column", "TEXT", "", "As in a run's"},
      {"data_dictionary", "unit", "TEXT", "", "As in a run's"},
      {"data_dictionary", "meaning", "TEXT", "", "As in a run's"},
      {"meta", "key", "TEXT", "", "As in a run's; plans are numbered from 1, the base has no number"},
      {"meta", "value", "TEXT", "", "As in a run's"},
  });
  return all;
}

}  // namespace kredsim
