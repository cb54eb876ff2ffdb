#include <algorithm>
#include <chrono>
#include <filesystem>

#include "sim/base/problem.hpp"
#include "sim/road/clip.hpp"
#include "sim/road/import_record.hpp"
#include "sim/road/network_info.hpp"
#include "sim/road/networks.hpp"
#include "sim/road/osm_built_up.hpp"
#include "sim/road/osm_extract.hpp"
#include "sim/road/osm_fragments.hpp"
#include "sim/road/osm_links.hpp"
#include "sim/road/osm_points.hpp"
#include "sim/road/report_text.hpp"

namespace kredsim {

namespace {

using Lines = std::vector<std::string>;

std::string counted(const std::map<std::string, std::size_t>& counts) {
  std::string text;
  for (const auto& [what, count] : counts) text += (text.empty() ? "" : "; ") + grouped(count) + " " + what;
  return text.empty() ? "none" : text;
}

void report_ways(const osm::Extract& extract, const osm::LinkTally& tally, Lines& lines) {
  std::string classes;
  for (std::size_t c = 0; c < tally.ways.size(); ++c)
    if (tally.ways[c] > 0)
      classes +=
          (classes.empty() ? "" : ", ") + grouped(tally.ways[c]) + " " + std::string{name(static_cast<RoadClass>(c))};
  lines.push_back("Ways kept: " + grouped(extract.ways.size()) + " (" + classes + ")");
  lines.push_back("Ways left out: " + counted(extract.left_out));
  lines.push_back("Ways with an assumption: " + counted(extract.assumed));
  lines.push_back("Access: " + grouped(tally.one_ways) + " ways are one-way or open to fewer in one direction; " +
                  grouped(tally.emergency_only_ways) + " are open to emergency driving only; " +
                  grouped(tally.barriers) + " nodes block cars");
  lines.push_back("Ways with nodes that the file lacks: " + grouped(tally.incomplete_ways) + " (" +
                  grouped(tally.missing_nodes) + " nodes); the part that is there is kept");
}

/// Before anything is joined: an extract may be known to say `oneway` where it should not.
void open_both_ways(const std::vector<RoadClass>& classes, osm::Extract& extract, Lines& lines) {
  std::size_t opened = 0;
  for (osm::Way& way : extract.ways) {
    osm::WayRule& rule = way.rule;
    if (rule.forward == rule.backward || std::find(classes.begin(), classes.end(), rule.road_class) == classes.end())
      continue;
    rule.forward = rule.backward = std::max(rule.forward, rule.backward);
    ++opened;
  }
  if (!classes.empty())
    lines.push_back("One-way ways taken as two-way, because their class was named: " + grouped(opened));
}

/// In the country a main road is one-way where its carriageways part and at roundabouts: a small share. Where it is
/// large the tags are wrong, and cars make detours that nobody drives. Towns have one-way main roads in earnest.
void report_one_ways(const RoadGraph& graph, Lines& lines) {
  constexpr double doubtful = 0.5;
  constexpr float country_kmh = 70;
  for (const RoadClass road_class : {RoadClass::primary, RoadClass::secondary, RoadClass::tertiary}) {
    Millimetres whole, one_way;
    for (std::size_t i = 0; i < graph.edge_count(); ++i)
      for (const Piece& piece : graph.pieces(EdgeId{i})) {
        if (piece.road_class != road_class || piece.speed_kmh < country_kmh) continue;
        whole += piece.length;
        if (graph.edge(EdgeId{i}).forward != graph.edge(EdgeId{i}).backward) one_way += piece.length;
      }
    if (metres(one_way) <= doubtful * metres(whole)) continue;
    lines.push_back("DOUBTFUL: of " + kilometres(whole) + " of " + std::string{name(road_class)} +
                    " road outside towns " + kilometres(one_way) + " are one-way (" +
                    percent(metres(one_way), metres(whole)) +
                    "). Look at the map; if the tags are wrong, add `--two-way " + std::string{name(road_class)} + "`");
  }
}

void report_ferries(const osm::LinkTally& tally, Milliseconds wait, Lines& lines) {
  const std::size_t ferries = tally.ways[static_cast<std::size_t>(RoadClass::ferry)];
  if (ferries == 0) return;
  lines.push_back("Ferries: " + grouped(ferries) + "; " + grouped(tally.ferries_without_duration) +
                  " without duration, taken at 20 km/h; " + grouped(tally.ferries_without_interval) +
                  " without interval, taken to wait " + to_text(wait) +
                  " on average; hours without service are not modelled");
}

void report_speeds(const RoadGraph& graph, const osm::LinkTally& tally, bool addresses, Lines& lines) {
  lines.push_back("Speed from: " + speed_sources_text(tally_roads(graph)) + "; " + grouped(tally.unreadable_speeds) +
                  " ways had an unreadable speed tag");
  lines.push_back(std::string{"Built-up or not, judged by "} + (addresses ? "addresses" : "residential streets") +
                  " around: agrees with the sign (50 km/h or less against more) on " +
                  percent(metres(tally.built_up_right), metres(tally.built_up_checked)) + " of the " +
                  kilometres(tally.built_up_checked) + " where both are known");
}

void report_graph(const RoadGraph& graph, const osm::LinkTally& links, const osm::FragmentTally& fragments,
                  std::size_t least_nodes, Lines& lines) {
  lines.push_back("Fragments dropped: " + grouped(fragments.parts_dropped) + " parts of fewer than " +
                  grouped(least_nodes) + " junctions that cannot be reached and left (" +
                  kilometres(fragments.length_dropped) + "), and " + kilometres(fragments.bridges_dropped) +
                  " of one-way road between parts; " + grouped(fragments.parts_kept) +
                  (fragments.parts_kept == 1 ? " part kept" : " parts kept"));
  lines.push_back("Nodes: " + grouped(links.map_nodes) + " of the map on kept ways, " + grouped(graph.node_count()) +
                  " after fragments were dropped and nodes of degree two contracted; " + grouped(graph.edge_count()) +
                  " edges");
}

std::optional<Clip> clip_of(const ImportOptions& options) {
  if (options.box && !options.boundary_file.empty())
    throw InputError{"a box and a boundary at once (give one of --bbox and --boundary)"};
  if (options.box) return Clip{*options.box};
  if (!options.boundary_file.empty()) return Clip{read_outline(options.boundary_file)};
  return std::nullopt;
}

void clip_roads(const Clip& clip, const ImportOptions& options, osm::Extract& extract, Lines& lines) {
  const std::size_t left_out = osm::keep_inside(clip, options.buffer_m, extract);
  if (extract.ways.empty())
    throw InputError{
        options.osm_file + ": no road of it lies inside the " +
        (options.box ? "box (west, south, east, north; in degrees)" : "boundary " + options.boundary_file) +
        " or within " + rounded(options.buffer_m / 1000, 1) + " km of it"};
  lines.push_back("Clipped: " + grouped(left_out) + " ways lie wholly outside the " +
                  (options.box ? "box" : "boundary") + " and its buffer of " + rounded(options.buffer_m / 1000, 1) +
                  " km; those that cross its border are kept whole; demand arises inside it only");
}

/// Who lives in the buffer is somebody else's demand.
void clip_addresses(const Clip& clip, const ImportOptions& options, AddressFile& file, Lines& lines) {
  const std::size_t all = file.addresses.size();
  std::erase_if(file.addresses, [&](const Address& address) { return !clip.contains(address.at, 0); });
  lines.push_back("Addresses outside: " + grouped(all - file.addresses.size()) + " of " + grouped(all));
  if (file.addresses.empty())
    throw InputError{options.addresses_file + ": no address lies inside the " + (options.box ? "box" : "boundary")};
}

void clip_points(const Clip& clip, const ImportOptions& options, Network& network, Lines& lines) {
  std::erase_if(network.points,
                [&](const PopulationPoint& point) { return !clip.contains(network.graph.position(point.place), 0); });
  if (network.points.empty())
    throw InputError{options.osm_file + ": nobody lives inside the " + (options.box ? "box" : "boundary") +
                     " (no street that demand could be spread along)"};
  lines.push_back("Demand points inside: " + grouped(network.points.size()));
}

}  // namespace

Network import_osm(const ImportOptions& options, ImportReport& report) {
  const auto began = std::chrono::steady_clock::now();
  Lines& lines = report.lines;
  lines.push_back("Roads of " + std::filesystem::path{options.osm_file}.filename().string() +
                  ", (c) OpenStreetMap contributors, ODbL");

  const std::optional<Clip> clip = clip_of(options);
  osm::Extract extract = osm::read_extract(options.osm_file, {options.bollards_block, options.gates_block});
  if (clip) clip_roads(*clip, options, extract, lines);
  open_both_ways(options.two_way, extract, lines);
  AddressFile file;
  if (!options.addresses_file.empty()) file = read_addresses(options.addresses_file);
  osm::LinkTally tally;
  osm::FragmentTally fragments;
  Network network;
  network.graph =
      osm::drop_fragments(osm::link_up(extract, osm::BuiltUp{extract, file.addresses}, options.ferry_wait, tally),
                          options.least_component_nodes, fragments);
  if (network.graph.edge_count() == 0)
    throw InputError{options.osm_file + ": no two nodes of a road are in the file (was it cut without its nodes?)"};

  report_ways(extract, tally, lines);
  report_ferries(tally, options.ferry_wait, lines);
  report_speeds(network.graph, tally, !file.addresses.empty(), lines);
  report_one_ways(network.graph, lines);
  report_graph(network.graph, tally, fragments, options.least_component_nodes, lines);
  if (clip && !file.addresses.empty()) clip_addresses(*clip, options, file, lines);
  const Snapper snapper{network.graph, options.least_component_nodes};
  if (file.addresses.empty()) {
    network.points = osm::points_along_streets(network.graph, snapper, lines);
    if (clip) clip_points(*clip, options, network, lines);
  } else {
    network.points = osm::snap_addresses(snapper, file.addresses, options.snap_limit_m, options.addresses_file, lines);
    if (file.bad_lines > 0)
      lines.push_back("Address lines without a usable position, passed over: " + grouped(file.bad_lines));
    lines.insert(lines.end(), file.complaints.begin(), file.complaints.end());
  }
  lines.push_back("Not modelled: turn restrictions, limits that change by hour or vehicle, traffic lights, surface");
  report.made_from = record_of(options);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
  lines.push_back("Time: " + rounded(taken.count(), 1) + " s");
  return network;
}

}  // namespace kredsim
