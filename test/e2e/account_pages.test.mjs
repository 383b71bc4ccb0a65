// The pages of people who sign in, in a real browser: on a phone, in the dark, by keyboard, without
// scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, SAMPLE, SECRET, getAs, sessionOf, totp } from '../accounts.mjs';
import { axe, htmlValidate, judgesLooks, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, runWell, serve } from '../harness.mjs';

let server, link;
before(async () => {
  const book = makeBook();
  await runWell(['demo', book]);
  const said = await runWell(['user', 'add', book, 'nguoi-moi', 'Người mới', '--role', 'officer', '--unit', 'go-quao']);
  link = /\/dat-mat-khau\/[\w-]{43}/.exec(said)[0];
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

const PAGES = [
  [null, '/dang-nhap'],
  [null, '/dat-mat-khau/khong-con'],
  ['team_head', '/lam-viec'],
  ['admin', '/lam-viec'],
  ['officer', '/tai-khoan'],
  ['chair', '/tai-khoan'],
  ['officer', '/tai-khoan/ma-xac-thuc'],
  ['officer', '/quan-tri/nhat-ky'], // refused
  ['admin', '/quan-tri/tai-khoan'],
  ['admin', '/quan-tri/tai-khoan/1'],
  ['inspector', '/quan-tri/nhat-ky'],
];
const all = () => [...PAGES, [null, link]];

/** A page of the browser that has the session of a role. */
async function pageOf(role, options) {
  const page = await newPage(options);
  if (!role) return page;
  const [name, value] = (await sessionOf(server, role)).cookie.split('=');
  await page.context().addCookies([{ name, value, url: server.url }]);
  return page;
}

async function complaints(options, look) {
  const found = [];
  if (!judgesLooks) return found;
  for (const [role, path] of all()) {
    const page = await pageOf(role, options);
    page.role = role;
    await page.goto(server.url + path);
    for (const complaint of await look(page)) found.push(`${path}: ${complaint}`);
    await page.context().close();
  }
  return found;
}

/** Texts below 17 pixels, and controls that a thumb misses. */
const tooSmall = (page) =>
  page.evaluate(() => {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (node.data.trim() && !element.closest('svg') && size < 16.99) found.add(`${element.tagName}.${element.className} ${size}`);
    }
    for (const control of document.querySelectorAll('main :is(input:not([type=hidden], [type=checkbox]), select, button)')) {
      const { height } = control.getBoundingClientRect();
      if (height < 44) found.add(`${control.tagName} ${control.textContent.trim() || control.name}: ${height} high`);
    }
    return [...found];
  });

async function sideways(page) {
  try {
    await noSidewaysScroll(page, 320);
    return [];
  } catch (error) {
    return [error.message];
  }
}

/** Keeps a picture for those who look. */
async function picture(page) {
  await screenshot(page, `account-${page.viewportSize().width}-${page.role ?? 'nobody'}${new URL(page.url()).pathname.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 40)}`);
  return [];
}

test('on a phone every page is free of what axe finds, large enough, and fits into 320 pixels', async () => {
  const look = async (page) => [...(await axe(page)), ...(await tooSmall(page)), ...(await sideways(page)), ...(await picture(page))];
  assert.deepEqual(await complaints({ width: 390, isTouch: true }, look), []);
});

test('in the dark on a wide screen axe finds nothing either', async () => {
  assert.deepEqual(await complaints({ width: 1280, colorScheme: 'dark' }, async (page) => [...(await axe(page)), ...(await picture(page))]), []);
});

test('every page is valid HTML', async () => {
  const found = [];
  for (const [role, path] of all()) {
    const { text } = role ? await getAs(server, role, path) : await get(server.url + path);
    for (const line of await htmlValidate(text)) found.push(`${path}: ${line}`);
  }
  assert.deepEqual(found, []);
});

test('a chair signs in on a phone, with the code, without JavaScript, and out again', async () => {
  const page = await newPage({ width: 390, height: 844, isTouch: true, hasScript: false });
  await page.goto(`${server.url}/`);
  await page.tap('text=Vào phần việc');
  await page.waitForURL(/\/dang-nhap/);
  await page.fill('#ten-dang-nhap', 'Ke-toan');
  await page.fill('#mat-khau', 'sai mất rồi');
  await page.tap('main button');
  assert.match(await page.textContent('.wrong'), /chưa đúng/);
  assert.equal(await page.inputValue('#ten-dang-nhap'), 'ke-toan');
  await page.fill('#mat-khau', PASSWORD);
  await page.tap('main button');
  await page.waitForURL(/\/dang-nhap\/ma/);
  await screenshot(page, 'account-390-code');
  const told = await page.textContent('.note code');
  assert.ok([totp(), totp(SECRET, Date.now() / 1000 - 30)].includes(told), 'a sample book tells the code of this half minute');
  await page.fill('#ma', told);
  await page.tap('main button');
  await page.waitForURL(/\/lam-viec/);
  assert.match(await page.textContent('h1'), /Chào Kế toán/);
  await page.tap('text=Đăng xuất');
  await page.waitForURL(/\/$/);
  assert.equal(await page.isVisible('text=Đăng xuất'), false);
  await page.goBack();
  assert.match(page.url(), /\/(dang-nhap|lam-viec)/);
  assert.equal(await page.isVisible('text=Chào Kế toán'), false, 'the back button shows nothing of it');
});

test('signing in takes the keyboard alone', async () => {
  const page = await newPage({ width: 1280 });
  await page.goto(`${server.url}/tai-khoan`);
  await page.focus('#ten-dang-nhap');
  await page.keyboard.type(SAMPLE.inspector);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/tai-khoan$/);
  assert.equal(await page.textContent('h1'), 'Thanh tra (mẫu)');
  assert.deepEqual(page.errors, []);
});

test('somebody new sets a password by the link, signs in, and sets up the code', async () => {
  const page = await newPage({ width: 390, isTouch: true });
  await page.goto(server.url + link);
  for (const field of ['#mat-khau', '#mat-khau-2']) await page.fill(field, 'cây dừa bên sông');
  await page.tap('main button');
  await page.waitForURL(/xong=mat-khau/);
  await page.fill('#ten-dang-nhap', 'nguoi-moi');
  await page.fill('#mat-khau', 'cây dừa bên sông');
  await page.tap('main button');
  await page.waitForURL(/\/lam-viec/);
  await page.goto(`${server.url}/tai-khoan`);
  await page.tap('text=Thiết lập mã xác thực');
  await page.tap('text=Bắt đầu thiết lập');
  await page.waitForSelector('svg.qr');
  await screenshot(page, 'account-390-set-up');
  const letters = (await page.textContent('code.large')).replaceAll(' ', '');
  const bits = [...letters].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  await page.fill('#ma', totp(Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))));
  await page.tap('main button');
  await page.waitForSelector('.codes');
  assert.equal(await page.locator('.codes li').count(), 10);
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'account-390-recovery');
  await page.tap('text=Tôi đã ghi lại');
  await page.waitForURL(/\/lam-viec/);
  assert.deepEqual(page.errors, []);
});

test('a form survives the end of its session', async () => {
  const page = await pageOf(null, { width: 390, isTouch: true });
  await page.goto(`${server.url}/dang-nhap`);
  await page.fill('#ten-dang-nhap', SAMPLE.inspector);
  await page.fill('#mat-khau', PASSWORD);
  await page.tap('main button');
  await page.waitForURL(/\/lam-viec/);
  await page.goto(`${server.url}/tai-khoan`);
  await page.evaluate(() => {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name: 'so', value: '0' });
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/tai-khoan/phien', id: 'thu' });
    form.append(field);
    document.querySelector('main').append(form);
  });
  await page.context().clearCookies();
  await page.evaluate(() => document.querySelector('#thu').submit());
  await page.waitForSelector('text=chữ bạn gõ vẫn còn đây');
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'account-390-kept');
  const [other] = await Promise.all([page.context().waitForEvent('page'), page.tap('text=Đăng nhập ở trang mới')]);
  await other.fill('#ten-dang-nhap', SAMPLE.inspector);
  await other.fill('#mat-khau', PASSWORD);
  await other.click('main button');
  await other.waitForURL(/\/lam-viec/);
  await page.tap('main form button');
  await page.waitForSelector('text=Bạn đang đăng nhập là');
  await page.tap('main button');
  await page.waitForURL(/xong=phien/);
});

test('a page of the desk is small', async () => {
  const page = await getAs(server, 'officer', '/lam-viec');
  assert.ok(page.body.length < 30 * 1024, `${page.body.length}`);
});
