import { h } from "./dom";
import { locale, number, type Language } from "./format";
import { Chart, meanText, reached, type Reached } from "./replay-chart";
import { Nights, last_up_to } from "./replay-data";
import { Ground, PlanMap, View, type Choice } from "./replay-map";
import { drawIncidents, drawQueue, drawStory, drawUnits, put, queueOf, type Page } from "./replay-panels";
import { incidentPicture, unitPicture, type Sign } from "./replay-signs";
import { r } from "./replay-texts";
import { speak, spoken } from "./texts";

const languages: [Language, string][] = [["da", "Dansk"], ["en", "English"]];
const speeds = [1, 10, 30, 60, 120, 300, 900];
const minute = 600; // the clock counts tenths of a second

/** Clock without and with seconds, and the date: making a formatter costs more than using it a hundred times. */
function clocks(language: Language): [Intl.DateTimeFormat, Intl.DateTimeFormat, Intl.DateTimeFormat] {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale(language), { timeZone: "UTC", ...options });
  const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return [format(clock), format({ ...clock, second: "2-digit" }), format({ weekday: "long", day: "numeric", month: "long", year: "numeric" })];
}

class Replay {
  private clocks = clocks(spoken());
  private readonly ground: Ground;
  private readonly view: View;
  private readonly reached: Reached[][];
  private readonly happenings: number[];
  private readonly calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  private time = 0;
  private playing = false;
  private speed = 120;
  private choice: Choice = {};
  private maps: PlanMap[] = [];
  private chart?: Chart;
  private last = 0;
  private lastWords = 0;
  private groundStale = true;
  private controls!: { play: HTMLElement; range: HTMLInputElement; clock: HTMLElement; at: HTMLInputElement };
  private places: { numbers: HTMLElement[]; queue: HTMLElement[]; units: HTMLElement[]; incidents: HTMLElement[]; story: HTMLElement } = { numbers: [], queue: [], units: [], incidents: [], story: h("div") };

  constructor(private readonly nights: Nights, private readonly main: HTMLElement) {
    this.ground = new Ground(nights);
    this.view = new View(this.ground);
    this.reached = nights.plans.map((plan) => reached(plan, nights.end));
    const times = new Set(nights.plans.flatMap((plan) => plan.story.map((line) => line.time)).filter((time) => time >= 0));
    this.happenings = [...times].sort((a, b) => a - b);
  }

  start(): void {
    this.build();
    window.addEventListener("resize", () => {
      this.build();
    });
    document.addEventListener("keydown", (e) => this.key(e));
    requestAnimationFrame((now) => this.frame(now));
  }

  private clock(time: number, seconds: boolean): string {
    return this.clocks[seconds ? 1 : 0].format(this.nights.moment(time));
  }
  private day(time: number): string {
    return this.clocks[2].format(this.nights.moment(time));
  }

  private page(): Page {
    return {
      nights: this.nights,
      time: () => this.time,
      choice: () => this.choice,
      choose: (choice) => this.choose(choice),
      go: (time) => this.go(time),
      clock: (time, seconds) => this.clock(time, seconds),
    };
  }

  /** All of the page, in the language spoken. */
  private build(): void {
    const { nights } = this;
    const focus = (document.activeElement as HTMLElement | null)?.id;
    const scroll = window.scrollY;
    document.documentElement.lang = spoken();
    this.clocks = clocks(spoken());
    document.title = `${r("title")} - ${nights.raw.district[spoken()].slice(0, 200)} - kredsim`;
    const two = nights.plans.length > 1;
    this.maps = nights.plans.map(
      (plan, p) => new PlanMap(plan, p, this.view, { choose: (c) => this.choose(c), moved: () => { this.groundStale = true; }, step: (n, by) => this.stepUnit(n, by) }),
    );
    const list = (tag: string, attributes: Record<string, string> = {}): HTMLElement[] => nights.plans.map(() => h(tag, attributes));
    this.places = { numbers: list("ul", { class: "numbers" }), queue: list("div"), units: list("table"), incidents: list("table"), story: h("div") };
    this.chart = new Chart(nights, (time, seconds) => this.clock(time, seconds), this.main.clientWidth > 760);
    this.main.replaceChildren(
      this.header(),
      this.controlBar(),
      h("div", { class: two ? "plans two" : "plans" }, nights.plans.map((plan, p) => h("section", { class: "plan", "aria-label": plan.title[spoken()] }, h("h2", { class: "long" }, plan.title[spoken()]), this.places.numbers[p], this.maps[p]?.element))),
      this.legend(),
      this.below(two),
      h("p", { class: "note" }, `kredsim ${nights.raw.version} (${nights.raw.commit}). ${r("made_with")}: `, h("code", {}, nights.raw.command_line.map((word) => (word.length > 200 ? `${word.slice(0, 199)}…` : word)).join(" "))),
    );
    for (const map of this.maps) map.resize();
    this.groundStale = true;
    this.lastWords = 0;
    this.draw();
    if (focus) document.getElementById(focus)?.focus();
    window.scrollTo(0, scroll);
    this.main.dataset.ready = "yes";
  }

  private header(): HTMLElement {
    const { raw } = this.nights;
    const about = r("what", {
      replication: number(raw.replication, spoken()),
      from: `${this.day(0)} ${this.clock(0, false)}`,
      to: this.clock(this.nights.end, false),
    });
    return h(
      "header",
      {},
      h(
        "div",
        { class: "top" },
        h("span", { class: "long" }, raw.district[spoken()]),
        h("div", { class: "switch", role: "group", "aria-label": r("language") }, languages.map(([code, name]) =>
          h("button", { type: "button", id: `speak-${code}`, lang: code, "aria-pressed": String(code === spoken()), click: () => { speak(code); this.build(); } }, name))),
      ),
      h("h1", {}, r("title")),
      h("p", { class: "note" }, about + (raw.map.left_out.includes("minor") ? r("roads_left_out") : "")),
      raw.stylised ? h("p", {}, h("span", { class: "badge" }, r("stylised"))) : null,
    );
  }

  private controlBar(): HTMLElement {
    const button = (id: string, label: string, go: () => void, name?: string): HTMLElement =>
      h("button", { type: "button", id, ...(name ? { "aria-label": name, title: name } : {}), click: go }, label);
    const play = button("play", "", () => this.toggle());
    play.classList.add("play");
    const range = h("input", { type: "range", id: "time", min: "0", max: String(Math.floor(this.nights.end / 10)), step: "1", "aria-label": r("time"), input: () => this.go(Number(range.value) * 10) }) as HTMLInputElement;
    const at = h("input", { type: "text", id: "at", inputmode: "numeric", autocomplete: "off", size: "8", placeholder: "23:15", change: () => this.goToClock(at.value) }) as HTMLInputElement;
    const speed = h("select", { id: "speed", change: () => { this.speed = Number(speed.value); } },
      speeds.map((factor) => h("option", { value: String(factor), selected: factor === this.speed }, r("speed_option", { factor: number(factor, spoken()) })))) as HTMLSelectElement;
    const clock = h("div", { class: "clock", id: "clock" });
    this.controls = { play, range, clock, at };
    return h(
      "section",
      { class: "controls", "aria-label": r("controls") },
      h("div", { class: "row" }, play, clock, range),
      h(
        "div",
        { class: "row" },
        button("before", `◂ ${r("before")}`, () => this.happening(-1)),
        button("back", r("back"), () => this.go(this.time - minute), r("back_label")),
        button("forward", r("forward"), () => this.go(this.time + minute), r("forward_label")),
        button("next", `${r("next")} ▸`, () => this.happening(1)),
        h("label", {}, r("speed"), speed),
        h("label", {}, r("go_to"), at),
      ),
      this.calm.matches ? h("p", { class: "note" }, r("reduced")) : null,
    );
  }

  private legend(): HTMLElement {
    const doing = new Set(this.nights.plans.flatMap((plan) => plan.units.flatMap((unit) => unit.legs.map((leg) => leg.doing as Sign))));
    const turnout = this.nights.plans.some((plan) => plan.units.some((unit) => unit.legs.some((leg) => leg.departs > leg.from)));
    if (turnout) doing.add("turnout");
    if (doing.has("free")) doing.add("free_driving");
    const order: Sign[] = ["free", "free_driving", "patrol", "turnout", "under_way", "holding", "on_scene", "transport", "booking", "to_desk", "writing", "rest", "own_work", "returning"];
    return h(
      "section",
      { "aria-label": r("legend") },
      h(
        "ul",
        { class: "legend" },
        order.filter((sign) => doing.has(sign)).map((sign) => h("li", {}, unitPicture(sign), r(sign))),
        h("li", {}, unitPicture("station"), r("station")),
        ([0, 1, 2, 3] as const).map((p) => h("li", {}, incidentPicture(p, "sent"), r(`priority_${p}`))),
        h("li", {}, incidentPicture(0, "waiting"), r("incident_waits")),
        h("li", {}, incidentPicture(0, "there"), r("incident_there")),
      ),
    );
  }

  private below(two: boolean): HTMLElement {
    const columns = two ? "columns two" : "columns";
    const titled = (places: HTMLElement[]): HTMLElement[] => places.map((place, p) => h("div", {}, two ? h("h3", { class: "long" }, this.nights.plans[p]?.title[spoken()] ?? "") : null, place));
    const scroll = (name: string, place: HTMLElement): HTMLElement => h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name }, place);
    return h(
      "div",
      { class: "below" },
      h("section", { class: "panel", id: "queue" }, h("h2", {}, r("queue")), h("div", { class: columns }, titled(this.places.queue))),
      h("section", { class: "panel", id: "story", "aria-labelledby": "story-title" }, this.places.story),
      h("section", { class: "panel wide", id: "chart" }, this.chart?.element),
      h("section", { class: "panel wide", id: "units" }, h("h2", {}, r("units")), h("div", { class: columns }, this.places.units.map((place, p) => scroll(`${r("units")} ${p + 1}`, place)))),
      h("section", { class: "panel wide", id: "incidents" }, h("h2", {}, r("open_incidents")), h("div", { class: columns }, this.places.incidents.map((place, p) => scroll(`${r("open_incidents")} ${p + 1}`, place)))),
      h("p", { class: "note wide" }, r("keys")),
    );
  }

  private choose(choice: Choice): void {
    this.choice = choice;
    this.draw();
    const below = document.activeElement?.closest("#units, #incidents");
    if (below) document.getElementById("story")?.scrollIntoView({ block: "center" });
  }

  private stepUnit(p: number, by: number): void {
    const plan = this.nights.plans[p];
    const there = (plan?.units ?? []).filter((unit) => (plan?.leg(unit, this.time)?.doing ?? "off") !== "off");
    if (there.length === 0) return;
    const now = there.findIndex((unit) => this.choice.unit?.plan === p && this.choice.unit.index === unit.index);
    const next = there[(now + by + there.length + (now < 0 && by < 0 ? 1 : 0)) % there.length];
    if (next) this.choose({ unit: { plan: p, index: next.index } });
  }

  private go(time: number): void {
    this.time = Math.min(Math.max(time, 0), this.nights.end);
    this.draw();
  }

  /** The first time in the night at which the clock shows it; the end if it never does. */
  private goToClock(text: string): void {
    const parts = /^\s*(\d{1,2})[:.]?(\d\d)(?:[:.]?(\d\d))?\s*$/.exec(text)?.slice(1).map((part) => Number(part ?? 0));
    this.controls.at.setAttribute("aria-invalid", String(!parts));
    if (!parts) return;
    const wanted = ((parts[0] ?? 0) * 3600 + (parts[1] ?? 0) * 60 + (parts[2] ?? 0)) * 10;
    const begin = (this.nights.raw.from_ms / 100) % 864_000;
    this.go((wanted - begin + 864_000) % 864_000);
  }

  private happening(by: 1 | -1): void {
    const { happenings } = this;
    if (happenings.length === 0) return;
    const i = last_up_to(happenings, this.time);
    const at = happenings[i] ?? 0;
    if (by > 0) this.go((at > this.time ? at : happenings[i + 1]) ?? this.nights.end);
    else this.go((at < this.time ? at : happenings[i - 1]) ?? 0);
  }

  private toggle(): void {
    this.playing = !this.playing;
    if (this.playing && this.time >= this.nights.end) this.time = 0;
    this.last = performance.now();
    this.draw();
  }

  private key(e: KeyboardEvent): void {
    const target = e.target as HTMLElement;
    if (e.ctrlKey || e.altKey || e.metaKey || target.closest("input, select, textarea")) return;
    if (e.key === " " && target.closest("button, summary")) return;
    const acts: Record<string, () => void> = {
      " ": () => this.toggle(),
      j: () => this.go(this.time - minute),
      l: () => this.go(this.time + minute),
      ",": () => this.happening(-1),
      ".": () => this.happening(1),
    };
    const act = acts[e.key.toLowerCase()];
    if (!act) return;
    e.preventDefault();
    act();
  }

  private frame(now: number): void {
    requestAnimationFrame((next) => this.frame(next));
    if (this.playing) {
      const wait = this.calm.matches ? 1000 : 0;
      if (now - this.last >= wait) {
        const passed = Math.min(Math.max(now - this.last, 0), wait + 250);
        this.last = now;
        this.time = Math.min(this.time + (passed / 100) * this.speed, this.nights.end);
        if (this.time >= this.nights.end) this.playing = false;
        this.drawMoving(now);
      }
    } else if (this.groundStale) {
      this.drawMoving(now);
    }
  }

  private drawMoving(now: number): void {
    if (this.groundStale) for (const map of this.maps) map.drawGround();
    this.groundStale = false;
    for (const map of this.maps) map.draw(this.time, this.choice);
    if (now - this.lastWords < 250 && this.playing) return;
    this.lastWords = now;
    this.drawWords();
  }

  private draw(): void {
    this.drawMoving(performance.now() + 1000);
    this.lastWords = 0;
  }

  private drawWords(): void {
    const { controls, nights, places, time } = this;
    const page = this.page();
    put(controls.play, `${spoken()} ${this.playing}`, () => [this.playing ? `❚❚ ${r("pause")}` : `▶ ${r("play")}`]);
    put(controls.clock, `${spoken()} ${Math.floor(time / 10)}`, () => [this.clock(time, true), " ", h("small", {}, this.day(time))]);
    controls.range.value = String(Math.floor(time / 10));
    controls.range.setAttribute("aria-valuetext", `${this.clock(time, true)}, ${this.day(time)}`);
    nights.plans.forEach((plan, p) => {
      const legs = plan.units.filter((unit) => !unit.neighbours).map((unit) => plan.leg(unit, time)?.doing ?? "off").filter((doing) => doing !== "off");
      const free = legs.filter((doing) => doing === "free" || doing === "patrol").length;
      const waiting = queueOf(plan, time).length;
      const mean = meanText(this.reached[p] ?? [], time);
      put(places.numbers[p] as HTMLElement, `${spoken()} ${legs.length} ${free} ${waiting} ${mean}`, () => [
        h("li", {}, h("b", {}, number(legs.length, spoken())), ` ${r("on_duty")}`),
        h("li", {}, h("b", {}, number(free, spoken())), ` ${r("free_now")}`),
        h("li", {}, h("b", {}, number(waiting, spoken())), ` ${r("waiting_now")}`),
        h("li", {}, mean),
      ]);
      drawQueue(places.queue[p] as HTMLElement, page, plan);
      drawUnits(places.units[p] as HTMLElement, page, plan, p);
      drawIncidents(places.incidents[p] as HTMLElement, page, plan);
    });
    drawStory(places.story, page);
    this.chart?.show(time);
  }
}

speak(document.documentElement.lang === "da" ? "da" : "en");
new Replay(new Nights(document.getElementById("nights")?.textContent ?? "{}"), document.getElementById("replay") as HTMLElement).start();
