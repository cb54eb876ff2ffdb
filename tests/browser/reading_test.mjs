// Who cannot see, or not use a mouse: axe-core finds nothing, and everything is reached by keyboard.
import { strict as assert } from "node:assert";
import { axeFile, briefings, open } from "./harness.mjs";

/** axe-core is put into the page past its policy; nothing else is. */
async function findings(browser, file, language, width) {
  const { page } = await open(browser, file, { width, height: 900, bypassCSP: true });
  await page.click(`.switch [lang=${language}]`);
  if (await page.locator("#at").count()) {
    await page.fill("#at", "20:45");
    await page.press("#at", "Enter");
    await page.locator("#units button").first().click();
  }
  for (const summary of await page.locator("summary").all()) await summary.click();
  // Rows of a table are alike, and looking at thousands takes a minute.
  await page.evaluate(() => document.querySelectorAll("tbody").forEach((body) => [...body.rows].slice(12).forEach((row) => row.remove())));
  await page.addScriptTag({ path: axeFile() });
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  await page.context().close();
  return result.violations.flatMap((v) => v.nodes.map((node) => `${file} ${language} ${width}: ${v.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}

/** In either language and at either width, both languages wide and narrow where all four are asked for. */
async function nothingFound(browser, files, at = [["da", 1280], ["da", 360], ["en", 1280], ["en", 360]]) {
  const all = files.flatMap((file) => at.map(([language, width]) => findings(browser, file, language, width)));
  assert.deepEqual((await Promise.all(all)).flat(), []);
}

export const tests = {
  "axe-core finds nothing on the replay": (browser) => nothingFound(browser, ["two.html"]),
  "axe-core finds nothing on the replay of one plan": (browser) => nothingFound(browser, ["replay.html"], [["da", 1280], ["en", 360]]),
  "axe-core finds nothing on the briefing": (browser) => nothingFound(browser, briefings().map((name) => `${name}/briefing.html`), [["en", 1280], ["da", 360]]),

  async "every control of the replay is reached by the tabulator key, and the focus is seen"(browser) {
    const { page } = await open(browser, "two.html");
    const reached = new Set();
    for (let i = 0; i < 40; ++i) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return { id: "the end", seen: true };
        const style = getComputedStyle(e);
        return { id: e.id || e.className || e.dataset.id || e.textContent.slice(0, 20), seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
      });
      assert.ok(at.seen, `no focus is seen on ${at.id}`);
      reached.add(at.id);
    }
    for (const id of ["speak-da", "speak-en", "play", "time", "before", "back", "forward", "next", "speed", "at", "front"]) assert.ok(reached.has(id), id);
  },
};
