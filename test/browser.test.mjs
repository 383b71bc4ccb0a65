// The browser helpers, tried against a page that is right and one that is wrong.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from './browser.mjs';
import { get, serve, top } from './harness.mjs';

let server;
before(async () => {
  server = await serve('book', [], { command: join(top, 'test', 'fixture', 'toy-program.mjs') });
});
after(async () => {
  await stopBrowser();
  await server.stop();
});

test('a good page satisfies axe under a strict policy, and html-validate', async () => {
  const page = await newPage({ width: 390 });
  await page.goto(server.url);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(page.errors, []);
  assert.deepEqual(await htmlValidate((await get(server.url)).text), []);
});

test('axe names the rule and the place of an offence', async () => {
  const page = await newPage();
  await page.goto(`${server.url}/sai`);
  const found = await axe(page);
  assert.ok(found.some((line) => line.startsWith('image-alt (critical)') && line.endsWith(': img')), found.join('\n'));
  const fewer = await axe(page, { without: ['image-alt'] });
  assert.ok(!fewer.some((line) => line.startsWith('image-alt')));
});

test('html-validate names line and rule of an offence', async () => {
  const found = await htmlValidate((await get(`${server.url}/sai`)).text);
  for (const rule of ['no-dup-id', 'no-inline-style', 'no-implicit-close']) {
    assert.ok(found.some((line) => line.startsWith('3:') && line.includes(rule)), `${rule} in\n${found.join('\n')}`);
  }
});

test('what sticks out sideways is named', async () => {
  const page = await newPage();
  await page.goto(server.url);
  await noSidewaysScroll(page, 320);
  // Set by the debugger: the page's own policy refuses the inline style that the file has.
  await page.evaluate(() => (document.querySelector('h1').style.width = '900px'));
  await assert.rejects(noSidewaysScroll(page, 320), /90\d wide at 320: h1/);
  assert.equal(page.viewportSize().width, 1280);
});

test('a page works without scripts', async () => {
  const page = await newPage({ hasScript: false });
  await page.goto(server.url);
  await page.fill('input[name=ten]', 'Hòa');
  await page.click('button');
  assert.equal(await page.textContent('body'), 'ten=H%C3%B2a');
});

test('a picture of the page is kept where somebody wants to look', async () => {
  const page = await newPage({ width: 390, isTouch: true });
  await page.goto(server.url);
  delete process.env.SHOTS;
  assert.equal(await screenshot(page, 'browser-test'), undefined);
  process.env.SHOTS = '1';
  const bytes = readFileSync(await screenshot(page, 'browser-test'));
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
});
