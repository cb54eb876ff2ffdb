import * as Plot from "@observablehq/plot";

import type { Bin, Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { minutes, percent } from "./format";
import { accent, base, isNarrow, marginFor, svgOf, warm, shareTicks, ticks, wrapped } from "./look";
import { areaMeans, scopeText } from "./scope";
import { spoken, t } from "./texts";

/** Counts by whole minute of the histogram of one cell; what lies beyond `most` minutes apart. */
export function byMinute(bins: Pick<Bin, "minute" | "count">[], most: number): { shares: number[]; beyond: number } {
  const shares = new Array<number>(most).fill(0);
  let beyond = 0;
  let total = 0;
  for (const bin of bins) {
    total += bin.count;
    if (bin.minute >= most) beyond += bin.count;
    else shares[bin.minute] = (shares[bin.minute] ?? 0) + bin.count;
  }
  return total === 0 ? { shares, beyond: 0 } : { shares: shares.map((s) => s / total), beyond: beyond / total };
}

export function distribution(results: Results): HTMLElement | null {
  const bins = results.bins.filter(
    (b) => b.type === results.scope && b.area === "all",
  );
  if (bins.length === 0) return null;
  const p99 = results.estimate("response_s", "p99", { type: results.scope })?.value ?? 1800;
  const most = Math.min(120, Math.max(10, Math.ceil(p99 / 60 / 5) * 5));
  const { shares, beyond } = byMinute(bins, most);
  let sum = 0;
  const reached = [{ minute: 0, share: 0 }, ...shares.map((share, i) => ({ minute: i + 1, share: (sum += share) }))];
  const top = Math.max(...shares);
  const bars = shareTicks(top);
  const targets = results.targets.map((s) => s / 60).filter((m) => m < most);
  const plot = Plot.plot({
    ...base(),
    height: 300,
    marginLeft: 48,
    marginRight: 48,
    x: { label: `${t("minutes_axis")} →`, domain: [0, most] },
    y: { label: `↑ ${t("share_axis")}`, domain: [0, 1], axis: null },
    marks: [
      Plot.rectY(shares.map((share, i) => ({ share, i })), {
        x1: "i",
        x2: (d: { i: number }) => d.i + 1,
        y: (d: { share: number }) => (d.share / top) * 0.9,
        fill: "#9cc1e6",
        inset: 0.5,
      }),
      Plot.ruleX(targets, { stroke: warm, strokeDasharray: "4,3" }),
      Plot.lineY(reached, { x: "minute", y: "share", stroke: accent, strokeWidth: 2.5 }),
      Plot.axisY([0, 0.25, 0.5, 0.75, 1], {
        anchor: "right",
        label: t("share_so_far"),
        tickFormat: (v: number) => percent(v, spoken()),
        color: accent,
      }),
      Plot.axisY(bars.shares.map((share) => (share / top) * 0.9), {
        anchor: "left",
        label: t("share_axis"),
        tickFormat: (v: number) => percent((v / 0.9) * top, spoken(), bars.digits),
      }),
      Plot.ruleY([0]),
    ],
  });
  const table: Table = {
    columns: [t("from_minute"), t("share_axis"), t("share_so_far")],
    rows: shares.map((share, i) => [i, share, reached[i + 1]?.share ?? null]),
  };
  const note = beyond > 0 ? t("beyond", { share: percent(beyond, spoken(), 1), minutes: String(most) }) : "";
  return figure("distribution", t("distribution_title"), t("distribution_read", { scope: scopeText(results), beyond: note }), svgOf(plot), table, {
    legend: legend([
      { colour: "#9cc1e6", text: t("share_axis") },
      { colour: accent, text: t("share_so_far"), shape: "line" },
      ...(targets.length > 0 ? [{ colour: warm, text: t("target"), shape: "dashes" as const }] : []),
    ]),
  });
}

export function municipalities(results: Results): HTMLElement | null {
  const means = areaMeans(results);
  const [longest, shortest] = [means[0], means[means.length - 1]];
  if (!longest || !shortest || means.length < 2) return null;
  const data = means.map(({ name, mean }) => ({ name, value: mean.value, low: mean.low, high: mean.high, n: mean.n }));
  const plot = Plot.plot({
    ...base(),
    height: 60 + 28 * data.length,
    marginLeft: marginFor(data.map((d) => d.name)),
    marginRight: 60,
    x: { label: `${t("minutes_axis")} →`, zero: true, grid: true, tickFormat: ticks, transform: (s: number) => s / 60 },
    y: { label: null, domain: data.map((d) => d.name), tickFormat: wrapped },
    marks: [
      Plot.ruleY(data.filter((d) => d.low !== null), { y: "name", x1: "low", x2: "high", stroke: accent, strokeWidth: 3 }),
      Plot.dot(data, { y: "name", x: "value", fill: accent, r: 5 }),
      Plot.text(data, { y: "name", x: (d: { value: number; high: number | null }) => d.high ?? d.value, text: (d: { value: number }) => minutes(d.value), dx: 10, textAnchor: "start" }),
    ],
  });
  const table: Table = {
    columns: [t("municipality"), `${t("mean")} (s)`, `${t("low")} (s)`, `${t("high")} (s)`, t("incidents")],
    rows: data.map((d) => [d.name, d.value, d.low, d.high, d.n]),
  };
  const gap = minutes(longest.mean.value - shortest.mean.value);
  return figure("municipalities", t("municipalities_title"), t("municipalities_read", { gap }), svgOf(plot), table);
}

export function day(results: Results): HTMLElement | null {
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const at = { hour: String(hour).padStart(2, "0") };
    const duty = results.estimate("units_on_duty", "mean", at)?.value ?? null;
    const share = results.estimate("utilisation", "mean", at)?.value ?? null;
    return { hour, duty, busy: duty !== null && share !== null ? duty * share : null };
  });
  if (hours.every((x) => x.duty === null)) return null;
  const steps = [...hours, { ...(hours[23] as (typeof hours)[number]), hour: 24 }];
  const plot = Plot.plot({
    ...base(),
    height: 240,
    marginLeft: 48,
    x: { label: `${t("hour_axis")} →`, domain: [0, 24], ticks: isNarrow() ? 6 : 12 },
    y: { label: `↑ ${t("units_axis")}`, grid: true, tickFormat: ticks, zero: true },
    marks: [
      Plot.areaY(steps, { x: "hour", y: "busy", curve: "step-after", fill: "#f0b982" }),
      Plot.lineY(steps, { x: "hour", y: "duty", curve: "step-after", stroke: accent, strokeWidth: 2.5 }),
      Plot.ruleY([0]),
    ],
  });
  const table: Table = { columns: [t("hour"), t("on_duty"), t("busy")], rows: hours.map((x) => [x.hour, x.duty, x.busy]) };
  return figure("day", t("day_title"), t("day_read"), svgOf(plot), table, {
    legend: legend([
      { colour: accent, text: t("on_duty"), shape: "line" },
      { colour: "#f0b982", text: t("busy") },
    ]),
  });
}
