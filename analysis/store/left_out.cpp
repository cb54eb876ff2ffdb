#include "analysis/store/left_out.hpp"

#include <algorithm>
#include <array>

namespace kredsim {

namespace {

using scenario::Scenario;

constexpr auto in_no_scenario = std::to_array<LeftOut>({
    LeftOut{"tryghed", "does not translate presence into *tryghed*",
            "Om folk føler sig trygge: tilstedeværelse regnes ikke om til tryghed.",
            "Whether people feel safe: presence is not translated into felt safety (tryghed)."},
    LeftOut{"judgement", "crews do not follow what they see",
            "Det skøn, som patruljer og disponenter udøver: i modellen følger de faste regler.",
            "The judgement of crews and dispatchers: in the model they follow fixed rules."},
    LeftOut{"driving", "traffic lights and weather", "Lyskryds, vejr og føre.", "Traffic lights and weather."},
    LeftOut{"rest", "rules of rest are counted on the roster, not on the overtime",
            "Hvileregler efter overarbejde: de tælles på vagtplanen, ikke på det, der sker på vagten.",
            "Rules of rest after overtime: they are counted on the roster, not on what happens on duty."},
});

bool any_group_has(const Scenario& scenario, bool (*has)(const scenario::Group&)) {
  return std::any_of(scenario.force.begin(), scenario.force.end(),
                     [&](const auto& group) { return has(group.second); });
}

bool any_type_has(const Scenario& scenario, bool (*has)(const scenario::IncidentType&)) {
  return std::any_of(scenario.incidents.begin(), scenario.incidents.end(),
                     [&](const auto& type) { return has(type.second); });
}

struct SwitchedOff {
  bool (*off)(const Scenario& scenario);
  LeftOut what;
};

constexpr auto can_be_switched_on = std::to_array<SwitchedOff>({
    SwitchedOff{[](const Scenario& s) { return s.stylised; },
                {"roads", "", "De virkelige veje: vejnettet er stiliseret ud fra byer og hovedveje.",
                 "The real roads: the network is stylised from towns and main roads."}},
    SwitchedOff{
        [](const Scenario& s) { return !s.control_centre; },
        {"control_centre", "",
         "Opkaldet og vagtcentralens arbejde: ventetiden begynder, når vagtcentralen har anmeldelsen, og en ledig "
         "patrulje sendes straks.",
         "The call and the work of the control centre: a wait begins when the control centre has the report, and a "
         "free patrol is sent at once."}},
    SwitchedOff{[](const Scenario& s) {
                  return !any_group_has(s, [](const scenario::Group& group) {
                    return group.duties.turnout_at_station.mean_s() > 0 || group.duties.turnout_mobile.mean_s() > 0;
                  });
                },
                {"turnout", "", "Klargøring før afgang: en patrulje kører i samme øjeblik, den sendes.",
                 "Turnout: a patrol drives off at the moment at which it is sent."}},
    SwitchedOff{[](const Scenario& s) {
                  return !any_type_has(s, [](const scenario::IncidentType& type) {
                    const scenario::Attendance& asked = type.attendance;
                    return asked.cars.most() > 1 || asked.officers.most() > 1 || asked.escalation.has_value();
                  });
                },
                {"second_car", "", "Opgaver, der kræver flere patruljer: én patrulje klarer hver opgave.",
                 "Tasks that take several patrols: one patrol attends each."}},
    SwitchedOff{[](const Scenario& s) {
                  return !any_type_has(s, [](const scenario::IncidentType& type) {
                    return type.attendance.arrest.has_value() || type.attendance.report.has_value();
                  });
                },
                {"after_work", "", "Anholdte og rapportskrivning, der binder patruljen, efter at opgaven er løst.",
                 "Detainees and reports that keep a patrol busy after a task is done."}},
    SwitchedOff{[](const Scenario& s) {
                  return s.dispatch.diversion == scenario::TakeOff::never &&
                         s.dispatch.preemption == scenario::TakeOff::never;
                },
                {"taking_off", "", "At en patrulje tages fra en mindre vigtig opgave til en hastende.",
                 "Taking a patrol off a lesser task for an urgent one."}},
    SwitchedOff{[](const Scenario& s) {
                  return !any_group_has(s, [](const scenario::Group& group) { return group.duties.rest.has_value(); });
                },
                {"breaks", "", "Pauser på vagten.", "Breaks on duty."}},
    SwitchedOff{[](const Scenario& s) {
                  return !any_group_has(s, [](const scenario::Group& group) {
                    return group.officers.has_value() || group.short_notice_absence > 0;
                  });
                },
                {"absence", "", "Sygdom og andet fravær: hver post på vagtplanen er besat.",
                 "Illness and other absence: every post on the roster is manned."}},
    SwitchedOff{[](const Scenario& s) {
                  return !any_group_has(s, [](const scenario::Group& group) {
                    return group.idle == scenario::Idle::patrol_own_area ||
                           group.idle == scenario::Idle::patrol_hotspots;
                  });
                },
                {"patrol", "", "Patruljering: patruljer uden opgave holder stille.",
                 "Patrolling: patrols without a task stand still."}},
    SwitchedOff{[](const Scenario& s) { return s.planned_tasks.empty(); },
                {"planned_tasks", "", "Planlagte opgaver som besøg, foredrag og bestilte kontroller.",
                 "Planned tasks such as visits, talks and ordered controls."}},
    SwitchedOff{[](const Scenario& s) {
                  return !any_group_has(s, [](const scenario::Group& group) { return group.ring_fence.has_value(); });
                },
                {"local_police", "", "Lokalpoliti med egne timer.", "Local police with hours of their own."}},
    SwitchedOff{[](const Scenario& s) { return s.neighbours.empty(); },
                {"border", "", "Hjælp fra og til nabokredse.", "Help from and to neighbouring districts."}},
    SwitchedOff{
        [](const Scenario& s) { return s.demand.day_effect.sd == 0 && s.demand.surges.empty() && !s.demand.trace; },
        {"busy_days", "", "Travle og stille dage ud over tilfældet, og store begivenheder.",
         "Busy and quiet days beyond chance, and large events."}},
    SwitchedOff{[](const Scenario& s) {
                  return !s.demand.trace &&
                         !any_type_has(s, [](const scenario::IncidentType& type) { return !type.season.empty(); });
                },
                {"seasons", "", "Årstider: alle uger i året er lige travle.",
                 "Seasons: all weeks of the year are equally busy."}},
    SwitchedOff{
        [](const Scenario& s) { return s.driving.profiles[0].hours.empty() && s.driving.profiles[1].hours.empty(); },
        {"congestion", "", "Trængsel: der køres lige hurtigt på alle timer.",
         "Congestion: driving is as fast at every hour."}},
});

}  // namespace

std::vector<LeftOut> left_out(const scenario::Scenario& scenario) {
  std::vector<LeftOut> all{in_no_scenario.begin(), in_no_scenario.end()};
  for (const SwitchedOff& one : can_be_switched_on)
    if (one.off(scenario)) all.push_back(one.what);
  return all;
}

void write_left_out(Database& database, const std::vector<const scenario::Scenario*>& scenarios) {
  std::vector<LeftOut> by_all = left_out(*scenarios.front());
  for (const scenario::Scenario* other : scenarios) {
    const auto theirs = left_out(*other);
    std::erase_if(by_all, [&](const LeftOut& ours) {
      return std::none_of(theirs.begin(), theirs.end(), [&](const LeftOut& one) { return one.item == ours.item; });
    });
  }
  Database::Insert row{database, "left_out", 4};
  for (const LeftOut& one : by_all) row(one.item, one.documented.empty() ? 1 : 0, one.da, one.en);
}

}  // namespace kredsim
