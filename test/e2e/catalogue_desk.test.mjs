// A new programme in the browser alone: a kind with four fields, an indicator, a line of the outline; a
// record of it goes through the form and the queue, and the next review says it. Nothing is restarted.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs, PASSWORD, postAs, SAMPLE } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, runWell, serve } from '../harness.mjs';

let server, book, page;

before(async () => {
  book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

const DESK = '/lam-viec/danh-muc';
const problems = (answer) => [...answer.text.matchAll(/class="problem"[^>]*>([^<]*)/g)].map((m) => m[1].trim());

/** Signs in, in a window of its own. */
async function signedIn(role, window) {
  const opened = await newPage(window);
  opened.setDefaultTimeout(10_000);
  await opened.goto(`${server.url}/dang-nhap`);
  await opened.fill('[name=ten_dang_nhap]', SAMPLE[role]);
  await opened.fill('[name=mat_khau]', PASSWORD);
  await Promise.all([opened.waitForURL('**/lam-viec'), opened.click('main button[type=submit]')]);
  return opened;
}

/** Fills fields of the page by name (an array: what to choose), and presses a button by its words. */
async function send(opened, fields, button) {
  for (const [name, value] of Object.entries(fields)) {
    const field = opened.locator(`main [name="${name}"]`);
    if (value === true) await field.check();
    else if (Array.isArray(value)) await field.selectOption(value[0]);
    else await field.fill(value);
  }
  await Promise.all([opened.waitForEvent('load'), opened.getByRole('button', { name: button, exact: true }).press('Enter')]);
}

const heading = (opened) => opened.locator('h1').innerText();

test('an officer adds a kind with four fields in the browser', async () => {
  page = await signedIn('officer', { width: 390 });
  await page.goto(server.url + DESK);
  await page.getByRole('link', { name: 'Thêm loại việc' }).click();
  await send(page, { ten: 'Tặng áo ấm', nhom: ['welfare'] }, 'Thêm loại việc');
  assert.equal(await heading(page), 'Tặng áo ấm');
  await send(page, { ten: 'Đối tượng', kieu: ['select_one'], lua_chon: 'người già neo đơn\nhọc sinh nghèo', bat_buoc: true, muc: ['public'] }, 'Thêm trường');
  await send(page, { ten: 'Số áo', kieu: ['integer'], tinh_bang: 'áo', bat_buoc: true, it_nhat: '1', nhieu_nhat: '5.000', muc: ['public'] }, 'Thêm trường');
  await send(page, { ten: 'Trị giá', kieu: ['money'], muc: ['public'], goi_y: 'Cả tiền vận chuyển' }, 'Thêm trường');
  await send(page, { ten: 'Người nhận', kieu: ['text'], muc: ['sealed'] }, 'Thêm trường');
  assert.match(await page.locator('main').innerText(), /Đã thêm trường\./);
  assert.deepEqual((await page.locator('table code').allInnerTexts()).slice(0, 4), ['doi_tuong', 'so_ao', 'tri_gia', 'nguoi_nhan']);
  assert.deepEqual(await axe(page), []);
  await noSidewaysScroll(page, 320);
  await screenshot(page, 'catalogue-kind-390');
});

test('an indicator is tried out on the records before it is stated', async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(server.url + DESK);
  await page.getByRole('link', { name: 'Thêm số liệu' }).click();
  await page.getByRole('link', { name: 'Tặng quà', exact: true }).first().click().catch(() => page.goto(`${server.url}${DESK}/chi-so/moi?loai=gift`));
  const form = { ten: 'Suất quà thử', cach_tinh: ['sum:quantity'], don_vi_tinh: 'suất', thu_ky: ['2022-H1'] };
  await send(page, form, 'Tính thử');
  const review = JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']));
  const gifts = review.figures.find((figure) => figure.code === 'wel.gifts_count').actual;
  assert.match(await page.locator('.proof').innerText(), new RegExp(`Suất quà thử: ${gifts.toLocaleString('de-DE')} suất, từ [0-9.]+ hồ sơ`));
  await page.goto(`${server.url}${DESK}/chi-so/moi?loai=tang_ao_am`);
  await send(page, { ten: 'Áo ấm đã tặng', cach_tinh: ['sum:so_ao'], don_vi_tinh: 'áo', tach: ['doi_tuong'] }, 'Thêm số liệu');
  assert.equal(await heading(page), 'Áo ấm đã tặng');
  assert.match(await page.locator('main').innerText(), /Cộng số áo của các hồ sơ loại «Tặng áo ấm»/);
  await screenshot(page, 'catalogue-indicator-1280');
  assert.deepEqual(await htmlValidate((await getAs(server, 'officer', `${DESK}/chi-so/moi?loai=tang_ao_am`)).text), []);
});

test('a line of the outline is read before it is stated', async () => {
  await page.getByRole('link', { name: 'Thêm câu vào báo cáo' }).click();
  assert.equal(await page.locator('[name=cau]').inputValue(), 'Đã thực hiện được {own.ao_am_da_tang áo}.');
  const line = { muc: ['Chăm lo người nghèo, an sinh xã hội'], cau: 'Đã tặng {own.ao_am_da_tang áo} ấm[, gồm {own.ao_am_da_tang.parts}].', tu_ngay: '2022-07-01' };
  await send(page, line, 'Xem thử');
  assert.match(await page.locator('.proof').innerText(), /ví dụ: Đã tặng 12 áo ấm, gồm …/);
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'catalogue-line-1280');
  await send(page, { muc: line.muc }, 'Thêm câu');
  assert.match(await page.locator('main').innerText(), /Đã ghi vào danh mục/);
  await page.goto(server.url + DESK);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await htmlValidate((await getAs(server, 'officer', DESK)).text), []);
  await screenshot(page, 'catalogue-1280');
});

test('a team head enters it on a phone, the officer approves it, the next review says it', async () => {
  const phone = await signedIn('team_head', { width: 390, isTouch: true, hasScript: false });
  await phone.goto(`${server.url}/lam-viec/ghi/tang-ao-am`);
  await phone.locator('[name=ngay]').fill('2022-07-15');
  await phone.locator('[name=o-doi_tuong]').selectOption('hoc_sinh_ngheo');
  await phone.locator('[name=o-so_ao]').fill('6.000');
  await phone.locator('button[value=gui]').press('Enter');
  assert.match(await phone.locator('.problem').innerText(), /phải từ 1 đến 5\.000/);
  assert.equal(await phone.locator('[name=o-so_ao]').inputValue(), '6.000');
  await phone.locator('[name=o-so_ao]').fill('35');
  await phone.locator('button[value=gui]').press('Enter');
  await page.goto(`${server.url}/lam-viec/duyet`);
  await page.locator('main a[href^="/lam-viec/duyet/"]').first().click();
  await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
  const review = await get(`${server.url}/bao-cao/2022/6-thang-cuoi-nam`);
  assert.match(review.text.replace(/<[^>]*>/g, ''), /Đã tặng 35 áo ấm, gồm 35 áo học sinh nghèo\./);
  const figure = await get(`${server.url}/so-lieu/2022/6-thang-cuoi-nam/ao-am-da-tang`);
  assert.match(figure.text, /Tặng áo ấm: học sinh nghèo, 35 áo/);
  const record = await get(`${server.url}/viec/tang-ao-am-2022-0001`);
  assert.equal(record.status, 200);
  const before = await get(`${server.url}/bao-cao/2022/6-thang-dau-nam`);
  assert.doesNotMatch(before.text, /áo ấm/, 'the period before has no such line');
  assert.deepEqual(page.errors, []);
});

test('the list takes the kind too, and the journal has it for a rebuild', async () => {
  await server.stop();
  await runWell(['check', book]);
  await runWell(['rebuild', book]);
  server = await serve(book);
  assert.match((await get(`${server.url}/so-lieu/2022/6-thang-cuoi-nam/ao-am-da-tang`)).text, /35/);
});

test('what is wrong is told beside its field, and what was typed stays', async () => {
  const kind = { viec: 'ghi', ten: 'Tặng áo [ấm]', nhom: 'khong-co', tu_ngay: '31/6/2022' };
  const answer = await postAs(server, 'officer', `${DESK}/loai/moi`, kind);
  assert.equal(answer.status, 422);
  assert.deepEqual(problems(answer), ['không có lựa chọn này']);
  assert.match(answer.text, /value="Tặng áo \[ấm\]"/);
  const again = await postAs(server, 'officer', `${DESK}/loai/moi`, { ...kind, nhom: 'welfare' });
  assert.deepEqual(problems(again), ['tên không được có dấu [ ] { }', 'tháng 6 chỉ có 30 ngày']);
  const twin = await postAs(server, 'officer', `${DESK}/loai/moi`, { viec: 'ghi', ten: 'Tặng áo ấm', nhom: 'movement' });
  assert.deepEqual(problems(twin), ['mã này đã dùng, hãy đặt mã khác']);
  const field = { viec: 'truong', ten: 'Cỡ', kieu: 'select_one', muc: 'public', lua_chon: 'to\nto' };
  assert.deepEqual(problems(await postAs(server, 'officer', `${DESK}/loai/tang_ao_am`, field)), ['«to»: mỗi lựa chọn là những chữ khác nhau']);
  const number = { viec: 'truong', ten: 'Số tất', kieu: 'integer', muc: 'public', it_nhat: '9', nhieu_nhat: '3' };
  assert.deepEqual(problems(await postAs(server, 'officer', `${DESK}/loai/tang_ao_am`, number)), ['nhỏ hơn mức ít nhất']);
  const figure = { viec: 'ghi', loai: 'tang_ao_am', ten: 'Người nhận', cach_tinh: 'distinct:nguoi_nhan', don_vi_tinh: 'người', kieu_ky: 'flow' };
  assert.deepEqual(problems(await postAs(server, 'officer', `${DESK}/chi-so/moi`, figure)), ['không có lựa chọn này'], 'sealed values cannot be counted');
  const line = { viec: 'ghi', muc: 'Chăm lo người nghèo, an sinh xã hội', cau: 'Đã tặng {own.khong_co áo}.', tu_ngay: '2022-07-01' };
  assert.match(problems(await postAs(server, 'officer', `${DESK}/de-cuong/moi`, line))[0], /own\.khong_co/);
});

test('a form sent twice makes one', async () => {
  const kind = { viec: 'ghi', ten: 'Phát cây giống', nhom: 'movement' };
  for (let i = 0; i < 2; i++) assert.equal((await postAs(server, 'officer', `${DESK}/loai/moi`, kind)).status, 303);
  const field = { viec: 'truong', ten: 'Số cây', kieu: 'integer', tinh_bang: 'cây', muc: 'public' };
  for (let i = 0; i < 2; i++) assert.equal((await postAs(server, 'officer', `${DESK}/loai/phat_cay_giong`, field)).status, 303);
  const shown = await getAs(server, 'officer', `${DESK}/loai/phat_cay_giong`);
  assert.equal(shown.text.match(/<code[^>]*>so_cay</g).length, 1);
});

// ---- the large button of a kind ----

const bigButtons = (answer) => [...(/<ul class="big-buttons">(.*?)<\/ul>/s.exec(answer.text)?.[1] ?? '').matchAll(/>([^<]+)<\/a>/g)].map((m) => m[1]);

test('a place among the large buttons is given once, and what is typed wrong is told', async () => {
  const path = `${DESK}/loai/phat_cay_giong`;
  const button = { viec: 'nut', chu_nut: 'Phát cây', chu_nut_en: 'Trees given', nut_truong_ban: '2', nut_can_bo: '' };
  const taken = await postAs(server, 'officer', path, button);
  assert.equal(taken.status, 422);
  assert.deepEqual(problems(taken), ['chỗ này đang là «Thu quỹ»; hãy chọn chỗ khác, hoặc mở loại việc ấy và chọn «không có» trước']);
  assert.match(taken.text, /name="chu_nut"[^>]*value="Phát cây"/, 'what was typed stays');
  const wrong = await postAs(server, 'officer', path, { ...button, chu_nut: 'Phát cây giống cho bà con trồng '.repeat(3), nut_truong_ban: '', nut_can_bo: '9' });
  assert.deepEqual(problems(wrong), ['không có lựa chọn này']);
  const long = await postAs(server, 'officer', path, { ...button, chu_nut: 'Phát cây giống cho bà con trồng '.repeat(3), nut_truong_ban: '' });
  assert.deepEqual(problems(long), ['dài quá, nút chỉ đủ chỗ cho vài chữ']);
  assert.equal((await postAs(server, 'team_head', path, button)).status, 403);
  await postAs(server, 'officer', `${DESK}/loai/moi`, { viec: 'ghi', ten: 'Kiểm tra quỹ', nhom: 'movement', nguoi_ghi: 'officer' });
  const officers = `${DESK}/loai/kiem_tra_quy`;
  assert.doesNotMatch((await getAs(server, 'officer', officers)).text, /Nút của Trưởng Ban/);
  assert.equal((await postAs(server, 'officer', officers, button)).status, 422, 'who may not enter it has no button for it');
});

test('a new kind gets a large button, and the team head is met by it', async () => {
  const free = { viec: 'nut', chu_nut: 'Vận động được', chu_nut_en: 'Money raised', nut_truong_ban: '', nut_can_bo: '' };
  assert.equal((await postAs(server, 'officer', `${DESK}/loai/fund_receipt`, free)).status, 303);
  const desk = await signedIn('officer', { width: 390, hasScript: false });
  await desk.goto(`${server.url}${DESK}/loai/phat_cay_giong`);
  await desk.getByText('Nút lớn để ghi loại việc này').click();
  await screenshot(desk, 'catalogue-button-390');
  await send(desk, { chu_nut: 'Phát cây', chu_nut_en: 'Trees given', nut_truong_ban: ['2'] }, 'Ghi nút lớn');
  assert.match(await desk.locator('main').innerText(), /Đã ghi nút lớn\./);
  await desk.getByText('Nút lớn để ghi loại việc này').click();
  assert.equal(await desk.locator('[name=chu_nut]').inputValue(), 'Phát cây');
  assert.equal(await desk.locator('[name=nut_truong_ban]').inputValue(), '2');
  await desk.context().close();
  assert.deepEqual(bigButtons(await getAs(server, 'team_head', '/lam-viec')), ['Trao quà', 'Phát cây', 'Họp, tuyên truyền']);
  const head = await signedIn('team_head', { width: 390, isTouch: true, hasScript: false });
  await head.getByRole('link', { name: 'Phát cây', exact: true }).click();
  assert.match(head.url(), /\/lam-viec\/ghi\/phat-cay-giong$/);
  assert.match(await heading(head), /Phát cây giống/);
  await head.context().close();
  const stated = (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line)).filter((entry) => entry.code === 'phat_cay_giong').at(-1);
  assert.deepEqual([stated.body.button, stated.body.button_en, stated.body.button_for], ['Phát cây', 'Trees given', 'team_head 2']);
  assert.ok(stated.body.fields.some((field) => field.code === 'so_cay'), 'the rest of the kind is as it was');
  assert.deepEqual(await htmlValidate((await getAs(server, 'officer', `${DESK}/loai/phat_cay_giong`)).text), []);
});

test('what has ended takes no later work, and nothing before it changes', async () => {
  const path = `${DESK}/loai/tang_ao_am`;
  const end = await postAs(server, 'officer', path, { viec: 'ngung', truong: '', den_ngay: '31/7/2022' });
  assert.equal(end.status, 303, end.text);
  assert.match((await getAs(server, 'officer', path)).text, /đến hết 31\/7\/2022/);
  const form = await getAs(server, 'officer', '/lam-viec/ghi/tang-ao-am');
  const key = /name="khoa" value="([^"]*)"/.exec(form.text)[1];
  const late = await postAs(server, 'officer', '/lam-viec/ghi/tang-ao-am', { khoa: key, viec: 'gui', don_vi: 'kp1', ngay: '1/8/2022', 'o-doi_tuong': 'hoc_sinh_ngheo', 'o-so_ao': '3' });
  assert.equal(late.status, 422);
  assert.match(problems(late)[0], /chỉ dùng cho việc làm đến hết 31\/7\/2022/);
  assert.match((await get(`${server.url}/so-lieu/2022/6-thang-cuoi-nam/ao-am-da-tang`)).text, /35/);
});

test('an indicator and a line cannot end before a review that was issued', async () => {
  await postAs(server, 'officer', `${DESK}/chi-so/own.ao_am_da_tang`, { viec: 'ngung', den_ngay: '2021-01-01' });
  await server.stop();
  await runWell(['issue', book, 'go-quao', '2022-H2']);
  server = await serve(book);
  const answer = await postAs(server, 'officer', `${DESK}/chi-so/wel.gifts_count`, { viec: 'ngung', den_ngay: '2022-12-01' });
  assert.deepEqual(problems(answer), ['báo cáo đến hết ngày 31/12/2022 đã ban hành, phải còn dùng đến ngày đó']);
  const line = { viec: 'ghi', muc: 'Chăm lo người nghèo, an sinh xã hội', cau: 'Đã tặng {wel.gifts_count suất}.', tu_ngay: '2022-12-31' };
  assert.match(problems(await postAs(server, 'officer', `${DESK}/de-cuong/moi`, line))[0], /câu mới dùng sau ngày đó/);
});

test('only those who may state things for the committee do', async () => {
  const kind = { viec: 'ghi', ten: 'Việc lạ', nhom: 'movement' };
  for (const role of ['team_head', 'inspector', 'upper'])
    assert.equal((await postAs(server, role, `${DESK}/loai/moi`, kind)).status, 403, role);
  const read = await getAs(server, 'inspector', `${DESK}/loai/gift`);
  assert.equal(read.status, 200);
  assert.doesNotMatch(read.text, /Thêm một trường/);
  assert.equal((await getAs(server, 'team_head', DESK)).status, 403);
});
