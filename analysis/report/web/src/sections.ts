/** What the figures stand on: the three kinds of doubt, inputs, the run itself. */
import type { Results } from "./data";
import { h } from "./dom";
import { tableElement } from "./figure";
import { date, number, plural } from "./format";
import { replicationsText } from "./scope";
import { spoken, t, type TextKey } from "./texts";

const scrolled = (label: string, table: HTMLElement): HTMLElement => h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, table);

export function doubts(results: Results, plan: string | null): HTMLElement {
  const assumed = results.inputs.filter((i) => /^assumption|^antagelse/i.test(i.source) || i.source === "").length;
  const said = results.said("year", plan ?? "");
  const ranged = results.said("input_sets", plan ?? "");
  return h(
    "ol",
    { class: "doubts" },
    h("li", {}, t("doubt_precision", { replications: replicationsText(results) })),
    h("li", {}, t(ranged === "" ? "doubt_inputs" : "doubt_inputs_range", { assumptions: number(assumed, spoken()), inputs: number(results.inputs.length, spoken()), sentence: ranged })),
    h("li", {}, said !== "" ? t("doubt_year_said", { sentence: said }) : t("doubt_year_unknown")),
  );
}

/** What the run says against itself, beside the doubts. */
export function warnings(results: Results): HTMLElement | null {
  const all = results.warnings;
  if (all.length === 0) return null;
  return h("div", { id: "warnings", class: "warnings", "data-testid": "warnings" }, h("h3", {}, plural(all.length, t("warning_one"), t("warning_other"), spoken())), h("ul", {}, all.map((w) => h("li", {}, w))));
}

/** What no scenario has, and what this one does not switch on. */
function notModelled(results: Results): HTMLElement {
  const items = (canBe: boolean): HTMLElement[] => results.leftOut.filter((l) => (l.can_be_modelled === 1) === canBe).map((l) => h("li", {}, l[`text_${spoken()}`]));
  const off = items(true);
  return h(
    "div",
    { "data-testid": "left-out" },
    h("ul", {}, items(false)),
    off.length > 0 ? h("p", {}, t(results.kind === "sweep" ? "switched_off_sweep" : results.kind === "comparison" ? "switched_off_both" : "switched_off")) : null,
    off.length > 0 ? h("ul", {}, off) : null,
    h("p", { class: "note" }, t("leaves_out_more")),
  );
}

function validation(results: Results): HTMLElement {
  const sheet = results.validation;
  if (!sheet) return h("p", { class: "note" }, t("validation_none"));
  const disagrees = sheet.disagrees.length === 0 ? "" : t("validation_disagrees", { cases: sheet.disagrees.join("; ") });
  const agree = number(sheet.figures - sheet.disagrees.length, spoken());
  return h("p", {}, t("validation_sheet", { version: `${sheet.version} (${sheet.commit})`, figures: number(sheet.figures, spoken()), agree, disagrees }));
}

const word = (argument: string): string => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`);

function theRun(results: Results): HTMLElement {
  const { run, meta } = results;
  const entry = (name: string, ...content: (Node | string)[]): HTMLElement[] => (content.length === 0 ? [] : [h("dt", {}, name), h("dd", {}, content)]);
  const hashes = (files: { path: string; sha256: string }[]): HTMLElement[] => files.map((i) => h("div", {}, `${i.path} `, h("code", { title: i.sha256 }, i.sha256.slice(0, 16))));
  const days = Number(meta.period_s) / 86400;
  const looked = spoken() === "da" ? (run.replications.until_da ?? run.replications.until) : run.replications.until;
  return h(
    "dl",
    { class: "run" },
    entry(t("program"), `kredsim ${run.version} (${run.commit})`),
    entry(t("command"), h("code", {}, run.repeat ?? run.command_line.map(word).join(" "))),
    entry(t("replications"), number(run.replications.done, spoken())),
    entry(t("seed"), String(run.seed)),
    entry(t("period"), t("period_text", { days: plural(days, t("day_one"), t("day_other"), spoken()), start: date(`${(meta.period_start ?? "").slice(0, 10)}T00:00:00Z`, spoken()) })),
    entry(t("made"), date(run.started, spoken())),
    ...(looked === undefined ? [] : [entry(t("until"), looked)]),
    entry(t("files"), ...hashes(run.inputs)),
    entry(t("result_files"), ...hashes(run.files ?? [])),
  );
}

function inputTables(results: Results, plan: string | null): HTMLElement[] {
  const row = (i: { key: string; value: string; source: string }): string[] => [i.key, i.value, i.source === "" ? t("no_source") : i.source];
  const table = (key: TextKey, rows: string[][]): HTMLElement => {
    const title = t(key, { count: number(rows.length, spoken()) });
    return h("details", { class: "printed", open: true, "data-testid": key }, h("summary", {}, title), scrolled(title, tableElement({ columns: [t("input"), t("value"), t("source")], rows })));
  };
  const own = (results.comparison?.planInputs ?? []).filter((i) => i.compared === plan);
  return [...(own.length > 0 ? [table("plan_inputs", own.map(row))] : []), table("inputs", results.inputs.map(row))];
}

export function basis(results: Results, plan: string | null): HTMLElement {
  const posts = results.said("posts", plan ?? "");
  return h(
    "section",
    { id: "basis" },
    h("h2", { class: "page" }, t("basis")),
    posts === "" ? null : h("h3", {}, t("posts_title")),
    posts === "" ? null : h("p", { "data-testid": "said-posts" }, posts),
    h("h3", {}, t("not_modelled")),
    notModelled(results),
    h("h3", {}, t("validation")),
    validation(results),
    h("h3", {}, t("run")),
    theRun(results),
    ...inputTables(results, plan),
  );
}
