/** The map of a run: municipalities by a figure of their response times. */
import type { Results } from "./data";
import { minutes, number, percent } from "./format";
import { map } from "./map";
import { areaScope, scopeText } from "./scope";
import { spoken, t } from "./texts";

export type MapStatistic = { statistic: string; show: (value: number) => string; read: string; label: string; darkIsHigh: boolean };

export function mapStatistics(results: Results): MapStatistic[] {
  const targets = results.targets;
  const target = targets.includes(600) ? 600 : targets[Math.floor(targets.length / 2)];
  const statistics: MapStatistic[] = [
    { statistic: "mean", show: minutes, read: t("stat_mean"), label: t("show_mean"), darkIsHigh: true },
    { statistic: "p90", show: minutes, read: t("stat_p90"), label: t("show_p90"), darkIsHigh: true },
  ];
  if (target !== undefined)
    statistics.push({
      statistic: `share_within_${target}s`,
      show: (v) => percent(v, spoken()),
      read: t("stat_share", { target: number(target / 60, spoken()) }),
      label: t("show_share", { target: number(target / 60, spoken()) }),
      darkIsHigh: false,
    });
  return statistics;
}

export function runMap(results: Results, shown: MapStatistic, switches: HTMLElement): HTMLElement | null {
  const values = results.areas.map(({ area, name }) => {
    const e = results.estimate("response_s", shown.statistic, areaScope(results, area));
    const value = e?.value ?? null;
    return {
      area,
      value,
      label: value === null ? "–" : shown.show(value),
      as: value === null ? ("same" as const) : ("told" as const),
      row: [name, value, e?.low ?? null, e?.high ?? null, e?.n ?? 0],
    };
  });
  return map(results, {
    id: "map",
    title: t("map_title"),
    read: t("map_read", { statistic: shown.read, scope: scopeText(results) }),
    values,
    columns: [t("municipality"), shown.label, t("low"), t("high"), t("incidents")],
    colours: shown.darkIsHigh ? "blues" : "blues-reversed",
    spots: {
      at: results.demand.map((d) => ({ lat: d.lat, lon: d.lon, size: d.per_year, title: t("demand_spot", { count: number(d.per_year, spoken()) }) })),
      text: t("map_demand"),
    },
    switches,
  });
}
