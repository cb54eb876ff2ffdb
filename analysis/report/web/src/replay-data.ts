/** The nights of a replay, as `kredsim replay` put them into the page (analysis/store/replay_json.cpp). */
import type { Language } from "./format";

export type Text = Record<Language, string>;
export type Doing =
  | "off" | "free" | "patrol" | "under_way" | "holding" | "on_scene" | "returning"
  | "transport" | "booking" | "to_desk" | "writing" | "rest" | "own_work";

type RawLeg = [number, number, number | null, string?, (number | null)?, number?, number?];
interface RawPlan {
  title: Text;
  stations: { name: string; at: [number, number] }[];
  types: { label: Text; priority: number }[];
  units: { name: string; group: Text; crew: number; neighbours: boolean; station: string; legs: RawLeg[] }[];
  tours: string[];
  incidents: {
    n: number; key: string; type: number; area: string; at: [number, number];
    created: number; received: number | null; ready: number | null; dispatched: number | null; arrived: number | null;
    response_s: number | null; late?: string | null; ended: number | null; fate: string;
  }[];
  story: [number, number[], number[], string, string][];
}
export interface Raw {
  version: string;
  commit: string;
  command_line: string[];
  seed: number;
  replication: number;
  district: Text;
  stylised: boolean;
  control_centre: boolean;
  from_ms: number;
  tenths: number;
  doing: Doing[];
  map: { roads: { rank: string; lines: string }[]; left_out: string[]; outlines: string };
  plans: RawPlan[];
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const value = new Uint8Array(128);
for (let i = 0; i < letters.length; ++i) value[letters.charCodeAt(i)] = i;

/** Whole numbers, five bits a letter, folded so that small negative ones are short too. */
export function numbers(text: string): number[] {
  const result: number[] = [];
  for (let i = 0; i < text.length; ) {
    let sum = 0;
    for (let scale = 1; ; scale *= 32) {
      const bits = value[text.charCodeAt(i++)] ?? 0;
      sum += (bits & 31) * scale;
      if (bits < 32) break;
    }
    result.push(sum % 2 === 0 ? sum / 2 : -(sum + 1) / 2);
  }
  return result;
}

/** Where somebody is as time goes by: straight and even between the points. Places in steps of 0.00001 degrees. */
export interface Track {
  time: number[];
  east: number[];
  north: number[];
}
export interface Spot {
  east: number;
  north: number;
  /** Direction of driving; 0, 0 for who stands. */
  dx: number;
  dy: number;
}

function track(text: string): Track {
  const all = numbers(text);
  const result: Track = { time: [], east: [], north: [] };
  let t = 0, e = 0, n = 0;
  for (let i = 0; i + 2 < all.length; i += 3) {
    result.time.push((t += all[i] ?? 0));
    result.east.push((e += all[i + 1] ?? 0));
    result.north.push((n += all[i + 2] ?? 0));
  }
  return result;
}

/** The last index whose value is at most `wanted`; 0 if none is. */
export function last_up_to(values: ArrayLike<number>, wanted: number): number {
  let low = 0, high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] as number) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function on_track(t: Track, time: number): Spot {
  const i = last_up_to(t.time, time);
  const east = t.east[i] ?? 0, north = t.north[i] ?? 0;
  const begin = t.time[i] ?? 0, end = t.time[i + 1];
  if (end === undefined || time <= begin || end <= begin) return { east, north, dx: 0, dy: 0 };
  const dx = (t.east[i + 1] ?? 0) - east, dy = (t.north[i + 1] ?? 0) - north;
  const share = (time - begin) / (end - begin);
  return { east: east + share * dx, north: north + share * dy, dx, dy };
}

export function lines(text: string): Float64Array[] {
  const all = numbers(text);
  const result: Float64Array[] = [];
  let e = 0, n = 0;
  for (let i = 0; i < all.length; ) {
    const count = all[i++] ?? 0;
    const line = new Float64Array(2 * count);
    for (let k = 0; k < count; ++k) {
      line[2 * k] = e += all[i++] ?? 0;
      line[2 * k + 1] = n += all[i++] ?? 0;
    }
    result.push(line);
  }
  return result;
}

export interface Leg {
  from: number;
  to: number;
  doing: Doing;
  incident: number | null;
  track: Track | null;
  tour: number | null;
  joins: number;
  offset: number;
  departs: number;
}
export interface Unit {
  index: number;
  name: string;
  group: Text;
  crew: number;
  /** A car of a neighbouring kreds, here to help. */
  neighbours: boolean;
  station: string;
  legs: Leg[];
  begins: Float64Array;
}
export interface Incident {
  n: number;
  key: string;
  label: Text;
  priority: number;
  area: string;
  east: number;
  north: number;
  created: number;
  received: number | null;
  ready: number | null;
  dispatched: number | null;
  arrived: number | null;
  response_s: number | null;
  /** Why it was late; nothing for one that was not. */
  late?: string | null;
  ended: number;
  fate: string;
}
export interface Line {
  time: number;
  units: number[];
  incidents: number[];
  text: Text;
}
/** What becomes of an incident, as far as it shows at a moment. */
export type Phase = "calling" | "dispatcher" | "waiting" | "sent" | "there";

export class Plan {
  readonly title: Text;
  readonly stations: { name: string; east: number; north: number }[];
  readonly units: Unit[];
  readonly incidents: Incident[];
  readonly story: Line[];
  private readonly tours: Track[];
  private readonly byNumber = new Map<number, Incident>();

  constructor(raw: RawPlan, doing: Doing[], end: number) {
    this.title = raw.title;
    this.stations = raw.stations.map(({ name, at: [east, north] }) => ({ name, east, north }));
    this.tours = raw.tours.map(track);
    this.units = raw.units.map((unit, index) => {
      const legs = unit.legs.map(([from, what, incident, way, tour, joins, offset], i): Leg => ({
        from,
        to: unit.legs[i + 1]?.[0] ?? Math.max(end, from),
        doing: doing[what] ?? "off",
        incident,
        track: way === undefined ? null : track(way),
        tour: typeof tour === "number" ? tour : null,
        joins: joins ?? 0,
        offset: offset ?? 0,
        departs: tour === null && joins !== undefined ? joins : from,
      }));
      return { index, name: unit.name, group: unit.group, crew: unit.crew, neighbours: unit.neighbours, station: unit.station, legs, begins: Float64Array.from(legs, (l) => l.from) };
    });
    this.incidents = raw.incidents.map((i) => ({
      ...i,
      label: raw.types[i.type]?.label ?? { da: "", en: "" },
      priority: raw.types[i.type]?.priority ?? 3,
      east: i.at[0],
      north: i.at[1],
      ended: i.ended ?? Infinity,
    }));
    for (const incident of this.incidents) this.byNumber.set(incident.n, incident);
    this.story = raw.story.map(([time, units, incidents, da, en]) => ({ time, units, incidents, text: { da, en } }));
  }

  incident(number: number | null): Incident | undefined {
    return number === null ? undefined : this.byNumber.get(number);
  }
  incidentOf(key: string): Incident | undefined {
    return this.incidents.find((i) => i.key === key);
  }
  leg(unit: Unit, time: number): Leg | undefined {
    const leg = unit.legs[last_up_to(unit.begins, time)];
    return leg && time >= leg.from ? leg : undefined;
  }
  /** Where a unit on duty is; nothing for one that is off duty. */
  spot(leg: Leg, time: number): Spot | undefined {
    if (!leg.track) return undefined;
    const tour = leg.tour === null ? undefined : this.tours[leg.tour];
    if (!tour || time < leg.joins) return on_track(leg.track, time);
    const period = tour.time[tour.time.length - 1] ?? 0;
    return on_track(tour, period > 0 ? (time - leg.joins + leg.offset) % period : 0);
  }
  open(time: number): Incident[] {
    return this.incidents.filter((i) => i.created <= time && time < i.ended);
  }
}

export function phase(i: Incident, time: number): Phase {
  if (i.arrived !== null && time >= i.arrived) return "there";
  if (i.dispatched !== null && time >= i.dispatched) return "sent";
  if (i.ready !== null && time >= i.ready) return "waiting";
  if (i.received !== null && time >= i.received) return "dispatcher";
  return "calling";
}

export class Nights {
  readonly raw: Raw;
  readonly plans: Plan[];
  /** How long, in tenths of a second. */
  readonly end: number;

  constructor(text: string) {
    this.raw = JSON.parse(text) as Raw;
    this.end = this.raw.tenths;
    this.plans = this.raw.plans.map((plan) => new Plan(plan, this.raw.doing, this.end));
  }
  moment(time: number): Date {
    return new Date(this.raw.from_ms + time * 100);
  }
}
