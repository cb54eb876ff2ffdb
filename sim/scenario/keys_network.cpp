#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {
namespace {

std::vector<std::pair<std::string, RoadClass>> road_class_words() {
  std::vector<std::pair<std::string, RoadClass>> words;
  for (std::size_t i = 0; i < road_classes; ++i) {
    const auto road_class = static_cast<RoadClass>(i);
    words.emplace_back(name(road_class), road_class);
  }
  return words;
}

Kind<Town> town() {
  return Keys<Town>{"town"}
      .optional("name", &Town::name, text(), "as a planner writes it")
      .defaults_to("the key")
      .required("at", &Town::at, measured(position()), "middle of the town")
      .required("population", &Town::population, measured(number({0, 1e7})),
                "inhabitants; local streets grow in proportion")
      .required("municipality", &Town::municipality, reference("area"),
                "the area of the layer `municipality` it lies in")
      .kind();
}

Kind<MainRoad> main_road() {
  return Keys<MainRoad>{"main road"}
      .required("name", &MainRoad::name, text(), "number or name of the road")
      .required("class", &MainRoad::road_class, one_of(road_class_words()), "class of the road")
      .required("speed", &MainRoad::speed_kmh, measured(speed()), "speed of ordinary traffic where the road is free")
      .required("via", &MainRoad::via, list_of(reference("town or point"), "list of towns and points", 2, 10'000),
                "towns and points in the order of the road; roads meet only where they share a name")
      .kind();
}

Kind<StylisedNetwork> stylised() {
  return Keys<StylisedNetwork>{"stylised network"}
      .optional("detail", &StylisedNetwork::detail, factor({0, 1, true}),
                "share of the local streets that is generated")
      .optional("local_nodes_per_inhabitant", &StylisedNetwork::local_nodes_per_inhabitant, measured(number({0, 100})),
                "nodes of local streets at full detail, per inhabitant of the towns")
      .optional("inhabitants_per_km2", &StylisedNetwork::inhabitants_per_km2, measured(number({10, 1e5})),
                "how close the inhabitants of a town live: the more, the smaller it is")
      .required("towns", &StylisedNetwork::towns, named(town(), "town", 1, 5'000), "the towns")
      .optional("points", &StylisedNetwork::points, named(position(), "point", 0, 50'000),
                "junctions, ramps, bridge heads, bends: anything else that roads go through")
      .optional("roads", &StylisedNetwork::roads, list_of(main_road(), "list of main roads", 0, 10'000),
                "the main roads")
      .kind();
}

Kind<InlineNode> inline_node() {
  return Keys<InlineNode>{"node"}
      .optional("at", &InlineNode::at, measured(position()), "where the node lies; only maps need it")
      .defaults_to("nowhere in particular")
      .optional("weight", &InlineNode::weight, measured(number({0, 1e9})),
                "share of its area's demand that arises here")
      .optional("area", &InlineNode::area, reference("area"), "the area it lies in")
      .defaults_to("the only area, if there is one")
      .kind();
}

Kind<InlineEdge> inline_edge() {
  constexpr Milliseconds longest_drive = std::chrono::hours{24};
  return Keys<InlineEdge>{"edge"}
      .required("from", &InlineEdge::from, reference("node"), "node at one end")
      .required("to", &InlineEdge::to, reference("node"), "node at the other end")
      .optional("length", &InlineEdge::length, measured(length(Millimetres{1'000'000'000})), "length of the road")
      .defaults_to("1 m for each second of `time`")
      .alternative("speed", "speed", &InlineEdge::speed_kmh, measured(speed()), "speed on it, where `length` is given")
      .alternative("time", "time", &InlineEdge::time, measured(duration("min", Milliseconds{0}, longest_drive)),
                   "time it takes at a driving factor of 1")
      .optional("one_way", &InlineEdge::one_way, boolean(), "only from `from` to `to`")
      .check([](InlineEdge& edge, const Yaml& node, Reading& reading) {
        if (edge.speed_kmh && edge.length.count() == 0)
          reading.problem(node, "`speed` alone gives no time (add `length`, or write `time` instead)");
        if (edge.from.name == edge.to.name) reading.problem(node, "leads from `" + edge.from.name + "` to itself");
      })
      .kind();
}

/// The alternatives as they are written; exactly one is there.
struct NetworkKeys {
  std::optional<StylisedNetwork> stylised;
  std::optional<std::string> folder;
  std::optional<Named<InlineNode>> nodes;
  std::vector<InlineEdge> edges;
};

}  // namespace

Kind<Network> network_keys() {
  const Kind<NetworkKeys> keys =
      Keys<NetworkKeys>{"network"}
          .alternative("stylised", "stylised", &NetworkKeys::stylised, stylised(),
                       "a network generated from towns and main roads; shown as stylised wherever it is used")
          .alternative("import", "import", &NetworkKeys::folder, path("folder"),
                       "the folder that `kredsim network import` wrote from an OpenStreetMap extract")
          .alternative("nodes", "inline", &NetworkKeys::nodes, named(inline_node(), "node", 1, 20'000),
                       "the nodes of a small network written out here")
          .alternative("edges", "inline", &NetworkKeys::edges, list_of(inline_edge(), "list of edges", 0, 50'000),
                       "the edges between `nodes`")
          .check([](NetworkKeys& network, const Yaml& node, Reading& reading) {
            if (!network.stylised && !network.folder && !network.nodes)
              reading.problem(node, "`edges` without `nodes` (add `nodes`)");
          })
          .kind();
  const auto turn = [](NetworkKeys&& from, const Yaml& node, Network& network, Reading&) {
    if (from.stylised)
      network = std::move(*from.stylised);
    else if (from.folder)
      network = ImportedNetwork{std::move(*from.folder), node.find("import")->origin()};
    else if (from.nodes)
      network = InlineNetwork{std::move(*from.nodes), std::move(from.edges)};
  };
  return converted<Network, NetworkKeys>(keys, turn, Turn::always);
}

}  // namespace kredsim::scenario
