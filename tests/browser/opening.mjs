// How long a page takes to open: `node opening.mjs FILE [RUNS]`, with the environment of the browser tests. The median of nine
// fresh windows, from the call for the page until its figures stand and have been painted, is for docs/benchmarks.md.
import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { needBrowser, withBrowser } from "./harness.mjs";

needBrowser();
const [file, count = "9"] = process.argv.slice(2);
await withBrowser(async (browser) => {
  const runs = [];
  for (let i = 0; i < Number(count); ++i) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const begin = performance.now();
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector("main[data-ready=yes]");
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    runs.push(performance.now() - begin);
    await page.close();
  }
  runs.sort((a, b) => a - b);
  console.log(`${(statSync(file).size / 1e3).toFixed(0)} kB; ms to open: ${runs.map((run) => run.toFixed(0)).join(" ")}; median ${runs[Math.floor(runs.length / 2)].toFixed(0)}`);
});
