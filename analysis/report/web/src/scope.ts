/** Which incidents a figure is about, and how its precision is written. */
import type { Estimate, Results } from "./data";
import { plural } from "./format";
import { spoken, t } from "./texts";

export const scopeText = (results: Results): string => t(results.scope === "published" ? "published_types" : "all_types");

export const replicationsText = (results: Results): string =>
  plural(results.run.replications.done, t("replication_one"), t("replication_other"), spoken());

export function precision(e: Estimate, show: (value: number) => string): string {
  return e.low === null || e.high === null ? t("no_precision") : t("precision_in_words", { low: show(e.low), high: show(e.high) });
}

interface AreaMean {
  name: string;
  mean: Estimate & { value: number };
}

export function areaMeans(results: Results): AreaMean[] {
  const means: AreaMean[] = [];
  for (const area of results.areas) {
    const e = results.estimate("response_s", "mean", areaScope(results, area.area));
    if (e && e.value !== null) means.push({ name: area.name, mean: e as AreaMean["mean"] });
  }
  return means.sort((a, b) => b.mean.value - a.mean.value);
}

/** Published types by municipality if the run has them, else all types. */
export function areaScope(results: Results, area: string): { type: string; area: string } {
  const split = results.estimate("response_s", "mean", { type: results.scope, area });
  return { type: split && split.n > 0 ? results.scope : "all", area };
}
