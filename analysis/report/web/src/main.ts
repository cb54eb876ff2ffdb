import { day, distribution, municipalities } from "./charts";
import { differenceMap, differences, duty, gains, gap, mapChoices, oneYear, plansSideBySide, type Side } from "./comparison_charts";
import { comparisonCards, runCards, sweepCards } from "./cards";
import { Results } from "./data";
import { distributions } from "./distributions";
import { h } from "./dom";
import { plural, type Language } from "./format";
import { localHours, presence } from "./presence";
import { lateTasks } from "./late_tasks";
import { narrow } from "./look";
import { mapStatistics, runMap } from "./run_map";
import { publishedFigures } from "./published";
import { basis, doubts, warnings } from "./sections";
import { capital, figureName, firstFigure, overFactors, ranked, sweepMap } from "./sweep_charts";
import type { SweepFigure } from "./sweep_data";
import { speak, spoken, t } from "./texts";
import { week, weekOfComparison } from "./week";
import { components, whyLate } from "./why";

const languages: [Language, string][] = [
  ["da", "Dansk"],
  ["en", "English"],
];
/** What the reader has chosen; it outlives a change of language. */
const chosen = { statistic: 0, side: "difference" as Side, week: "difference" as Side, plan: 0, figure: -1 };

type Part = HTMLElement | null;

function languageSwitch(redraw: () => void): HTMLElement {
  return h(
    "div",
    { class: "switch", role: "group", "aria-label": t("language") },
    languages.map(([code, name]) =>
      h("button", { type: "button", lang: code, "aria-pressed": String(code === spoken()), click: () => { speak(code); redraw(); } }, name),
    ),
  );
}

/** One button of a group of which one is pressed. */
const choice = (label: string, pressed: boolean, click: () => void): HTMLElement => h("button", { type: "button", "aria-pressed": String(pressed), click }, label);

const titleOf = (results: Results): string => {
  const plan = results.comparison?.plans[chosen.plan];
  return plan ? plan[`title_${spoken()}`] : (results.meta[`title_${spoken()}`] ?? "kredsim");
};

function header(results: Results, redraw: () => void): HTMLElement {
  const { asked, done, interrupted } = results.run.replications;
  const plans = results.comparison?.plans ?? [];
  const plan = plans[chosen.plan];
  const question = plan ? plan[`question_${spoken()}`] : results.meta[`question_${spoken()}`];
  const base = results.kind === "comparison" ? t("against", { base: results.meta[`title_${spoken()}`] ?? "" }) : results.kind === "sweep" ? t("based_on", { base: results.meta[`base_title_${spoken()}`] ?? "" }) : undefined;
  const kind = results.kind === "comparison" ? t("compared") : results.kind === "sweep" ? t("swept") : "";
  return h(
    "header",
    {},
    h("div", { class: "top" }, h("span", {}, [results.meta[`district_${spoken()}`] ?? "", kind].filter((x) => x !== "").join(" · ")), languageSwitch(redraw)),
    plans.length > 1
      ? h("div", { class: "tools plans", role: "group", "aria-label": t("plans") }, plans.map((p, i) => choice(p[`title_${spoken()}`] || p.name, i === chosen.plan, () => { chosen.plan = i; redraw(); })))
      : null,
    h("h1", {}, titleOf(results)),
    question ? h("p", { class: "question" }, question) : null,
    base !== undefined ? h("p", { class: "question" }, base) : null,
    results.meta.stylised === "1" ? h("p", {}, h("span", { class: "badge" }, t("stylised"))) : null,
    results.warnings.length > 0
      ? h("p", {}, h("a", { class: "badge", href: "#warnings" }, t("warns", { warnings: plural(results.warnings.length, t("warning_one"), t("warning_other"), spoken()) })))
      : null,
    interrupted ? h("p", {}, h("span", { class: "badge" }, t("interrupted", { done: String(done), asked: String(asked) }))) : null,
  );
}

/** A part that redraws itself alone when the reader chooses. */
function redrawn(build: (again: () => void) => Part): HTMLElement {
  const place = h("div", {});
  const draw = (): void => {
    const built = build(draw);
    place.replaceChildren(...(built ? [built] : []));
  };
  draw();
  return place;
}

const group = (label: string, buttons: HTMLElement[]): HTMLElement => h("div", { class: "tools", role: "group", "aria-label": label }, buttons);

function mapOfRun(results: Results): HTMLElement {
  return redrawn((again) => {
    const statistics = mapStatistics(results);
    const shown = statistics[chosen.statistic] ?? statistics[0];
    const switches = group(t("map_of"), statistics.map((s, i) => choice(s.label, i === chosen.statistic, () => { chosen.statistic = i; again(); })));
    return shown ? runMap(results, shown, switches) : null;
  });
}

function mapOfComparison(results: Results, plan: string): HTMLElement {
  return redrawn((again) => {
    const choices = mapChoices(results);
    const shown = choices[chosen.statistic] ?? choices[0];
    const switches = h("div", { class: "tools" },
      group(t("map_of"), sidesOf().map(([side, name]) => choice(name, side === chosen.side, () => { chosen.side = side; again(); }))),
      group(t("map_of"), choices.map((c, i) => choice(c.label, i === chosen.statistic, () => { chosen.statistic = i; again(); }))),
    );
    return shown ? differenceMap(results, plan, shown, chosen.side, switches) : null;
  });
}

const sidesOf = (): [Side, string][] => [["difference", t("difference")], ["base", capital(t("base"))], ["plan", capital(t("plan"))]];

function hoursOfComparison(results: Results, plan: string): HTMLElement {
  return redrawn((again) => weekOfComparison(results, plan, chosen.week, group(t("figure_shown"), sidesOf().map(([side, name]) => choice(name, side === chosen.week, () => { chosen.week = side; again(); })))));
}

/** The first screen: the plan, the verdict, three figures, one map. */
function answer(results: Results, plan: string, cards: HTMLElement, map: Part): HTMLElement {
  const said = (id: string): Part => {
    const text = results.said(id, plan);
    return text === "" ? null : h("p", { "data-testid": `said-${id}` }, text);
  };
  return h(
    "section",
    { id: "answer", "aria-labelledby": "answer-title" },
    h("h2", { id: "answer-title", class: "heard" }, t("answer")),
    h("div", { class: "words" }, h("div", { class: "verdict" }, h("div", { class: "main" }, said("verdict")), said("ring_first"), said("all_tasks"), said("input_sets"), said("levels"), said("plan")), cards, said("areas")),
    map,
  );
}

/** The second page: what else is said, the figure that shows it, and how sure it is. */
function inShort(results: Results, plan: string, ids: string[], shown: Part): HTMLElement {
  const sentences = ids.map((id) => [id, results.said(id, plan)] as const).filter(([, text]) => text !== "");
  return h(
    "section",
    { id: "short" },
    h("h2", { class: "page" }, t("in_short")),
    sentences.length > 0 ? h("ul", { class: "said" }, sentences.map(([id, text]) => h("li", { "data-testid": `said-${id}` }, text))) : null,
    shown,
    warnings(results),
    h("h3", {}, t("doubts")),
    doubts(results, plan === "" ? null : plan),
  );
}

function runParts(results: Results): Part[] {
  return [
    answer(results, "", runCards(results), mapOfRun(results)),
    inShort(results, "", ["unanswered", "local", "border"], municipalities(results)),
    h("h2", { class: "page" }, t("figures")),
    distribution(results),
    week(results),
    components(results, null),
    whyLate(results, null),
    lateTasks(results),
    day(results),
    presence(results, null),
    localHours(results, null),
    publishedFigures(results, null),
    basis(results, null),
  ];
}

function comparisonParts(results: Results): Part[] {
  const plan = results.comparison?.plans[chosen.plan];
  if (!plan) return [basis(results, null)];
  return [
    answer(results, plan.name, comparisonCards(results, plan.name), mapOfComparison(results, plan.name)),
    inShort(results, plan.name, ["gap", "gains", "unanswered", "mix", "ring", "presence", "local", "desks", "cost"], differences(results, plan.name)),
    h("h2", { class: "page" }, t("figures")),
    plansSideBySide(results),
    gap(results, plan.name),
    distributions(results, plan.name),
    gains(results, plan.name),
    hoursOfComparison(results, plan.name),
    components(results, plan.name),
    whyLate(results, plan.name),
    duty(results, plan.name),
    oneYear(results, plan.name),
    presence(results, plan.name),
    localHours(results, plan.name),
    publishedFigures(results, plan.name),
    basis(results, plan.name),
  ];
}

function sweepParts(results: Results): Part[] {
  const sweep = results.sweep;
  if (!sweep) return [];
  const first = firstFigure(results, sweep);
  const shown = (): SweepFigure => sweep.figures[chosen.figure] ?? first;
  const panels = redrawn((again) => {
    const select = h("select", { "aria-label": t("figure_shown"), "data-testid": "figure-choice" }, sweep.figures.map((f, i) =>
      h("option", { value: String(i), ...(f === shown() ? { selected: true } : {}) }, figureName(results, f)))) as HTMLSelectElement;
    select.addEventListener("change", () => { chosen.figure = Number(select.value); again(); });
    const switches = h("div", { class: "tools" }, h("label", {}, `${t("figure_shown")} `, select));
    return overFactors(results, sweep, shown(), switches);
  });
  return [
    answer(results, "", sweepCards(results, sweep, first), sweepMap(results, sweep)),
    inShort(results, "", ["best"], ranked(results, sweep, first)),
    h("h2", { class: "page" }, t("figures")),
    panels,
    basis(results, null),
  ];
}

function draw(results: Results): void {
  document.documentElement.lang = spoken();
  document.title = `${titleOf(results)} - kredsim`;
  const redraw = (): void => {
    draw(results);
    document.querySelector<HTMLElement>(`.switch [lang=${spoken()}]`)?.focus();
  };
  const main = document.getElementById("briefing") as HTMLElement;
  const parts = results.kind === "comparison" ? comparisonParts(results) : results.kind === "sweep" ? sweepParts(results) : runParts(results);
  main.replaceChildren(...[header(results, redraw), ...parts].filter((part): part is HTMLElement => part !== null));
  main.dataset.kind = results.kind;
  main.dataset.ready = "yes";
}

const results = new Results(document.getElementById("results")?.textContent ?? "{}");
speak(document.documentElement.lang === "da" ? "da" : "en");
draw(results);
narrow.addEventListener("change", () => draw(results));
