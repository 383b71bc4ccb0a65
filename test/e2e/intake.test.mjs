// Lists from files: seen before they enter, whole or not at all, taken back whole.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs, postAs, sessionOf } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, rawRequest, request, runWell, serve } from '../harness.mjs';
import { workbook } from '../workbook.mjs';

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

const FILES = '/lam-viec/nhap-tep';
const HEAD = 'Ngày,Đơn vị,Thường xuyên hay đột xuất,Số suất,Tổng trị giá,Ghi chú';
const row = (i, quantity = 3) => `${(i % 27) + 1}/6/2022,Khu phố ${(i % 4) + 1},thường xuyên,${quantity},${quantity * 300000 + i * 1000},đợt ${i}`;
const rows = (count, from = 0) => [HEAD, ...Array.from({ length: count }, (_, i) => row(i + from))].join('\n');
const texts = (page, name) => [...page.text.matchAll(new RegExp(`class="${name}"[^>]*>([^<]*)`, 'g'))].map((m) => m[1].trim());
const field = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const flat = (page) => page.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

/** A form with a file as browsers send it. */
async function send(role, path, fields, bytes, name = 'qua.csv') {
  const { cookie, token } = await sessionOf(server, role);
  const line = 'xxdoanketxx';
  const parts = Object.entries({ phien: token, ...fields }).map(([key, value]) => Buffer.from(`--${line}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`));
  parts.push(Buffer.from(`--${line}\r\nContent-Disposition: form-data; name="tep"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`), Buffer.from(bytes), Buffer.from(`\r\n--${line}--\r\n`));
  return request('POST', server.url + path, { headers: { cookie, 'Content-Type': `multipart/form-data; boundary=${line}` }, body: Buffer.concat(parts) });
}

async function key(role = 'officer') {
  return field(await getAs(server, role, FILES), 'khoa');
}

/** Uploads a list and gives the address where it is seen. */
async function upload(bytes, { kind = 'qua', role = 'officer', name } = {}) {
  const answer = await send(role, FILES, { khoa: await key(role), loai: kind, trang: '' }, bytes, name);
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.location;
}

/** What is said of a file that is refused. */
async function refused(bytes, name) {
  const answer = await send('officer', FILES, { khoa: await key(), loai: 'qua', trang: '' }, bytes, name);
  assert.equal(answer.status, 422, answer.text);
  return texts(answer, 'wrong')[0];
}

async function gifts() {
  const review = JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']));
  return review.figures.find((figure) => figure.code === 'wel.gifts_count').actual;
}

/** Waits until a list stands still. */
async function settled(address) {
  for (;;) {
    const page = await getAs(server, 'officer', address);
    if (!page.headers.refresh) return page;
    assert.match(page.text, /<progress/);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

test('a list is seen first, enters whole, and is taken back whole', async () => {
  const before = await gifts();
  const address = await upload(rows(5), { name: 'Quà tháng 6.csv' });
  const seen = await getAs(server, 'officer', address);
  assert.match(flat(seen), /Xem trước: Quà tháng 6\.csv/);
  assert.match(flat(seen), /Số dòng 5 Sẽ thành hồ sơ mới 5 Chỗ sai 0/);
  assert.equal(await gifts(), before, 'nothing has entered yet');
  for (let i = 0; i < 2; i++) {
    const answer = await postAs(server, 'officer', address, { viec: 'nhap', ly_do: 'đã xem' });
    assert.equal(answer.status, 303, answer.text);
    assert.equal(answer.headers.location, address);
  }
  const done = await getAs(server, 'officer', address);
  assert.match(flat(done), /Đã nhập 5 hồ sơ mới vào sổ/);
  assert.equal(await gifts(), before + 15, 'sent twice it enters once');
  const record = /href="(\/viec\/qua-2022-\d+)"/.exec(done.text)[1];
  assert.equal((await get(server.url + record)).status, 200);
  const journal = (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line));
  assert.match(journal.at(-1).by, /^u\d+$/);
  assert.match(flat(await getAs(server, 'officer', FILES)), /Trao quà: Quà tháng 6\.csv Đã nhập .*5 dòng, 5 hồ sơ/);

  assert.equal((await postAs(server, 'officer', address, { viec: 'huy', ly_do: ' ' })).status, 422, 'a void needs a reason');
  assert.equal((await postAs(server, 'officer', address, { viec: 'huy', ly_do: 'nhầm tháng' })).status, 303);
  assert.match(flat(await getAs(server, 'officer', address)), /Đã hủy 5 hồ sơ của tệp này/);
  assert.equal(await gifts(), before);
  assert.match(flat(await get(server.url + record)), /nhầm tháng/);

  const again = await upload(rows(5));
  assert.match(flat(await getAs(server, 'officer', again)), /Sẽ thành hồ sơ mới 5/, 'what was taken back may come again');
  assert.equal((await postAs(server, 'officer', again, { viec: 'bo' })).status, 303);
  assert.equal((await getAs(server, 'officer', again)).status, 404);
});

test('every wrong cell is marked and explained, and nothing enters', async () => {
  const before = await gifts();
  const address = await upload([HEAD, row(1), '31/6/2022,Khu phố 9,thường xuyên,ba chục,1000,', row(2), ',Khu phố 1,lúc nào đó,0,1,'].join('\n'));
  const seen = await getAs(server, 'officer', address);
  assert.match(flat(seen), /Chỗ sai 5/);
  assert.match(flat(seen), /Dòng 3 Ngày 31\/6\/2022 tháng 6 chỉ có 30 ngày/);
  assert.match(flat(seen), /Dòng 3 Đơn vị Khu phố 9 không có đơn vị này trong sổ/);
  assert.match(flat(seen), /Dòng 3 Số suất ba chục «ba chục»: không phải là một số/);
  assert.match(flat(seen), /Dòng 5 Ngày bắt buộc phải có/);
  assert.match(flat(seen), /«lúc nào đó» không có trong danh sách: thường xuyên; đột xuất/);
  assert.doesNotMatch(seen.text, /value="nhap"/);
  assert.equal((await postAs(server, 'officer', address, { viec: 'nhap' })).status, 422);
  assert.equal(await gifts(), before);
});

test('what is in the file twice is asked about', async () => {
  const address = await upload([HEAD, row(20), row(21), row(20)].join('\n'));
  assert.deepEqual(texts(await getAs(server, 'officer', address), 'odd').filter((text) => text.includes('giống hệt')), ['Dòng 4: giống hệt một dòng ở trên, có ghi hai lần không?']);
  assert.equal((await postAs(server, 'officer', address, { viec: 'nhap' })).status, 422, 'a reason is wanted');
  assert.equal((await postAs(server, 'officer', address, { viec: 'bo' })).status, 303);
});

test('columns are chosen by hand, and meant so the next time', async () => {
  const list = 'Bảng kê quà,,,,\n,,,,\nLúc,Chỗ,Kiểu,SL,Tiền\n3/6/2022,Khu phố 2,đột xuất,7,2100000';
  const address = await upload(list);
  const asked = await getAs(server, 'officer', address);
  assert.match(flat(asked), /thiếu cột bắt buộc «Ngày»/);
  // The header cannot be known by its names: the first row stands for it, until the columns are said.
  const named = 'Lúc,Chỗ,Kiểu,SL,Tiền,Số suất\n3/6/2022,Khu phố 2,đột xuất,7,2100000,';
  const second = await upload(named);
  const columns = { 'cot-0': 'day', 'cot-1': 'unit', 'cot-2': 'occasion', 'cot-3': 'quantity', 'cot-4': 'value_dong', 'cot-5': '' };
  assert.equal((await postAs(server, 'officer', second, { viec: 'cot', ...columns })).status, 303);
  assert.match(flat(await getAs(server, 'officer', second)), /Sẽ thành hồ sơ mới 1 Chỗ sai 0/);
  const third = await getAs(server, 'officer', await upload(named));
  assert.match(flat(third), /Chọn sẵn như lần trước/);
  assert.match(flat(third), /Sẽ thành hồ sơ mới 1 Chỗ sai 0/);
});

test('files that cannot be read say what to do', async () => {
  assert.match(await refused(''), /chưa chọn tệp, hoặc tệp trống/i);
  assert.match(await refused(HEAD), /chỉ có dòng đầu/);
  assert.match(await refused(Buffer.from([0x4e, 0x67, 0xe0, 0x79, 0x2c, 0xff, 0x0a])), /UTF-8/);
  assert.match(await refused(`${Array.from({ length: 200 }, (_, i) => `cột ${i}`).join(',')}\n1`), /200 cột, nhiều nhất 100/);
  assert.match(await refused(rows(100_001)), /hơn 100000 dòng/);
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(rows(2, 50).replaceAll(',', '\t'), 'utf16le')]);
  assert.match(flat(await getAs(server, 'officer', await upload(utf16))), /Sẽ thành hồ sơ mới 2/, 'Unicode Text of Excel');
});

test('a workbook as people keep it: days from 1904, formulas, numbers as text, merged cells, hidden sheets', async () => {
  const rows = [
    ['BẢNG KÊ QUÀ'],
    ['Ngày', 'Đơn vị', 'Thường xuyên hay đột xuất', 'Số suất', 'Tổng trị giá', 'Ghi chú'],
    [{ day: 43249 }, 'Khu phố 1', 'thường xuyên', { digits: '21' }, { formula: 'D3*300000', value: 6300000 }, 'sách Excel'],
    [{ day: 43250 }, 'Khu phố 2', 'đột xuất', 22, 6600000, ''],
  ];
  const bytes = workbook([{ name: 'Nháp cũ', rows: [['bỏ']], isHidden: true }, { name: 'Quà', rows, merged: ['F3:F4'] }, { name: 'Khác', rows: [['x']] }], { is1904: true });
  const address = await upload(bytes, { name: 'qua.xlsx' });
  const seen = flat(await getAs(server, 'officer', address));
  assert.match(seen, /Số dòng 2 Sẽ thành hồ sơ mới 2 Chỗ sai 0/);
  assert.match(seen, /Đọc trang tính «Quà»/);
  assert.match(seen, /Không đọc các trang tính khác: Nháp cũ \(ẩn\); Khác/);
  assert.match(seen, /1 ô \(E3\) là công thức/);
  assert.match(seen, /1 ô \(F4\) nằm trong ô gộp/);
  assert.match(seen, /3 30\/5\/2022 Khu phố 1 thường xuyên 21 6300000/, 'a day of 1904 is four years later');
  const other = await send('officer', FILES, { khoa: await key(), loai: 'qua', trang: 'Không có' }, bytes, 'qua.xlsx');
  assert.equal(other.status, 422);
  assert.match(texts(other, 'wrong')[0], /không có trang tính «Không có»/);
  assert.match(await refused(bytes.subarray(0, 900), 'qua.xlsx'), /./);
});

test('an upload that breaks off leaves nothing, and one whose session has ended is asked for again', async () => {
  const count = async () => [...(await getAs(server, 'officer', FILES)).text.matchAll(/href="\/lam-viec\/nhap-tep\/\d+"/g)].length;
  const before = await count();
  const { cookie, token } = await sessionOf(server, 'officer');
  const head = `--xx\r\nContent-Disposition: form-data; name="phien"\r\n\r\n${token}\r\n--xx\r\nContent-Disposition: form-data; name="tep"; filename="a.csv"\r\n\r\n${HEAD}`;
  await rawRequest(server.port, Buffer.from(`POST ${FILES} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=xx\r\nContent-Length: 90000\r\n\r\n${head}`), { wait_ms: 300 });
  assert.equal(await count(), before);
  const old = Buffer.from(`${head.replace(token, 'f'.repeat(token.length))}\r\n--xx--\r\n`);
  const ended = await request('POST', server.url + FILES, { headers: { cookie, 'Content-Type': 'multipart/form-data; boundary=xx' }, body: old });
  assert.match(ended.text, /chọn lại tệp/);
  const { khoa } = gridFields(await getAs(server, 'officer', PASTE));
  const text = await request('POST', server.url + PASTE, { headers: { cookie, 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ khoa, loai: 'qua', viec: 'doc', van_ban: 'chữ còn đây' }).toString() });
  assert.match(flat(text), /Nội dung dán chữ còn đây/);
  assert.equal(await count(), before);
});

test('a form that is sent twice makes one list', async () => {
  const fields = { khoa: await key(), loai: 'qua', trang: '' };
  const first = await send('officer', FILES, fields, rows(2, 100));
  const second = await send('officer', FILES, fields, rows(2, 100));
  assert.equal(first.headers.location, second.headers.location);
});

test('a long list enters beside other work, and leaves likewise', async () => {
  const before = await gifts();
  const address = await upload(rows(900, 1000));
  assert.equal((await postAs(server, 'officer', address, { viec: 'nhap', ly_do: 'đã xem' })).status, 303);
  assert.match(flat(await settled(address)), /Đã nhập 900 hồ sơ mới vào sổ/);
  assert.equal(await gifts(), before + 2700);
  assert.equal((await postAs(server, 'officer', address, { viec: 'huy', ly_do: 'thử' })).status, 303);
  assert.match(flat(await settled(address)), /Đã hủy 900 hồ sơ/);
  assert.equal(await gifts(), before);
});

test('a list that was entering when the server went goes on when it comes', async () => {
  const before = await gifts();
  const address = await upload(rows(900, 5000));
  assert.equal((await postAs(server, 'officer', address, { viec: 'nhap', ly_do: 'đã xem' })).status, 303);
  await server.stop();
  server = await serve(book);
  assert.match(flat(await settled(address)), /Đã nhập 900 hồ sơ mới vào sổ/);
  assert.equal(await gifts(), before + 2700);
});

const PASTE = '/lam-viec/dan';
/** The fields of a grid as its page shows them. */
function gridFields(page) {
  const fields = {};
  for (const [, name, value] of page.text.matchAll(/<input id="[^"]*" name="(o-[^"]+)" value="([^"]*)"/g)) fields[name] = value;
  for (const [, name, options] of page.text.matchAll(/<select id="[^"]*" name="(o-[^"]+)"[^>]*>(.*?)<\/select>/gs)) fields[name] = /<option value="([^"]*)"\s+selected/.exec(options)?.[1] ?? '';
  for (const name of ['khoa', 'loai', 'dong']) fields[name] = field(page, name);
  return fields;
}

async function paste(role, text, unit = '') {
  const khoa = field(await getAs(server, role, PASTE), 'khoa');
  return postAs(server, role, PASTE, { khoa, loai: 'qua', don_vi: unit, viec: 'doc', van_ban: text });
}

test('a message from Zalo becomes rows to mend, and drafts of a team head', async () => {
  const read = await paste('team_head', '21/6/2022 trao 15 suất quà hộ nghèo KP1 500k/suất, cty Tân Lộc Điền\n\nbà con góp nhiều lắm', 'kp1');
  assert.equal(read.status, 200, read.text);
  const fields = gridFields(read);
  assert.equal(fields['o-0-day'], '21/6/2022');
  assert.equal(fields['o-0-unit'], 'kp1');
  assert.equal(fields['o-0-quantity'], '15');
  assert.equal(fields['o-0-value_dong'], '7.500.000');
  assert.equal(fields['o-0-donor'], 'cty Tân Lộc Điền');
  assert.equal(fields['o-0-household_class'], 'poor');
  assert.equal(fields['o-1-note'], 'bà con góp nhiều lắm', 'what is not understood stays');
  assert.match(flat(read), /Dòng 2 bà con góp nhiều lắm/);
  const wrong = await postAs(server, 'team_head', PASTE, { ...fields, viec: 'gui' });
  assert.equal(wrong.status, 422);
  assert.equal(gridFields(wrong)['o-1-note'], 'bà con góp nhiều lắm');
  const whole = { ...fields, viec: 'gui', 'bo-1': '1', 'o-0-occasion': 'regular', ly_do: 'đúng' };
  for (let i = 0; i < 2; i++) {
    const sent = await postAs(server, 'team_head', PASTE, whole);
    assert.equal(sent.status, 303, flat(sent));
    assert.equal(sent.headers.location, '/lam-viec/nhap?da=gui');
  }
  const queue = await getAs(server, 'officer', '/lam-viec/duyet');
  assert.equal([...queue.text.matchAll(/href="\/lam-viec\/duyet\/\d+">Trao quà, khu phố 1, ngày 21\/6\/2022/g)].length, 1, 'sent twice it is one');
  const foreign = await postAs(server, 'team_head', PASTE, { ...whole, khoa: 'khac', 'o-0-unit': 'kp2' });
  assert.equal(foreign.status, 422);
  assert.match(flat(foreign), /bạn không nhập việc cho nơi này/);
});

test('a part of a spreadsheet becomes records of an officer, with or without a header', async () => {
  const before = await gifts();
  const read = await paste('officer', '3/6/2022\tKhu phố 2\tđột xuất\t7\t2.100.000\tbên đường\n4/6/2022\tKP lạ\tđột xuất\t8\t2.400.000\t');
  const fields = gridFields(read);
  assert.equal(fields['o-0-quantity'], '7');
  assert.equal(fields['o-0-value_dong'], '2.100.000');
  assert.equal(fields['o-0-occasion'], 'ad_hoc');
  const sent = await postAs(server, 'officer', PASTE, { ...fields, 'o-0-day': '3/6/2022', 'o-0-unit': 'kp2', 'bo-1': '1', viec: 'gui', ly_do: 'đúng' });
  assert.equal(sent.status, 303, flat(sent));
  assert.match(flat(await getAs(server, 'officer', sent.headers.location)), /Đã nhập 1 hồ sơ mới vào sổ/);
  assert.equal(await gifts(), before + 7);
  const named = gridFields(await paste('officer', 'Số suất\tNgày\tĐơn vị\n9\t5/6/2022\tKhu phố 3'));
  assert.deepEqual([named['o-0-quantity'], named['o-0-day'], named['o-0-unit']], ['9', '5/6/2022', 'kp3']);
  const many = await paste('officer', Array.from({ length: 101 }, (_, i) => `dòng ${i}`).join('\n'));
  assert.equal(many.status, 422);
  assert.match(flat(many), /Nhiều nhất 100 dòng một lần/);
  assert.equal((await paste('officer', ' ')).status, 422);
});

test('who may not import does not, and nobody sees the staged lists of others', async () => {
  assert.equal((await getAs(server, 'team_head', FILES)).status, 403);
  assert.equal((await send('team_head', FILES, { khoa: 'x', loai: 'qua', trang: '' }, rows(1))).status, 403);
  const address = await upload(rows(1, 300));
  assert.equal((await getAs(server, 'accountant', address)).status, 403);
  const kinds = await getAs(server, 'accountant', FILES);
  assert.match(kinds.text, /value="chi-quy"/);
  assert.doesNotMatch(kinds.text, /value="qua"/);
  assert.equal((await send('accountant', FILES, { khoa: await key('accountant'), loai: 'qua', trang: '' }, rows(1))).status, 403);
});

test('the pages are well-formed, accessible and fit a phone', async () => {
  const wrong = await upload([HEAD, row(7), '31/6/2022,Khu phố 9,thường xuyên,ba chục,1000,', '1/6/2022,Khu phố 1,đột xuất,5,15000000000,'].join('\n'), { name: 'Danh sách quà quý 2.csv' });
  const right = await upload(rows(12, 700), { name: 'Tặng quà tháng 6.csv' });
  await postAs(server, 'officer', right, { viec: 'nhap', ly_do: 'đã xem' });
  const page = await newPage();
  await page.goto(`${server.url}/dang-nhap`);
  await page.fill('[name=ten_dang_nhap]', 'can-bo');
  await page.fill('[name=mat_khau]', 'mot-lan-thu');
  await page.click('main button[type=submit]');
  for (const [path, shot] of [[FILES, 'start'], [PASTE, 'paste'], [wrong, 'preview'], [right, 'done']]) {
    await page.goto(server.url + path);
    assert.deepEqual(await axe(page), [], path);
    assert.deepEqual(await htmlValidate((await getAs(server, 'officer', path)).text), [], path);
    await screenshot(page, `intake-${shot}-desktop`);
    await noSidewaysScroll(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await screenshot(page, `intake-${shot}-phone`);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  const grid = await paste('officer', '21/6/2022 trao 15 suất quà hộ nghèo KP3 500k/suất, cty Tân Lộc Điền\nhọp tổ bầu 5 người');
  assert.deepEqual(await htmlValidate(grid.text), []);
  await page.goto(server.url + PASTE);
  await page.selectOption('#loai', 'qua');
  await page.fill('#van_ban', '21/6/2022 trao 15 suất quà hộ nghèo KP3 500k/suất, cty Tân Lộc Điền\nhọp tổ bầu 5 người');
  await page.click('main button[type=submit]');
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'intake-grid-desktop');
  await noSidewaysScroll(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await screenshot(page, 'intake-grid-phone');
  assert.deepEqual(page.errors, []);
});
