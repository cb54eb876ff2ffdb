/** Published figures beside simulated ones, where the scenario names them. */
import * as Plot from "@observablehq/plot";

import type { Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { minutes, number, percent } from "./format";
import { accent, base, ink, isNarrow, marginFor, svgOf, ticks, warm, wrapped } from "./look";
import { spoken, t, type TextKey } from "./texts";

interface Beside {
  name: string;
  published: number;
  /** Of a run, or of base and plan. */
  simulated: { value: number; low: number | null; high: number | null; plan: boolean }[];
  unit: string;
  show: (value: number) => string;
  row: (string | number | null)[];
}

const unitOf = (measure: string, statistic: string): string => (statistic.startsWith("share") || measure === "utilisation" ? "%" : measure.endsWith("_s") ? t("minutes_axis") : "");
const measureWords: Record<string, TextKey> = { response_s: "measure_response", dispatch_wait_s: "component_wait", travel_s: "component_travel", incidents: "incidents", unserved: "measure_unserved", utilisation: "measure_utilisation" };
const statisticWords = (statistic: string): string => {
  const within = /^share_within_(\d+)s$/.exec(statistic);
  if (within) return t("show_share", { target: number(Number(within[1]) / 60, spoken()) });
  return statistic === "mean" ? t("mean") : statistic === "p90" ? t("show_p90") : statistic;
};

function besides(results: Results, plan: string | null): Beside[] {
  return results.published.map((p) => {
    const type = p.measure === "response_s" ? results.scope : "all";
    const unit = unitOf(p.measure, p.statistic);
    const show = (v: number): string => (unit === "%" ? percent(v, spoken()) : unit === "" ? number(v, spoken(), 1) : minutes(v));
    const e = plan === null ? results.estimate(p.measure, p.statistic, { type, area: p.area }) : undefined;
    const d = plan === null ? undefined : results.comparison?.difference(plan, p.measure, p.statistic, { type, area: p.area });
    const sides = e ? [{ value: e.value, low: e.low, high: e.high, plan: false }] : d ? [{ value: d.base, low: null, high: null, plan: false }, { value: d.plan, low: null, high: null, plan: true }] : [];
    const year = results.years.find((y) => y.measure === p.measure && y.type === type && y.area === p.area);
    const sd = results.isYear && p.statistic === "mean" ? (year?.sd ?? d?.period_sd ?? null) : null;
    const key = measureWords[p.measure];
    const place = p.area === "all" ? t("whole_district") : results.areaName(p.area);
    const simulated = sides.filter((s): s is Beside["simulated"][number] => s.value !== null);
    const told = simulated.map((s) => (plan === null ? show(s.value) : `${t(s.plan ? "plan" : "base")} ${show(s.value)}`) + (s.low !== null && s.high !== null ? t("precision_in_words", { low: show(s.low), high: show(s.high) }) : "")).join(", ");
    return {
      name: `${place}, ${statisticWords(p.statistic).toLowerCase()}, ${p.year}`,
      published: p.value,
      simulated,
      unit,
      show,
      row: [place, `${statisticWords(p.statistic)}, ${(key ? t(key) : p.measure).toLowerCase()}`, String(p.year), show(p.value), told || "–", sd === null ? "–" : show(sd), p.definition, p.source],
    };
  });
}

/** Those of the commonest unit are drawn on one axis; the table holds all. */
export function publishedFigures(results: Results, plan: string | null): HTMLElement | null {
  if (results.published.length === 0 || results.kind === "sweep") return null;
  const all = besides(results, plan);
  const units = [...new Set(all.map((b) => b.unit))].sort((a, b) => all.filter((x) => x.unit === b).length - all.filter((x) => x.unit === a).length);
  const drawn = all.filter((b) => b.unit === units[0]);
  const scale = units[0] === "%" ? 0.01 : units[0] === "" ? 1 : 60;
  const names = drawn.map((b) => b.name);
  const simulated = drawn.flatMap((b) => b.simulated.map((s) => ({ ...s, name: b.name })));
  const svg = svgOf(
    Plot.plot({
      ...base(),
      height: 70 + 34 * names.length,
      marginLeft: marginFor(names),
      marginRight: isNarrow() ? 20 : 40,
      x: { label: `${units[0] || t("value")} →`, zero: true, grid: true, tickFormat: ticks, transform: (v: number) => v / scale },
      y: { label: null, domain: names, tickFormat: wrapped },
      marks: [
        Plot.ruleY(simulated.filter((s) => s.low !== null), { y: "name", x1: "low", x2: "high", stroke: accent, strokeWidth: 3 }),
        Plot.dot(simulated, { y: "name", x: "value", r: 5, stroke: accent, strokeWidth: 2, fill: (s: { plan: boolean }) => (plan === null || s.plan ? accent : "#fff") }),
        Plot.dot(drawn, { y: "name", x: "published", symbol: "diamond", r: 7, fill: warm, stroke: ink, strokeWidth: 0.8 }),
      ],
    }),
  );
  const table: Table = { columns: [t("municipality"), t("figure"), t("year"), t("published"), t("simulated"), t("one_year"), t("definition"), t("source")], rows: all.map((b) => b.row) };
  const legends = [
    { colour: warm, text: t("published"), shape: "diamond" as const },
    ...(plan === null ? [{ colour: accent, text: t("simulated"), shape: "dot" as const }] : [{ colour: accent, text: `${t("simulated")}, ${t("base")}`, shape: "ring" as const }, { colour: accent, text: `${t("simulated")}, ${t("plan")}`, shape: "dot" as const }]),
  ];
  return figure("published", t("published_title"), t("published_read"), svg, table, { legend: legend(legends), open: true });
}
