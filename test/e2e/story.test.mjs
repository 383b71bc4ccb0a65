// The story of a half-year, as the people of a committee live it in the browser: the head of a front work
// team on a phone, the officer at the desk, the chair, and at the end whoever reads the portal. `make story`
// plays it and keeps a picture of each step in build/story/.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PASSWORD, SAMPLE, totp } from '../accounts.mjs';
import { axe, keepsShots, newPage, noSidewaysScroll, stopBrowser } from '../browser.mjs';
import { makeBook, runWell, serve, top } from '../harness.mjs';

const PHONE = { width: 390, height: 844, isTouch: true };
const DESK = { width: 1280, height: 900 };
const SAMPLE_PICTURES = join(top, 'sample', 'go-quao', 'articles');
const PHOTO = join(SAMPLE_PICTURES, 'nha-dai-doan-ket.png');
const TARGET = '/lam-viec/chi-tieu/suat-qua?don-vi=go-quao&ky=2022-H2';
const FOLDER = join(top, 'build', 'story');

let server, shots = 0;
const people = {};

before(async () => {
  const book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

/** Looks at the page as it stands: nothing axe complains of, nothing sticks out, a picture of it. */
async function look(page, what) {
  shots++;
  assert.deepEqual(page.errors, [], what);
  assert.deepEqual(await axe(page), [], what);
  await noSidewaysScroll(page, page.viewportSize().width);
  if (!keepsShots()) return;
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${String(shots).padStart(2, '0')}-${what}.png`), fullPage: true });
}

/** Somebody of the sample in a window of their own, signed in by hand. */
async function comes(role, window) {
  const page = await newPage(window);
  page.setDefaultTimeout(10_000);
  await page.goto(server.url);
  await page.getByRole('link', { name: 'Vào phần việc' }).click();
  await page.getByLabel('Tên đăng nhập').fill(SAMPLE[role]);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  if (page.url().includes('/dang-nhap/ma')) {
    await page.getByLabel(/Mã/).first().fill(totp());
    await page.locator('main form button[type=submit]').first().click();
  }
  assert.match(await page.locator('h1').textContent(), /Phần việc|Chào|Việc/);
  people[role] = page;
  return page;
}

/** Goes on to the page that a link of that name leads to. */
async function follow(page, name) {
  await page.getByRole('main').getByRole('link', { name }).first().click();
}

/** Presses a button and expects the next page to say that it is done. */
async function press(page, name, done) {
  const button = page.getByRole('main').getByRole('button', { name, exact: true }).first();
  await Promise.all([page.waitForNavigation(), button.click()]);
  const problems = await page.locator('.problem, .odd').allInnerTexts();
  const told = await page.locator('main [role=status]').allInnerTexts();
  assert.match(told.join(), done, problems.join('\n'));
}

test('the chair hands down what the half-year is to reach', async () => {
  const page = await comes('chair', DESK);
  await look(page, 'chu-tich-phan-viec');
  await page.goto(`${server.url}${TARGET}`);
  await page.getByLabel('Thị trấn Gò Quao', { exact: true }).fill('60');
  await page.getByLabel('Cơ quan giao').fill('Ban Thường trực Ủy ban Mặt trận thị trấn');
  await page.getByLabel('Văn bản giao').fill('Chương trình công tác 6 tháng cuối năm');
  await page.getByLabel('Ngày của văn bản').fill('20/7/2022');
  await look(page, 'chu-tich-giao-chi-tieu');
  await press(page, 'Giao chỉ tiêu', /ghi vào sổ/);
});

test('the head of a front work team signs in on the phone, enters a gift round with a photo, hands it in', async () => {
  const page = await comes('team_head', PHONE);
  await look(page, 'truong-ban-phan-viec');
  await follow(page, 'Trao quà');
  await page.getByLabel('Ngày thực hiện').fill('2022-07-27');
  await page.getByLabel('Thường xuyên hay đột xuất').selectOption({ label: 'thường xuyên' });
  await page.getByLabel('Số suất').fill('30');
  await page.getByLabel('Tổng trị giá').fill('9000000');
  await page.getByLabel('Chọn ảnh có sẵn').setInputFiles(PHOTO);
  await page.getByLabel(/người trong ảnh đã đồng ý/).check();
  await page.getByLabel('Ngày người trong ảnh đồng ý').fill('2022-07-27');
  await look(page, 'truong-ban-ghi-qua');
  await press(page, 'Gửi duyệt', /gửi/i);
  await look(page, 'truong-ban-da-gui');
});

test('the officer, at the desk, sends it back with a word', async () => {
  const page = await comes('officer', DESK);
  await look(page, 'can-bo-phan-viec');
  await follow(page, /chờ duyệt/i);
  await look(page, 'can-bo-hang-cho');
  await follow(page, /Trao quà/);
  await page.getByLabel('Lời nhắn hoặc lý do').fill('Ghi giúp diện hộ được nhận quà');
  await look(page, 'can-bo-xem');
  await press(page, 'Trả lại để bổ sung', /trả lại/i);
});

test('the head reads why, mends it, hands it in again', async () => {
  const page = people.team_head;
  await page.goto(`${server.url}/lam-viec`);
  await look(page, 'truong-ban-bi-tra-lai');
  await follow(page, /Trao quà.*27\/7\/2022/);
  assert.match(await page.getByRole('main').innerText(), /Ghi giúp diện hộ được nhận quà/);
  await page.getByText('Thêm chi tiết').click();
  await page.getByLabel('Diện hộ').selectOption({ label: 'hộ nghèo' });
  await look(page, 'truong-ban-sua');
  await press(page, 'Gửi duyệt', /gửi/i);
});

test('the officer approves: it is a record, its picture is on the page of everyone', async () => {
  const page = people.officer;
  await page.goto(`${server.url}/lam-viec/duyet`);
  await follow(page, /Trao quà/);
  await press(page, 'Duyệt', /duyệt/i);
  await look(page, 'can-bo-da-duyet');
  await page.goto(`${server.url}/bao-cao/2022/6-thang-cuoi-nam`);
  assert.match(await page.getByRole('main').innerText(), /30 suất quà/);
});

test('the chair sees the indicator move', async () => {
  const page = people.chair;
  await page.goto(`${server.url}${TARGET}`);
  assert.match(await page.getByRole('main').innerText(), /30 suất[^]*giao 60 suất/);
  await look(page, 'chu-tich-chi-tieu');
});

test('the chair holds the conference: ticks who is there, writes down what is asked', async () => {
  const page = people.chair;
  await page.goto(`${server.url}/lam-viec`);
  await follow(page, 'Hội nghị');
  await follow(page, /Mở .*hội nghị/);
  await page.getByLabel('Ngày họp').fill('10/1/2023');
  await page.getByRole('button', { name: 'Mở hội nghị' }).click();
  await page.getByLabel('Loại hội nghị').selectOption('interim');
  await page.locator('[name="o-ky"]').selectOption('2022-H2');
  await page.locator('[name="o-ky_chuong_trinh"]').selectOption('2023-H1');
  await page.locator('[name="o-noi_hop"]').fill('Hội trường Ủy ban nhân dân thị trấn');
  await page.locator('[name="o-chuong_trinh"]').fill('Báo cáo kết quả công tác\nPhát biểu chỉ đạo\nKết luận');
  await page.locator('[name="o-dong_y"]').fill('10/1/2023');
  for (const person of await page.locator('input[type=checkbox][name$="-co"]').all()) await person.check();
  for (const group of await page.locator('input[name$="-so_co"]').all()) {
    const line = /o-p(\d+)-/.exec(await group.getAttribute('name'))[1];
    if (!(await page.locator(`[name="o-p${line}-chuc"]`).inputValue())) continue;
    await page.locator(`[name="o-p${line}-so_moi"]`).fill('45');
    await group.fill('38');
  }
  const chair = await page.locator('[name="o-p0-chuc"]').inputValue();
  for (const who of ['o-chu_tri', 'o-phat_bieu']) await page.locator(`[name="${who}"]`).selectOption(chair);
  await page.locator('[name="o-d0-noi_dung"]').fill('Vận động thêm nhà Đại đoàn kết cho hộ nghèo.');
  await page.locator('[name="o-d0-chu_tri"]').selectOption('btt-mttq');
  await page.locator('[name="o-d0-han"]').fill('30/6/2023');
  await look(page, 'chu-tich-hoi-nghi');
  await press(page, 'Ghi vào sổ', /đã ghi vào sổ/i);
  await look(page, 'chu-tich-hoi-nghi-da-ghi');
});

test('the officer writes around the figures and hands the review to the standing board', async () => {
  const page = people.officer;
  await page.goto(`${server.url}/lam-viec`);
  await follow(page, 'Soạn báo cáo');
  await look(page, 'can-bo-cac-bao-cao');
  await follow(page, /6 tháng cuối năm 2022/i);
  await page.getByLabel('Ưu điểm').fill('Các Ban công tác Mặt trận vào cuộc sớm, trao {wel.gifts_count suất} quà cho hộ nghèo.');
  await look(page, 'can-bo-soan-bao-cao');
  await press(page, 'Lưu và trình Ban Thường trực', /trình/i);
});

test('the chair notes both steps and issues the review', async () => {
  const page = people.chair;
  await page.goto(`${server.url}/lam-viec/bao-cao/2022/6-thang-cuoi-nam`);
  await look(page, 'chu-tich-xem-bao-cao');
  await press(page, 'Ban Thường trực đã thông qua', /thông qua/i);
  await press(page, 'Đảng ủy đã cho ý kiến', /ý kiến/i);
  await follow(page, 'Ban hành…');
  await page.getByLabel('Ngày ký').fill('5/1/2023');
  await look(page, 'chu-tich-ban-hanh');
  await press(page, 'Ban hành báo cáo', /ban hành/i);
  await look(page, 'chu-tich-da-ban-hanh');
});

test('the officer lets the article be written from the review, adds a picture, reads it, publishes it', async () => {
  const page = people.officer;
  await page.goto(`${server.url}/lam-viec`);
  await page.goto(`${server.url}/lam-viec/tin`);
  await follow(page, 'Soạn từ báo cáo của một kỳ');
  await page.getByLabel('Kỳ').selectOption('2022-H2');
  await page.getByRole('button', { name: 'Soạn bài nháp' }).click();
  await look(page, 'can-bo-bai-nhap');
  await page.getByRole('button', { name: 'Thêm ảnh' }).click();
  await page.getByLabel('Tệp ảnh').setInputFiles(join(SAMPLE_PICTURES, 'quang-canh-hoi-nghi.png'));
  await page.getByLabel('Ảnh có gì').fill('Quang cảnh hội trường có bàn chủ trì và đại biểu');
  await page.getByLabel('Chú thích dưới ảnh').fill('Quang cảnh Hội nghị');
  await page.getByLabel('Ngày người trong ảnh đồng ý').fill('10/1/2023');
  await page.getByRole('button', { name: 'Thêm vào bài' }).click();
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await look(page, 'can-bo-xem-truoc');
  await page.getByRole('link', { name: 'Trở lại bài đang viết' }).click();
  await press(page, 'Đăng ngay', /đăng/i);
  await look(page, 'can-bo-da-dang');
});

test('the portal shows it: the article leads, its figures open, the review bears its number', async () => {
  const page = await newPage(PHONE);
  await page.goto(server.url);
  await look(page, 'trang-chu');
  await page.locator('main h1 a').first().click();
  assert.match(await page.getByRole('main').innerText(), /30 suất/);
  await look(page, 'tin');
  await page.getByRole('main').getByRole('link', { name: /30 suất/ }).first().click();
  assert.match(await page.getByRole('main').innerText(), /Trao 30 suất quà/);
  await look(page, 'so-lieu');
  await page.getByRole('main').getByRole('link', { name: /Trao 30 suất quà/ }).first().click();
  assert.ok(await page.locator('section.photos img').first().evaluate((image) => image.complete && image.naturalWidth > 0));
  await look(page, 'ho-so');
});
