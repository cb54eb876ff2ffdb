/** Single tasks that were late, one by one, where the run kept its records. */
import * as Plot from "@observablehq/plot";

import type { LateTask, Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { date, list, minutes, number, plural } from "./format";
import { accent, base, isNarrow, marginFor, svgOf, ticks, warm, wrapped } from "./look";
import { scopeText } from "./scope";
import { spoken, t, type TextKey } from "./texts";
import { causes } from "./why";

const drawn = 12;
const parts: { of: keyof Pick<LateTask, "control_centre_s" | "wait_s" | "way_s" | "enough_s">; text: TextKey; colour: string }[] = [
  { of: "control_centre_s", text: "late_control_centre", colour: "#7a4ea3" },
  { of: "wait_s", text: "component_wait", colour: warm },
  { of: "way_s", text: "component_way", colour: accent },
  { of: "enough_s", text: "component_enough", colour: "#3f7f4c" },
];

/** "2019-03-07 21:14:03" as one says it. */
const moment = (text: string): string => `${date(`${text.slice(0, 10)}T00:00:00Z`, spoken())}, ${spoken() === "da" ? `kl. ${text.slice(11, 16).replace(":", ".")}` : text.slice(11, 16)}`;

export function lateTasks(results: Results): HTMLElement | null {
  const tasks = results.lateTasks;
  if (tasks.length === 0) return null;
  const typeName = (key: string): string => results.types.find((type) => type.type === key)?.[`label_${spoken()}`] ?? key;
  const causeName = (key: string): string => {
    const cause = causes.find((c) => c.measure === `late_${key}`);
    return cause ? t(cause.text) : key;
  };
  const told = tasks.map((task, i) => ({ task, name: `${i + 1}. ${typeName(task.type)}, ${results.areaName(task.area)}`, cause: causeName(task.cause) }));
  const shown = told.slice(0, drawn);
  const kept = parts.filter((p) => shown.some(({ task }) => task[p.of] > 0));
  const domain = kept.map((p) => t(p.text));
  const names = shown.map((s) => s.name);
  const pieces = shown.flatMap(({ task, name }) => kept.map((p) => ({ name, part: t(p.text), value: task[p.of] })));
  const ends = shown.map(({ task, name, cause }) => ({ name, cause, end: task.response_s + task.enough_s }));
  const svg = svgOf(
    Plot.plot({
      ...base(),
      height: 60 + (isNarrow() ? 44 : 28) * names.length,
      marginLeft: marginFor(names),
      marginRight: isNarrow() ? 20 : 215,
      x: { label: `${t("minutes_axis")} →`, grid: true, tickFormat: ticks, transform: (s: number) => s / 60 },
      y: { label: null, domain: names, tickFormat: wrapped },
      color: { domain, range: kept.map((p) => p.colour) },
      marks: [
        Plot.barX(pieces, Plot.stackX({ y: "name", x: "value", fill: "part", order: domain, insetTop: 3, insetBottom: 3 })),
        Plot.ruleX([0]),
        Plot.text(isNarrow() ? [] : ends, { y: "name", x: "end", text: "cause", dx: 6, textAnchor: "start", fontSize: 11 }),
      ],
    }),
  );
  const table: Table = {
    columns: [t("task"), t("when"), t("replication"), t("measure_response"), ...kept.map((p) => t(p.text)), t("first_there"), t("late_cause")],
    rows: told.map(({ task, name, cause }) => [name, moment(task.begins), task.replication, minutes(task.response_s), ...kept.map((p) => minutes(task[p.of])), task.unit, cause]),
  };
  const first = told[0]?.task;
  const counts = new Map<string, number>();
  for (const { cause } of told) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  const reasons = list([...counts].sort((a, b) => b[1] - a[1]).map(([cause, count]) => `${cause} (${number(count, spoken())})`), spoken());
  const read = t("late_tasks_read", { count: plural(told.length, t("late_task_one"), t("late_task_other"), spoken()), scope: scopeText(results), reasons, replication: String(first?.replication ?? 0), when: moment(first?.begins ?? "") });
  return figure("late-tasks", t("late_tasks_title"), read, svg, table, { legend: legend(kept.map((p) => ({ colour: p.colour, text: t(p.text) }))) });
}
