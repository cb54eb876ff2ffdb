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
    for (const figure of await page.locator("figure svg[role=img]:visible, figure .place").all()) {
      await figure.scrollIntoViewIfNeeded();
      await figure.hover();
    }
    // On the vector map a station says its name, and a dot how many tasks it stands for.
    const told = await page.locator("#map svg title").allTextContents();
    for (const station of ["Nord", "Syd"]) assert.ok(told.includes(station), told.join(" | "));
    assert.ok(told.filter((text) => /^[\d,]+ tasks a year$/.test(text)).length >= 3, told.join(" | "));
    assert.deepEqual(complaints, []);
  },

  async "the map on screen is zoomed by button, key and wheel, and tells the figures of estimates.csv"(browser) {
    const rows = table(readFileSync(join(pages, "district/estimates.csv"), "utf8"));
    const { page, complaints } = await open(browser, "district/briefing.html");
    const place = page.locator("#map.zooms .place");
    await place.waitFor();
    const ends = () => place.locator(".named").evaluateAll((all) => { const at = all.map((e) => e.getBoundingClientRect()); return Math.max(...at.map((b) => b.y)) - Math.min(...at.map((b) => b.y)); });
    const pause = () => page.waitForTimeout(400);
    const grows = async (what, by, act) => {
      const before = await ends();
      await act();
      await pause();
      const grown = (await ends()) / before;
      assert.ok(Math.abs(grown - by) < 0.02 * by, `${what}: ${grown} times as large, not ${by}`);
    };
    const told = async (x, y) => {
      await page.mouse.move(x, y);
      const words = page.locator("#map .told");
      return (await words.count()) > 0 ? words.allInnerTexts().then((all) => all.join("\n")) : "";
    };
    // At every municipality's own place, beside spots and stations, the words beside the pointer are its name and its figure.
    for (const area of ["Faxe", "Lolland", "Næstved", "Sorø"]) {
      const row = find(rows, { measure: "response_s", statistic: "mean", type: "published", ...whole, area: { Faxe: "faxe", Lolland: "lolland", Næstved: "naestved", Sorø: "soroe" }[area] });
      const box = await place.locator(".named", { hasText: area }).boundingBox();
      const seen = new Set();
      for (let i = 0; i < 16 && ![...seen].some((words) => words.startsWith(area)); ++i) seen.add(await told(box.x + box.width / 2 + 3 * (i % 4), box.y + box.height / 2 + 3 * Math.floor(i / 4)));
      assert.ok(seen.has(`${area}\n${clock(Number(row.value))}`), `${area} ${clock(Number(row.value))}: ${[...seen].join(" | ")}`);
    }
    await grows("the button +", 2, () => page.click("[data-testid=zoom-in]"));
    await grows("another figure", 1, () => page.locator("#map button", { hasText: "90th percentile" }).click());
    await grows("the key +", 2, async () => { await place.focus(); await page.keyboard.press("+"); });
    const first = place.locator(".named").first();
    const west = (await first.boundingBox()).x;
    await page.keyboard.press("ArrowRight");
    await pause();
    assert.ok((await first.boundingBox()).x < west - 40, "the arrow key moves the map");
    await grows("the button that shows all", 1 / 4, () => page.click("[data-testid=zoom-all]"));
    // The wheel is the page's until the reader is at the map.
    await place.scrollIntoViewIfNeeded();
    const box = await place.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const top = () => page.evaluate(() => window.scrollY);
    await grows("the wheel of somebody who reads on", 1, () => page.mouse.wheel(0, 60));
    assert.ok((await top()) > 0);
    await place.focus();
    const before = await ends();
    const scrolled = await top();
    await page.mouse.wheel(0, -200);
    await pause();
    assert.ok((await ends()) > 1.1 * before, "the wheel at the map zooms");
    assert.equal(await top(), scrolled);
    // Paper has the vector map, whole.
    assert.equal(await page.locator("#map .chart").isVisible(), false);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#map .chart svg").isVisible(), true);
    assert.equal(await place.isVisible(), false);
    await page.emulateMedia({ media: "screen" });
    await pause();
    assert.equal(await place.isVisible(), true);
    assert.deepEqual(complaints, []);
    // What is undecided is hatched, says so in words, and is explained; in the other language too.
    const two = await open(browser, "districts/briefing.html");
    const hatched = two.page.locator("#map.zooms .place");
    for (const [language, label, explained] of [["en", "? undecided", "cannot be told apart yet"], ["da", "? uafgjort", "kan ikke afgøres endnu"]]) {
      await two.page.click(`.switch [lang=${language}]`);
      const named = hatched.locator(".named", { hasText: "Lolland" });
      await named.waitFor();
      assert.ok((await named.innerText()).includes(label), await named.innerText());
      assert.ok((await two.page.locator("#map .legend").innerText()).includes(explained));
      // Lines and ground beside one another on the canvas: dark and light within a few points of the name's left end.
      const shades = await hatched.evaluate((element) => {
        const canvas = element.querySelector("canvas");
        const box = [...element.querySelectorAll(".named")].find((e) => e.textContent.startsWith("Lolland")).getBoundingClientRect();
        const at = canvas.getBoundingClientRect();
        const scale = canvas.width / at.width;
        const { data } = canvas.getContext("2d").getImageData((box.x - at.x) * scale, (box.y - at.y) * scale, box.width * scale, box.height * scale);
        const all = [...data.keys()].filter((i) => i % 4 === 0).map((i) => data[i]);
        return { dark: all.filter((v) => v < 120).length / all.length, light: all.filter((v) => v > 220).length / all.length };
      });
      assert.ok(shades.dark > 0.1 && shades.light > 0.3, JSON.stringify(shades));
    }
    assert.deepEqual(two.complaints, []);
    // Where a canvas cannot be had the vector map stays.
    const without = await open(browser, "district/briefing.html", { before: () => { HTMLCanvasElement.prototype.getContext = () => null; } });
    await without.page.waitForTimeout(200);
    assert.equal(await without.page.locator("#map .chart svg").isVisible(), true);
    assert.equal(await without.page.locator("#map .place").count(), 0);
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
