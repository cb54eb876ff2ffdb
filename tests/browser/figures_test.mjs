// Every figure of every kind of briefing: a caption that says how to read it, its data as a table, three ways to save it;
// and the figures of its table are those of estimates.csv, differences.csv and sweep.csv.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { briefings, open, pages, table } from "./harness.mjs";

const whole = { type: "all", area: "all", hour: "all", priority: "all", group: "all" };
const published = { ...whole, type: "published" };

/** Finds a row by its cells. */
function rowsOf(file) {
  const rows = table(readFileSync(join(pages, file), "utf8"));
  const index = new Map(rows.map((row) => [[row.compared ?? "", row.measure, row.statistic, row.type, row.area, row.hour, row.priority, row.group ?? "all"].join("|"), row]));
  return (measure, statistic, at, compared = "") => {
    const row = index.get([compared, measure, statistic, at.type, at.area, at.hour, at.priority, "all"].join("|"));
    assert.ok(row, `${file} has ${measure} ${statistic} ${JSON.stringify(at)}`);
    return Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, cell === "" ? null : Number.isNaN(Number(cell)) ? cell : Number(cell)]));
  };
}

/** The table of a figure: numbers whole, as they are in `data-value`. */
const tableOf = (page, id) =>
  page.locator(`#${id} table`).evaluate((element) => [...element.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => (cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value)))));

/** Estimates are written with so many digits; a page may hold more. */
const near = (got, wanted, what, slack = 0) => {
  if (wanted === null) assert.ok(got === "–" || got === null, `${what}: ${got}, not nothing`);
  else assert.ok(typeof got === "number" && Math.abs(got - wanted) <= slack + 1e-5 * Math.abs(wanted) + 1e-6, `${what}: ${got}, not ${wanted}`);
};

const areas = { Faxe: "faxe", Guldborgsund: "guldborgsund", Lolland: "lolland", Næstved: "naestved", Slagelse: "slagelse", Sorø: "soroe", Vordingborg: "vordingborg", "Whole district": "all" };
const keyOf = (name) => {
  assert.ok(name in areas, name);
  return areas[name];
};
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const clock = (hour) => String(hour).padStart(2, "0");
const minutes = (seconds) => `${Math.floor(Math.round(seconds) / 60)}:${clock(Math.round(seconds) % 60)}`;

async function chooses(page, label) {
  await page.locator("#map .tools button", { hasText: new RegExp(`^${label}$`) }).click();
}

export const tests = {
  async "every figure says how to read it, holds its data, and can be saved as SVG, PNG and CSV"(browser) {
    const look = async (folder) => {
      const { page, complaints } = await open(browser, `${folder}/briefing.html`);
      const ids = await page.locator("figure").evaluateAll((all) => all.map((figure) => figure.id));
      assert.ok(ids.length >= (folder.startsWith("sweep") ? 3 : 6), `${folder}: ${ids}`);
      assert.equal(new Set(ids).size, ids.length, `${folder}: an id twice: ${ids}`);
      for (const id of ids) {
        const figure = page.locator(`#${id}`);
        const title = await figure.locator("h3").textContent();
        assert.ok((await figure.locator("figcaption").textContent()).length > 40, `${folder} ${id} has no caption`);
        assert.ok((await figure.locator("tbody tr").count()) > 0, `${folder} ${id} has no data`);
        for (const kind of ["svg", "png", "csv"]) {
          const [download] = await Promise.all([page.waitForEvent("download"), figure.locator(`[data-testid=save-${kind}]`).click()]);
          assert.equal(download.suggestedFilename(), `${id}.${kind}`);
          const bytes = readFileSync(await download.path());
          if (kind === "svg") assert.ok(bytes.toString().startsWith("<svg") && bytes.toString().includes(title.split(" ")[0]), `${folder} ${id}.svg`);
          if (kind === "png") assert.ok(bytes.subarray(1, 4).toString() === "PNG" && bytes.length > 5000, `${folder} ${id}.png`);
          if (kind === "csv") assert.ok(table(bytes.toString()).length > 0, `${folder} ${id}.csv`);
        }
      }
      assert.deepEqual(complaints, [], folder);
    };
    await Promise.all(briefings().map(look));
  },

  async "the figures of a run are those of estimates.csv"(browser) {
    const find = rowsOf("district/estimates.csv");
    const { page, complaints } = await open(browser, "district/briefing.html");
    const reached = find("response_s", "share_within_600s", published);
    near((await tableOf(page, "distribution"))[9][2], reached.value, "share reached within 10 minutes", 0.005);
    const ticks = (await page.locator("#distribution svg text").allTextContents()).filter((text) => text.endsWith("%"));
    const step = Math.min(...ticks.map(parseFloat).filter((tick) => tick > 0));
    assert.ok(ticks.length >= 7 && [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25].includes(step), `round ticks: ${ticks.join(" ")}`);
    for (const [label, statistic] of [["Mean", "mean"], ["90th percentile", "p90"], ["Within 10 min", "share_within_600s"]]) {
      await chooses(page, label);
      for (const [name, value, low, high] of await tableOf(page, "map")) {
        const row = find("response_s", statistic, { ...published, area: keyOf(name) });
        near(value, row.value, `${label} of ${name} on the map`);
        near(low, row.low, `${label} of ${name}, low`);
        near(high, row.high, `${label} of ${name}, high`);
      }
    }
    const dots = await tableOf(page, "municipalities");
    assert.equal(dots.length, 7);
    for (const [name, value, low, high] of dots) {
      const row = find("response_s", "mean", { ...published, area: keyOf(name) });
      near(value, row.value, name);
      near(low, row.low, name);
      near(high, row.high, name);
    }
    const gap = minutes(dots[0][1] - dots[6][1]);
    assert.ok((await page.textContent("#municipalities figcaption")).includes(gap), `the gap of ${gap} is said`);
    const week = await tableOf(page, "week");
    assert.equal(week.length, 168);
    for (const [i, [, hour, value]] of week.entries()) near(value, find("response_s", "mean", { ...whole, hour: `${days[Math.floor(i / 24)]} ${clock(hour)}` }).value, `hour ${i} of the week`);
    for (const [hour, duty, busy] of await tableOf(page, "day")) {
      const at = { ...whole, hour: clock(hour) };
      near(duty, find("units_on_duty", "mean", at).value, `on duty at ${hour}`);
      near(busy, find("units_on_duty", "mean", at).value * find("utilisation", "mean", at).value, `busy at ${hour}`);
    }
    const parts = { "waiting for a free patrol": "dispatch_wait_s", driving: "travel_s" };
    for (const [name, part, value] of await tableOf(page, "components")) near(value, find(parts[part], "mean", { ...published, area: keyOf(name) }).value, `${name}: ${part}`);
    const causes = { "the way was long": "late_distance", "patrols busy with urgent tasks": "late_urgent_work", "patrols busy with other tasks": "late_other_work", "patrols at planned tasks": "late_planned_work", "free patrols were held back": "late_held_back", "change of shift": "late_shift_change" };
    const aYear = 365.25 / 28;
    const sums = new Map();
    for (const [name, late, share, cause, count] of await tableOf(page, "late")) {
      const at = { ...published, area: keyOf(name) };
      assert.ok(cause in causes, cause);
      near(late, find("late", "count", at).value * aYear, `late in ${name}`);
      near(share, find("late", "count", at).value / find("incidents", "count", at).value, `share late in ${name}`);
      near(count, find(causes[cause], "count", at).value * aYear, `late in ${name}: ${cause}`);
      sums.set(name, (sums.get(name) ?? 0) + count);
    }
    assert.equal(sums.size, 8);
    for (const [name, sum] of sums) near(sum, find("late", "count", { ...published, area: keyOf(name) }).value * aYear, `the causes in ${name} together`);
    // Single late tasks: the longest first, and their parts are the wait.
    const seconds = (text) => Number(text.split(":")[0]) * 60 + Number(text.split(":")[1]);
    const tasks = await page.locator("#late-tasks tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
    assert.ok(tasks.length > 5 && tasks.length <= 25);
    for (const cells of tasks) {
      const [, , , response, ...rest] = cells;
      const parts = rest.filter((text) => /^\d+:\d\d$/.test(text)).map(seconds);
      assert.ok(seconds(response) > 600 && Math.abs(seconds(response) - parts.reduce((sum, part) => sum + part, 0)) <= 2, cells.join(" | "));
      assert.ok(cells.at(-1) in causes, cells.at(-1));
    }
    const period = 28 / 7;
    const hours = { passing: ["presence_passing", "mean", 168], parked: ["presence_parked", "mean", 168], "on foot": ["presence_on_foot", "mean", 168], planned: ["local_planned_h", "mean", 1 / period], delivered: ["local_delivered_h", "mean", 1 / period], leaked: ["local_leaked_h", "mean", 1 / period] };
    for (const id of ["presence", "local"])
      for (const [name, , part, value] of await tableOf(page, id)) {
        const [measure, statistic, scale] = hours[part];
        near(value, find(measure, statistic, { ...whole, area: keyOf(name) }).value * scale, `${name}: ${part}`);
      }
    // The roster's hours of the local police are those on duty: one figure by two ways.
    const roster = (await tableOf(page, "local")).find(([name, , part]) => name === "Whole district" && part === "planned")[3];
    near(roster, 168 * Number(table(readFileSync(join(pages, "district/estimates.csv"), "utf8")).filter((row) => row.measure === "units_on_duty" && row.statistic === "mean" && ["local", "mobile_station"].includes(row.group) && row.hour === "all" && row.area === "all").reduce((sum, row) => sum + Number(row.value), 0)), "planned hours", 1);
    for (const id of ["presence", "local"]) assert.match(await page.textContent(`#${id} figcaption`), /Patrol-hours a week by group: .*Local police \d/);
    for (const row of await tableOf(page, "published")) assert.ok(row[4].startsWith(minutes(find("response_s", "mean", published).value)), row.join(" | "));
    assert.deepEqual(complaints, []);
  },

  async "the figures of a comparison are those of differences.csv"(browser) {
    const find = rowsOf("districts/differences.csv");
    const { page, complaints } = await open(browser, "districts/briefing.html");
    const compared = "nakskov";
    const of = (measure, statistic, at) => find(measure, statistic, at, compared);
    const words = { undecided: "cannot be told apart yet" };
    const verdict = (word) => words[word] ?? word;
    for (const [label, statistic] of [["Mean", "mean"], ["90th percentile", "p90"], ["Within 10 min", "share_within_600s"]]) {
      await chooses(page, label);
      const hatched = await page.locator("#map pattern").count();
      let undecided = 0;
      for (const [name, base, plan, difference, low, high, said] of await tableOf(page, "map")) {
        const row = of("response_s", statistic, { ...published, area: keyOf(name) });
        for (const [got, wanted] of [[base, row.base], [plan, row.plan], [difference, row.difference], [low, row.low], [high, row.high]]) near(got, wanted, `${label} of ${name}`);
        assert.equal(said, verdict(row.verdict));
        undecided += said === "cannot be told apart yet" || said === "too few" ? 1 : 0;
      }
      assert.equal(hatched > 0, undecided > 0, `${label}: ${undecided} undecided are hatched`);
    }
    for (const id of ["differences", "gap"])
      for (const [name, base, plan, difference, low, high, said] of await tableOf(page, id)) {
        const ends = { "Slowest municipality": "slowest_municipality", "Fastest municipality": "fastest_municipality", "The gap between them": "gap_of_municipalities" };
        const row = name in ends ? of("response_s", ends[name], published) : of("response_s", "mean", { ...published, area: keyOf(name) });
        for (const [got, wanted] of [[base, row.base], [plan, row.plan], [difference, row.difference], [low, row.low], [high, row.high]]) near(got, wanted, `${id} of ${name}`);
        assert.equal(said, verdict(row.verdict));
      }
    for (const [hour, difference, low, high, , base, plan] of await tableOf(page, "duty")) {
      const at = { ...whole, hour: clock(hour) };
      const wait = of("response_s", "mean", at);
      const units = of("units_on_duty", "mean", at);
      for (const [got, wanted] of [[difference, wait.difference], [low, wait.low], [high, wait.high], [base, units.base], [plan, units.plan]]) near(got, wanted, `hour ${hour}`);
    }
    // The base and both plans lie over each other: first their shares by the minute, then what is reached.
    const shares = await tableOf(page, "distribution");
    assert.equal(shares[9].length, 7);
    for (const [i, plan] of ["nakskov", "soroe"].entries()) {
      const reached = find("response_s", "share_within_600s", published, plan);
      near(shares[9][4], reached.base, "base reached within 10 minutes", 0.005);
      near(shares[9][5 + i], reached.plan, `${plan} reached within 10 minutes`, 0.005);
    }
    const week = await tableOf(page, "week");
    assert.equal(week.length, 168);
    for (const [i, [, hour, base, plan, difference, low, high, said]] of week.entries()) {
      const row = of("response_s", "mean", { ...whole, hour: `${days[Math.floor(i / 24)]} ${clock(hour)}` });
      for (const [got, wanted] of [[base, row.base], [plan, row.plan], [difference, row.difference], [low, row.low], [high, row.high]]) near(got, wanted, `hour ${i} of the week`);
      assert.equal(said, verdict(row.verdict));
    }
    const parts = { "waiting for a free patrol": "dispatch_wait_s", driving: "travel_s" };
    for (const [place, part, value] of await tableOf(page, "components")) {
      const [name, side] = place.split(" · ");
      near(value, of(parts[part], "mean", { ...published, area: keyOf(name) })[side], `${place}: ${part}`);
    }
    for (const [place, late] of await tableOf(page, "late")) {
      const [name, side] = place.split(" · ");
      near(late, (of("late", "count", { ...published, area: keyOf(name) })[side] * 365.25) / 28, `late in ${place}`);
    }
    for (const id of ["duty", "presence", "local"]) assert.match(await page.textContent(`#${id} figcaption`), /Patrol-hours a week by group: .*Local police \d+ → \d+/);
    assert.deepEqual(complaints, []);
  },

  async "the figures of a sweep are those of sweep.csv"(browser) {
    const { page, complaints } = await open(browser, "sweep/briefing.html");
    const rows = table(readFileSync(join(pages, "sweep/sweep.csv"), "utf8")).filter((row) => row.measure === "response_s" && row.statistic === "mean" && row.type === "all" && row.area === "all" && row.hour === "all" && row.priority === "all" && row.group === "all");
    for (const id of ["factor-1", "factor-2"]) {
      const shown = await tableOf(page, id);
      assert.equal(shown.length, 6);
      for (const cells of shown) {
        const row = rows.find((r) => Number(r.point) === Number(cells[0]));
        near(cells[3], Number(row.value), `point ${cells[0]}`);
        near(cells[4], Number(row.low), `point ${cells[0]}, low`);
        near(cells[5], Number(row.high), `point ${cells[0]}, high`);
      }
    }
    assert.deepEqual(complaints, []);
  },

  async "what is left out of the model is what the scenario leaves out"(browser) {
    const told = async (file, language) => {
      const { page } = await open(browser, `${file}/briefing.html`);
      await page.click(`.switch [lang=${language}]`);
      return page.textContent("[data-testid=left-out]");
    };
    const bare = await told("run", "en");
    const local = await told("district", "en");
    assert.ok(bare.includes("Patrolling") && bare.includes("Planned tasks") && !bare.includes("The real roads"));
    assert.ok(!local.includes("Patrolling") && !local.includes("Planned tasks") && local.includes("The real roads"));
    assert.ok((await told("district", "da")).includes("De virkelige veje"));
  },
};
