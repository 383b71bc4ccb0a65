// The desk of articles: from a review to a draft, a picture, a preview and the public page; later,
// corrected, taken down; and what two people, a double click and a slip do.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { getAs, postAs, sessionOf } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, request, runWell, serve, top } from '../harness.mjs';

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

const DESK = '/lam-viec/tin';
const PICTURE = join(top, 'sample/go-quao/articles/cau-muong-lo.png');
const field = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const body = (page) => /<textarea id="noi_dung"[^>]*>([^<]*)</.exec(page.text)?.[1].replaceAll('&quot;', '"');
const problems = (page) => [...page.text.matchAll(/class="problem">([^<]*)/g)].map((m) => m[1].trim());

/** An article as the form sends it; cells: what is another than usual. */
function article(cells = {}) {
  return {
    don_vi: 'go-quao',
    tieu_de: 'Ra quân dọn kênh',
    chuyen_muc: 'environment',
    ngay: '2022-06-21',
    noi_dung: 'Bà con dọn kênh, có {wel.gifts_count 2022-H1 suất} quà.',
    ...cells,
  };
}

/** Sends a new article; gives the answer. */
async function begin(cells) {
  const page = await getAs(server, 'officer', `${DESK}/moi`);
  return postAs(server, 'officer', `${DESK}/moi`, { khoa: field(page, 'khoa'), viec: 'luu', ...article(cells) });
}

/** The same; gives the address of the draft that it has made. */
async function draft(cells) {
  const answer = await begin(cells);
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.location.split('?')[0];
}

/** Sends a draft again. */
async function send(address, cells, role = 'officer') {
  const page = await getAs(server, role, address);
  return postAs(server, role, address, { khoa: 'x', phien_ban: field(page, 'phien_ban'), ...article(), ...cells });
}

/** Publishes a new article; gives its page on the desk. */
async function publish(cells) {
  const answer = await begin({ viec: 'dang', ...cells });
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.location.split('?')[0];
}

/** The public address that a page of the desk leads to. */
async function publicAddress(desk) {
  return /<a href="(\/tin\/[^"]+)">Xem trên trang/.exec((await getAs(server, 'officer', desk)).text)[1];
}

async function entries() {
  return Number(/(\d+) mục/.exec(await runWell(['check', book]))?.[1] ?? NaN);
}

/** Asks axe about the page as it stands, and html-validate about its bytes. */
async function isWell(page) {
  const { pathname, search } = new URL(page.url());
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await htmlValidate((await getAs(server, 'officer', pathname + search)).text), []);
}

test('an officer composes from a review, adds a picture, previews and publishes', async (t) => {
  const page = await newPage({ width: 390, height: 844 });
  page.setDefaultTimeout(10_000);
  const { cookie } = await sessionOf(server, 'officer');
  const [name, value] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: server.url }]);
  await page.goto(`${server.url}${DESK}`);
  await page.click('text=Soạn từ báo cáo của một kỳ');
  await page.selectOption('#ky', '2022-H1');
  await page.click('text=Soạn bài nháp');
  assert.match(page.url(), /\/lam-viec\/tin\/\d+\?da=soan/);
  await screenshot(page, 'news-form-390');
  await isWell(page);
  await page.fill('#tieu_de', 'Gò Quao sơ kết, bản của cán bộ');
  await page.click('button:has-text("Thêm ảnh")');
  await page.setInputFiles('#tep', PICTURE);
  await page.fill('#mo_ta', 'Bà con đi trên cầu mới');
  await page.fill('#chu_thich', 'Cầu Mương Lộ ngày khánh thành');
  await page.fill('#ngay_dong_y', '20/7/2022');
  await screenshot(page, 'news-picture-390');
  await isWell(page);
  await page.click('button:has-text("Thêm vào bài")');
  assert.match(await page.inputValue('#noi_dung'), /!\[Bà con đi trên cầu mới\]\(anh-1\.jpg "Cầu Mương Lộ ngày khánh thành"\)/);
  assert.equal(await page.inputValue('#tieu_de'), 'Gò Quao sơ kết, bản của cán bộ');
  await page.click('button:has-text("Xem trước")');
  const main = page.locator('main');
  assert.match(await main.innerText(), /Bản xem trước, chưa đăng/);
  assert.match(await main.innerText(), /1\.126 suất quà/);
  const shown = page.locator('figure img');
  assert.match(await shown.getAttribute('src'), /^\/lam-viec\/tin\/\d+\/hinh\//);
  assert.ok(await shown.evaluate((image) => image.complete && image.naturalWidth > 0), 'its picture is there');
  await screenshot(page, 'news-preview-390');
  await isWell(page);
  const preview = await main.innerText();
  await page.click('text=Trở lại bài đang viết');
  await page.click('button:has-text("Đăng ngay")');
  assert.match(page.url(), /\/lam-viec\/tin\/bai\/\d+\?da=dang/);
  await screenshot(page, 'news-article-390');
  await isWell(page);
  await page.click('text=Xem trên trang');
  const told = await main.innerText();
  assert.match(told, /Gò Quao sơ kết, bản của cán bộ/);
  assert.match(told, /Cầu Mương Lộ ngày khánh thành/);
  assert.ok(told.startsWith(preview.slice(preview.indexOf('Trang chủ')).split('\n').slice(0, 8).join('\n')), 'as the preview showed it');
  assert.match(await page.locator('figure img').getAttribute('src'), /^\/hinh\//);
  await page.goto(`${server.url}${DESK}`);
  await screenshot(page, 'news-list-390');
  await isWell(page);
  assert.deepEqual(page.errors, []);
  await page.context().close();
  t.diagnostic(told.split('\n')[0]);
});
