#include <cstdlib>
#include <new>

#include <catch2/catch.hpp>

#include "sim/road/travel_times.hpp"
#include "tests/support/random_network.hpp"

// This program counts what it takes from the heap. Every form of `new` and `delete` that the library would otherwise
// bring is replaced: a sanitizer that finds memory of one kind released by the other ends the program.
namespace {
std::size_t allocations = 0;
}
void* operator new(std::size_t size) {
  ++allocations;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc{};
  return memory;
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

using namespace kredsim;

TEST_CASE("a query that has warmed up takes no memory", "[road]") {
  for (std::size_t shape = 0; shape < test::shapes; ++shape) {
    test::Dice dice{shape};
    const RoadGraph graph = test::random_network(dice, static_cast<test::Shape>(shape), 200);
    const auto index = make_label_travel_times(graph, {});
    const auto query = index->query();
    std::vector<Place> from(40);
    std::vector<Route> routes(from.size());
    std::vector<Whereabouts> units;
    for (auto& place : from) place = test::random_place(dice, graph);
    for (const Route& route : routes) units.push_back({&route, SimTime{}});
    std::vector<Route> together(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
      together[i].from = from[i];
      together[i].to = from[(i + 7) % from.size()];
      together[i].profile = ProfileId{i % 2};
    }
    std::vector<TravelTimes::Nearest> first(3);
    std::vector<Stretch> stretches;
    std::vector<Milliseconds> times(from.size());
    const auto ask_everything = [&] {
      for (std::size_t i = 0; i < from.size(); ++i) {
        if (!query->route(from[i], from[(i + 1) % from.size()], ProfileId{0}, routes[i]))
          query->route(from[i], from[i], ProfileId{0}, routes[i]);
      }
      for (std::size_t i = 0; i < from.size(); ++i) {
        query->at(routes[i], routes[i].duration / 2);
        query->times(from, from[i], ProfileId{1}, times);
        query->nearest(units, from[i], ProfileId{1}, SimTime{Milliseconds{5'000}});
        query->first(units, from[i], ProfileId{0}, SimTime{Milliseconds{9'000}}, first);
        query->unpack(routes[i], stretches);
      }
      query->routes(together);
    };
    // Twice: where ways tie, buffers change places, and the second round may find a small one.
    ask_everything();
    ask_everything();
    const std::size_t before = allocations;
    for (int i = 0; i < 5; ++i) ask_everything();
    CHECK(allocations == before);
  }
}
