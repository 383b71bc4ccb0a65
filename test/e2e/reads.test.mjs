// "Số lần đọc": what a visit is, and that none is lost.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { newPage, stopBrowser } from '../browser.mjs';
import { get, makeBook, request, run, runWell, serve } from '../harness.mjs';

const ROBOT = { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' };
const READER = { 'user-agent': 'Mozilla/5.0 (Linux; Android 10; K) Mobile Zalo android/12' };
const LIVE_MS = 2000; // a cached page may be that old

let server, book, story;
before(async () => {
  book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
  const home = (await get(`${server.url}/`)).text;
  story = /<h1><a href="(\/tin\/[^"]+)"/.exec(home)[1];
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

const countIn = (text) => Number(/Số lần đọc:\s*([\d.]+)/.exec(text)[1].replaceAll('.', ''));

/** The count as a robot sees it, once cached pages must be fresh. */
async function count() {
  await wait(LIVE_MS + 100);
  return countIn((await get(server.url + story, ROBOT)).text);
}

test('one visit in a browser makes 148 to 149, for whoever comes next and on reloading', async () => {
  assert.equal(await count(), 148);
  const page = await newPage({ width: 390, isTouch: true });
  await page.goto(server.url + story);
  assert.match(await page.innerText('main'), /Số lần đọc: 148/);
  assert.equal(await count(), 149);
  await page.reload();
  assert.match(await page.innerText('main'), /Số lần đọc: 149/);
  assert.equal(await count(), 150);
  assert.deepEqual(await page.context().cookies(), []);
});

test('robots that name themselves and HEAD are no visits, cached and unchanged pages are', async () => {
  const before = await count();
  for (const agent of ['curl/7.88.1', 'bingbot/2.0', 'facebookexternalhit/1.1', 'Screaming Frog SEO Spider', 'python-requests/2.31'])
    await get(server.url + story, { 'user-agent': agent });
  await request('HEAD', server.url + story, { headers: READER });
  assert.equal(await count(), before);
  const first = await get(server.url + story, READER);
  for (let i = 0; i < 4; i++) assert.equal((await get(server.url + story, READER)).status, 200);
  const again = await get(server.url + story, { ...READER, 'if-none-match': first.headers.etag });
  assert.equal(again.status, 304);
  await get(`${server.url}${story.replace(/\/tin\/.*-/, '/tin/khac-')}`, READER); // leads to the right address: no page, no visit
  await get(`${server.url}${story}?la=1`, READER);
  assert.equal(await count(), before + 6);
  await wait(LIVE_MS + 100);
  assert.equal((await get(server.url + story, READER)).headers.etag, first.headers.etag, 'the count is no part of the tag');
});

test('visits outlive a restart and a rebuild', async () => {
  const before = await count();
  for (let i = 0; i < 7; i++) await get(server.url + story, READER);
  await server.stop(); // at once: what the last second gathered must be written
  server = await serve(book);
  assert.equal(await count(), before + 7);
  await server.stop();
  await runWell(['rebuild', book]);
  server = await serve(book);
  assert.equal(await count(), before + 7);
});

test('a killed server loses at most the last second', async () => {
  const before = await count();
  for (let i = 0; i < 5; i++) await get(server.url + story, READER);
  await wait(2500);
  process.kill(server.pid, 'SIGKILL');
  await assert.rejects(server.stop());
  server = await serve(book);
  assert.equal(await count(), before + 5);
});

test('what is read shows in no other page and changes no journal', async () => {
  const before = await run(['review', book, 'go-quao', '2022-H1', '--format', 'json']);
  await get(server.url + story, READER);
  await wait(1500);
  const after = await run(['review', book, 'go-quao', '2022-H1', '--format', 'json']);
  assert.equal(after.stdout, before.stdout);
});
