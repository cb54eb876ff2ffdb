#include <array>
#include <cstdlib>
#include <initializer_list>
#include <thread>
#include <utility>

#include <catch2/catch.hpp>

#include "sim/road/label_index.hpp"
#include "sim/road/travel_times.hpp"
#include "tests/support/random_network.hpp"

using namespace kredsim;

namespace {

constexpr ProfileId normal{0};
constexpr ProfileId emergency{1};

/// 36 km/h: 10 mm a millisecond, so that a metre takes 100 ms.
Piece metres_long(std::int64_t metres) { return {.length = Millimetres{metres * 1000}, .speed_kmh = 36}; }

/// Nodes 0, 1, 2, ... and the links between them, all kept. Edges are numbered by their smaller node, where they begin,
/// then in the order of the calls.
struct Sketch {
  explicit Sketch(int nodes) {
    for (int i = 0; i < nodes; ++i) builder.pin(builder.add_node({55 + 0.001 * i, 12}));
  }
  Sketch& link(std::uint32_t from, std::uint32_t to, Piece piece, Access forward = Access::everyone,
               Access backward = Access::everyone) {
    builder.add_link(from, to, piece, forward, backward);
    return *this;
  }
  Sketch& one_way(std::uint32_t from, std::uint32_t to, Piece piece) {
    return link(from, to, piece, Access::everyone, Access::closed);
  }
  RoadGraph build() { return builder.build().graph; }
  RoadGraphBuilder builder;
};

Place on(std::size_t edge, std::int64_t millimetres) { return {EdgeId{edge}, Millimetres{millimetres}}; }

using Make = std::unique_ptr<TravelTimes> (*)(const RoadGraph&, const TravelProfiles&);

/// Runs the same questions against the oracle and the kernel.
template <class Ask>
void with_both(const RoadGraph& graph, const TravelProfiles& profiles, Ask ask) {
  for (const Make make : {&make_dijkstra_travel_times, &make_label_travel_times}) {
    const auto index = make(graph, profiles);
    const auto query = index->query();
    ask(*query);
  }
}
template <class Ask>
void with_both(const RoadGraph& graph, Ask ask) {
  with_both(graph, {}, ask);
}

std::int64_t time(TravelTimes::Query& query, Place from, Place to, ProfileId profile = normal) {
  Milliseconds result{0};
  query.times({&from, 1}, to, profile, {&result, 1});
  return result.count();
}

}  // namespace

TEST_CASE("part of a one-way edge is driven forward only, and round the block to go back", "[road]") {
  // A ring 0 -> 1 -> 2 -> 0 of 100 m, 50 m and 50 m.
  const auto graph =
      Sketch{3}.one_way(0, 1, metres_long(100)).one_way(1, 2, metres_long(50)).one_way(2, 0, metres_long(50)).build();
  with_both(graph, [](TravelTimes::Query& query) {
    CHECK(time(query, on(0, 20'000), on(0, 70'000)) == 5'000);
    CHECK(time(query, on(0, 70'000), on(0, 20'000)) == 15'000);
    CHECK(time(query, on(0, 20'000), on(0, 20'000)) == 0);
    CHECK(time(query, on(0, 0), on(0, 100'000)) == 10'000);
    CHECK(time(query, on(0, 100'000), on(0, 0)) == 10'000);
  });
}

TEST_CASE("the way round is taken where it is quicker than along the edge itself", "[road]") {
  const auto graph = Sketch{2}
                         .link(0, 1, {.length = Millimetres{100'000}, .fixed_time = Milliseconds{100'000}})
                         .link(0, 1, metres_long(10))
                         .build();
  with_both(graph, [](TravelTimes::Query& query) {
    CHECK(time(query, on(0, 1'000), on(0, 99'000)) == 1'000 + 1'000 + 1'000);
    CHECK(time(query, on(0, 10'000), on(0, 20'000)) == 10'000);
    Route route;
    REQUIRE(query.route(on(0, 1'000), on(0, 99'000), normal, route));
    CHECK(route.length == Millimetres{12'000});
    CHECK(query.at(route, Milliseconds{1'500}) == on(1, 5'000));
  });
}

TEST_CASE("a place at an end of a one-way edge is the node there", "[road]") {
  // 0 -> 1 one way, and a two-way road from 1 back to 0 of three times the length.
  const auto graph = Sketch{2}.one_way(0, 1, metres_long(100)).link(1, 0, metres_long(300)).build();
  with_both(graph, [](TravelTimes::Query& query) {
    CHECK(time(query, on(1, 300'000), on(0, 100'000)) == 0);
    CHECK(time(query, on(0, 100'000), on(1, 200'000)) == 10'000);
    CHECK(time(query, on(1, 100'000), on(0, 0)) == 10'000);
    CHECK(time(query, on(0, 0), on(1, 100'000)) == 10'000);
  });
}

TEST_CASE("only emergency driving enters a road for emergencies", "[road]") {
  const auto graph = Sketch{3}
                         .link(0, 1, metres_long(100), Access::emergency_only, Access::emergency_only)
                         .link(0, 2, metres_long(100))
                         .link(2, 1, metres_long(100))
                         .build();
  with_both(graph, [](TravelTimes::Query& query) {
    CHECK(time(query, on(0, 0), on(0, 100'000), normal) == 20'000);
    CHECK(time(query, on(0, 0), on(0, 100'000), emergency) == 10'000);
    CHECK(time(query, on(0, 50'000), on(1, 0), normal) == unreachable.count());
    CHECK(time(query, on(0, 50'000), on(0, 50'000), normal) == 0);
  });
}

TEST_CASE("another island cannot be reached and no candidate there is the nearest", "[road]") {
  const auto graph = Sketch{4}.link(0, 1, metres_long(100)).link(2, 3, metres_long(100)).build();
  with_both(graph, [](TravelTimes::Query& query) {
    CHECK(time(query, on(0, 10'000), on(1, 10'000)) == unreachable.count());
    Route route;
    CHECK_FALSE(query.route(on(0, 10'000), on(1, 10'000), normal, route));
    Route far;
    REQUIRE(query.route(on(1, 0), on(1, 0), normal, far));
    Route near;
    REQUIRE(query.route(on(0, 100'000), on(0, 100'000), normal, near));
    const std::array candidates{Whereabouts{&far, SimTime{}}, Whereabouts{&near, SimTime{}}};
    const auto nearest = query.nearest(candidates, on(0, 50'000), normal, SimTime{});
    REQUIRE(nearest);
    CHECK(nearest->index == 1);
    CHECK(nearest->time == Milliseconds{5'000});
    CHECK_FALSE(query.nearest(std::span{candidates}.first(1), on(0, 50'000), normal, SimTime{}));
  });
}

TEST_CASE("a route is told edge by edge and a unit on it is where it has got to", "[road]") {
  const auto graph =
      Sketch{4}.link(0, 2, metres_long(100)).link(1, 2, metres_long(100)).link(1, 3, metres_long(100)).build();
  with_both(graph, [](TravelTimes::Query& query) {
    Route route;
    REQUIRE(query.route(on(0, 60'000), on(2, 30'000), normal, route));
    CHECK(route.duration == Milliseconds{17'000});
    CHECK(route.length == Millimetres{170'000});
    std::vector<Stretch> stretches;
    query.unpack(route, stretches);
    REQUIRE(stretches.size() == 3);
    CHECK(stretches[0] == Stretch{EdgeId{0}, Millimetres{60'000}, Millimetres{100'000}});
    CHECK(stretches[1] == Stretch{EdgeId{1}, Millimetres{100'000}, Millimetres{0}});
    CHECK(stretches[2] == Stretch{EdgeId{2}, Millimetres{0}, Millimetres{30'000}});
    CHECK(query.at(route, Milliseconds{-5}) == route.from);
    CHECK(query.at(route, Milliseconds{1'000}) == on(0, 70'000));
    CHECK(query.at(route, Milliseconds{5'000}) == on(1, 90'000));
    CHECK(query.at(route, Milliseconds{15'000}) == on(2, 10'000));
    CHECK(query.at(route, Milliseconds{20'000}) == route.to);
  });
}

TEST_CASE("of equally quick ways the fewest edges win, then the first in order", "[road]") {
  // From 0 to 3 in 20 s by 1 (edges 0, 3), by 2 (edges 1, 4; longer roads, quicker driven) or by 4 and 5.
  const auto graph = Sketch{6}
                         .link(0, 1, metres_long(100))
                         .link(1, 3, metres_long(100))
                         .link(0, 2, {.length = Millimetres{200'000}, .speed_kmh = 72})
                         .link(2, 3, {.length = Millimetres{200'000}, .speed_kmh = 72})
                         .link(0, 4, metres_long(50))
                         .link(4, 5, metres_long(50))
                         .link(5, 3, metres_long(100))
                         .build();
  with_both(graph, [](TravelTimes::Query& query) {
    Route route;
    REQUIRE(query.route(on(0, 0), on(3, 100'000), normal, route));
    CHECK(route.duration == Milliseconds{20'000});
    CHECK(route.length == Millimetres{200'000});
  });
}

TEST_CASE("an edge of no length but some time is driven in that time", "[road]") {
  const auto graph =
      Sketch{3}.link(0, 1, {.length = {}, .fixed_time = Milliseconds{60'000}}).link(1, 2, metres_long(100)).build();
  with_both(graph, [](TravelTimes::Query& query) {
    CHECK(time(query, on(0, 0), on(1, 0)) == 60'000);
    CHECK(time(query, on(0, 0), on(1, 50'000)) == 65'000);
    CHECK(time(query, on(1, 50'000), on(0, 0)) == 65'000);
    Route route;
    REQUIRE(query.route(on(1, 50'000), on(0, 0), normal, route));
    CHECK(time(query, query.at(route, Milliseconds{20'000}), on(0, 0)) == 60'000);
  });
}

TEST_CASE("a place part-way is as far as if the edge were split there, to within 1 ms", "[road]") {
  const std::array<Piece, 3> pieces{Piece{.length = Millimetres{33'333}, .speed_kmh = 47},
                                    Piece{.length = Millimetres{7'777}, .speed_kmh = 83},
                                    Piece{.length = Millimetres{51'001}, .speed_kmh = 29}};
  constexpr std::int64_t length = 33'333 + 7'777 + 51'001;
  const auto line = [&](std::int64_t split) {
    RoadGraphBuilder builder;
    auto here = builder.add_node({55, 12});
    std::int64_t begin = 0;
    const auto add = [&](Piece piece, std::int64_t millimetres, bool pin) {
      const auto next = builder.add_node({55, 12});
      if (pin) builder.pin(next);
      piece.length = Millimetres{millimetres};
      builder.add_link(here, next, piece, Access::everyone, Access::everyone);
      here = next;
    };
    for (const Piece& piece : pieces) {
      const std::int64_t part = split - begin;
      begin += piece.length.count();
      const bool inside = part > 0 && part < piece.length.count();
      if (inside) add(piece, part, true);
      add(piece, piece.length.count() - (inside ? part : 0), part == piece.length.count());
    }
    return builder.build().graph;
  };
  const RoadGraph whole = line(0);
  REQUIRE(whole.edge_count() == 1);
  for (std::int64_t along = 1; along < length; along += 997) {
    const RoadGraph parts = line(along);
    REQUIRE(parts.edge_count() == 2);
    with_both(parts, [&](TravelTimes::Query& split) {
      with_both(whole, [&](TravelTimes::Query& query) {
        CHECK(std::abs(time(query, on(0, 0), on(0, along)) - time(split, on(0, 0), on(0, along))) <= 1);
        CHECK(std::abs(time(query, on(0, along), on(0, length)) - time(split, on(0, along), on(1, length - along))) <=
              1);
      });
    });
  }
}

TEST_CASE("a profile keeps one set of labels unless some road takes longer one way", "[road]") {
  const auto shares = [](Sketch& sketch, ProfileId profile) {
    const RoadGraph graph = sketch.build();
    const auto index = make_label_travel_times(graph, {});
    const LabelProfile& made = dynamic_cast<const LabelTravelTimes&>(*index).of(profile);
    return made.to.shares_with(made.from);
  };
  Sketch both_ways{4};
  both_ways.link(0, 1, metres_long(10))
      .link(1, 2, metres_long(10))
      .link(2, 3, metres_long(30))
      .link(0, 3, metres_long(5));
  CHECK(shares(both_ways, normal));
  Sketch with_bus_way{3};
  with_bus_way.link(0, 1, metres_long(10))
      .link(1, 2, metres_long(10))
      .link(0, 2, metres_long(5), Access::everyone, Access::emergency_only);
  CHECK_FALSE(shares(with_bus_way, normal));
  Sketch again{3};
  again.link(0, 1, metres_long(10))
      .link(1, 2, metres_long(10))
      .link(0, 2, metres_long(5), Access::everyone, Access::emergency_only);
  CHECK(shares(again, emergency));
}

TEST_CASE("many threads ask one index, each by a query of its own, and get what one alone gets", "[road]") {
  test::Dice dice{3};
  const RoadGraph graph = test::random_network(dice, test::Shape::tangle, 300);
  const auto index = make_label_travel_times(graph, {});
  std::vector<Place> places(60);
  for (Place& place : places) place = test::random_place(dice, graph);
  // The sum of all times and lengths, one to another.
  const auto asked = [&] {
    const auto query = std::as_const(*index).query();
    std::vector<Milliseconds> times(places.size());
    std::int64_t sum = 0;
    Route route;
    for (const Place& to : places) {
      query->times(places, to, emergency, times);
      for (const Milliseconds taken : times) sum += taken == unreachable ? 1 : taken.count();
      if (query->route(places.front(), to, normal, route)) sum += route.length.count();
    }
    return sum;
  };
  const std::int64_t alone = asked();
  std::vector<std::int64_t> sums(4, 0);
  std::vector<std::thread> threads;
  for (std::int64_t& sum : sums) threads.emplace_back([&asked, &sum] { sum = asked(); });
  for (std::thread& thread : threads) thread.join();
  for (const std::int64_t sum : sums) CHECK(sum == alone);
}
