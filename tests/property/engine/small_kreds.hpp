#pragma once

#include <string>

namespace kredsim::test {

/// Two towns and a village in a row, two stations, shifts with a gap in cover, three priorities: small enough to reason
/// about, busy enough that incidents wait, shifts end on the job and units are sent while they drive home.
inline const std::string small_kreds = R"(kredsim: 1
title: A small kreds for property tests
period: {start: 2019-01-07, length: 3 weeks, warm_up: 2 days}
seed: 11
network:
  nodes:
    north: {at: [55.4, 11.8], weight: 3, area: upper}
    middle: {at: [55.3, 11.8], weight: 1, area: upper}
    south: {at: [55.2, 11.8], weight: 2, area: lower}
    hamlet: {at: [55.2, 11.9], weight: 1, area: lower}
  edges:
    - {from: north, to: middle, length: 11 km, speed: 80 km/h}
    - {from: middle, to: south, length: 12 km, speed: 80 km/h}
    - {from: south, to: hamlet, length: 7 km, speed: 60 km/h}
    - {from: hamlet, to: middle, length: 13 km, speed: 70 km/h, one_way: true}
areas:
  upper: {name: Upper}
  lower: {name: Lower}
stations:
  nord: {name: Nord, at: north}
  syd: {name: Syd, at: south}
incidents:
  robbery:
    label: Robbery
    priority: urgent
    per_day: 4
    on_scene: {distribution: lognormal, mean: 40 min, sd: 30 min}
  noise:
    label: Noise
    priority: when possible
    per_day: 20
    hours: nights
    on_scene: {distribution: exponential, mean: 50 min}
  traffic:
    label: Traffic
    priority: soon
    per_day: 9
    where: {lower: 3, upper: 1}
    on_scene: {distribution: gamma, mean: 35 min, sd: 10 min}
hours:
  nights:
    every_day: [3, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4]
force:
  response:
    label: Response
    crew: 2
    roster:
      - {shift: day, from: "07:00", length: 8 h, cars: {nord: 1, syd: 1}}
      - {shift: evening, from: "15:00", length: 9 h, weekdays: [mon, tue, thu, fri, sat], cars: {nord: 1}}
      - {shift: night, from: "22:30", length: 9 h, cars: {syd: 2}}
  motorcycle:
    label: Motorcycle
    crew: 1
    idle: stay at scene
    always_on_duty: {nord: 1}
)";

}  // namespace kredsim::test
