// A conference at its desk: ticked on a phone while it is held, entered as a file would be, its
// requests followed to their results. Nothing of it is public before it is entered.

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

const DESK = '/lam-viec/hoi-nghi';
const HERE = `${DESK}/2022-12-20`;
const problems = (page) => [...page.text.matchAll(/class="problem">([^<]*)/g)].map((m) => m[1].trim());
const hidden = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const entries = async () => (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line));

// By keyboard: without scripts nothing tells a pointer when a page has come to rest.
const press = (page, button) => Promise.all([page.waitForNavigation(), page.locator(button).press('Enter')]);

async function browserAs(role, options) {
  const { cookie } = await sessionOf(server, role);
  const page = await newPage({ hasScript: false, ...options });
  const at = cookie.indexOf('=');
  await page.context().addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: server.url, secure: cookie.startsWith('__Host-') }]);
  return page;
}
async function looksGood(name, path) {
  const page = await browserAs('chair', { width: 390, height: 800, hasScript: true });
  await page.goto(server.url + path);
  await noSidewaysScroll(page);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await htmlValidate((await getAs(server, 'chair', path)).text), []);
  await screenshot(page, `conference-desk-${name}-390`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await screenshot(page, `conference-desk-${name}-1280`);
  await page.close();
}

test('a conference is begun with those who hold posts then; begun twice it is one', async () => {
  const wrong = await postAs(server, 'chair', `${DESK}/moi`, { 'don-vi': 'go-quao', ngay: '31/11/2022', lan: '0' });
  assert.equal(wrong.status, 422);
  assert.deepEqual(problems(wrong), ['tháng 11 chỉ có 30 ngày', 'lần trong ngày là một số từ 1 đến 9']);
  const held = await postAs(server, 'chair', `${DESK}/moi`, { 'don-vi': 'go-quao', ngay: '20/7/2022', lan: '1' });
  assert.equal(held.status, 422);
  assert.match(problems(held)[0], /đã có một hội nghị trong sổ/);
  for (let i = 0; i < 2; i++) {
    const begun = await postAs(server, 'chair', `${DESK}/moi`, { 'don-vi': 'go-quao', ngay: '20/12/2022', lan: '1' });
    assert.equal(begun.status, 303, begun.text);
    assert.match(begun.headers.location, /^\/lam-viec\/hoi-nghi\/2022-12-20/);
  }
  const page = await getAs(server, 'chair', HERE);
  assert.match(page.text, /Ủy ban Mặt trận Tổ quốc thị trấn/);
  assert.match(page.text, /Trưởng ban công tác Mặt trận/i);
  assert.equal((await get(`${server.url}/hoi-nghi/2022-12-20`)).status, 404);
  for (const role of ['team_head', 'accountant', 'upper', 'inspector']) assert.equal((await getAs(server, role, HERE)).status, 403, role);
});

test('two people at one desk: the second sees both, nothing is lost', async () => {
  const first = await getAs(server, 'officer', HERE);
  const fields = (page, place) => ({ viec: 'luu', phien_ban: hidden(page, 'phien_ban'), 'o-ngay': '20/12/2022', 'o-lan': '1', 'o-loai': 'final', 'o-buoi': 'morning', 'o-co_quan': 'btt-mttq', 'o-ky': '2022', 'o-noi_hop': place, 'o-p0-chuc': 'Bí thư Đảng ủy', 'o-p0-ten': 'Trịnh Thị Sáng', 'o-p0-xung': 'đồng chí', 'o-p0-muc': 'Đại biểu đến dự', 'o-p0-moi': '1' });
  assert.equal((await postAs(server, 'chair', HERE, fields(first, 'Nhà văn hóa'))).status, 303);
  const second = await postAs(server, 'officer', HERE, fields(first, 'Hội trường'));
  assert.equal(second.status, 409);
  assert.match(second.text, /vừa lưu hội nghị này/);
  assert.match(second.text, /Nơi họp: Nhà văn hóa/);
  assert.match(second.text, /name="o-noi_hop"[^>]*value="Hội trường"/);
  assert.equal((await postAs(server, 'officer', HERE, fields(second, 'Hội trường'))).status, 303);
});

test('what is wrong is told beside its field, and what was typed is kept', async () => {
  const page = await getAs(server, 'chair', HERE);
  const answer = await postAs(server, 'chair', HERE, {
    viec: 'ghi', phien_ban: hidden(page, 'phien_ban'), 'o-ngay': '20/12/2022', 'o-lan': '1', 'o-loai': 'final', 'o-buoi': 'morning', 'o-co_quan': 'btt-mttq', 'o-ky': '2022', 'o-ky_chuong_trinh': '2022-H2', 'o-noi_hop': '', 'o-chu_tri': 'Thủ quỹ', 'o-so_y_kien': '1', 'o-y_kien': 'Một ý.\nHai ý.',
    'o-p0-chuc': 'Bí thư Đảng ủy', 'o-p0-ten': 'Trịnh Thị Sáng', 'o-p0-muc': 'Khách', 'o-p0-co': '1',
    'o-p1-chuc': 'Khách', 'o-p1-ten': 'Trịnh Thị Sáng', 'o-p1-muc': 'Khách', 'o-p1-co': '1',
    'o-p2-nhom': '1', 'o-p2-chuc': 'Ủy viên', 'o-p2-muc': 'Khách', 'o-p2-so_moi': '45', 'o-p2-so_co': '54',
    'o-d0-noi_dung': 'Làm nhà.', 'o-d0-han': '1/12/2022',
  });
  assert.equal(answer.status, 422);
  for (const reason of ['phải sau kỳ được sơ kết, tổng kết', 'bắt buộc phải có', 'không phải là chức danh của ai trong thành phần', 'ghi 1 ý kiến nhưng bên dưới có 2 ý kiến',
    '«Trịnh Thị Sáng» đã có ở trên; nếu là hai người trùng tên, ghi thêm chữ phân biệt', 'nhiều hơn số được mời', 'hạn 1/12/2022 trước ngày họp 20/12/2022', 'chưa chọn ai chủ trì', 'chưa chọn', 'có nêu tên người thì phải có ngày đồng ý công khai tên'])
    assert.ok(problems(answer).includes(reason), `${reason}: ${problems(answer).join(' | ')}`);
  assert.match((await getAs(server, 'officer', HERE)).text, />Làm nhà\.<\/textarea>/, 'kept all the same');
  assert.equal((await postAs(server, 'chair', HERE, { viec: 'bo', phien_ban: hidden(answer, 'phien_ban') })).status, 303);
  assert.equal((await getAs(server, 'chair', HERE)).status, 404);
});

test('each line of the attendance stands where its number says', async () => {
  assert.equal((await postAs(server, 'chair', `${DESK}/moi`, { 'don-vi': 'go-quao', ngay: '20/12/2022', lan: '1' })).status, 303);
  const page = await browserAs('chair', { width: 1280 });
  await page.goto(server.url + HERE);
  const standing = () => page.locator('h3:has-text("Ủy ban Mặt trận") + ul > li').evaluateAll((lines) =>
    lines.map((line) => [line.querySelector('[name$="-thu_tu"]').value, line.querySelector('[name$="-chuc"]').value]));
  const place = (i) => page.locator('h3:has-text("Ủy ban Mặt trận") + ul > li').nth(i).locator('[name$="-thu_tu"]');
  const before = await standing();
  assert.deepEqual(before.map(([number]) => number), before.map((_, i) => String(i + 1)));
  await place(3).fill('1');
  await place(1).fill('5');
  await place(1).press('Enter');
  await page.waitForSelector('text=Đã lưu.');
  const labels = before.map(([, label]) => label);
  const [first, second, third, fourth, fifth, ...rest] = labels;
  assert.deepEqual((await standing()).map(([, label]) => label), [fourth, first, third, fifth, second, ...rest]);
  await place(0).fill('đầu');
  await press(page, 'button[value="luu"] >> nth=0');
  assert.match(await page.textContent('main'), /Đã lưu, trừ thứ tự[^]*«đầu» không phải là số thứ tự/);
  assert.equal((await standing())[0][1], fourth);
  await press(page, 'button[value="bo"]');
  await page.close();
});

test('the chair ticks it on a phone without scripts and enters it', async () => {
  assert.equal((await postAs(server, 'chair', `${DESK}/moi`, { 'don-vi': 'go-quao', ngay: '20/12/2022', lan: '1' })).status, 303);
  const page = await browserAs('chair', { width: 390, height: 800, isTouch: true });
  await page.goto(server.url + HERE);
  await looksGood('form', HERE);
  await page.selectOption('[name="o-loai"]', 'final');
  await page.selectOption('[name="o-ky"]', '2022');
  await page.selectOption('[name="o-ky_chuong_trinh"]', '2023-H1');
  await page.fill('[name="o-noi_hop"]', 'Hội trường thị trấn');
  await page.fill('[name="o-chuong_trinh"]', 'Báo cáo tổng kết\nPhát biểu chỉ đạo');
  await page.fill('[name="o-dong_y"]', '20/12/2022');
  const label = await page.locator('[name="o-p0-chuc"]').inputValue();
  await page.locator('[name="o-p0-co"]').press('Space');
  await press(page, 'button[value="luu"] >> nth=0');
  assert.match(await page.textContent('main'), /Đã lưu/);
  assert.ok(await page.isChecked('[name="o-p0-co"]'));
  for (const group of await page.locator('input[name$="-nhom"]').all()) {
    const line = /o-p(\d+)-/.exec(await group.getAttribute('name'))[1];
    if (await page.locator(`[name="o-p${line}-chuc"]`).inputValue()) {
      await page.fill(`[name="o-p${line}-so_moi"]`, '45');
      await page.fill(`[name="o-p${line}-so_co"]`, '38');
    }
  }
  await page.selectOption('[name="o-chu_tri"]', label);
  await page.selectOption('[name="o-phat_bieu"]', label);
  for (const paper of ['giay-moi.docx', 'thanh-phan.pdf']) {
    assert.equal((await getAs(server, 'officer', `${HERE}/${paper}`)).status, 200, paper);
    assert.equal((await getAs(server, 'team_head', `${HERE}/${paper}`)).status, 403, paper);
    assert.equal((await get(`${server.url}/hoi-nghi/2022-12-20/${paper}`)).status, 404, paper);
  }
  await page.fill('[name="o-d0-noi_dung"]', 'Vận động thêm nhà Đại đoàn kết.');
  await page.selectOption('[name="o-d0-chu_tri"]', 'btt-mttq');
  await page.fill('[name="o-d0-han"]', '30/6/2023');
  await page.selectOption('[name="o-d0-chi_tieu"]', 'wel.houses_new');
  await press(page, 'button[value="ghi"]');
  assert.match(await page.textContent('main'), /Đã ghi vào sổ/, await page.textContent('main'));
  await looksGood('held', HERE);
  await page.close();
  const shown = await get(`${server.url}/hoi-nghi/2022-12-20`);
  assert.equal(shown.status, 200);
  assert.match(shown.text, /Vận động thêm nhà Đại đoàn kết/);
  const held = (await entries()).filter((entry) => entry.type === 'meeting.held').at(-1);
  assert.match(held.by, /^u\d+$/);
  assert.equal(held.values.period, '2022');
  assert.equal((await get(`${server.url}/hoi-nghi/2022-12-20/bien-ban.docx`)).status, 200);
  assert.doesNotMatch((await getAs(server, 'chair', DESK)).text, /Đang ghi</);
});

test('a request is followed to its result; without one it is not closed', async () => {
  const so = hidden(await getAs(server, 'officer', HERE), 'so');
  const send = (fields) => postAs(server, 'officer', `${HERE}/ket-qua`, { so, ...fields });
  const bare = await send({ viec: 'dong' });
  assert.equal(bare.status, 422);
  assert.deepEqual(problems(bare), ['chưa có kết quả nào nên chưa đóng được; hãy ghi kết quả trước']);
  const early = await send({ viec: 'ghi', noi_dung: 'Bàn giao một căn.', ngay_ket_qua: '1/12/2022' });
  assert.equal(early.status, 422);
  assert.match(problems(early)[0], /phải từ ngày họp 20\/12\/2022/);
  assert.match(early.text, />Bàn giao một căn\.<\/textarea>/);
  assert.match(problems(await send({ viec: 'ghi', noi_dung: '', ngay_ket_qua: '1/3/2023' }))[0], /chưa có nội dung/);
  assert.equal((await send({ viec: 'ghi', noi_dung: 'Bàn giao một căn.', ngay_ket_qua: '1/3/2023', da_lam: '1' })).status, 303);
  for (let i = 0; i < 2; i++) assert.equal((await send({ viec: 'dong', ngay_ket_qua: '' })).status, 303, 'the button pressed twice');
  assert.match((await get(`${server.url}/hoi-nghi/2022-12-20`)).text, /Đã xong ngày 1\/3\/2023/);
});

test('stating a conference again, unchanged, says what its file said', async () => {
  const told = async () => (await entries()).filter((entry) => /^meeting\.(held|attended|spoken|request)$/.test(entry.type))
    .filter((entry) => entry.no === 'conference/2022/0001' || entry.of === 'conference/2022/0001')
    .map(({ at, by, shown, ...rest }) => JSON.stringify({ ...rest, shown: Object.keys(shown ?? {}) }));
  const before = await told();
  const page = await browserAs('officer', { width: 1280 });
  await page.goto(`${server.url}${DESK}/2022-07-20`);
  await press(page, 'text=Sửa và ghi lại hội nghị');
  await press(page, 'button[value="ghi"]');
  assert.match(await page.textContent('main'), /Đã ghi vào sổ/, await page.textContent('main'));
  await page.close();
  const after = await told();
  assert.equal(after.length, 2 * before.length);
  assert.deepEqual(after.slice(before.length), before);
  assert.ok(!(await entries()).some((entry) => entry.type === 'meeting.request' && entry.no > 'request/2022/0005'));
});

test('a name erased while the conference is stated again does not come back by the open form', async () => {
  const there = `${DESK}/2022-07-20`;
  const page = await browserAs('officer', { width: 1280 });
  await page.goto(server.url + there);
  await press(page, 'text=Sửa và ghi lại hội nghị');
  const names = await page.locator('[name$="-ten"]').evaluateAll((inputs) => inputs.map(({ value }) => value).filter(Boolean));
  const gone = names.at(-1);
  await runWell(['meeting', 'erase', book, 'conference/2022/0001', gone]);
  assert.ok(!(await getAs(server, 'officer', there)).text.includes(gone), 'it has left what is kept');
  await press(page, 'button[value="ghi"]');
  const told = await page.content();
  assert.match(told, /tên này đã xóa theo yêu cầu/);
  assert.ok(!told.includes(gone) && told.includes(names[0]));
  assert.ok(!(await getAs(server, 'officer', there)).text.includes(gone), 'nor has the open form brought it back');
  await press(page, 'button[value="ghi"]');
  assert.match(await page.textContent('main'), /Đã ghi vào sổ/, await page.textContent('main'));
  await page.close();
  assert.ok(!(await get(`${server.url}/hoi-nghi/2022-07-20`)).text.includes(gone));
});

test('a conference entered by mistake is voided, with a reason', async () => {
  const bare = await postAs(server, 'chair', `${HERE}/huy`, { ly_do: ' ' });
  assert.equal(bare.status, 422);
  assert.deepEqual(problems(bare), ['hủy hội nghị phải có lý do']);
  for (let i = 0; i < 2; i++) assert.equal((await postAs(server, 'chair', `${HERE}/huy`, { ly_do: 'Ghi nhầm ngày.' })).status, 303, 'the button pressed twice');
  assert.match((await get(`${server.url}/hoi-nghi/2022-12-20`)).text, /Ghi nhầm ngày\./);
  assert.match((await getAs(server, 'chair', HERE)).text, /Hội nghị này đã hủy/);
  const area = await postAs(server, 'chair', `${DESK}/moi`, { 'don-vi': 'kp1', ngay: '21/12/2022', lan: '1' });
  assert.equal(area.headers.location, `${DESK}/2022-12-21?don-vi=kp1&da=moi`);
  const form = await getAs(server, 'chair', `${DESK}/2022-12-21?don-vi=kp1`);
  assert.equal(hidden(form, 'don-vi'), 'kp1');
  assert.equal((await postAs(server, 'chair', `${DESK}/2022-12-21`, { 'don-vi': 'kp1', viec: 'bo', phien_ban: hidden(form, 'phien_ban') })).status, 303);
  await server.stop();
  server = undefined;
  await runWell(['check', book]);
});
