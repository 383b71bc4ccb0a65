// The user guide in the program: a guide for each role and each piece of work, found from every page.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SAMPLE, getAs, sessionOf } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, runWell, serve, top } from '../harness.mjs';

let server;
before(async () => {
  const book = makeBook('sqlite'); // nothing of it lies in the database
  await runWell(['demo', book]);
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

const names = readdirSync(join(top, 'docs', 'huong-dan')).filter((name) => name !== 'README.md').map((name) => name.replace(/\.md$/, ''));
const helpOf = (page) => /<a href="(\/tro-giup[^"]*)">Trợ giúp<\/a>/.exec(page.text)?.[1];

test('every guide that is written is listed and shown, and its links lead somewhere', async () => {
  const list = await get(`${server.url}/tro-giup`);
  assert.deepEqual([...list.text.matchAll(/<li><a href="\/tro-giup\/([\w-]+)"/g)].map((found) => found[1]).sort(), [...names].sort());
  for (const name of names) {
    const page = await get(`${server.url}/tro-giup/${name}`);
    assert.equal(page.status, 200, name);
    const body = /<main[^]*<\/main>/.exec(page.text)[0];
    assert.doesNotMatch(body, /\]\((?![\w-]+\.(?:png|jpg))|\]\(\w+\.md|\*\*/, `${name}: left of its Markdown`);
    for (const [, link] of body.matchAll(/href="(\/[^"#]*)/g)) assert.equal((await get(server.url + link)).status, 200, `${name}: ${link}`);
  }
  assert.equal((await get(`${server.url}/tro-giup/khong-co`)).status, 404);
  assert.equal((await get(`${server.url}/tro-giup/README`)).status, 404);
});

test('each page leads to its own guide', async () => {
  for (const [role, path, guide] of [
    ['team_head', '/lam-viec/ghi', '/tro-giup/truong-ban'],
    ['team_head', '/lam-viec/ghi/qua', '/tro-giup/truong-ban'],
    ['officer', '/lam-viec/duyet', '/tro-giup/can-bo'],
    ['officer', '/lam-viec/nhap-tep', '/tro-giup/danh-sach'],
    ['admin', '/quan-tri/tai-khoan', '/tro-giup/quan-tri'],
    ['inspector', '/quan-tri/nhat-ky', '/tro-giup/thanh-tra'],
    ['chair', '/lam-viec/chi-tieu', '/tro-giup/chu-tich'],
    ['officer', '/lam-viec', '/tro-giup'],
  ])
    assert.equal(helpOf(await getAs(server, role, path)), guide, path);
  assert.equal(helpOf(await get(`${server.url}/dang-nhap`)), '/tro-giup/tai-khoan');
  assert.equal(helpOf(await get(server.url)), '/tro-giup');
  assert.ok(Object.keys(SAMPLE).length <= 8, 'a new role wants a guide');
});

/** What a browser takes for a page, with its styles, scripts and pictures: bytes as sent, gzip'd. */
async function weigh(path, cookie) {
  const page = await newPage({ width: 390, isTouch: true });
  if (cookie) await page.context().addCookies([{ name: cookie.split('=')[0], value: cookie.split('=')[1], url: server.url }]);
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  let bytes = 0;
  client.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(server.url + path, { waitUntil: 'networkidle' });
  const first = bytes;
  bytes = 0;
  await page.goto(`${server.url}/lam-viec/ghi`, { waitUntil: 'networkidle' });
  await page.context().close();
  return { first, second: bytes };
}

test('on a weak network the first page of the office takes 150 KB at most, then 30 KB', async (t) => {
  const { cookie } = await sessionOf(server, 'team_head');
  const { first, second } = await weigh('/lam-viec', cookie);
  t.diagnostic(`first ${first} bytes, then ${second}`);
  assert.ok(first > 1000 && first <= 150 * 1024, `${first} bytes`);
  assert.ok(second > 1000 && second <= 30 * 1024, `${second} bytes`);
});

test('the guide is clear on a phone', async () => {
  for (const [name, width] of [['phone', 390], ['desktop', 1280]]) {
    const page = await newPage({ width });
    for (const path of ['/tro-giup', '/tro-giup/truong-ban']) {
      await page.goto(server.url + path);
      if (name === 'phone') {
        assert.deepEqual(await axe(page), [], path);
        assert.deepEqual(await htmlValidate((await get(server.url + path)).text), [], path);
      }
      await noSidewaysScroll(page);
      await screenshot(page, `guide-${path.split('/').pop()}-${name}`);
    }
    await page.context().close();
  }
});
