// The outgoing register in the office: numbers without gaps whoever presses when, in the year and type that
// is asked for, with who took them; voided with a reason; for those whose part of the work it is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs, postAs, sessionOf, signIn, SAMPLE, tokenOf } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, post, runWell, serve } from '../harness.mjs';

const HERE = '/lam-viec/so-cong-van';
const TAKE = `${HERE}/lay-so`;
const UNIT = 'go-quao';

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

const problems = (page) => [...page.text.matchAll(/class="problem">([^<]*)/g)].map((m) => m[1].trim());
const plain = (page) => page.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const entries = async () => (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line));
const numbered = async () => (await entries()).filter(({ type }) => type === 'paper.numbered');
const take = (loai, ve, fields = {}, role = 'officer') => postAs(server, role, TAKE, { 'don-vi': UNIT, loai, ve, ngay: '22/7/2022', ...fields });

async function browserAs(role, options) {
  const { cookie } = await sessionOf(server, role);
  const page = await newPage({ hasScript: false, ...options });
  const at = cookie.indexOf('=');
  await page.context().addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: server.url, secure: cookie.startsWith('__Host-') }]);
  return page;
}
async function looksGood(name, path, role = 'officer') {
  const page = await browserAs(role, { width: 390, height: 800, hasScript: true });
  await page.goto(server.url + path);
  await noSidewaysScroll(page);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await htmlValidate((await getAs(server, role, path)).text), []);
  await screenshot(page, `register-${name}-390`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await screenshot(page, `register-${name}-1280`);
  await page.close();
}

test('an empty register says what to do, and offers what has no number', async () => {
  const page = await getAs(server, 'officer', HERE);
  assert.equal(page.status, 200);
  assert.match(page.text, /Chưa có số nào\. Bấm «Lấy số»/);
  assert.match(page.text, /<option value="2022"\s+selected/);
  for (const part of ['Lấy số biên bản: Hội nghị sơ kết', 'Lấy số giấy mời: Dự Hội nghị', 'Lấy số chương trình: Phối hợp và thống nhất hành động 06 tháng cuối năm 2022'])
    assert.ok(plain(page).includes(part), part);
  assert.match((await getAs(server, 'inspector', HERE)).text, /cán bộ Mặt trận lấy số ở trang này/);
  assert.match((await getAs(server, 'officer', '/lam-viec')).text, new RegExp(`href="${HERE}"`));
  await looksGood('empty', HERE);
});

test('an officer takes a number without scripts, from the desk of the conference', async () => {
  const page = await browserAs('officer', { width: 390, height: 800 });
  const press = (button) => Promise.all([page.waitForNavigation(), page.locator(button).press('Enter')]);
  await page.goto(`${server.url}/lam-viec/hoi-nghi/2022-07-20`);
  await press('a:has-text("Số văn bản"):has-text("Biên bản")');
  assert.match(await page.textContent('h1'), /Lấy số: Biên bản/);
  await page.fill('#ngay', '31/6/2022');
  await press('main button[type=submit]');
  assert.match(await page.textContent('.problem'), /tháng 6 chỉ có 30 ngày/);
  await page.fill('#ngay', '20/7/2022');
  await press('main button[type=submit]');
  assert.match(await page.textContent('h1'), /Số 01\/BB-MTTQ-BTT/);
  assert.match(await page.textContent('main'), /Đã lấy số/);
  await page.close();
  const [entry] = await numbered();
  assert.equal(entry.no, 'minutes/2022/0001');
  assert.match(entry.by, /^u\d+$/);
  assert.match((await runWell(['paper', 'list', book])), /01\/BB-MTTQ-BTT/);
  const number = await getAs(server, 'officer', `${HERE}/minutes/2022/0001`);
  assert.match(number.text, /href="\/hoi-nghi\/2022-07-20\/bien-ban\.docx"/);
});

test('a number taken twice is one, and so is one that two people want at once', async () => {
  const before = (await numbered()).length;
  const answers = await Promise.all([take('programme', '2022-H2'), take('programme', '2022-H2'), take('programme', '2022-H2', {}, 'chair'), take('programme', '2022-H2', {}, 'chair')]);
  for (const { status, headers } of answers) {
    assert.equal(status, 303);
    assert.match(headers.location, new RegExp(`^${HERE}/programme/2022/0001\\?`));
  }
  assert.equal((await numbered()).length, before + 1);
  const again = await getAs(server, 'officer', `${TAKE}?don-vi=${UNIT}&loai=programme&ve=2022-H2`);
  assert.equal(again.status, 303);
});

test('numbers that many people take at once have no gap', async () => {
  const periods = ['2022-Q1', '2022-Q2', '2022-Q3', '2022-Q4', '2022', '2021-H2', '2021-Q3', '2021-Q4'];
  const answers = await Promise.all(periods.map((ve, i) => take('programme', ve, {}, i % 2 ? 'chair' : 'officer')));
  for (const { status, text } of answers) assert.equal(status, 303, text);
  const serials = (await numbered()).filter(({ kind }) => kind === 'programme').map(({ values }) => values.serial);
  assert.deepEqual(serials.toSorted((a, b) => a - b), Array.from({ length: periods.length + 1 }, (_, i) => i + 1));
});

test('what the command refuses is refused beside its field', async () => {
  const refused = async (fields, wanted) => {
    const page = await take('programme', '2022-H1', fields);
    assert.equal(page.status, 422);
    assert.match(problems(page).join(), wanted);
  };
  const count = (await entries()).length;
  await refused({ ngay: '' }, /./);
  await refused({ ngay: '1/7/2022' }, /không được ghi ngày trước đó/);
  await refused({ so_dau: '40' }, /đã cấp đến số 9/);
  await refused({ so_dau: 'x' }, /số đầu tiên là một số từ 1 trở lên/);
  for (const [loai, ve] of [['attendance', '2022-07-20'], ['letter', '2022-H1'], ['programme', 'x'], ['programme', '1950-H1'], ['minutes', '2022-07-21']])
    assert.equal((await take(loai, ve)).status, 404, `${loai} ${ve}`);
  assert.equal((await take('report', '2022-Q3')).status, 422);
  assert.match((await getAs(server, 'officer', `${TAKE}?don-vi=${UNIT}&loai=report&ve=2022-Q3`)).text, /chưa ban hành[^]*\/lam-viec\/bao-cao\/2022\/quy-3/);
  assert.equal((await entries()).length, count);
});

test('a year that began on paper goes on behind its numbers', async () => {
  await take('invitation', '2022-07-20', { so_dau: '15' });
  const page = await getAs(server, 'officer', `${HERE}?don-vi=${UNIT}&nam=2022&loai=invitation`);
  assert.match(plain(page), /15\/GM-\S+/);
  assert.ok(!plain(page).includes('01/BB-MTTQ-BTT'), 'another type');
});

test('the register tells number, day, type, what about, who; the newest first, by year and type', async () => {
  const page = await getAs(server, 'inspector', `${HERE}?don-vi=${UNIT}&nam=2022&loai=`);
  const numbers = [...page.text.matchAll(/translate="no">([^<]*)<\/a>/g)].map((m) => m[1]);
  assert.equal(numbers.length, 11);
  assert.equal(numbers.at(-1), '01/BB-MTTQ-BTT', 'its day is the first');
  const text = plain(page);
  for (const part of ['20/7/2022', 'Biên bản', 'Hội nghị sơ kết', 'Người lấy số']) assert.ok(text.includes(part), part);
  assert.match(page.text, /href="\/hoi-nghi\/2022-07-20"/);
  assert.match(page.text, /href="\/chuong-trinh\/2022\/6-thang-cuoi-nam"/);
  assert.match(plain(await getAs(server, 'chair', `${HERE}?nam=2021`)), /Chưa có số nào/);
  for (const query of ['nam=abc', 'loai=letter', 'trang=9', 'trang=0', 'don-vi=xyz']) assert.equal((await getAs(server, 'chair', `${HERE}?${query}`)).status, 404, query);
  await looksGood('list', HERE);
});

test('a number is voided with a reason, once; it stays, and the paper takes another', async () => {
  const path = `${HERE}/programme/2022/0001`;
  const voided = (ly_do) => postAs(server, 'officer', `${path}/huy`, { 'don-vi': UNIT, ly_do });
  const empty = await voided(' ');
  assert.equal(empty.status, 422);
  assert.match(problems(empty)[0], /phải có lý do/);
  for (let i = 0; i < 2; i++) assert.equal((await voided('In nhầm <b>ngày</b>')).status, 303);
  assert.equal((await entries()).filter(({ type }) => type === 'paper.voided').length, 1);
  const page = await getAs(server, 'officer', path);
  assert.match(page.text, /In nhầm &lt;b&gt;ngày&lt;\/b&gt;/);
  assert.match(page.text, /Lấy số mới cho văn bản này/);
  assert.ok(!page.text.includes('Hủy số này'));
  assert.match((await take('programme', '2022-H2')).headers.location, /programme\/2022\/0010/);
  await looksGood('voided', path);
  await looksGood('number', `${HERE}/programme/2022/0010`);
  await looksGood('take', `${TAKE}?don-vi=${UNIT}&loai=programme&ve=2022-H1`);
});

test('a register longer than a page is turned', async () => {
  for (let i = 0; i < 45; i++) {
    const no = (await take('programme', '2022-H1', { ngay: '23/7/2022' })).headers.location.split('?')[0];
    await postAs(server, 'officer', `${no}/huy`, { 'don-vi': UNIT, ly_do: 'thử' });
  }
  const first = await getAs(server, 'chair', `${HERE}?nam=2022`);
  assert.match(plain(first), /Trang 1\/2/);
  const next = /href="([^"]*)" rel="next"/.exec(first.text)[1].replaceAll('&amp;', '&');
  assert.match(plain(await getAs(server, 'chair', next)), /01\/BB-MTTQ-BTT/);
});

test('whoever may not is not let in: neither by role nor for another unit', async () => {
  for (const role of ['team_head', 'accountant', 'cashier', 'admin']) assert.equal((await getAs(server, role, HERE)).status, 403, role);
  for (const role of ['upper', 'inspector']) {
    assert.equal((await getAs(server, role, HERE)).status, 200, role);
    assert.equal((await take('programme', '2023-H1', {}, role)).status, 403, role);
    assert.equal((await postAs(server, role, `${HERE}/programme/2022/0010/huy`, { 'don-vi': UNIT, ly_do: 'x' })).status, 403, role);
  }
  const count = (await entries()).length;
  assert.equal((await take('programme', '2022-H1', { 'don-vi': 'huyen-go-quao' })).status, 403, 'a unit above');
  assert.equal((await getAs(server, 'officer', `${HERE}?don-vi=huyen-go-quao`)).status, 403);
  assert.equal((await postAs(server, 'officer', `${HERE}/programme/2022/0010/huy`, { 'don-vi': 'kp2', ly_do: 'x' })).status, 404, 'a number of another unit');
  assert.equal((await entries()).length, count);
});
