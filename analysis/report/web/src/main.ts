import { components, day, distribution, map, mapStatistics, municipalities, week } from "./charts";
import { Results } from "./data";
import { h } from "./dom";
import { tableElement } from "./figure";
import { date, minutes, number, plural, type Language } from "./format";
import { precision, replicationsText, verdict } from "./sentences";
import { speak, spoken, t } from "./texts";

const languages: [Language, string][] = [
  ["da", "Dansk"],
  ["en", "English"],
];
let shownStatistic = 0;

function languageSwitch(redraw: () => void): HTMLElement {
  return h(
    "div",
    { class: "switch", role: "group", "aria-label": t("language") },
    languages.map(([code, name]) =>
      h("button", { type: "button", lang: code, "aria-pressed": String(code === spoken()), click: () => { speak(code); redraw(); } }, name),
    ),
  );
}

function header(results: Results, redraw: () => void): HTMLElement {
  const { asked, done, interrupted } = results.run.replications;
  return h(
    "header",
    {},
    h("div", { class: "top" }, h("span", {}, results.meta[`district_${spoken()}`] ?? ""), languageSwitch(redraw)),
    h("h1", {}, results.meta[`title_${spoken()}`] ?? "kredsim"),
    results.meta[`question_${spoken()}`] ? h("p", { class: "question" }, results.meta[`question_${spoken()}`] ?? "") : null,
    results.meta.stylised === "1" ? h("p", {}, h("span", { class: "badge" }, t("stylised"))) : null,
    interrupted ? h("p", {}, h("span", { class: "badge" }, t("interrupted", { done: String(done), asked: String(asked) }))) : null,
  );
}

function cards(results: Results): HTMLElement {
  const shown = mapStatistics(results);
  return h(
    "div",
    { class: "cards" },
    shown.map((s, i) => {
      const e = results.estimate("response_s", s.statistic, { type: results.scope });
      const label = i === 0 ? t("card_mean") : i === 1 ? t("card_p90") : t("card_share", { target: number(Number(/\d+/.exec(s.statistic)?.[0]) / 60, spoken()) });
      return h(
        "div",
        { class: "card" },
        h("div", { class: "label" }, label),
        h("div", { class: "number" }, e && e.value !== null ? s.show(e.value) : "–"),
        h("div", { class: "range" }, e ? precision(e, s.show).replace(/^[; ]+/, "") : ""),
      );
    }),
  );
}

function mapFigure(results: Results): HTMLElement {
  const place = h("div", {});
  const draw = (): void => {
    const statistics = mapStatistics(results);
    const switches = h(
      "div",
      { class: "tools", role: "group", "aria-label": t("map_title") },
      statistics.map((s, i) =>
        h("button", { type: "button", "aria-pressed": String(i === shownStatistic), click: () => { shownStatistic = i; draw(); } }, s.label),
      ),
    );
    const shown = statistics[shownStatistic] ?? statistics[0];
    const drawn = shown ? map(results, shown, switches) : null;
    place.replaceChildren(...(drawn ? [drawn] : []));
  };
  draw();
  return place;
}

function publishedFigures(results: Results): HTMLElement | null {
  if (results.published.length === 0) return null;
  const rows = results.published.map((p) => {
    const type = p.measure === "response_s" ? results.scope : "all";
    const e = results.estimate(p.measure, p.statistic, { type, area: p.area });
    const show = (v: number): string => (p.measure.endsWith("_s") ? minutes(v) : number(v, spoken(), 1));
    const year = results.years.find((y) => y.measure === p.measure && y.type === type && y.area === p.area);
    const area = results.areas.find((a) => a.area === p.area)?.name ?? t("whole_district");
    return [
      area,
      String(p.year),
      show(p.value),
      e && e.value !== null ? show(e.value) + precision(e, show) : "–",
      results.isYear && year && p.statistic === "mean" ? show(year.sd) : "–",
      p.definition,
      p.source,
    ];
  });
  return h(
    "section",
    { id: "published" },
    h("h3", {}, t("published_title")),
    h("p", { class: "note" }, t("published_read")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("published_title") },
      tableElement({ columns: [t("municipality"), t("year"), t("published"), t("simulated"), t("one_year"), t("definition"), t("source")], rows })),
  );
}

function doubts(results: Results): HTMLElement {
  const assumed = results.inputs.filter((i) => /^assumption|^antagelse/i.test(i.source) || i.source === "").length;
  const year = results.years.find((y) => y.measure === "response_s" && y.type === results.scope && y.area === "all");
  return h(
    "ol",
    { class: "doubts" },
    h("li", {}, t("doubt_precision", { replications: replicationsText(results) })),
    h("li", {}, t("doubt_inputs", { assumptions: number(assumed, spoken()), inputs: number(results.inputs.length, spoken()) })),
    h("li", {}, results.isYear && year && year.years > 1 ? t("doubt_year", { sd: number(year.sd, spoken()) }) : t("doubt_year_unknown")),
  );
}

const word = (argument: string): string => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`);

function theRun(results: Results): HTMLElement {
  const { run, meta } = results;
  const entry = (name: string, ...content: (Node | string)[]): HTMLElement[] => [h("dt", {}, name), h("dd", {}, content)];
  return h(
    "dl",
    { class: "run" },
    entry(t("program"), `kredsim ${run.version} (${run.commit})`),
    entry(t("replications"), number(run.replications.done, spoken())),
    entry(t("seed"), String(run.seed)),
    entry(t("period"), t("period_text", { days: plural(Number(meta.period_s) / 86400, t("day_one"), t("day_other"), spoken()), start: date(`${(meta.period_start ?? "").slice(0, 10)}T00:00:00Z`, spoken()) })),
    entry(t("made"), date(run.started, spoken())),
    entry(t("files"), ...run.inputs.flatMap((i) => [h("div", {}, `${i.path} `, h("code", {}, i.sha256.slice(0, 16)))])),
    entry(t("command"), h("code", {}, run.command_line.map(word).join(" "))),
  );
}

function basis(results: Results): HTMLElement {
  const inputs = results.inputs.map((i) => [i.key, i.value, i.source === "" ? t("no_source") : i.source]);
  return h(
    "section",
    { id: "basis" },
    h("h2", { class: "page" }, t("basis")),
    h("h3", {}, t("doubts")),
    doubts(results),
    h("h3", {}, t("not_modelled")),
    h("p", {}, t("not_modelled_text")),
    h("h3", {}, t("run")),
    theRun(results),
    h("details", { class: "printed", open: true }, h("summary", {}, t("inputs", { count: number(inputs.length, spoken()) })),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("inputs", { count: String(inputs.length) }) },
        tableElement({ columns: [t("input"), t("value"), t("source")], rows: inputs }))),
  );
}

function draw(results: Results): void {
  document.documentElement.lang = spoken();
  document.title = `${results.meta[`title_${spoken()}`] ?? ""} - kredsim`;
  const redraw = (): void => {
    draw(results);
    document.querySelector<HTMLElement>(`.switch [lang=${spoken()}]`)?.focus();
  };
  const main = document.getElementById("briefing") as HTMLElement;
  main.replaceChildren(
    ...[
      header(results, redraw),
      h("section", { id: "answer", "aria-label": t("answer") }, h("div", { class: "verdict" }, verdict(results).map((s) => h("p", {}, s))), cards(results), mapFigure(results)),
      h("h2", { class: "page" }, t("figures")),
      distribution(results),
      municipalities(results),
      week(results),
      components(results),
      day(results),
      publishedFigures(results),
      basis(results),
    ].filter((part): part is HTMLElement => part !== null),
  );
  main.dataset.ready = "yes";
}

speak(document.documentElement.lang === "da" ? "da" : "en");
draw(new Results(document.getElementById("results")?.textContent ?? "{}"));
