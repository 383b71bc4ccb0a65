// A real browser for the tests: Debian's Chromium, driven by playwright-core. One browser per test
// process, one fresh profile (context) per page.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';
import { top } from './harness.mjs';

const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const SHOTS = join(top, 'build', 'shots');
/** Whether pictures are kept: somebody wants to look (SHOTS=1). A run that nobody looks at takes none. */
export const keepsShots = () => Boolean(process.env.SHOTS);
// How a page looks does not hang on the database that its book lies in: one of the two runs judges it.
export const judgesLooks = process.env.DOANKET_TEST_DB !== 'postgres';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let running;

/** Starts the browser if it does not run yet; gives playwright's Browser. End it with stopBrowser(). */
export function startBrowser() {
  assert.ok(existsSync(CHROMIUM), `${CHROMIUM} is missing: tools/install test`);
  running ??= chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox', // the tests may run as root in a container; they open our own pages only
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return running;
}

/** Ends the browser; to be called in after(). Fine if none runs. */
export async function stopBrowser() {
  const browser = await running;
  running = undefined;
  await browser?.close();
}

/**
 * A page in a fresh profile. width, height: of the window in CSS pixels; hasScript: false as where
 * JavaScript is switched off; isTouch: a phone's screen. A script error on the page fails at
 * page.errors (a list of texts).
 */
export async function newPage({ width = 1280, height = 900, hasScript = true, isTouch = false, ...context } = {}) {
  const browser = await startBrowser();
  const profile = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: hasScript,
    hasTouch: isTouch,
    isMobile: isTouch,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    ...context,
  });
  const page = await profile.newPage();
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
  return page;
}

/** Keeps a picture of the whole page as build/shots/<name>.png, where somebody wants to look; gives its path. */
export async function screenshot(page, name) {
  if (!keepsShots()) return undefined;
  mkdirSync(SHOTS, { recursive: true });
  const path = join(SHOTS, `${name}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  return path;
}

/**
 * What axe finds against WCAG 2.2 A and AA and good practice on the page as it stands: a list of
 * "rule (impact): help: selector", empty if nothing. The page's own Content-Security-Policy stays in
 * force: what the debugger evaluates is not subject to it. Judged on SQLite only.
 */
export async function axe(page, { without = [] } = {}) {
  if (!judgesLooks) return [];
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (rules) => window.axe.run(document, { resultTypes: ['violations'], rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])) }),
    without,
  );
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}: ${node.target.join(' ')}`),
  );
}

const validator = new HtmlValidate(new FileSystemConfigLoader());

/** What html-validate finds in a whole document, by test/.htmlvalidate.json: "line:column rule: message". */
export async function htmlValidate(html) {
  const report = await validator.validateString(html, join(top, 'test', 'page.html'));
  return report.results.flatMap((result) =>
    result.messages.map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`),
  );
}

/** Asserts that the page need not be moved sideways in a window of that width; names what sticks out. SQLite only. */
export async function noSidewaysScroll(page, width = 320) {
  if (!judgesLooks) return;
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: before?.height ?? 900 });
  const seen = await page.evaluate(() => {
    const inner = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > inner + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
    return { inner, whole: document.documentElement.scrollWidth, wide: wide.slice(0, 10) };
  });
  if (before) await page.setViewportSize(before);
  assert.ok(seen.whole <= seen.inner, `${page.url()} is ${seen.whole} wide at ${width}: ${seen.wide.join(', ')}`);
}
