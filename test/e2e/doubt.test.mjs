// "Báo số liệu chưa đúng": anyone may say that a figure is wrong; only the officer reads it, and the
// answer stands beside the figure.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, stopBrowser } from '../browser.mjs';
import { get, makeBook, post, run, runWell, serve } from '../harness.mjs';

const FIGURE = '/so-lieu/2022/6-thang-dau-nam/suat-qua';
const DOUBT = `${FIGURE}/bao-chua-dung`;
const MARK = 'Thiếu đợt quà ở <b>chùa</b> Tháng Năm';

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

const from = (client) => ({ 'x-forwarded-for': client });
const send = (text, headers = {}, address = DOUBT, more = {}) => post(server.url + address, { 'noi-dung': text, ...more }, headers);
const list = (...options) => runWell(['report', 'list', book, ...options]);

test('a reader reports a wrong figure in the browser, without JavaScript', async () => {
  for (const hasScript of [false, true]) {
    const page = await newPage({ width: 390, isTouch: true, hasScript });
    await page.goto(server.url + FIGURE);
    assert.ok(await page.isHidden('#chua-dung'));
    await page.click('text=Báo số liệu chưa đúng');
    await noSidewaysScroll(page);
    if (hasScript) assert.deepEqual(await axe(page), []);
    await page.fill('#chua-dung', `${MARK}\nở khu phố 3`);
    await page.click('button:has-text("Gửi")');
    assert.equal(new URL(page.url()).pathname, DOUBT);
    assert.match(await page.innerText('h1'), /Cảm ơn bạn/);
    if (hasScript) assert.deepEqual(await axe(page), []);
    assert.deepEqual(await htmlValidate((await get(page.url())).text), []);
    await page.click('text=Về trang số liệu');
    assert.equal(new URL(page.url()).pathname, FIGURE);
    await page.context().close();
  }
  assert.match(await list(), /Số 1, ngày \d+\/\d+\/\d+: Suất quà[^\n]*, 6 tháng đầu năm 2022, [^\n]*\n {4}Thiếu đợt quà[^\n]*\n {4}ở khu phố 3\nSố 2/);
});

test('what was written is on no page before or after the answer, which is', async () => {
  await send(`${MARK} 77`, from('203.0.113.1'));
  const number = /Số (\d+),[^\n]*\n[^\n]*77/.exec(await list())[1];
  assert.doesNotMatch((await get(server.url + FIGURE)).text, /Thiếu đợt|Đã trả lời/);
  await runWell(['report', 'answer', book, number, 'Đợt quà ấy do <chùa> trao riêng, không qua Mặt trận.']);
  const page = (await get(server.url + FIGURE)).text;
  assert.match(page, /Đã trả lời[^]*Đợt quà ấy do &lt;chùa&gt; trao riêng/);
  assert.doesNotMatch(page, /Thiếu đợt/);
  assert.deepEqual(await htmlValidate(page), []);
  assert.doesNotMatch(await list(), /77/);
  assert.match(await list('--all'), /77[^]*Đã trả lời ngày/);
  for (const elsewhere of ['/so-lieu/2022/6-thang-dau-nam/suat-qua?don-vi=kp3', '/so-lieu/2021/6-thang-cuoi-nam/suat-qua', '/so-lieu/2022/6-thang-dau-nam/nha-xay-moi'])
    assert.doesNotMatch((await get(server.url + elsewhere)).text, /Đợt quà ấy/, elsewhere);
  await runWell(['report', 'answer', book, number, 'Đã bổ sung.']);
  assert.match((await get(server.url + FIGURE)).text, /Đã bổ sung\./);
  assert.match((await get(`${server.url}/cong-khai`)).text, /Mặt trận trả lời[^]*suat-qua">[^<]*6 tháng đầu năm 2022[^]*<p>Đã bổ sung\.<\/p>/);
  await runWell(['report', 'drop', book, number]);
  assert.doesNotMatch((await get(`${server.url}/cong-khai`)).text, /Đã bổ sung|Mặt trận trả lời/);
  assert.doesNotMatch((await get(server.url + FIGURE)).text, /Đã bổ sung|Đợt quà ấy/);
  assert.doesNotMatch(await list('--all'), /77|bổ sung/);
});

test('a report about an area belongs to its figure', async () => {
  const sent = await send('Số của khu phố', from('203.0.113.2'), DOUBT, { 'don-vi': 'kp3' });
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.location, `${DOUBT}?don-vi=kp3&da-gui=1`);
  assert.match((await get(server.url + sent.headers.location)).text, /href="\/so-lieu\/2022\/6-thang-dau-nam\/suat-qua\?don-vi=kp3">Về trang/);
  assert.match((await getAs(server, 'officer', '/lam-viec')).text, /\d+<\/b> <span class="label">lời báo số liệu chờ trả lời/);
  assert.match(await list(), /6 tháng đầu năm 2022, [Kk]hu phố 3[^\n]*\n {4}Số của khu phố/);
  assert.match((await get(`${server.url}${FIGURE}?don-vi=kp3`)).text, /name="don-vi" value="kp3"/);
});

test('bad reports are refused, and words are given back', async () => {
  const empty = await send('  \n ', from('203.0.113.3'));
  assert.equal(empty.status, 400);
  assert.match(empty.text, /Chưa gửi được[^]*chưa viết điều chưa đúng/);
  assert.deepEqual(await htmlValidate(empty.text), []);
  assert.equal((await send('x'.repeat(4001), from('203.0.113.3'))).status, 400);
  assert.equal((await send('a\u0000b', from('203.0.113.3'))).status, 400);
  assert.equal((await send('a', from('203.0.113.3'), DOUBT, { la: '1' })).status, 400);
  assert.equal((await send('a', from('203.0.113.3'), '/so-lieu/2022/6-thang-dau-nam/khong-co/bao-chua-dung')).status, 404);
  assert.equal((await send('a', { ...from('203.0.113.3'), origin: 'https://elsewhere.example' })).status, 403);
  assert.equal((await send('a', { ...from('203.0.113.3'), 'sec-fetch-site': 'cross-site' })).status, 403);
  for (const [id, answer, reason] of [['9999', 'x', /không có lời báo số 9999/], ['x', 'x', /«x» không phải là số/], ['1', ' ', /một dòng chữ/], ['1', 'a\nb', /một dòng chữ/]]) {
    const end = await run(['report', 'answer', book, id, answer]);
    assert.equal(end.code, 1);
    assert.match(end.stderr, reason);
  }
  assert.equal((await run(['report', 'drop', book, '9999'])).code, 1);
});

test('one address may send ten times an hour, and its words are given back when it may not', async () => {
  for (let i = 0; i < 10; i++) assert.equal((await send(`lần ${i}`, from('203.0.113.4'))).status, 303);
  const late = await send('lần <cuối>', from('198.51.100.9, 203.0.113.4'));
  assert.equal(late.status, 429);
  assert.match(late.text, /địa chỉ mạng của bạn đã gửi 10 lần/);
  assert.match(late.text, /<textarea[^>]*>lần &lt;cuối&gt;<\/textarea>/);
  assert.equal(late.headers['cache-control'], 'no-store');
  assert.doesNotMatch(await list(), /cuối/);
  assert.equal((await send('người khác', from('203.0.113.5'))).status, 303);
});

test('all together may send a hundred and twenty times an hour', async () => {
  let taken = 0;
  for (let i = 0; i < 130; i++) taken += (await send('nhiều', from(`10.9.${i}.1`))).status === 303;
  assert.ok(taken > 0 && taken <= 120, `${taken}`);
  const last = await send('nhiều', from('10.10.0.1'));
  assert.equal(last.status, 429);
  assert.match(last.text, /mọi người đã gửi 120 lần/);
});

test('reports outlive a rebuild and a restart', async () => {
  await server.stop();
  const earlier = await list('--all');
  await runWell(['rebuild', book]);
  assert.equal(await list('--all'), earlier);
  server = await serve(book);
});
