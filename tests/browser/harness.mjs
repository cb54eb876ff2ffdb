// What the browser tests share: Chromium under the page's own policy, what it complains about, and places for pages and screenshots.
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Said on standard output this is how ctest names a test that was left out (and why). */
export function skip(reason) {
  console.log(`SKIPPED: ${reason}`);
  process.exit(77);
}

const packages = process.env.KREDSIM_BROWSER_PACKAGES;
const require = createRequire(join(packages, "x.js"));
const wanted = process.env.KREDSIM_CHROMIUM ?? "/usr/bin/chromium";
export const chromiumPath = existsSync(wanted) ? wanted : undefined;

export function needBrowser() {
  if (!chromiumPath) skip(`no Chromium as ${wanted} (./check installs Debian's; KREDSIM_CHROMIUM names another)`);
  if (!existsSync(join(packages, "node_modules/playwright-core")))
    skip("the npm packages of tests/browser are not there (./check fetches them; or `. tools/setup.sh && set_up_browser_tests`)");
}

export const pages = join(process.env.KREDSIM_BROWSER_BUILD, "pages");
const screenshots = join(process.env.KREDSIM_BROWSER_BUILD, "screenshots");
mkdirSync(pages, { recursive: true });
mkdirSync(screenshots, { recursive: true });

/** A page that is slow on a busy machine is no fault; how fast it opens is measured apart. Milliseconds. */
const patience = 120_000;

/** The folders of results that a briefing was written for. */
export const briefings = () => ["run", "comparison", "sweep", "district", "districts"].filter((folder) => existsSync(join(pages, folder, "briefing.html")));

export const axeFile = () => join(packages, "node_modules/axe-core/axe.min.js");

/** A browser for one test. Debian's own sandbox cannot be had as root or in most containers; the pages are ours. */
export async function withBrowser(use) {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Opens a page of `pages` from its file, as a double click does.
 * `before` is run in the page ahead of its own script.
 * @returns the page; `complaints` collects what it says on the console, throws, or asks of a network.
 */
export async function open(browser, file, { width = 1280, height = 900, before, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  const complaints = [];
  page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(join(pages, file)).href);
  await page.waitForSelector("main[data-ready=yes]");
  return { page, complaints };
}

export const shoot = (page, name) => page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });

/** A CSV file as objects. */
export function table(text) {
  const rows = [];
  let row = [""];
  let quoted = false;
  for (let i = 0; i < text.length; ++i) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') row[row.length - 1] += text[++i];
      else if (c === '"') quoted = false;
      else row[row.length - 1] += c;
    } else if (c === '"') quoted = true;
    else if (c === ",") row.push("");
    else if (c === "\n") {
      rows.push(row);
      row = [""];
    } else if (c !== "\r" && c !== "\ufeff") row[row.length - 1] += c;
  }
  const [head, ...body] = rows;
  return body.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
}
