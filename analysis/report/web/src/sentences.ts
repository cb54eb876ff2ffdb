import type { Estimate, Results } from "./data";
import { list, minutes, number, plural } from "./format";
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

const overlap = (a: Estimate, b: Estimate): boolean =>
  a.low === null || a.high === null || b.low === null || b.high === null || (a.low <= b.high && b.low <= a.high);

function extreme(means: AreaMean[]): string {
  const first = means[0];
  if (!first) return "";
  const alike = means.filter((m) => overlap(m.mean, first.mean));
  const names = alike.map((m) => m.name);
  return alike.length === 1 ? `${names[0]} (${minutes(first.mean.value)})` : list(names, spoken()) + t("cannot_tell");
}

/** The answer in sentences, never beyond what the intervals carry. */
export function verdict(results: Results): string[] {
  const mean = results.estimate("response_s", "mean", { type: results.scope });
  const sentences: string[] = [];
  if (mean && mean.value !== null)
    sentences.push(
      t("say_mean", {
        district: results.meta[`district_${spoken()}`] ?? "",
        value: minutes(mean.value),
        scope: scopeText(results),
        precision: precision(mean, minutes),
      }),
    );
  const means = areaMeans(results);
  const [longest, shortest] = [means[0], means[means.length - 1]];
  if (longest && shortest && means.length > 1) {
    if (overlap(longest.mean, shortest.mean)) sentences.push(t("say_none_told", { replications: replicationsText(results) }));
    else
      sentences.push(
        `${t("say_slowest", { areas: extreme(means) })}, ${t("say_fastest", { areas: extreme([...means].reverse()) })}.`,
      );
  }
  const unserved = results.estimate("unserved", "count")?.n ?? 0;
  const lost = results.estimate("lost", "count")?.n ?? 0;
  const missed = unserved + lost;
  sentences.push(
    missed > 0
      ? t("say_unserved", {
          unserved: `${number(missed, spoken())} / ${plural(results.estimate("incidents", "count")?.n ?? 0, t("incident_one"), t("incident_other"), spoken())}`,
        })
      : t("say_all_served"),
  );
  return sentences;
}
