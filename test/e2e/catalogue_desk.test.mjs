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

// ---- what is reported by when, and which figures of a week are copied ----

const BOARD = '/lam-viec/day-du?don-vi=go-quao&ky=';
const WEEK = '/lam-viec/mat-tran-so?tuan=';
const heads = (answer) => [...answer.text.matchAll(/<th scope="col">([^<]*?) <span class="meta">([^<]*)/g)].map((m) => `${m[1]}: ${m[2]}`);
const copied = (answer) => [...answer.text.matchAll(/<td class="whole"><a [^>]*>([^<]*)/g)].map((m) => m[1]);

/** The role's window at a phone's width, without JavaScript. */
const onPhone = (role) => signedIn(role, { width: 390, isTouch: true, hasScript: false });

test('a new duty stands on the board from its day on', async () => {
  const desk = await onPhone('officer');
  await desk.goto(server.url + DESK);
  await desk.getByRole('link', { name: 'Thêm việc phải báo cáo' }).click();
  await send(desk, { ten: 'Phát cây', chu_ky: ['quarter'], han: 'mười', 'loai-phat_cay_giong': true, tu_ngay: '2022-04-01' }, 'Thêm việc phải báo cáo');
  assert.equal(await desk.locator('.problem').count(), 1);
  assert.equal(await desk.locator('[name=loai-phat_cay_giong]').isChecked(), true, 'what was ticked stays');
  await send(desk, { han: '10 ngày' }, 'Thêm việc phải báo cáo');
  assert.match(await desk.locator('main').innerText(), /Đã ghi vào danh mục.*theo quý, hạn 10 ngày sau khi hết kỳ.*Phát cây giống.*từ 1\/4\/2022/s);
  await noSidewaysScroll(desk, 320);
  await screenshot(desk, 'catalogue-duty-390');
  await desk.context().close();
  assert.ok(heads(await getAs(server, 'officer', `${BOARD}2022-05`)).includes('Phát cây: quý II năm 2022, hạn 10/7/2022'));
  assert.ok(!heads(await getAs(server, 'officer', `${BOARD}2022-03`)).some((head) => head.startsWith('Phát cây')));
});

test('a duty is changed from a day on, and the months before stay as they were', async () => {
  const gifts = { viec: 'sua', ten: 'Trao quà, hỗ trợ', chu_ky: 'month', han: '3', 'loai-gift': '1', tu_ngay: '1/7/2022' };
  const path = `${DESK}/bao-cao/gifts`;
  for (let i = 0; i < 2; i++) {
    const answer = await postAs(server, 'chair', path, gifts);
    assert.equal(answer.headers.location, `${DESK}/bao-cao/gifts_20220701?da=sua`, answer.text);
  }
  assert.equal(heads(await getAs(server, 'officer', `${BOARD}2022-06`))[0], 'Trao quà, hỗ trợ: tháng 6 năm 2022, hạn 5/7/2022');
  assert.equal(heads(await getAs(server, 'officer', `${BOARD}2022-07`))[0], 'Trao quà, hỗ trợ: tháng 7 năm 2022, hạn 3/8/2022', 'in the place of the old one');
  const old = await getAs(server, 'officer', path);
  assert.match(old.text, /Từ 1\/7\/2022 thay bằng: Trao quà, hỗ trợ/);
  assert.doesNotMatch(old.text, /Ghi thay đổi/, 'what has been replaced is changed no more');
  assert.equal((await postAs(server, 'chair', path, { ...gifts, han: '4' })).status, 409);
  assert.equal((await postAs(server, 'chair', path, { viec: 'ngung', den_ngay: '1/1/2023' })).status, 409);
  const early = await postAs(server, 'chair', `${DESK}/bao-cao/gifts_20220701`, { ...gifts, tu_ngay: '30/6/2022' });
  assert.deepEqual(problems(early), ['mục này dùng từ 1/7/2022, hãy chọn ngày đó hoặc sau đó']);
  const slip = await postAs(server, 'chair', `${DESK}/bao-cao/gifts_20220701`, { ...gifts, ten: 'Trao quà', tu_ngay: '' });
  assert.equal(slip.headers.location, `${DESK}/bao-cao/gifts_20220701?da=sua`, 'a slip is mended where it stands');
  assert.match(heads(await getAs(server, 'officer', `${BOARD}2022-07`))[0], /^Trao quà: /);
});

test('a duty that has ended is asked for no more', async () => {
  const path = `${DESK}/bao-cao/own_phat_cay`;
  const early = await postAs(server, 'officer', path, { viec: 'ngung', den_ngay: '31/3/2022' });
  assert.deepEqual(problems(early), ['mục này dùng từ 1/4/2022']);
  assert.equal((await postAs(server, 'officer', path, { viec: 'ngung', den_ngay: '30/9/2022' })).status, 303);
  const has = async (month) => heads(await getAs(server, 'officer', BOARD + month)).some((head) => head.startsWith('Phát cây'));
  assert.deepEqual([await has('2022-09'), await has('2022-10')], [true, false]);
});

test('what is wrong with a duty is told beside its field', async () => {
  const duty = { viec: 'ghi', ten: 'Việc', chu_ky: 'week', han: '400' };
  assert.deepEqual(problems(await postAs(server, 'officer', `${DESK}/bao-cao/moi`, duty)), ['không có lựa chọn này', 'bắt buộc phải có']);
  const late = await postAs(server, 'officer', `${DESK}/bao-cao/moi`, { ...duty, chu_ky: 'month', 'loai-gift': '1' });
  assert.deepEqual(problems(late), ['hạn từ 0 đến 366 ngày sau khi hết kỳ']);
  const kinds = [...(await getAs(server, 'officer', `${DESK}/bao-cao/moi`)).text.matchAll(/name="(loai-[^"]+)"/g)].map((m) => m[1]);
  const many = await postAs(server, 'officer', `${DESK}/bao-cao/moi`, { ...duty, chu_ky: 'month', han: '5', ...Object.fromEntries(kinds.slice(0, 17).map((name) => [name, '1'])) });
  assert.deepEqual(problems(many), ['chọn nhiều nhất 16 loại']);
  const twin = await postAs(server, 'officer', `${DESK}/bao-cao/moi`, { ...duty, ten: 'Phát cây', chu_ky: 'month', han: '5', 'loai-gift': '1' });
  assert.deepEqual(problems(twin), ['đã có mục tên này, hãy mở mục ấy để đổi']);
  for (const path of [`${DESK}/bao-cao/khong_co`, `${DESK}/mat-tran-so/khong_co`]) assert.equal((await getAs(server, 'officer', path)).status, 404);
  assert.equal((await postAs(server, 'team_head', `${DESK}/bao-cao/moi`, duty)).status, 403);
});

test('a row of the week is added, worded anew and ended', async () => {
  const row = { viec: 'ghi', ten: 'Cây giống', so_lieu: 'wel.gifts_count', tu_ngay: '1/6/2022' };
  for (let i = 0; i < 2; i++) assert.equal((await postAs(server, 'officer', `${DESK}/mat-tran-so/moi`, row)).status, 303);
  const week = async (day) => copied(await getAs(server, 'officer', WEEK + day));
  assert.ok((await week('2022-06-06')).includes('Cây giống'));
  assert.ok(!(await week('2022-05-23')).includes('Cây giống'));
  const before = await week('2022-06-06');
  const path = `${DESK}/mat-tran-so/wel_gifts_count`;
  assert.equal((await postAs(server, 'officer', path, { viec: 'sua', ten: 'Phần quà', so_lieu: 'wel.gifts_count', tu_ngay: '13/6/2022' })).status, 303);
  assert.deepEqual(await week('2022-06-06'), before);
  assert.deepEqual(await week('2022-06-13'), before.map((label) => (label === 'Suất quà đã trao' ? 'Phần quà' : label)), 'in its place');
  assert.equal((await postAs(server, 'officer', `${DESK}/mat-tran-so/own_cay_giong`, { viec: 'ngung', den_ngay: '2022-06-19' })).status, 303);
  assert.ok(!(await week('2022-06-20')).includes('Cây giống'));
  const wrong = await postAs(server, 'officer', `${DESK}/mat-tran-so/moi`, { ...row, ten: '!!!', so_lieu: 'khong.co' });
  assert.deepEqual(problems(wrong), ['không có lựa chọn này']);
  assert.deepEqual(problems(await postAs(server, 'officer', `${DESK}/mat-tran-so/moi`, { ...row, ten: '!!!' })), ['hãy đặt tên bằng chữ']);
});

test('the pages of duties and of the week are clean, and only those who may state see their forms', async () => {
  const desk = await signedIn('officer', { width: 1280 });
  for (const path of ['bao-cao/moi', 'bao-cao/gifts_20220701', 'mat-tran-so/moi', 'mat-tran-so/own_cay_giong', '']) {
    const address = `${DESK}${path && '/'}${path}`;
    assert.equal((await desk.goto(server.url + address)).status(), 200, address);
    assert.deepEqual(await axe(desk), [], address);
    assert.deepEqual(await htmlValidate((await getAs(server, 'officer', address)).text), [], address);
    await screenshot(desk, `catalogue-${path.replaceAll('/', '-') || 'parts'}-1280`);
  }
  await desk.context().close();
  const read = await getAs(server, 'inspector', `${DESK}/bao-cao/outreach`);
  assert.equal(read.status, 200);
  assert.doesNotMatch(read.text, /Ghi thay đổi|Ngừng dùng/);
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
