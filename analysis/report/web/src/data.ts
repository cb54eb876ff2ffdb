/** Results as `kredsim report` put them into the page: tables of results.sqlite, run.json and the finished sentences. */
import { Comparison } from "./comparison_data";
import { Sweep } from "./sweep_data";
import { callAreas, spoken } from "./texts";

export interface RawTable {
  columns: string[];
  rows: (string | number | null)[][];
}
export interface RunJson {
  version: string;
  commit: string;
  command_line: string[];
  seed: number;
  replications: { asked: number; done: number; interrupted: boolean; until?: string; until_da?: string };
  started: string;
  elapsed_s: number;
  repeat?: string;
  warnings?: string[];
  warnings_da?: string[];
  inputs: { path: string; bytes: number; sha256: string }[];
  files?: { path: string; bytes: number; sha256: string }[];
  libraries: Record<string, string>;
}
export interface Raw {
  kind: "run" | "comparison" | "sweep";
  run: RunJson;
  said: { plan: string; language: string; id: string; text: string }[];
  validation?: { version: string; commit: string; figures: number; disagrees: string[] };
  tables: Record<string, RawTable>;
}

export interface Estimate {
  measure: string;
  statistic: string;
  type: string;
  area: string;
  hour: string;
  priority: string;
  group: string;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
}
/** Values from one whole minute to the next. */
export interface Bin {
  type: string;
  area: string;
  minute: number;
  count: number;
}
export interface Area {
  area: string;
  name: string;
  layer: string;
  population: number | null;
}
export interface IncidentType {
  type: string;
  label_da: string;
  label_en: string;
  priority: string;
  published: number;
}
export interface Input {
  key: string;
  value: string;
  source: string;
  place: string;
}
export interface Published {
  measure: string;
  statistic: string;
  area: string;
  value: number;
  year: number;
  definition: string;
  source: string;
}
export interface Year {
  measure: string;
  type: string;
  area: string;
  years: number;
  mean: number;
  sd: number;
}
/** A late task of a run with records. */
export interface LateTask {
  replication: number;
  type: string;
  area: string;
  begins: string;
  response_s: number;
  control_centre_s: number;
  wait_s: number;
  way_s: number;
  enough_s: number;
  unit: string;
  cause: string;
}
export interface Point {
  lat: number;
  lon: number;
}

/** The coarsest layer that splits the district, or the municipalities. */
function shownLayer(areas: Area[]): Area[] {
  const layers = [...new Set(areas.map((a) => a.layer))];
  const layer = layers.find((l) => areas.filter((a) => a.layer === l).length > 1) ?? "municipality";
  return areas.filter((a) => a.layer === layer);
}

export function rows<T>(raw: Raw, table: string): T[] {
  const found = raw.tables[table];
  if (!found) return [];
  return found.rows.map((row) => Object.fromEntries(found.columns.map((column, i) => [column, row[i]])) as T);
}

const cell = (e: { measure: string; statistic: string; type: string; area: string; hour: string }): string =>
  [e.measure, e.statistic, e.type, e.area, e.hour].join("\u0000");

export class Results {
  readonly kind: Raw["kind"];
  readonly run: RunJson;
  readonly validation: Raw["validation"];
  readonly comparison: Comparison | null;
  readonly sweep: Sweep | null;
  readonly meta: Record<string, string>;
  readonly bins: Bin[];
  readonly areas: Area[];
  readonly types: IncidentType[];
  readonly inputs: Input[];
  readonly published: Published[];
  readonly years: Year[];
  readonly lateTasks: LateTask[];
  readonly stations: (Point & { station: string; name: string })[];
  readonly outlines: { area: string; stylised: boolean; rings: Point[][] }[];
  readonly roads: { road_class: string; points: Point[] }[];
  readonly leftOut: { item: string; can_be_modelled: number; text_da: string; text_en: string }[];
  readonly demand: (Point & { per_year: number; published_per_year: number })[];
  readonly groups: { group: string; label_da: string; label_en: string; measure: string; value: number }[];
  private readonly sentences: Raw["said"];
  private readonly cells = new Map<string, Estimate>();

  constructor(text: string) {
    const raw = JSON.parse(text) as Raw;
    this.kind = raw.kind;
    this.run = raw.run;
    this.validation = raw.validation;
    this.sentences = raw.said;
    this.meta = Object.fromEntries(rows<{ key: string; value: string }>(raw, "meta").map((m) => [m.key, m.value]));
    callAreas(this.meta.areas_called ?? "");
    if (raw.kind === "run") for (const e of rows<Estimate>(raw, "estimates")) this.cells.set(cell(e), e);
    this.bins = raw.kind === "run" ? rows<Bin>(raw, "histograms") : [];
    this.areas = shownLayer(rows<Area>(raw, "areas"));
    this.leftOut = rows(raw, "left_out");
    this.demand = rows(raw, "demand");
    this.groups = rows(raw, "groups");
    this.comparison = raw.kind === "comparison" ? new Comparison(raw, this.meta) : null;
    this.sweep = raw.kind === "sweep" ? new Sweep(raw, this.meta) : null;
    this.types = rows(raw, "types");
    this.inputs = rows(raw, "inputs");
    this.published = rows(raw, "published");
    this.years = rows(raw, "years");
    this.lateTasks = rows(raw, "late_tasks");
    this.stations = rows(raw, "stations");
    const outlines = new Map<string, { area: string; stylised: boolean; rings: Point[][] }>();
    const rings = new Map<number, Point[]>();
    for (const p of rows<Point & { area: string; ring: number; stylised: number }>(raw, "outlines")) {
      let outline = outlines.get(p.area);
      if (!outline) outlines.set(p.area, (outline = { area: p.area, stylised: p.stylised === 1, rings: [] }));
      let ring = rings.get(p.ring);
      if (!ring) {
        rings.set(p.ring, (ring = []));
        outline.rings.push(ring);
      }
      ring.push({ lat: p.lat, lon: p.lon });
    }
    this.outlines = [...outlines.values()].filter((o) => this.areas.some((a) => a.area === o.area));
    const roads = new Map<number, { road_class: string; points: Point[] }>();
    for (const p of rows<Point & { road: number; road_class: string }>(raw, "roads")) {
      let road = roads.get(p.road);
      if (!road) roads.set(p.road, (road = { road_class: p.road_class, points: [] }));
      road.points.push({ lat: p.lat, lon: p.lon });
    }
    this.roads = [...roads.values()];
  }

  /** A finished sentence in the language of the page. */
  said(id: string, plan = ""): string {
    const text = this.sentences.find((s) => s.id === id && s.plan === plan && s.language === spoken())?.text ?? "";
    return text.replace(/(\d) (?=(min|s|%|%-point)\b|%)/g, "$1\u00a0"); // a number and its unit stay on one line
  }

  /** What the run says against itself, in the language of the page. */
  get warnings(): string[] {
    const { warnings = [], warnings_da = [] } = this.run;
    return warnings.map((english, i) => (spoken() === "da" ? (warnings_da[i] ?? english) : english));
  }

  areaName(key: string): string {
    return this.areas.find((a) => a.area === key)?.name ?? key;
  }

  /** The estimate of a cell, split by no more than what is named. */
  estimate(measure: string, statistic: string, at: { type?: string; area?: string; hour?: string } = {}): Estimate | undefined {
    return this.cells.get(cell({ measure, statistic, type: at.type ?? "all", area: at.area ?? "all", hour: at.hour ?? "all" }));
  }

  /** The types whose response time the police publish if the scenario has any, else all. */
  get scope(): "published" | "all" {
    return this.types.some((type) => type.published === 1) ? "published" : "all";
  }

  /** Targets of the scenario in seconds, rising. */
  get targets(): number[] {
    const targets = new Set<number>();
    const statistics = this.comparison ? this.comparison.statistics() : [...this.cells.values()];
    for (const e of statistics) {
      const found = /^share_within_(\d+)s$/.exec(e.statistic);
      if (e.measure === "response_s" && found) targets.add(Number(found[1]));
    }
    return [...targets].sort((a, b) => a - b);
  }

  /** Whether the measured period is a year, so that the spread between replications is that of a year. */
  get isYear(): boolean {
    return Math.abs(Number(this.meta.period_s) / 86400 - 365) <= 2;
  }
}
