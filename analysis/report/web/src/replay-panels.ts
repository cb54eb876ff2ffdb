/** What the page says in words at a moment: the queue, the units, the open incidents, the story of what is chosen. */
import { h } from "./dom";
import { minutes, number } from "./format";
import { phase, type Incident, type Line, type Nights, type Plan, type Unit } from "./replay-data";
import type { Choice } from "./replay-map";
import { signOf } from "./replay-map";
import { incidentPicture, unitPicture } from "./replay-signs";
import { r } from "./replay-texts";
import { allTexts, spoken, t, type TextKey } from "./texts";

export interface Page {
  nights: Nights;
  time: () => number;
  choice: () => Choice;
  choose: (choice: Choice) => void;
  go: (time: number) => void;
  clock: (time: number, seconds: boolean) => string;
}

const waitingPhases = new Set(["calling", "dispatcher", "waiting"]);

/** Puts new children into a place only when what they show has changed, so that the focus stays where it is. */
export function put(place: HTMLElement, key: string, make: () => (Node | string)[]): void {
  if (place.dataset.key === key) return;
  const focused = place.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.id : undefined;
  place.dataset.key = key;
  place.replaceChildren(...make());
  if (focused) place.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

export const incidentTitle = (i: Incident): string => r("incident_title", { n: String(i.n), type: i.label[spoken()], area: i.area });

export function queueOf(plan: Plan, time: number): Incident[] {
  return plan.open(time).filter((i) => waitingPhases.has(phase(i, time))).sort((a, b) => a.priority - b.priority || a.created - b.created);
}

export function drawQueue(place: HTMLElement, page: Page, plan: Plan): void {
  const time = page.time();
  const waiting = queueOf(plan, time);
  const shown = waiting.slice(0, 40);
  const chosen = page.choice().incident;
  const waited = (i: Incident): number => Math.floor((time - i.created) / 600);
  put(place, `${spoken()}|${chosen}|${waiting.length}|${shown.map((i) => `${i.key} ${waited(i)} ${phase(i, time)}`).join(",")}`, () => {
    if (waiting.length === 0) return [h("p", { class: "note" }, r("queue_empty"))];
    const items = shown.map((i) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", "data-id": i.key, "aria-pressed": String(i.key === chosen), click: () => page.choose({ incident: i.key }) },
          incidentPicture(i.priority, phase(i, time)),
          ` ${i.n}. ${i.label[spoken()]}, ${i.area}`,
        ),
        ` ${r(`priority_${i.priority as 0 | 1 | 2 | 3}`)}; ${r(phase(i, time))}, ${r("waited", { minutes: number(waited(i), spoken()) })}`,
      ),
    );
    const more = waiting.length - shown.length;
    return [h("ul", { class: "queue" }, items), ...(more > 0 ? [h("p", { class: "note" }, r("queue_more", { count: number(more, spoken()) }))] : [])];
  });
}

export function drawUnits(place: HTMLElement, page: Page, plan: Plan, planNumber: number): void {
  const time = page.time();
  const { unit: chosen } = page.choice();
  const rows = plan.units.flatMap((unit) => {
    const leg = plan.leg(unit, time);
    return leg && leg.doing !== "off" ? [{ unit, leg, sign: signOf(leg, time), incident: plan.incident(leg.incident) }] : [];
  });
  const isChosen = (unit: Unit): boolean => chosen?.plan === planNumber && chosen.index === unit.index;
  put(place, `${spoken()}|${rows.map((row) => `${row.unit.index} ${row.sign} ${row.leg.incident} ${row.leg.from} ${isChosen(row.unit)}`).join(",")}`, () => [
    h("caption", {}, plan.title[spoken()]),
    h("thead", {}, h("tr", {}, [r("unit"), r("state"), r("incident"), r("since")].map((name) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      {},
      rows.map(({ unit, leg, sign, incident }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, h("button", { type: "button", "data-id": String(unit.index), "aria-pressed": String(isChosen(unit)), click: () => page.choose({ unit: { plan: planNumber, index: unit.index } }) }, unit.name)),
          h("td", {}, unitPicture(sign), ` ${r(sign)}`),
          h("td", {}, incident ? `${incident.n}. ${incident.label[spoken()]}, ${incident.area}` : ""),
          h("td", {}, leg.from <= 0 ? "" : page.clock(leg.from, false)),
        ),
      ),
    ),
  ]);
}

export function drawIncidents(place: HTMLElement, page: Page, plan: Plan): void {
  const time = page.time();
  const chosen = page.choice().incident;
  const all = plan.open(time);
  const open = all.slice(0, 100);
  put(place, `${spoken()}|${chosen}|${all.length}|${open.map((i) => `${i.key} ${phase(i, time)}`).join(",")}`, () => [
    h("caption", {}, plan.title[spoken()] + (all.length > open.length ? ` (${r("queue_more", { count: number(all.length - open.length, spoken()) })})` : "")),
    h("thead", {}, h("tr", {}, [r("incident"), r("priority"), r("state"), r("reported")].map((name) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      {},
      open.map((i) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, h("button", { type: "button", "data-id": i.key, "aria-pressed": String(i.key === chosen), click: () => page.choose({ incident: i.key }) }, `${i.n}. ${i.label[spoken()]}, ${i.area}`)),
          h("td", {}, incidentPicture(i.priority, phase(i, time)), ` ${r(`priority_${i.priority as 0 | 1 | 2 | 3}`)}`),
          h("td", {}, r(phase(i, time))),
          h("td", {}, page.clock(i.created, false)),
        ),
      ),
    ),
  ]);
}

const degrees = (steps: number): string => (steps / 1e5).toFixed(4);
const placeOf = (north: number, east: number): string => [[north, "N"], [east, spoken() === "da" ? "Ø" : "E"]].map(([steps, side]) => `${number(Number(steps) / 1e5, spoken(), 4)} ${side}`).join(" · ");

function unitFacts(plan: Plan, unit: Unit, time: number): HTMLElement {
  const leg = plan.leg(unit, time);
  const spot = leg && plan.spot(leg, time);
  const state = leg ? signOf(leg, time) : "off";
  const incident = leg ? plan.incident(leg.incident) : undefined;
  return h(
    "dl",
    { "data-state": state, "data-place": spot ? `${degrees(spot.north)} ${degrees(spot.east)}` : "" },
    h("dt", {}, r("now")),
    h("dd", {}, unitPicture(state), ` ${r(state)}${incident ? `: ${incident.n}. ${incident.label[spoken()]}, ${incident.area}` : ""}`),
    ...(spot ? [h("dt", {}, r("place")), h("dd", {}, placeOf(spot.north, spot.east))] : []),
    h("dt", {}, r("group")),
    h("dd", {}, `${unit.group[spoken()]}, ${unit.station}`),
    h("dt", {}, r("crew")),
    h("dd", {}, number(unit.crew, spoken())),
  );
}

/** The words of the briefing, so that both say the same. */
const lateCause = (cause: string): string => (`late_${cause}` in allTexts ? t(`late_${cause}` as TextKey) : cause);

/** The wait in whole seconds gone by, as the story tells it. */
function incidentFacts(i: Incident, time: number, response: boolean): HTMLElement {
  const state = time < i.created ? "not_yet" : time >= i.ended ? "over" : phase(i, time);
  return h(
    "dl",
    { "data-state": state, "data-place": `${degrees(i.north)} ${degrees(i.east)}` },
    h("dt", {}, r("now")),
    h("dd", {}, r(state)),
    h("dt", {}, r("priority")),
    h("dd", {}, incidentPicture(i.priority, "sent"), ` ${r(`priority_${i.priority as 0 | 1 | 2 | 3}`)}`),
    h("dt", {}, r("place")),
    h("dd", {}, placeOf(i.north, i.east)),
    ...(response && i.response_s !== null && i.arrived !== null && time >= i.arrived ? [h("dt", {}, r("response_time")), h("dd", {}, minutes(Math.floor(i.response_s)))] : []),
    ...(response && i.late && i.arrived !== null && time >= i.arrived ? [h("dt", {}, r("why_late")), h("dd", { "data-late": i.late }, lateCause(i.late))] : []),
  );
}

function storyList(page: Page, lines: Line[], fromEnd: number): HTMLElement {
  const shown = lines.slice(-fromEnd);
  if (shown.length === 0) return h("p", { class: "note" }, r("story_begins"));
  return h(
    "ol",
    { class: "story" },
    shown.map((line) =>
      h("li", {}, h("button", { type: "button", click: () => page.go(line.time) }, page.clock(line.time, true)), h("span", {}, line.text[spoken()])),
    ),
  );
}

/** The story of what is chosen, up to now; without a choice what happened last anywhere. */
export function drawStory(place: HTMLElement, page: Page): void {
  const time = page.time();
  const choice = page.choice();
  const parts = page.nights.plans.map((plan, p) => {
    const about = (line: Line): boolean => {
      if (choice.unit) return choice.unit.plan === p && line.units.includes(choice.unit.index);
      if (choice.incident !== undefined) return line.incidents.includes(plan.incidentOf(choice.incident)?.n ?? -1);
      return line.time >= 0;
    };
    const lines = plan.story.filter(about);
    return { plan, p, lines, told: lines.filter((line) => line.time <= time), next: lines.find((line) => line.time > time) };
  });
  const unit = choice.unit ? page.nights.plans[choice.unit.plan]?.units[choice.unit.index] : undefined;
  const key = [spoken(), JSON.stringify(choice), ...parts.map((part) => part.told.length), unit || choice.incident !== undefined ? Math.floor(time / 10) : 0].join("|");
  put(place, key, () => {
    const shown = parts.filter((part) => !choice.unit || choice.unit.plan === part.p);
    const next = shown.map((part) => part.next).filter((line): line is Line => line !== undefined).sort((a, b) => a.time - b.time)[0];
    const incidents = choice.incident === undefined ? [] : parts.map((part) => part.plan.incidentOf(choice.incident as string));
    const title = unit ? unit.name : (incidents.find((i) => i) && incidentTitle(incidents.find((i) => i) as Incident)) || r("story");
    const anything = choice.unit !== undefined || choice.incident !== undefined;
    return [
      h("h2", { id: "story-title" }, title),
      anything
        ? h(
            "div",
            { class: "tools" },
            next ? h("button", { type: "button", "data-id": "next", click: () => page.go(next.time) }, r("story_next")) : null,
            h("button", { type: "button", "data-id": "close", click: () => page.choose({}) }, r("story_close")),
          )
        : h("p", { class: "note" }, r("story_none")),
      h(
        "div",
        { class: shown.length > 1 ? "columns two" : "columns" },
        shown.map((part) => {
          const incident = incidents[part.p];
          return h(
            "div",
            {},
            page.nights.plans.length > 1 ? h("h3", {}, part.plan.title[spoken()]) : null,
            unit ? unitFacts(part.plan, unit, time) : null,
            choice.incident === undefined ? null : incident ? incidentFacts(incident, time, true) : h("p", { class: "note" }, r("story_absent")),
            choice.incident !== undefined && !incident ? null : storyList(page, part.told, anything ? 60 : 8),
          );
        }),
      ),
    ];
  });
}
