/** Figures of a sweep: a measure over the factors. */
import * as Plot from "@observablehq/plot";

import type { Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { minutes, number, percent } from "./format";
import { accent, base, grey, marginFor, svgOf, ticks, wrapped } from "./look";
import { map, type AreaValue } from "./map";
import type { PointEstimate, Sweep, SweepFigure } from "./sweep_data";
import { spoken, t, type TextKey } from "./texts";

const isTime = (f: SweepFigure): boolean => f.measure.endsWith("_s") && f.statistic !== "count" && !f.statistic.startsWith("share");
export function showFigure(f: SweepFigure, value: number): string {
  if (isTime(f)) return minutes(value);
  if (f.statistic.startsWith("share") || f.measure === "utilisation") return percent(value, spoken(), 1);
  return number(value, spoken(), Math.abs(value) < 10 ? 2 : Math.abs(value) < 1000 ? 1 : 0);
}

const measureWords: Record<string, TextKey> = {
  response_s: "measure_response",
  dispatch_wait_s: "component_wait",
  utilisation: "measure_utilisation",
  units_on_duty: "on_duty",
  unserved: "measure_unserved",
  lost: "measure_lost",
};
export function figureName(results: Results, f: SweepFigure): string {
  const key = measureWords[f.measure];
  const within = /^share_within_(\d+)s$/.exec(f.statistic);
  const statistic = within ? t("show_share", { target: number(Number(within[1]) / 60, spoken()) }) : f.statistic === "mean" ? t("mean") : f.statistic === "p90" ? t("show_p90") : f.statistic;
  const parts = [key ? t(key) : f.measure, statistic.toLowerCase()];
  if (f.type !== "all") parts.push(f.type === "published" ? t("published_types") : f.type);
  if (f.area !== "all") parts.push(results.areaName(f.area));
  return parts.join(", ");
}

/** The figure that the page opens with: that of `best`, else the mean response. */
export function firstFigure(results: Results, sweep: Sweep): SweepFigure {
  const same = (a: SweepFigure, b: SweepFigure): boolean => a.measure === b.measure && a.statistic === b.statistic && a.type === b.type && a.area === b.area;
  const wanted = sweep.objective ?? { measure: "response_s", statistic: "mean", type: results.scope, area: "all" };
  return sweep.figures.find((f) => same(f, wanted)) ?? sweep.figures[0] ?? wanted;
}

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(spoken()) + text.slice(1);

const asNumber = (level: string): number => Number.parseFloat(level.replace(",", "."));
const allNumbers = (levels: string[]): boolean => levels.every((l) => Number.isFinite(asNumber(l)));

/** "speed (%)" where every level is so many of the same: the axis has the bare numbers. */
function withUnit(factor: string, levels: string[]): string {
  const units = new Set(levels.map((level) => level.replace(/^[-+\d.,\s]*/, "").trim()));
  const [unit] = units;
  return units.size === 1 && unit ? `${factor} (${unit})` : factor;
}

/** One panel for each factor: every point by its level there, with its interval. */
export function overFactors(results: Results, sweep: Sweep, of: SweepFigure, switches: HTMLElement): HTMLElement | null {
  const points = sweep.points.flatMap(({ point, levels }) => {
    const e = sweep.at(point, of);
    return e && e.value !== null ? [{ point, levels, e: e as PointEstimate & { value: number } }] : [];
  });
  if (points.length === 0) return null;
  const scale = isTime(of) ? 60 : of.statistic.startsWith("share") || of.measure === "utilisation" ? 0.01 : 1;
  const ends = points.flatMap(({ e }) => [e.value, e.low ?? e.value, e.high ?? e.value].map((v) => v / scale));
  const fresh = sweep.ofBest(of);
  if (fresh) for (const v of [fresh.value, fresh.low, fresh.high]) if (v !== null) ends.push(v / scale);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const domain: [number, number] = [least - 0.05 * (most - least || 1), most + 0.05 * (most - least || 1)];
  const unit = isTime(of) ? t("minutes_axis") : scale === 0.01 ? "%" : t("value");
  const shades = ["#0b5394", "#c2570c", "#3f7f4c", "#7a4ea3", "#39424e", "#9a7d0a"];
  const panels = sweep.factors.map(({ factor }, index) => {
    const levels = [...new Set(points.map((p) => p.levels[factor] ?? ""))];
    const numeric = allNumbers(levels);
    // With two factors the other one is told apart by colour and, where few, joined by lines.
    const other = sweep.factors.length === 2 ? sweep.factors[1 - index]?.factor : undefined;
    const others = other ? [...new Set(points.map((p) => p.levels[other] ?? ""))] : [];
    const coloured = others.length > 1 && others.length <= shades.length;
    const width = numeric ? Math.max(...levels.map(asNumber)) - Math.min(...levels.map(asNumber)) : 0;
    const data = points.map((p) => {
      const level = p.levels[factor] ?? "";
      const nudge = coloured && numeric ? ((others.indexOf(p.levels[other as string] ?? "") - (others.length - 1) / 2) / Math.max(1, others.length)) * (width / Math.max(6, levels.length * 2)) : 0;
      return { x: numeric ? asNumber(level) + nudge : level, y: p.e.value / scale, low: p.e.low === null ? null : p.e.low / scale, high: p.e.high === null ? null : p.e.high / scale, other: other ? (p.levels[other] ?? "") : "", best: p.point === sweep.best };
    });
    type Datum = (typeof data)[number];
    const stroke = coloured ? (d: Datum): string => shades[others.indexOf(d.other)] ?? grey : (): string => accent;
    const best = points.find((p) => p.point === sweep.best);
    const freshDatum = fresh && fresh.value !== null && best ? [{ x: numeric ? asNumber(best.levels[factor] ?? "") : (best.levels[factor] ?? ""), y: fresh.value / scale, low: (fresh.low ?? fresh.value) / scale, high: (fresh.high ?? fresh.value) / scale }] : [];
    const plot = svgOf(
      Plot.plot({
        ...base(),
        height: 300,
        marginLeft: 58,
        marginRight: 24,
        x: { label: `${numeric ? withUnit(factor, levels) : factor} →`, type: numeric ? "linear" : "point", ...(numeric ? { inset: 24, ticks: levels.length <= 8 ? [...new Set(levels.map(asNumber))] : 6, tickFormat: (v: number) => number(v, spoken(), Number.isInteger(v) ? 0 : 2) } : {}) },
        y: { label: `↑ ${unit}`, grid: true, tickFormat: ticks, domain },
        marks: [
          ...(coloured && numeric ? [Plot.line(data, { x: "x", y: "y", z: "other", stroke: stroke as never, strokeOpacity: 0.5 })] : []),
          Plot.ruleX(data.filter((d) => d.low !== null), { x: "x", y1: "low", y2: "high", stroke: stroke as never, strokeWidth: 2, strokeOpacity: points.length > 60 ? 0.35 : 0.9 }),
          Plot.dot(data, { x: "x", y: "y", r: points.length > 60 ? 2.5 : 4, fill: stroke as never }),
          Plot.ruleX(freshDatum, { x: "x", y1: "low", y2: "high", stroke: "#111", strokeWidth: 1.5, dx: 9 }),
          Plot.dot(freshDatum, { x: "x", y: "y", symbol: "star", r: 7, fill: "#111", dx: 9 }),
        ],
      }),
    );
    const table: Table = {
      columns: [t("point"), ...sweep.factors.map((f) => f.factor), t("value"), t("low"), t("high"), t("incidents")],
      rows: points.map((p) => [p.point, ...sweep.factors.map((f) => p.levels[f.factor] ?? ""), p.e.value, p.e.low, p.e.high, p.e.n]),
    };
    const entries = [
      ...(coloured ? others.map((value, i) => ({ colour: shades[i] ?? grey, text: `${other} = ${value}`, shape: "dot" as const })) : []),
      ...(freshDatum.length > 0 ? [{ colour: "#111", text: t("fresh"), shape: "star" as const }] : []),
    ];
    return figure(`factor-${index + 1}`, `${capital(figureName(results, of))} · ${factor}`, t("factor_read", { factor, keys: sweep.factors[index]?.keys ?? "" }), plot, table, entries.length > 0 ? { legend: legend(entries) } : {});
  });
  const section = document.createElement("section");
  section.append(switches, ...panels);
  return section;
}

/** All points by their figure, the best first, with the best point's fresh figure above. */
export function ranked(results: Results, sweep: Sweep, of: SweepFigure): HTMLElement | null {
  const known = sweep.points.flatMap(({ point, levels }) => {
    const e = sweep.at(point, of);
    return e && e.value !== null ? [{ point, name: Object.values(levels).join(" · "), value: e.value, low: e.low, high: e.high, n: e.n, fresh: false }] : [];
  });
  known.sort((a, b) => (sweep.largest ? b.value - a.value : a.value - b.value));
  const fresh = sweep.ofBest(of);
  const best = known.find((k) => k.point === sweep.best);
  const top = known.slice(0, 24).map((k) => ({ ...k, name: `${k.point}: ${k.name}` }));
  const rows = [...(fresh && fresh.value !== null && best ? [{ ...best, name: `★ ${best.point}: ${best.name}`, value: fresh.value, low: fresh.low, high: fresh.high, n: fresh.n, fresh: true }] : []), ...top];
  if (rows.length < 2) return null;
  const scale = isTime(of) ? 60 : 1;
  const names = rows.map((r) => r.name);
  const plot = svgOf(
    Plot.plot({
      ...base(),
      height: 60 + 24 * rows.length,
      marginLeft: marginFor(names),
      marginRight: 62,
      x: { label: `${isTime(of) ? t("minutes_axis") : t("value")} →`, grid: true, tickFormat: ticks, transform: (v: number) => v / scale, nice: true },
      y: { label: null, domain: names, tickFormat: wrapped },
      marks: [
        Plot.ruleY(rows.filter((r) => r.low !== null), { y: "name", x1: "low", x2: "high", stroke: (r: { fresh: boolean }) => (r.fresh ? "#111" : accent), strokeWidth: 3 }),
        Plot.dot(rows, { y: "name", x: "value", r: 5, symbol: (r: { fresh: boolean }) => (r.fresh ? "star" : "circle"), fill: (r: { fresh: boolean }) => (r.fresh ? "#111" : accent) }),
        Plot.text(rows, { y: "name", frameAnchor: "right", dx: 58, textAnchor: "end", text: (r: { value: number }) => showFigure(of, r.value) }),
      ],
    }),
  );
  const table: Table = { columns: [t("point"), t("value"), t("low"), t("high"), t("incidents")], rows: rows.map((r) => [r.name, r.value, r.low, r.high, r.n]) };
  return figure("ranked", t("ranked_title", { figure: figureName(results, of) }), t("ranked_read", { factors: sweep.factors.map((f) => f.factor).join(" · ") }), plot, table, {
    legend: legend([{ colour: accent, text: t("same_seeds"), shape: "dot" }, ...(fresh ? [{ colour: "#111", text: t("fresh"), shape: "star" as const }] : [])]),
  });
}

/** The municipalities at the best point (else the first), where the sweep keeps areas. */
export function sweepMap(results: Results, sweep: Sweep): HTMLElement | null {
  const point = sweep.best ?? sweep.points[0]?.point ?? 0;
  const levels = sweep.points.find((p) => p.point === point)?.levels ?? {};
  const values: AreaValue[] = results.areas.flatMap(({ area, name }) => {
    for (const type of [results.scope, "all"]) {
      const of = { measure: "response_s", statistic: "mean", type, area };
      const e = (sweep.best !== null ? sweep.ofBest(of) : undefined) ?? sweep.at(point, of);
      if (e && e.value !== null) return [{ area, value: e.value, label: minutes(e.value), as: "told" as const, row: [name, e.value, e.low, e.high, e.n] }];
    }
    return [];
  });
  const where = Object.entries(levels).map(([factor, level]) => `${factor} = ${level}`).join(", ");
  return map(results, {
    id: "map",
    title: t("sweep_map_title", { point: String(point) }),
    read: values.length > 0 ? t("sweep_map_read", { levels: where }) : t("sweep_map_empty"),
    values,
    columns: [t("municipality"), `${t("mean")} (s)`, t("low"), t("high"), t("incidents")],
    colours: "blues",
    spots: { at: results.demand.map((d) => ({ lat: d.lat, lon: d.lon, size: d.per_year, title: "" })), text: t("map_demand") },
  });
}

