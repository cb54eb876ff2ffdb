// The replay: the clock, the map, the stories, and how smoothly it moves.
import { strict as assert } from "node:assert";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { hostile, kredsim, scenario } from "./pages.mjs";
import { open, pages, shoot, skip, table } from "./harness.mjs";

async function goTo(page, clock) {
  await page.fill("#at", clock);
  await page.press("#at", "Enter");
}

const unitButton = (page, name) => page.locator("#units button", { hasText: new RegExp(`^${name}$`) });

const secondAfter = (clock) => {
  const [hours, minutes, seconds] = clock.split(":").map(Number);
  return new Date((hours * 3600 + minutes * 60 + seconds + 1) * 1000).toISOString().slice(11, 19);
};

/** Lines of the trace from six in the evening on: [clock, words]. */
function trace() {
  const told = kredsim("run", scenario("kreds.yaml"), "--trace", "--replication", "0");
  return told.split("\n").filter((line) => /^2019-01-11 (19|2[0-3])/.test(line)).map((line) => [line.slice(11, 19), line.slice(21)]);
}

/** Frames a second while it plays, of so many milliseconds. */
const frames = (page, span) =>
  page.evaluate(
    (most) =>
      new Promise((done) => {
        let first = 0, count = 0;
        const step = (now) => {
          if (first === 0) first = now;
          else ++count;
          if (now - first >= most) done((count * 1000) / (now - first));
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    span,
  );

export const tests = {
  async "a replay opens without a complaint and asks no network"(browser) {
    for (const file of ["replay.html", "two.html"]) {
      const { page, complaints } = await open(browser, file);
      await goTo(page, "20:00");
      await page.click("#play");
      await page.waitForTimeout(700);
      await page.click("#play");
      assert.deepEqual(complaints, []);
      assert.equal(await page.locator("canvas.front").count(), file === "two.html" ? 2 : 1);
      await shoot(page, file.replace(".html", "-en-wide"));
    }
  },

  async "a replay shows a unit where and doing what the trace says"(browser) {
    const { page } = await open(browser, "replay.html");
    let seen = 0;
    for (const [clock, words] of trace()) {
      const found = /^(.+) is on scene at (incident \d+) \(/.exec(words);
      if (!found) continue;
      await goTo(page, secondAfter(clock)); // the trace rounds down
      await unitButton(page, found[1]).click();
      assert.ok((await page.locator("#story ol").textContent()).includes(words), `${clock} ${words}`);
      const unit = page.locator("#story dl");
      const [state, place] = [await unit.getAttribute("data-state"), await unit.getAttribute("data-place")];
      assert.equal(state, "on_scene", `${clock} ${words}`);
      const number = found[2].split(" ")[1];
      await page.locator("#incidents button", { hasText: new RegExp(`^${number}\\. `) }).click();
      assert.equal(await page.locator("#story dl").getAttribute("data-place"), place);
      assert.equal(await page.locator("#story dl").getAttribute("data-state"), "there");
      await page.click("#story [data-id=close]");
      if (++seen === 6) break;
    }
    assert.ok(seen >= 3, `only ${seen} arrivals were looked at`);
  },

  async "a replay jumps to the next happening and tells it"(browser) {
    const { page } = await open(browser, "replay.html");
    await goTo(page, "20:00");
    const [clock, words] = trace().find(([time]) => time > "20:00:00");
    await page.click("#next");
    assert.equal((await page.textContent("#clock")).slice(0, 8), clock);
    assert.ok((await page.textContent("#story")).includes(words));
    await page.click("#before");
    assert.ok((await page.textContent("#clock")).slice(0, 8) <= "20:00:00");
    await goTo(page, "half past");
    assert.equal(await page.getAttribute("#at", "aria-invalid"), "true");
  },

  async "a unit and an incident are chosen on the map, by click and by key"(browser) {
    const { page } = await open(browser, "two.html");
    await goTo(page, "20:10");
    const map = page.locator("canvas.front").nth(1);
    await map.focus();
    await page.keyboard.press("n");
    const name = await page.textContent("#story-title");
    assert.match(name, /car|nord|syd/);
    const [x, y] = (await map.getAttribute("data-chosen")).split(" ").map(Number);
    await page.click("#story [data-id=close]");
    assert.equal(await page.textContent("#story-title"), "The story");
    await map.scrollIntoViewIfNeeded();
    await map.click({ position: { x, y } });
    assert.equal(await page.textContent("#story-title"), name);
    await map.focus();
    await page.keyboard.press("+");
    await page.keyboard.press("ArrowLeft");
    await page.waitForTimeout(100);
    assert.notEqual(await map.getAttribute("data-chosen"), `${x} ${y}`);
    await page.locator("body").press(" ");
    await page.waitForTimeout(400);
    await page.locator("body").press(" ");
    assert.ok((await page.textContent("#clock")).slice(0, 8) > "20:10:00");
  },

  async "the chart's figures are those of the incidents, and can be saved"(browser) {
    const { page, complaints } = await open(browser, "two.html");
    await goTo(page, "20:30");
    const seen = await page.locator("#chart .chart svg").evaluate((svg) => svg.querySelectorAll('[visibility="visible"]').length);
    await goTo(page, "01:59:59");
    const saved = {};
    for (const [i, kind] of ["svg", "png", "csv"].entries()) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#chart .tools button").nth(i).click()]);
      assert.equal(download.suggestedFilename(), `response.${kind}`);
      saved[kind] = readFileSync(await download.path());
    }
    assert.ok(saved.svg.toString().startsWith("<svg"));
    assert.equal(saved.png.subarray(1, 4).toString(), "PNG");
    const rows = table(saved.csv.toString());
    const base = rows.filter((row) => row.Plan === "A small kreds");
    const first = trace().map(([clock, words]) => [clock, /is on scene at incident \d+ \((.+), .+\), (.+) after the report/.exec(words)]).filter(([, found]) => found);
    assert.ok(base.length > 5 && rows.length > base.length);
    // At half past eight there is a mark for whom somebody has reached by then, and for nobody later.
    const until = rows.filter((r) => r.Arrived >= "18:00:00" && r.Arrived <= "20:30:00").length;
    assert.ok(until > 0 && until < rows.length && seen === until, `${seen} marks, ${until} arrivals`);
    const row = base.find((r) => r.Arrived === first[0][0]);
    assert.ok(row && row.Type === first[0][1][1], JSON.stringify(first[0]));
    const spoken = /(?:(\d+) h ?)?(?:(\d+) min ?)?(?:(\d+) s)?/.exec(first[0][1][2]).slice(1).map((n) => Number(n ?? 0));
    const least = spoken[0] * 3600 + spoken[1] * 60 + spoken[2];
    assert.ok(Math.abs(Number(row["Response (s)"]) - least) <= (spoken[0] > 0 ? 60 : 1), `${row["Response (s)"]} s, told as ${first[0][1][2]}`);
    assert.deepEqual(complaints, []);
  },

  async "a replay speaks the other language when asked"(browser) {
    const { page } = await open(browser, "two.html");
    await goTo(page, "20:30");
    await page.click("#speak-da");
    assert.equal(await page.getAttribute("html", "lang"), "da");
    const text = await page.textContent("main");
    for (const word of ["Afspil", "Køen", "Historien", "En vogn mere i Syd", "Støj", "fredag den 11. januar 2019", " ved opgave "]) assert.ok(text.includes(word), word);
    for (const word of ["Play", "The queue", "One more car", "Noise", " is on scene ", " incident "]) assert.ok(!text.includes(word), word);
    assert.equal((await page.textContent("#clock")).slice(0, 8), "20.30.00");
    assert.match(text, /fremme kl\. \d\d\.\d\d\.\d\d, hvis/);
    assert.doesNotMatch(text, /\d\d:\d\d:\d\d/);
    await shoot(page, "two-da-wide");
  },

  async "a replay moves by itself only when asked, and jumps where less motion is wanted"(browser) {
    const { page } = await open(browser, "replay.html", { reducedMotion: "reduce" });
    const clock = async () => (await page.textContent("#clock")).slice(0, 8);
    const begin = await clock();
    await page.waitForTimeout(1200);
    assert.equal(await clock(), begin);
    assert.ok((await page.textContent("main")).includes("Your system asks for less motion"));
    await page.click("#play");
    await page.waitForTimeout(500);
    assert.equal(await clock(), begin);
    await page.waitForTimeout(1200);
    assert.ok((await clock()) > begin);
  },

  async "hostile names in a scenario are text in the replay"(browser) {
    const { page, complaints } = await open(browser, "hostile-replay.html", { width: 360 });
    await goTo(page, "21:00");
    assert.deepEqual(complaints, []);
    assert.notEqual(await page.title(), "taken");
    const text = await page.textContent("main");
    for (const name of Object.values(hostile)) assert.ok(text.includes(name), name.slice(0, 60));
    assert.equal(await page.locator("main img, main script").count(), 0);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
    await shoot(page, "hostile-replay-360");
  },

  async "a replay is usable at 360 pixels"(browser) {
    for (const file of ["replay.html", "two.html"]) {
      const { page } = await open(browser, file, { width: 360, height: 800 });
      await goTo(page, "20:40");
      await page.locator("#units button").first().click();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      await shoot(page, file.replace(".html", "-en-360"));
    }
  },

  async "sixty cars on Bornholm move, and at 45 frames a second where it is measured"(browser) {
    if (!existsSync(join(pages, "sixty.html"))) skip("no Bornholm (KREDSIM_SHARED names the folder with its roads)");
    assert.ok(statSync(join(pages, "sixty.html")).size < 3e6);
    const { page, complaints } = await open(browser, "sixty.html");
    await goTo(page, "20:30");
    await shoot(page, "sixty-da-wide");
    await page.click("#play");
    const runs = [];
    for (let i = 0; i < 9; ++i) runs.push(await frames(page, 1000));
    runs.sort((a, b) => a - b);
    console.log(`frames a second: ${runs.map((run) => run.toFixed(1)).join(" ")}; median ${runs[4].toFixed(1)}`);
    // On a machine that does other things besides, a picture a second less is nobody's fault: KREDSIM_MEASURE=1 holds the target.
    assert.ok(runs[4] >= (process.env.KREDSIM_MEASURE ? 45 : 5), `median ${runs[4]} of nine`);
    assert.deepEqual(complaints, []);
  },
};
