// Entering: the buttons of each role, as last time, drafts that keep themselves, and many lines in a
// table. With scripts it is quicker, without them it is the same.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { getAs, postAs, sessionOf } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, runWell, serve } from '../harness.mjs';

const FORM = '/lam-viec/ghi/qua';
const TABLE = '/lam-viec/bang/qua';
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

let serial = 200;
/** A gift as the form sends it: always another one. */
function gift(cells = {}) {
  serial += 1;
  return { viec: 'gui', don_vi: 'kp1', ngay: '2022-06-21', 'o-occasion': 'regular', 'o-quantity': String(serial), 'o-value_dong': String(serial * 300_000), ...cells };
}

const field = (page, name) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page.text)?.[1];
const newKey = async (role = 'team_head', path = FORM) => field(await getAs(server, role, path), 'khoa');
const texts = (page, name) => [...page.text.matchAll(new RegExp(`class="${name}"[^>]*>([^<]*)`, 'g'))].map((m) => m[1].trim());
const own = async (role = 'team_head') => [...(await getAs(server, role, '/lam-viec/nhap')).text.matchAll(/<li>\s*(?:<span[^]*?<\/span>)?\s*<a href="([^"]+)"/g)].map((m) => m[1]);
const waiting = async () => [...(await getAs(server, 'officer', '/lam-viec/duyet')).text.matchAll(/\/lam-viec\/duyet\/(\d+)/g)].map((m) => Number(m[1])).sort((a, b) => b - a);

async function gifts() {
  const review = JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']));
  return review.figures.find((figure) => figure.code === 'wel.gifts_count').actual;
}

async function approve(id) {
  const page = await getAs(server, 'officer', `/lam-viec/duyet/${id}`);
  const answer = await postAs(server, 'officer', `/lam-viec/duyet/${id}`, { viec: 'duyet', phien_ban: field(page, 'phien_ban') });
  assert.equal(answer.status, 303, answer.text);
}

test('each role has the large buttons that the catalogue gives it', async () => {
  const buttons = async (role, language = '') => {
    const page = await getAs(server, role, `/lam-viec/ghi${language}`);
    return [...page.text.split('big-buttons')[1].split('</ul>')[0].matchAll(/<a href="([^"]+)">([^<]+)/g)].map((m) => m.slice(1));
  };
  assert.deepEqual(await buttons('team_head'), [['/lam-viec/ghi/qua', 'Trao quà'], ['/lam-viec/ghi/thu-quy', 'Vận động được'], ['/lam-viec/ghi/tuyen-truyen', 'Họp, tuyên truyền']]);
  assert.deepEqual((await buttons('officer')).map(([, label]) => label), ['Trao quà', 'Bàn giao nhà', 'Họp, tuyên truyền']);
  const all = await getAs(server, 'team_head', '/lam-viec/ghi');
  assert.match(all.text, /Các việc khác[^]*Nhà Đại đoàn kết/);
});

test('the form fills itself as last time, but for the day and names of people', async () => {
  assert.equal((await postAs(server, 'team_head', FORM, { khoa: await newKey(), ...gift({ 'o-quantity': '31', 'o-donor': 'Chị Mẫu Bán Hoa' }) })).status, 303);
  const path = /href="([^"]*nhu=truoc)"/.exec((await getAs(server, 'team_head', FORM)).text)[1];
  await approve((await waiting())[0]);
  const page = await getAs(server, 'team_head', path);
  assert.match(page.text, /name="o-quantity"[^>]*value="31"/);
  assert.match(page.text, /<option value="regular"\s+selected/);
  assert.equal(field(page, 'ngay'), '');
  assert.doesNotMatch(page.text, /Chị Mẫu/, 'also when it has become a record');
});

test('kept and on to the next: same place, same day, empty cells', async () => {
  const answer = await postAs(server, 'officer', FORM, { khoa: await newKey('officer'), ...gift({ viec: 'tiep', don_vi: 'kp2' }) });
  assert.equal(answer.status, 303);
  const next = await getAs(server, 'officer', answer.headers.location);
  assert.match(next.text, /Ghi tiếp việc cùng nơi, cùng ngày/);
  assert.match(next.text, /<option value="kp2"\s+selected/);
  assert.equal(field(next, 'ngay'), '2022-06-21');
  assert.equal(field(next, 'o-quantity'), '');
  assert.equal(field(next, 'nhap'), undefined, 'another draft');
  const id = /sau=(\d+)/.exec(answer.headers.location)[1];
  assert.equal(field(await getAs(server, 'team_head', `${FORM}?sau=${id}`), 'ngay'), '', 'of a foreign draft nothing is told');
});

test('what a script keeps quietly is one draft and one step, and never takes back what waits', async () => {
  const khoa = await newKey(), before = (await own()).length;
  const form = gift({ viec: 'giu', ngay: '', 'o-quantity': 'chưa đếm' });
  const said = [];
  for (const quantity of ['chưa đếm', '12', '13']) {
    const known = said.length ? { nhap: String(said.at(-1).nhap), phien_ban: String(said.at(-1).phien_ban) } : {};
    const answer = await postAs(server, 'team_head', FORM, { khoa, ...form, ...known, 'o-quantity': quantity });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers['content-type'], 'application/json');
    said.push(JSON.parse(answer.text));
  }
  assert.equal((await postAs(server, 'team_head', FORM, { khoa, ...form, 'o-quantity': '13' })).status, 200, 'an answer that was lost');
  assert.equal(new Set(said.map((one) => one.nhap)).size, 1);
  assert.equal((await own()).length, before + 1);
  const page = await getAs(server, 'team_head', `${FORM}?nhap=${said[0].nhap}`);
  assert.equal(field(page, 'o-quantity'), '13');
  const sent = { ...form, khoa, nhap: field(page, 'nhap'), phien_ban: field(page, 'phien_ban'), viec: 'gui', ngay: '21.6.2022', 'o-quantity': '13', 'o-value_dong': '3.900.000' };
  assert.equal((await postAs(server, 'team_head', FORM, sent)).status, 303, 'a day as old phones send it');
  const seen = await getAs(server, 'officer', `/lam-viec/duyet/${said[0].nhap}`);
  assert.equal([...seen.text.matchAll(/Lưu nháp:/g)].length, 1);
  const late = await postAs(server, 'team_head', FORM, { ...sent, viec: 'giu', 'o-quantity': '99', nhap: String(said[0].nhap), phien_ban: field(seen, 'phien_ban') ?? '5' });
  assert.equal(late.status, 409);
  assert.match((await getAs(server, 'officer', `/lam-viec/duyet/${said[0].nhap}`)).text, /<dd>13 suất/);
  await approve(said[0].nhap);
});

test('a connection cut in the middle makes nothing; a phone with a wrong clock is told the day', async () => {
  const { cookie, token } = await sessionOf(server, 'team_head');
  const form = { khoa: await newKey(), ...gift() };
  const body = new URLSearchParams({ ...form, phien: token }).toString();
  const before = await own();
  await new Promise((done) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
      socket.write(`POST ${FORM} HTTP/1.1\r\nHost: a\r\nCookie: ${cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -9)}`, () => socket.destroy());
    });
    socket.on('close', done);
    socket.on('error', () => {});
  });
  assert.equal((await own()).length, before.length);
  for (let i = 0; i < 2; i++) assert.equal((await postAs(server, 'team_head', FORM, form)).status, 303);
  assert.equal((await own()).length, before.length + 1);
  const today = new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10).split('-').map(Number).reverse().join('/');
  assert.ok((await getAs(server, 'team_head', FORM)).text.includes(`Hôm nay là ${today}`));
  const wrong = await postAs(server, 'team_head', FORM, { khoa: await newKey(), ...gift({ ngay: '2031-06-21' }) });
  assert.equal(wrong.status, 422);
  assert.match(texts(wrong, 'odd').join(), /gõ nhầm năm/);
});

/** Lines of a table as its form sends them. */
function lines(rows, more = {}) {
  const cells = {};
  rows.forEach((row, i) => Object.entries(row).forEach(([name, value]) => (cells[`b-${i + 1}-${name}`] = value)));
  return { so_dong: '10', viec: 'gui', ...cells, ...more };
}
const line = (quantity, more = {}) => ({ don_vi: 'kp1', ngay: '20/6/2022', occasion: 'Thường xuyên', quantity: String(quantity), value_dong: String(quantity * 300_000), ...more });

test('a table is taken as a whole or not at all', async () => {
  const khoa = await newKey('team_head', TABLE), before = await own();
  const bad = await postAs(server, 'team_head', TABLE, { khoa, ...lines([line(41), line(42, { ngay: '31/6/2022', occasion: 'hằng tuần' }), {}, line('bốn', { don_vi: 'kp2' })]) });
  assert.equal(bad.status, 422);
  assert.match(bad.text, /Còn 5 ô chưa đúng[^<]*Chưa dòng nào được gửi/);
  assert.match(bad.text, /name="b-2-ngay"[^>]*value="31\/6\/2022"\s+aria-invalid="true"/);
  assert.match(bad.text, /name="b-4-quantity"[^>]*value="bốn"/);
  assert.ok(texts(bad, 'problem').includes('tháng 6 chỉ có 30 ngày') && texts(bad, 'problem').includes('bạn không nhập việc cho nơi này'));
  assert.deepEqual(await own(), before);
  const checked = await postAs(server, 'team_head', TABLE, { khoa, ...lines([line(41)], { viec: 'kiem' }) });
  assert.match(checked.text, /1 dòng đều đúng, chưa gửi/);
  assert.equal((await postAs(server, 'team_head', TABLE, { khoa, ...lines([]) })).status, 422);
  assert.deepEqual(await own(), before);
  const good = lines([line(41), {}, line(42, { occasion: 'dot xuat', ngay: '21.6.2022' })]);
  for (let i = 0; i < 2; i++) {
    const answer = await postAs(server, 'team_head', TABLE, { khoa, ...good });
    assert.equal(answer.status, 303, answer.text);
    assert.match((await getAs(server, 'team_head', answer.headers.location)).text, /Đã gửi duyệt 2 việc/);
  }
  assert.equal((await own()).length, before.length + 2, 'sent twice it is taken once');
  const seen = await getAs(server, 'officer', `/lam-viec/duyet/${(await waiting())[0]}`);
  assert.match(seen.text, /<dd>đột xuất/, 'a label typed without marks');
  assert.match(seen.text, /<dd>42 suất/);
});

test('what looks odd in a table is asked about once, and goes on with a reason', async () => {
  const khoa = await newKey('team_head', TABLE);
  const odd = lines([line(43, { value_dong: '43.000.000.000' })]);
  const asked = await postAs(server, 'team_head', TABLE, { khoa, ...odd });
  assert.equal(asked.status, 422);
  assert.equal(texts(asked, 'odd').length, 1);
  assert.equal((await postAs(server, 'team_head', TABLE, { khoa, ...odd, ly_do: 'quà là nhà' })).status, 303);
  assert.match((await getAs(server, 'officer', `/lam-viec/duyet/${(await waiting())[0]}`)).text, /quà là nhà/);
});

test('who may approve does so at once; a team head may not', async () => {
  const before = await gifts();
  const form = lines([line(51), line(52, { don_vi: 'kp2' })], { viec: 'duyet' });
  const denied = await postAs(server, 'team_head', TABLE, { khoa: await newKey('team_head', TABLE), ...lines([line(50)], { viec: 'duyet' }) });
  assert.equal(denied.status, 422);
  assert.match(denied.text, /Bạn không duyệt việc/);
  assert.doesNotMatch(denied.text, /Gửi và duyệt luôn/);
  const khoa = await newKey('officer', TABLE);
  for (let i = 0; i < 2; i++) assert.equal((await postAs(server, 'officer', TABLE, { khoa, ...form })).status, 303);
  assert.equal(await gifts(), before + 103);
});

test('a kind that the catalogue keeps for officers has no table for a team head either', async () => {
  const made = await postAs(server, 'officer', '/lam-viec/danh-muc/loai/moi', { viec: 'ghi', ten: 'Việc riêng của cán bộ', nhom: 'welfare', nguoi_ghi: 'officer' });
  assert.equal(made.status, 303, made.text);
  const path = '/lam-viec/bang/viec-rieng-cua-can-bo';
  assert.equal((await getAs(server, 'officer', path)).status, 200);
  assert.equal((await getAs(server, 'team_head', path)).status, 403);
  const answer = await postAs(server, 'team_head', path, { khoa: 'abc', ...lines([{ don_vi: 'kp1', ngay: '20/6/2022' }]) });
  assert.equal(answer.status, 403);
});

test('more lines come on demand, up to a hundred, and keep what is typed', async () => {
  const khoa = await newKey('team_head', TABLE);
  const more = await postAs(server, 'team_head', TABLE, { khoa, ...lines([line(61)], { viec: 'them' }) });
  assert.equal(more.status, 200);
  assert.equal(field(more, 'so_dong'), '20');
  assert.match(more.text, /name="b-1-quantity"[^>]*value="61"/);
  const full = await postAs(server, 'team_head', TABLE, { khoa, ...lines([], { viec: 'them', so_dong: '100' }) });
  assert.equal(field(full, 'so_dong'), '100');
  assert.doesNotMatch(full.text, /Thêm 10 dòng/);
  assert.equal((await postAs(server, 'team_head', TABLE, { khoa, ...lines([], { viec: 'them', so_dong: '99999999' }) })).status, 200);
});

async function signedIn(login, options) {
  const page = await newPage(options);
  await page.goto(`${server.url}/dang-nhap`);
  await page.fill('[name=ten_dang_nhap]', login);
  await page.fill('[name=mat_khau]', 'mot-lan-thu');
  await page.click('main button[type=submit]');
  return page;
}

test('on a phone: dots while typing, the draft keeps itself, a large photo goes small, one draft', async () => {
  const page = await signedIn('truong-ban', { width: 390, height: 844, isTouch: true });
  await page.goto(`${server.url}/lam-viec/ghi`);
  for (const box of await page.locator('.big-buttons a').all()) assert.ok((await box.boundingBox()).height >= 90);
  await screenshot(page, 'entry-buttons-phone');
  const before = (await own()).length;
  await page.click('text=Trao quà');
  await page.fill('[name=ngay]', '2022-06-22');
  await page.selectOption('[name=o-occasion]', 'regular');
  await page.fill('[name=o-quantity]', '71');
  await page.locator('[name=o-value_dong]').pressSequentially('21300000');
  assert.equal(await page.inputValue('[name=o-value_dong]'), '21.300.000');
  await page.waitForSelector('text=Đã tự lưu nháp');
  assert.equal((await own()).length, before + 1);
  const photo = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 3000;
    const paint = canvas.getContext('2d');
    const noise = paint.createImageData(3000, 3000);
    for (let i = 0; i < noise.data.length; i += 4096) crypto.getRandomValues(noise.data.subarray(i, i + 4096));
    for (let i = 3; i < noise.data.length; i += 4) noise.data[i] = 255;
    paint.putImageData(noise, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
    const list = new DataTransfer();
    list.items.add(new File([blob], 'IMG.jpg', { type: 'image/jpeg' }));
    const input = document.querySelector('#anh-chup');
    input.files = list.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    return blob.size;
  });
  const [sent] = await Promise.all([page.waitForRequest((request) => request.method() === 'POST'), page.click('button[value=luu]')]);
  await page.waitForSelector('.thumbs img');
  assert.ok(Number((await sent.allHeaders())['content-length']) < photo / 1.5, 'it was made small on the phone');
  await page.locator('[name=o-quantity]').fill('72');
  await page.waitForTimeout(2900); // about when the draft keeps itself: sending waits for that
  await page.click('button[value=gui]');
  await page.waitForSelector('text=Đã gửi duyệt');
  assert.equal((await own()).length, before + 1, 'one draft');
  assert.match((await getAs(server, 'officer', `/lam-viec/duyet/${(await waiting())[0]}`)).text, /<dd>72 suất/);
  await page.goBack();
  await page.goForward();
  assert.equal((await own()).length, before + 1);
  assert.deepEqual(page.errors, []);
});

test('in the table Enter and arrows go to the neighbour, and nothing is sent by them', async () => {
  const page = await signedIn('can-bo', { width: 1280, height: 900 });
  await page.goto(server.url + TABLE);
  await page.focus('[name=b-1-quantity]');
  await page.keyboard.type('5');
  for (const [key, name] of [['Enter', 'b-2-quantity'], ['ArrowDown', 'b-3-quantity'], ['ArrowUp', 'b-2-quantity'], ['ArrowRight', 'b-2-value_dong'], ['ArrowLeft', 'b-2-quantity'], ['Shift+Enter', 'b-1-quantity'], ['Tab', 'b-1-value_dong']]) {
    await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.activeElement.name), name, key);
  }
  await page.click('button[value=kiem]');
  await page.waitForSelector('[role=alert]');
  assert.equal(new URL(page.url()).pathname, TABLE);
  assert.deepEqual(await axe(page), []);
  await noSidewaysScroll(page);
  await screenshot(page, 'entry-table-desktop');
  await page.setViewportSize({ width: 390, height: 844 });
  await noSidewaysScroll(page);
  await screenshot(page, 'entry-table-phone');
  for (const path of [TABLE, FORM]) assert.deepEqual(await htmlValidate((await getAs(server, 'officer', path)).text), [], path);
  assert.deepEqual(page.errors, []);
});

test('without scripts the table and the form work as well', async () => {
  const page = await signedIn('truong-ban', { hasScript: false });
  await page.goto(server.url + TABLE);
  await page.fill('[name=b-1-ngay]', '22/6/2022');
  await page.fill('[name=b-1-occasion]', 'thường xuyên');
  await page.fill('[name=b-1-quantity]', '81');
  await page.fill('[name=b-1-value_dong]', '24300000');
  await page.click('button[value=gui]');
  await page.waitForSelector('text=Đã gửi duyệt 1 việc');
  assert.equal((await get(`${server.url}${TABLE}`)).status, 303, 'for those who signed in only');
});
