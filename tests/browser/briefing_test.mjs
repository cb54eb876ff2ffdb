// The briefing: opens, says what estimates.csv says, saves, speaks both languages.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hostile } from "./pages.mjs";
import { briefings, open, pages, shoot, table } from "./harness.mjs";

const estimates = () => table(readFileSync(join(pages, "run/estimates.csv"), "utf8"));
const find = (rows, wanted) => rows.find((row) => Object.entries(wanted).every(([key, value]) => row[key] === value));
const clock = (seconds) => `${Math.floor(Math.round(seconds) / 60)}:${String(Math.round(seconds) % 60).padStart(2, "0")}`;
const whole = { area: "all", hour: "all", priority: "all", group: "all" };

export const tests = {
  async "a briefing opens without a complaint and asks no network"(browser) {
    for (const folder of briefings()) {
      const { page, complaints } = await open(browser, `${folder}/briefing.html`);
      assert.deepEqual(complaints, []);
      assert.ok((await page.locator("figure svg").count()) > 3);
      await shoot(page, `briefing-${folder}-en-wide`);
    }
  },

  async "the first screen shows the figures of estimates.csv"(browser) {
    const { page } = await open(browser, "run/briefing.html");
    const shown = await page.locator(".card .number").allTextContents();
    const at = { measure: "response_s", type: "published", ...whole };
    const mean = find(estimates(), { ...at, statistic: "mean" });
    const p90 = find(estimates(), { ...at, statistic: "p90" });
    const share = find(estimates(), { ...at, statistic: "share_within_600s" });
    assert.equal(shown[0], clock(Number(mean.value)));
    assert.equal(shown[1], clock(Number(p90.value)));
    assert.ok(shown.slice(2).some((text) => text.startsWith(String(Math.round(Number(share.value) * 100)))), shown.join(" "));
  },

  async "a figure's table and its saved files hold the figures of estimates.csv"(browser) {
    const { page, complaints } = await open(browser, "run/briefing.html");
    const figure = page.locator("#municipalities");
    const saved = {};
    for (const [i, kind] of ["svg", "png", "csv"].entries()) {
      const [download] = await Promise.all([page.waitForEvent("download"), figure.locator(".tools button").nth(i).click()]);
      assert.equal(download.suggestedFilename(), `municipalities.${kind}`);
      saved[kind] = readFileSync(await download.path());
    }
    assert.ok(saved.svg.toString().startsWith("<svg"));
    assert.equal(saved.png.subarray(1, 4).toString(), "PNG");
    await figure.locator("summary").click();
    const rows = saved.csv.toString();
    for (const [area, name] of [["upper", "Øvre"], ["lower", "Nedre"]]) {
      const row = find(estimates(), { measure: "response_s", statistic: "mean", type: "published", ...whole, area });
      const line = rows.split("\r\n").find((text) => text.includes(name));
      assert.ok(line.split(",").some((cell) => Math.abs(Number(cell) - Number(row.value)) <= 0.06), `${line} holds ${row.value}`);
      assert.ok((await figure.locator("table").textContent()).includes(name));
    }
    assert.deepEqual(complaints, []);
  },

  async "a briefing speaks the other language when asked"(browser) {
    const { page, complaints } = await open(browser, "run/briefing.html");
    await page.click(".switch [lang=da]");
    assert.equal(await page.getAttribute("html", "lang"), "da");
    const text = await page.textContent("main");
    for (const word of ["En lille kreds", "Hvor længe venter man?", "Gennemsnit", "Gem SVG"]) assert.ok(text.includes(word), word);
    for (const word of ["A small kreds", "Save SVG", "Mean"]) assert.ok(!text.includes(word), word);
    assert.deepEqual(complaints, []);
    await shoot(page, "briefing-run-da-wide");
  },

  async "pointing at a figure changes nothing that it complains about"(browser) {
    const { page, complaints } = await open(browser, "run/briefing.html");
    for (const figure of await page.locator("figure svg[role=img]").all()) {
      await figure.scrollIntoViewIfNeeded();
      await figure.hover();
    }
    // On the map a station says its name, and a dot how many tasks it stands for.
    const told = await page.locator("#map svg title").allTextContents();
    for (const station of ["Nord", "Syd"]) assert.ok(told.includes(station), told.join(" | "));
    assert.ok(told.filter((text) => /^[\d,]+ tasks a year$/.test(text)).length >= 3, told.join(" | "));
    assert.deepEqual(complaints, []);
  },

  async "hostile names in a scenario are text in the briefing"(browser) {
    const { page, complaints } = await open(browser, "hostile/briefing.html", { width: 360 });
    assert.deepEqual(complaints, []);
    assert.notEqual(await page.title(), "taken");
    const text = await page.textContent("main");
    for (const name of [hostile.script, hostile.quotes, hostile.long]) assert.ok(text.includes(name), name.slice(0, 60));
    assert.equal(await page.locator("main img, main script").count(), 0);
    // What the run says against itself stands in words on the page, with a mark above.
    const warned = { en: /incidents\.robbery\.cars: needs up to 5 cars/, da: /incidents\.robbery\.cars: kræver op til 5 patruljer/ };
    for (const [language, words] of Object.entries(warned)) {
      await page.click(`.switch [lang=${language}]`);
      assert.match(await page.textContent("[data-testid=warnings]"), words);
      assert.equal(await page.locator("header a[href='#warnings']").count(), 1);
    }
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
    await shoot(page, "hostile-briefing-360");
  },

  async "a briefing is readable at 360 pixels and on paper"(browser) {
    for (const folder of briefings()) {
      const { page } = await open(browser, `${folder}/briefing.html`, { width: 360, height: 800 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      await shoot(page, `briefing-${folder}-en-360`);
      await page.pdf({ path: join(pages, `../screenshots/briefing-${folder}.pdf`), preferCSSPageSize: true });
    }
  },
};
