/** How long people wait under the base and under every plan of a comparison. */
import * as Plot from "@observablehq/plot";

import { byMinute } from "./charts";
import { scopeOf } from "./comparison_charts";
import type { Results } from "./data";
import { figure, legend, type LegendEntry, type Table } from "./figure";
import { number, percent } from "./format";
import { accent, base, isNarrow, shareTicks, stacked, svgOf, ticks, warm } from "./look";
import { spoken, t } from "./texts";

/** So many plans are drawn; all are in the table. */
const mostDrawn = 6;
const others = [
  { colour: "#3f7f4c", dash: "8,3" },
  { colour: "#7a4ea3", dash: "2,3" },
  { colour: "#8a6d00", dash: "9,3,2,3" },
  { colour: "#39424e", dash: "5,2" },
  { colour: "#a83279", dash: "12,4" },
];

interface Curve {
  name: string;
  colour: string;
  dash: string;
  width: number;
  shares: number[];
  beyond: number;
  /** Share reached after so many minutes, from none on. */
  reached: number[];
}

function summed(shares: number[]): number[] {
  let sum = 0;
  return [0, ...shares.map((share) => (sum += share))];
}

export function distributions(results: Results, plan: string): HTMLElement | null {
  const bins = (results.comparison?.bins ?? []).filter((b) => b.type === results.scope && b.area === "all");
  const of = bins.filter((b) => b.side === "base" && b.compared === plan);
  const total = of.reduce((s, b) => s + b.count, 0);
  if (total === 0) return null;
  let seen = 0;
  const p99 = of.find((b) => (seen += b.count) >= 0.99 * total)?.minute ?? 30;
  const most = Math.min(120, Math.max(10, Math.ceil((p99 + 1) / 5) * 5));
  const curve = (name: string, part: typeof bins, look: { colour: string; dash: string; width: number }): Curve => {
    const { shares, beyond } = byMinute(part, most);
    return { name, ...look, shares, beyond, reached: summed(shares) };
  };
  const many = (results.comparison?.plans.length ?? 0) > 1;
  const basis = curve(t("base"), of, { colour: warm, dash: "7,3", width: 2.5 });
  let other = 0;
  const plans = (results.comparison?.plans ?? []).map((p, i): Curve => {
    const isChosen = p.name === plan;
    const look = isChosen ? { colour: accent, dash: "", width: 2.5 } : { ...(others[other++ % others.length] as (typeof others)[number]), width: 1.8 };
    const title = p[`title_${spoken()}`] || p.name;
    return curve(many ? `${i + 1}. ${title.length > 60 ? `${title.slice(0, 59)}…` : title}` : t("plan"), bins.filter((b) => b.side === "plan" && b.compared === p.name), look);
  });
  const chosen = plans[results.comparison?.plans.findIndex((p) => p.name === plan) ?? 0];
  if (!chosen) return null;
  const shown = [chosen, ...plans.filter((p) => p !== chosen)].slice(0, mostDrawn);
  const top = Math.max(...basis.shares, ...chosen.shares);
  const bars = shareTicks(top);
  const targets = results.targets.map((s) => s / 60).filter((m) => m < most);
  const steps = (side: Curve): { x: number; y: number }[] => [...side.shares, side.shares[most - 1] ?? 0].map((share, i) => ({ x: i, y: (share / top) * 0.9 }));
  const line = (c: Curve, y: (minute: number) => number): Plot.Markish =>
    Plot.lineY(c.reached.map((_, minute) => ({ minute, y: y(minute) })), { x: "minute", y: "y", stroke: c.colour, strokeWidth: c.width, ...(c.dash ? { strokeDasharray: c.dash } : {}) });
  const room = { ...base(), marginLeft: 54, marginRight: 48 };
  const above = svgOf(
    Plot.plot({
      ...room,
      height: 300,
      marginBottom: 26,
      x: { label: null, domain: [0, most] },
      y: { domain: [0, 1], axis: null },
      marks: [
        Plot.areaY(steps(basis), { x: "x", y: "y", curve: "step-after", fill: "#f3cf9f", fillOpacity: 0.75 }),
        Plot.lineY(steps(chosen), { x: "x", y: "y", curve: "step-after", stroke: accent, strokeWidth: 1.4 }),
        Plot.ruleX(targets, { stroke: "#39424e", strokeDasharray: "4,3" }),
        ...[basis, ...shown.slice().reverse()].map((c) => line(c, (minute) => c.reached[minute] ?? 0)),
        Plot.axisY([0, 0.25, 0.5, 0.75, 1], { anchor: "right", label: t("share_so_far"), tickFormat: (v: number) => percent(v, spoken()) }),
        Plot.axisY(bars.shares.map((share) => (share / top) * 0.9), { anchor: "left", label: t("share_axis"), tickFormat: (v: number) => percent((v / 0.9) * top, spoken(), bars.digits) }),
        Plot.ruleY([0]),
      ],
    }),
  );
  const points = (c: Curve, minute: number): number => 100 * ((c.reached[minute] ?? 0) - (basis.reached[minute] ?? 0));
  const below = svgOf(
    Plot.plot({
      ...room,
      height: 190,
      marginTop: 28,
      x: { label: `${t("minutes_axis")} →`, domain: [0, most] },
      y: { label: `↑ ${t(isNarrow() ? "more_reached_short" : "more_reached")}`, grid: true, tickFormat: ticks, nice: true },
      marks: [Plot.ruleX(targets, { stroke: "#39424e", strokeDasharray: "4,3" }), Plot.ruleY([0], { stroke: warm, strokeWidth: 2, strokeDasharray: "7,3" }), ...shown.slice().reverse().map((c) => line(c, (minute) => points(c, minute)))],
    }),
  );
  const columns = (what: string, all: Curve[]): string[] => all.map((c) => `${what}, ${c.name}`);
  const all = [basis, ...plans];
  const table: Table = {
    columns: [t("from_minute"), ...columns(t("share_axis"), all), ...columns(t("share_so_far"), all)],
    rows: Array.from({ length: most }, (_, i) => [i, ...all.map((c) => c.shares[i] ?? null), ...all.map((c) => c.reached[i + 1] ?? null)]),
  };
  const entries: LegendEntry[] = [
    { colour: "#f3cf9f", text: `${t("share_axis")}, ${basis.name}` },
    { colour: accent, text: `${t("share_axis")}, ${chosen.name}`, shape: "thin" },
    { colour: warm, text: `${t("share_so_far")}, ${basis.name}`, shape: "line", dash: "7,3" },
    ...shown.map((c) => ({ colour: c.colour, text: `${t("share_so_far")}, ${c.name}`, shape: "line" as const, dash: c.dash })),
    ...(targets.length > 0 ? [{ colour: "#39424e", text: t("target"), shape: "dashes" as const }] : []),
  ];
  const beyond = [basis, ...shown].map((s) => `${s.name} ${percent(s.beyond, spoken(), 1)}`).join(", ");
  const more = plans.length > shown.length ? ` ${t("distributions_more", { count: number(shown.length, spoken()) })}` : "";
  return figure("distribution", t("distribution_title"), t("distributions_read", { scope: scopeOf(results), plan: chosen.name, minutes: String(most), beyond }) + more, stacked([above, below]), table, { legend: legend(entries) });
}
