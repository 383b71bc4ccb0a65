// The office: everyone is met by what waits for them and by the rooms that are open to them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs, postAs, sessionOf } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, runWell, serve } from '../harness.mjs';

let server, book;

before(async () => {
  book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

const field = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const links = (page) => [...page.text.matchAll(/href="(\/[^"#]*)"/g)].map((match) => match[1]);

/** What waits, as the home page tells it: "2 việc chờ duyệt". */
const waiting = (page) =>
  [...page.text.matchAll(/<b class="number">(\d+)<\/b>\s*<span class="label">([^<]*)/g)].map((m) => `${m[1]} ${m[2]}`);

/** Looks at a page as a role in the browser: axe, html-validate, no sideways scroll at 390 px, a picture at both widths. */
async function look(role, path, name) {
  const { cookie } = await sessionOf(server, role);
  const at = cookie.indexOf('=');
  for (const width of [390, 1280]) {
    const page = await newPage({ width, isTouch: width < 500 });
    await page.context().addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: server.url }]);
    await page.goto(server.url + path);
    if (width === 390) {
      assert.deepEqual(await axe(page), [], path);
      assert.deepEqual(await htmlValidate((await getAs(server, role, path)).text), [], path);
      await noSidewaysScroll(page);
      await page.setViewportSize({ width, height: 844 });
    }
    await screenshot(page, `office-${name}-${width}`);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
}

test('a team head is met by three large buttons, and by what was sent back', async () => {
  const home = await getAs(server, 'team_head', '/lam-viec');
  assert.deepEqual([.../<ul class="big-buttons">(.*?)<\/ul>/s.exec(home.text)[1].matchAll(/>([^<]+)<\/a>/g)].map((m) => m[1]), [
    'Trao quà',
    'Vận động được',
    'Họp, tuyên truyền',
  ]);
  assert.match(home.text, /Không có việc nào đang chờ bạn/);
  const form = await getAs(server, 'team_head', '/lam-viec/ghi/qua');
  const gift = { viec: 'gui', don_vi: 'kp1', ngay: '2022-06-21', 'o-occasion': 'regular', 'o-quantity': '11', 'o-value_dong': '3.300.000' };
  assert.equal((await postAs(server, 'team_head', '/lam-viec/ghi/qua', { khoa: field(form, 'khoa'), ...gift })).status, 303);
  assert.match((await getAs(server, 'team_head', '/lam-viec')).text, /Trao quà, khu phố 1, ngày 21\/6\/2022<\/a>\s*<span class="meta">Chờ duyệt/);
  const queue = await getAs(server, 'officer', '/lam-viec');
  assert.deepEqual(waiting(queue), ['1 việc chờ duyệt']);
  assert.ok(!queue.text.includes('big-buttons'));
  const id = /\/lam-viec\/duyet\/(\d+)/.exec((await getAs(server, 'officer', '/lam-viec/duyet')).text)[1];
  const one = await getAs(server, 'officer', `/lam-viec/duyet/${id}`);
  assert.equal((await postAs(server, 'officer', `/lam-viec/duyet/${id}`, { viec: 'tra', loi: 'Ghi rõ số suất', phien_ban: field(one, 'phien_ban') })).status, 303);
  const returned = await getAs(server, 'team_head', '/lam-viec');
  assert.deepEqual(waiting(returned), ['1 việc bị trả lại, cần bổ sung']);
  assert.match(returned.text, /Bị trả lại.*Lời nhắn: Ghi rõ số suất/s);
  assert.deepEqual(waiting(await getAs(server, 'officer', '/lam-viec')), []);
});

test('each role is led only where it may go', async () => {
  for (const role of ['team_head', 'officer', 'accountant', 'cashier', 'chair', 'upper', 'inspector', 'admin']) {
    const home = await getAs(server, role, '/lam-viec');
    assert.equal(home.status, 200);
    for (const link of new Set(links(home).filter((one) => /^\/(lam-viec|quan-tri|tai-khoan)/.test(one))))
      assert.equal((await getAs(server, role, link)).status, 200, `${role} ${link}`);
  }
  assert.ok(links(await getAs(server, 'admin', '/lam-viec')).includes('/quan-tri/tai-khoan'));
  assert.ok(!links(await getAs(server, 'officer', '/lam-viec')).includes('/quan-tri/tai-khoan'));
  assert.ok(!links(await getAs(server, 'upper', '/lam-viec')).includes('/lam-viec/ghi'));
});

test('a stranger is asked to sign in', async () => {
  for (const path of ['/lam-viec']) assert.equal((await get(server.url + path)).headers.location, `/dang-nhap?tiep=${encodeURIComponent(path)}`);
});

test('the home page is clean and fits a phone', async () => {
  await look('team_head', '/lam-viec', 'home-team-head');
  await look('officer', '/lam-viec', 'home-officer');
});
