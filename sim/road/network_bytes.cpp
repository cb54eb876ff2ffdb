#include "sim/road/network_bytes.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <type_traits>

#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

static_assert(std::endian::native == std::endian::little);

class Out {
 public:
  template <class T>
  void put(T value) {
    static_assert(std::is_arithmetic_v<T>);
    const std::size_t at = bytes_.size();
    bytes_.resize(at + sizeof value);
    std::memcpy(bytes_.data() + at, &value, sizeof value);
  }
  void put(Position p) {
    put(p.lat);
    put(p.lon);
  }
  void put(Place place) {
    put(static_cast<std::uint32_t>(place.edge.index()));
    put(place.along.count());
  }
  void put(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text);
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Takes values off the front; never beyond the end.
class In {
 public:
  explicit In(std::string_view bytes) : bytes_{bytes} {}
  template <class T>
  T get() {
    static_assert(std::is_arithmetic_v<T>);
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  Position position() {
    const double lat = get<double>();
    return {lat, get<double>()};
  }
  Place place(const RoadGraph& graph) {
    const EdgeId edge{get<std::uint32_t>()};
    const Millimetres along{get<std::int64_t>()};
    if (!edge.valid() || edge.index() >= graph.edge_count() || along < Millimetres{0} ||
        along > graph.edge(edge).length)
      throw InputError{"a place lies on no road"};
    return {edge, along};
  }
  std::string text() { return std::string{take(get<std::uint32_t>())}; }
  /// A number of records of at least `bytes_each` bytes: no more than the file can still hold.
  std::size_t count(std::size_t bytes_each) {
    const auto count = get<std::uint64_t>();
    if (count > bytes_.size() / bytes_each || count >= 0xffffffffU) throw InputError{"it holds less than it says"};
    return static_cast<std::size_t>(count);
  }
  void end() const {
    if (!bytes_.empty()) throw InputError{"it holds more than it says"};
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) throw InputError{"it ends too early"};
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::string_view bytes_;
};

constexpr std::size_t position_bytes = 16;
constexpr std::size_t edge_bytes = 4 + 4 + 1 + 1 + 4;
constexpr std::size_t piece_bytes = 8 + 1 + 1 + 2 + 4 + 8;
constexpr std::size_t point_bytes = 12 + 8 + 4 + 4;
constexpr std::size_t named_bytes = 4 + 12;

void write_graph(const RoadGraph& graph, Out& out) {
  out.put(std::uint64_t{graph.node_count()});
  for (std::size_t i = 0; i < graph.node_count(); ++i) out.put(graph.position(NodeId{i}));
  out.put(std::uint64_t{graph.edge_count()});
  std::uint64_t pieces = 0;
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const RoadGraph::Edge& edge = graph.edge(EdgeId{i});
    const auto count = static_cast<std::uint32_t>(graph.pieces(EdgeId{i}).size());
    out.put(static_cast<std::uint32_t>(edge.tail.index()));
    out.put(static_cast<std::uint32_t>(edge.head.index()));
    out.put(static_cast<std::uint8_t>(edge.forward));
    out.put(static_cast<std::uint8_t>(edge.backward));
    out.put(count);
    pieces += count;
  }
  out.put(pieces);
  for (std::size_t i = 0; i < graph.edge_count(); ++i)
    for (const Piece& piece : graph.pieces(EdgeId{i})) {
      out.put(piece.length.count());
      out.put(static_cast<std::uint8_t>(piece.road_class));
      out.put(static_cast<std::uint8_t>(piece.speed_source));
      out.put(piece.name);
      out.put(piece.speed_kmh);
      out.put(std::int64_t{piece.fixed_time.count()});
    }
  out.put(pieces + graph.edge_count());
  for (std::size_t i = 0; i < graph.edge_count(); ++i)
    for (const Position point : graph.shape(EdgeId{i})) out.put(point);
  out.put(std::uint64_t{graph.names().size()});
  for (const std::string& name : graph.names()) out.put(std::string_view{name});
}

RoadGraph read_graph(In& in) {
  Column<NodeId, Position> nodes(in.count(position_bytes));
  for (Position& node : nodes) node = in.position();
  Column<EdgeId, RoadGraph::Edge> edges(in.count(edge_bytes));
  std::vector<std::uint32_t> pieces_of;
  pieces_of.reserve(edges.size());
  for (RoadGraph::Edge& edge : edges) {
    edge.tail = NodeId{in.get<std::uint32_t>()};
    edge.head = NodeId{in.get<std::uint32_t>()};
    edge.forward = static_cast<Access>(in.get<std::uint8_t>());
    edge.backward = static_cast<Access>(in.get<std::uint8_t>());
    pieces_of.push_back(in.get<std::uint32_t>());
  }
  std::vector<Piece> pieces(in.count(piece_bytes));
  for (Piece& piece : pieces) {
    piece.length = Millimetres{in.get<std::int64_t>()};
    piece.road_class = static_cast<RoadClass>(in.get<std::uint8_t>());
    piece.speed_source = static_cast<SpeedSource>(in.get<std::uint8_t>());
    piece.name = in.get<std::uint16_t>();
    piece.speed_kmh = in.get<float>();
    piece.fixed_time = Milliseconds{in.get<std::int64_t>()};
  }
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    RoadGraph::Edge& edge = edges[EdgeId{i}];
    edge.first_piece = static_cast<std::uint32_t>(first);
    edge.first_shape = static_cast<std::uint32_t>(first + i);
    first += pieces_of[i];
    if (first > pieces.size()) throw InputError{"an edge has pieces that are not there"};
    for (std::size_t p = edge.first_piece; p < first; ++p) {
      // Bounded before they are summed, so that hostile lengths cannot overflow; `assemble` judges the rest.
      if (pieces[p].length < Millimetres{0} || pieces[p].length > Millimetres{10'000'000'000})
        throw InputError{"a piece of road has an impossible length"};
      edge.length += pieces[p].length;
    }
  }
  std::vector<Position> shapes(in.count(position_bytes));
  for (Position& point : shapes) point = in.position();
  std::vector<std::string> names(in.count(4));
  for (std::string& name : names) name = in.text();
  return RoadGraph::assemble(std::move(nodes), std::move(edges), std::move(pieces), std::move(shapes),
                             std::move(names));
}

/// Areas and postcodes repeat: each distinct text is written once, in order, and referred to by its number.
class Texts {
 public:
  explicit Texts(const std::vector<PopulationPoint>& points) {
    for (const PopulationPoint& point : points) {
      number_.try_emplace(point.area, 0);
      number_.try_emplace(point.postcode, 0);
    }
    std::uint32_t next = 0;
    for (auto& [text, number] : number_) number = next++;
  }
  void write(Out& out) const {
    out.put(std::uint64_t{number_.size()});
    for (const auto& [text, number] : number_) out.put(std::string_view{text});
  }
  [[nodiscard]] std::uint32_t of(const std::string& text) const { return number_.at(text); }

 private:
  std::map<std::string, std::uint32_t> number_;
};

}  // namespace

std::string to_bytes(const Network& network) {
  Out out;
  write_graph(network.graph, out);
  const Texts texts{network.points};
  texts.write(out);
  out.put(std::uint64_t{network.points.size()});
  for (const PopulationPoint& point : network.points) {
    out.put(point.place);
    out.put(point.weight);
    out.put(texts.of(point.area));
    out.put(texts.of(point.postcode));
  }
  out.put(std::uint64_t{network.named.size()});
  for (const auto& [name, place] : network.named) {
    out.put(std::string_view{name});
    out.put(place);
  }
  return out.bytes();
}

Network from_bytes(std::string_view bytes) {
  In in{bytes};
  Network network;
  network.graph = read_graph(in);
  std::vector<std::string> texts(in.count(4));
  for (std::string& text : texts) text = in.text();
  const auto text = [&](std::uint32_t number) {
    if (number >= texts.size()) throw InputError{"a demand point has an unknown postcode or area"};
    return texts[number];
  };
  network.points.resize(in.count(point_bytes));
  for (PopulationPoint& point : network.points) {
    point.place = in.place(network.graph);
    point.weight = in.get<double>();
    if (!std::isfinite(point.weight) || point.weight < 0) throw InputError{"a demand point has an impossible weight"};
    point.area = text(in.get<std::uint32_t>());
    point.postcode = text(in.get<std::uint32_t>());
  }
  network.named.resize(in.count(named_bytes));
  for (auto& [name, place] : network.named) {
    name = in.text();
    place = in.place(network.graph);
  }
  in.end();
  return network;
}

}  // namespace kredsim
