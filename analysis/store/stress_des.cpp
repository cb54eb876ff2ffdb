#include "analysis/store/stress_des.hpp"

#include <algorithm>
#include <variant>

#include "analysis/statistics/measure.hpp"
#include "analysis/store/build_info.hpp"

namespace kredsim {

namespace {

constexpr const char* open = "*to be written*";

std::string or_open(const std::string& text) { return text.empty() ? open : text; }

std::string network_in_words(const World& world) {
  const std::string size = std::to_string(world.network.graph.node_count()) + " nodes, " +
                           std::to_string(world.network.graph.edge_count()) + " edges";
  if (std::holds_alternative<scenario::StylisedNetwork>(world.scenario.network))
    return "a stylised road network grown around towns and main roads (" + size + "); not a map";
  if (std::holds_alternative<scenario::ImportedNetwork>(world.scenario.network))
    return "roads imported from OpenStreetMap (" + size + ")";
  return "a network written out in the scenario (" + size + ")";
}

/// Numbered as in the guideline.
class Checklist {
 public:
  void section(const std::string& title) { text_ += "\n## " + title + "\n\n| item | answer |\n|---|---|\n"; }
  void item(const std::string& what, const std::string& answer) {
    std::string cell;
    for (const char letter : answer) cell += letter == '|' ? "\\|" : letter == '\n' ? "<br>" : std::string{letter};
    text_ += "| " + what + " | " + cell + " |\n";
  }
  std::string text_;
};

void objectives(Checklist& list, const World& world, const StudyDesign& design) {
  list.section("1 Objectives");
  list.item("1.1 Purpose of the model", or_open(world.scenario.question.en));
  std::string outputs;
  for (const MeasureInfo& info : measures())
    outputs += (outputs.empty() ? "" : "; ") + std::string{info.name} + ": " + std::string{info.meaning};
  list.item("1.2 Model outputs", outputs);
  list.item("1.3 Aims of experimentation", design.points.empty()
                                               ? std::string{"one scenario; "} + open
                                               : design.points + "\n" + design.factors + "\n" + design.comparison);
}

void logic(Checklist& list, const World& world, const StudyDesign& design) {
  list.section("2 Logic");
  list.item("2.1 Base model overview diagram", open);
  list.item("2.2 Base model logic",
            "Incidents arise by type, area and hour; a policy sends a unit, or they wait; it drives over the road "
            "network, works at the scene and is free again. Events in order of time, ties first in, first out. "
            "docs/methods/ derives each part, docs/not-modelled.md says what is left out.");
  list.item("2.3 Scenario logic", design.points.empty() ? "scenario.resolved.yaml is all that was run" : design.logic);
  list.item("2.4 Algorithms", "dispatch: " + world.scenario.dispatch.policy + "; " +
                                  (world.scenario.dispatch.when_all_busy == scenario::WhenAllBusy::queue
                                       ? "when all are busy incidents wait"
                                       : "when all are busy incidents are lost") +
                                  "; travel times: quickest way under a speed profile by hour");
  list.item("2.5.1 Entities", std::to_string(world.demand.types.size()) + " types of incidents");
  list.item("2.5.2 Activities", "waiting for a unit, driving, work at the scene, driving home");
  const auto units = world.force.units.span();
  const auto helpers = std::count_if(units.begin(), units.end(),
                                     [&](const Unit& unit) { return world.force.groups[unit.group].neighbours; });
  list.item("2.5.3 Resources",
            std::to_string(static_cast<std::ptrdiff_t>(world.force.units.size()) - helpers) +
                " posts on the roster in " + std::to_string(world.force.staffing.size()) + " groups at " +
                std::to_string(world.district.stations.size()) + " stations" +
                (helpers > 0 ? "; " + std::to_string(helpers) + " cars of neighbours that may help" : ""));
  list.item("2.5.4 Queues", "incidents by priority, then in order of arrival");
  list.item("2.5.5 Entry and exit points",
            std::to_string(world.district.points.size()) +
                " points of demand; an incident leaves when cleared, lost or, at the end, unserved");
}

void data(Checklist& list, const World& world) {
  const auto& stated = world.scenario.sources;
  const auto assumed = std::count_if(stated.begin(), stated.end(),
                                     [](const auto& input) { return input.source.starts_with("assumption"); });
  list.section("3 Data");
  list.item("3.1 Data sources", std::to_string(static_cast<std::ptrdiff_t>(stated.size()) - assumed) +
                                    " inputs with a source, each named beside its value in the scenario");
  list.item("3.2 Pre-processing", open);
  list.item("3.3 Input parameters", "the resolved scenario: every value with its unit");
  list.item("3.4 Assumptions", std::to_string(assumed) + " inputs are marked as assumptions, " +
                                   std::to_string(world.scenario.unsourced.size()) +
                                   " have no source; roads: " + network_in_words(world));
}

void experimentation(Checklist& list, const World& world, const StudyDesign& design) {
  const scenario::Period& period = world.scenario.period;
  list.section("4 Experimentation");
  list.item("4.1 Initialisation", "starts empty; " + to_text(period.warm_up) + " of warm-up are run and not measured");
  list.item("4.2 Run length", to_text(period.length) + " from " + to_text(period.start));
  list.item("4.3 Estimation approach",
            std::to_string(world.scenario.replications) + " independent replications" +
                (design.points.empty() ? "" : " of each " + design.each) +
                "; 95 % intervals of simulation precision by a jackknife over groups of replications "
                "(docs/methods/statistics.md)");
}

void implementation(Checklist& list, const World& world, const std::string& run) {
  list.section("5 Implementation");
  list.item("5.1 Software", "kredsim " + std::string{program_version()} + " (" + std::string{program_commit()} +
                                "), C++20; libraries with versions in run.json; run " + run);
  list.item("5.2 Random sampling", "Philox4x32-10, a stream for each decision, keyed by stable names; seed " +
                                       std::to_string(world.scenario.seed) + " (docs/methods/random.md)");
  list.item("5.3 Model execution", "event by event; replications in parallel; results do not depend on threads");
  list.item("5.4 System specification",
            "run.json says time, processor time and threads; machine: " + std::string{open});
  list.section("6 Code access");
  list.item("6.1 Computer model sharing statement", open);
}

}  // namespace

std::string stress_des(const World& world, const StudyDesign& design, const std::string& run) {
  Checklist list;
  list.text_ =
      "# STRESS-DES: " + or_open(world.scenario.title.en) +
      "\n\nThe checklist of Monks, Currie, Onggo, Robinson, Kunc and Taylor (2019), Journal of Simulation 13(1), "
      "55-67, filled in as far as kredsim\nknows; the rest is marked *to be written*.\n";
  objectives(list, world, design);
  logic(list, world, design);
  data(list, world);
  experimentation(list, world, design);
  implementation(list, world, run);
  return list.text_;
}

}  // namespace kredsim
