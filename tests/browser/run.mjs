// Runs one browser test: `node run.mjs NAME`. `node run.mjs --pages` writes the pages that the others open.
import { strict as assert } from "node:assert";
import { tests as briefing } from "./briefing_test.mjs";
import { tests as replay } from "./replay_test.mjs";
import { tests as reading } from "./reading_test.mjs";
import { needBrowser, withBrowser } from "./harness.mjs";
import { writePages } from "./pages.mjs";

const name = process.argv[2];
needBrowser();
if (name === "--pages") {
  writePages();
} else {
  const test = { ...briefing, ...replay, ...reading }[name];
  assert.ok(test, `no test is called "${name}"`);
  await withBrowser(test);
}
