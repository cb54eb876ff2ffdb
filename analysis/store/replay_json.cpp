#include "analysis/store/replay_json.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include <nlohmann/json.hpp>

#include "analysis/statistics/late.hpp"
#include "analysis/store/build_info.hpp"
#include "analysis/store/compact_lines.hpp"
#include "analysis/store/road_lines.hpp"
#include "sim/road/edge_times.hpp"

namespace kredsim {

namespace {

using Json = nlohmann::ordered_json;

constexpr double tolerance_m = 12;
constexpr std::size_t most_road_bytes = 2'000'000;

constexpr std::array doing_names{"off",       "free",    "patrol",  "under_way", "holding", "on_scene", "returning",
                                 "transport", "booking", "to_desk", "writing",   "rest",    "own_work"};
static_assert(doing_names.size() == doings);

Json text(const scenario::Text& text) { return {{"da", text.da}, {"en", text.en}}; }

std::string fate_name(Fate fate) {
  switch (fate) {
    case Fate::cleared: return "cleared";
    case Fate::lost: return "lost";
    case Fate::unserved: return "open";
    case Fate::abandoned: return "abandoned";
    case Fate::settled: return "settled";
    case Fate::cancelled: return "cancelled";
  }
  return "open";
}

/// Ways of one plan's units as lines with times.
class Tracks {
 public:
  explicit Tracks(const World& world)
      : world_{world}, query_{world.travel->query()}, profiles_{world.scenario}, names_{own_names(graph())} {}

  /// Of a way driven from `departed` on in `drive`; times count from `zero`.
  std::vector<TrackPoint> way(const LoggedLeg& leg, SimTime zero) {
    if (leg.drive == Milliseconds{0}) return {{graph().position(leg.way.to), Milliseconds{0}}};
    auto track = line(leg.way);
    const double pace = leg.way.duration > Milliseconds{0} ? seconds(leg.drive) / seconds(leg.way.duration) : 1;
    if (track.size() == 1) track.push_back(track.front());
    for (TrackPoint& point : track) point.time = (leg.departed - zero) + from_seconds(seconds(point.time) * pace);
    track.back().time = leg.departed - zero + leg.drive;
    return part_of(track, leg.from - zero, leg.to - zero);
  }

  std::string tour(const Tour& tour) {
    std::vector<TrackPoint> track;
    for (const Tour::Leg& leg : tour.legs()) {
      const double pace = leg.route.duration > Milliseconds{0} ? seconds(leg.lasts) / seconds(leg.route.duration) : 0;
      for (const TrackPoint& point : line(leg.route))
        track.push_back({point.at, leg.begins + from_seconds(seconds(point.time) * pace)});
      track.push_back({track.back().at, leg.begins + leg.lasts});
    }
    return compact_track(needed_points(track, tolerance_m));
  }

 private:
  [[nodiscard]] const RoadGraph& graph() const { return world_.network.graph; }

  std::vector<TrackPoint> line(const Route& route) {
    if (route.duration == Milliseconds{0}) return {{graph().position(route.from), Milliseconds{0}}};
    auto& times = times_[route.profile.index()];
    if (!times) times = std::make_unique<EdgeTimes>(graph(), profiles_.all()[route.profile.index()], names_);
    return route_track(graph(), *query_, route, *times);
  }

  /// What of it lies in [from, to]: who is taken off on the way never drives the rest.
  static std::vector<TrackPoint> part_of(const std::vector<TrackPoint>& track, Milliseconds from, Milliseconds to) {
    const auto at = [&](Milliseconds time) {
      const auto after = std::ranges::lower_bound(track, time, {}, &TrackPoint::time);
      if (after == track.begin()) return TrackPoint{track.front().at, time};
      if (after == track.end()) return TrackPoint{track.back().at, time};
      const TrackPoint& a = *(after - 1);
      const double share = seconds(time - a.time) / seconds(after->time - a.time);
      return TrackPoint{{a.at.lat + share * (after->at.lat - a.at.lat), a.at.lon + share * (after->at.lon - a.at.lon)},
                        time};
    };
    std::vector<TrackPoint> part;
    const Milliseconds first = std::max(from, track.front().time);
    const Milliseconds last = std::min(to, track.back().time);
    if (last <= first) return {{at(from).at, Milliseconds{0}}};
    part.push_back(at(first));
    for (const TrackPoint& point : track)
      if (point.time > first && point.time < last) part.push_back(point);
    part.push_back(at(last));
    return needed_points(part, tolerance_m);
  }

  const World& world_;
  std::unique_ptr<TravelTimes::Query> query_;
  TravelProfiles profiles_;
  std::vector<NodeName> names_;
  std::map<std::size_t, std::unique_ptr<EdgeTimes>> times_;
};

/// One plan's part of the page.
class PlanJson {
 public:
  explicit PlanJson(const ShownNight& plan)
      : world_{*plan.world}, night_{*plan.night}, book_{night_.book}, tracks_{world_} {}

  Json write() {
    number_units();
    Json plan{{"title", text(world_.scenario.title)}, {"types", Json::array()}, {"units", Json::array()}};
    for (const IncidentType& type : world_.demand.types)
      plan["types"].push_back({{"label", text(type.label)}, {"priority", static_cast<int>(type.priority)}});
    for (const UnitId unit : units_) {
      const Unit& post = world_.force.units[unit];
      plan["units"].push_back({{"name", post.name},
                               {"group", text(world_.force.groups[post.group].label)},
                               {"crew", world_.force.crew(unit)},
                               {"neighbours", world_.force.is_neighbours(unit)},
                               {"station", world_.district.stations[post.station].name},
                               {"legs", legs(unit)}});
    }
    plan["stations"] = Json::array();
    for (const District::Station& station : world_.district.stations) {
      const GridPosition at = on_grid(world_.network.graph.position(station.place));
      plan["stations"].push_back({{"name", station.name}, {"at", {at.east, at.north}}});
    }
    plan["tours"] = Json::array();
    for (const TourId tour : tours_) plan["tours"].push_back(tracks_.tour(world_.idle.tours[tour]));
    plan["incidents"] = incidents();
    plan["story"] = story();
    return plan;
  }

 private:
  [[nodiscard]] Json tenths(SimTime time) const {
    return time == never ? Json(nullptr) : Json((time - book_.from).count() / 100);
  }
  [[nodiscard]] bool shown(std::uint32_t row) const {
    return night_.outcome.incidents[row].created < book_.to && book_.ended[row] > book_.from;
  }

  /// A neighbour's car that is not with us is nobody here: it stands at no border and is not free.
  [[nodiscard]] bool is_off(const LoggedLeg& leg) const {
    return leg.doing == Doing::off_duty || (leg.doing == Doing::free && world_.force.is_neighbours(leg.unit));
  }

  void number_units() {
    for (const LoggedLeg& leg : book_.legs)
      if (!is_off(leg) && number_.emplace(leg.unit, units_.size()).second) units_.push_back(leg.unit);
  }

  Json legs(UnitId unit) {
    Json rows = Json::array();
    for (const LoggedLeg& leg : book_.legs) {
      if (leg.unit != unit) continue;
      Json row{tenths(leg.from), static_cast<int>(is_off(leg) ? Doing::off_duty : leg.doing)};
      row.push_back(leg.incident < night_.outcome.incidents.size() ? Json(leg.incident + 1) : Json(nullptr));
      if (is_off(leg)) {
        rows.push_back(std::move(row));
        continue;
      }
      row.push_back(compact_track(tracks_.way(leg, book_.from)));
      if (leg.tour.valid()) {
        const auto at = std::ranges::find(tours_, leg.tour) - tours_.begin();
        if (at == static_cast<std::ptrdiff_t>(tours_.size())) tours_.push_back(leg.tour);
        row.push_back(at);
        row.push_back(tenths(leg.joins));
        row.push_back(leg.offset.count() / 100);
      } else if (leg.doing == Doing::under_way && leg.departed > leg.from) {
        row.push_back(nullptr);
        row.push_back(tenths(leg.departed));
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

  [[nodiscard]] Json incidents() const {
    Json rows = Json::array();
    const Occupations occupations{world_, night_.outcome};
    const auto& all = night_.outcome.incidents;
    for (std::uint32_t row = 0; row < all.size(); ++row) {
      if (!shown(row)) continue;
      const IncidentRecord& incident = all[row];
      const GridPosition at = on_grid(world_.network.graph.position(world_.district.points[incident.point].place));
      rows.push_back({{"n", row + 1},
                      {"key", std::to_string(incident.key)},
                      {"type", incident.type.index()},
                      {"area", world_.district.areas[world_.district.municipality(incident.point)].name},
                      {"at", {at.east, at.north}},
                      {"created", tenths(incident.created)},
                      {"received", tenths(incident.received)},
                      {"ready", tenths(incident.ready)},
                      {"dispatched", tenths(incident.dispatched)},
                      {"arrived", tenths(incident.first_arrival)},
                      {"response_s", response(incident)},
                      {"late", late_for(occupations, incident)},
                      {"ended", tenths(book_.ended[row])},
                      {"fate", fate_name(incident.fate)}});
    }
    return rows;
  }

  /// Why it was late; null if it was not.
  [[nodiscard]] Json late_for(const Occupations& occupations, const IncidentRecord& incident) const {
    const auto found = late(world_, occupations, incident);
    return found ? Json(name(found->cause)) : Json(nullptr);
  }

  /// As the measure response_s counts it, which leaves out what is done for a neighbour.
  [[nodiscard]] Json response(const IncidentRecord& incident) const {
    if (incident.first_arrival == never || world_.demand.types[incident.type].for_neighbour) return nullptr;
    const auto& centre = world_.scenario.control_centre;
    const bool from_answer = centre && centre->response_from == scenario::ResponseFrom::alarm_centre;
    const SimTime begin = from_answer ? incident.answered : incident.received;
    if (begin == never) return nullptr;
    return seconds(incident.first_arrival + incident.arrival_report - begin);
  }

  [[nodiscard]] Json story() const {
    Json rows = Json::array();
    for (const Night::Line& line : night_.story) {
      Json units = Json::array();
      for (const UnitId unit : line.units)
        if (const auto found = number_.find(unit); found != number_.end()) units.push_back(found->second);
      Json incidents = Json::array();
      for (const std::uint32_t row : line.incidents) incidents.push_back(row + 1);
      rows.push_back({tenths(line.time), std::move(units), std::move(incidents), line.da, line.en});
    }
    return rows;
  }

  const World& world_;
  const Night& night_;
  const Logbook& book_;
  Tracks tracks_;
  std::vector<UnitId> units_;  ///< on duty some time between the two moments
  std::map<UnitId, std::size_t> number_;
  std::vector<TourId> tours_;
};

Json background(const World& world) {
  Json json{{"roads", Json::array()}, {"left_out", Json::array()}};
  const RoadGraph& graph = world.network.graph;
  const RoadBackground roads = road_background(graph, most_road_bytes);
  for (const RoadLines& rank : roads.ranks) json["roads"].push_back({{"rank", rank.rank}, {"lines", rank.lines}});
  for (const std::string_view rank : roads.left_out) json["left_out"].push_back(rank);
  return json;
}

/// Boundaries of municipalities that the user gave, all rings as lines of one text.
std::string outlines(const World& world) {
  std::vector<std::vector<Position>> lines;
  for (const District::Outline& outline : world.district.outlines)
    if (!outline.stylised && world.district.areas[outline.area].layer == LayerId{0}) lines.push_back(outline.ring);
  return compact_lines(lines, 50);
}

/// No text of a file can then end the script element that holds it.
std::string without_angle(const std::string& text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char letter : text)
    if (letter == '<')
      safe += "\\u003c";
    else
      safe += letter;
  return safe;
}

}  // namespace

std::string replay_json(const std::vector<ShownNight>& plans, const std::vector<std::string>& command_line) {
  const World& world = *plans.front().world;
  const Logbook& book = plans.front().night->book;
  Json json{{"version", program_version()},
            {"commit", program_commit()},
            {"command_line", command_line},
            {"seed", world.scenario.seed},
            {"replication", plans.front().night->outcome.replication},
            {"district", text(world.district.name)},
            {"stylised", world.district.stylised},
            {"control_centre", world.scenario.control_centre.has_value()},
            {"from_ms", book.from.time_since_epoch().count()},
            {"tenths", (book.to - book.from).count() / 100},
            {"doing", doing_names}};
  json["map"] = background(world);
  json["map"]["outlines"] = outlines(world);
  json["plans"] = Json::array();
  for (const ShownNight& plan : plans) json["plans"].push_back(PlanJson{plan}.write());
  return without_angle(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace kredsim
