// The public pages of the sample book in a real browser: for a phone, for a wide screen, in the dark,
// without scripts.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, htmlValidate, judgesLooks, keepsShots, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, makeFolder, runWell, serve } from '../harness.mjs';

const REVIEW = '/bao-cao/2022/6-thang-dau-nam';
const TEXT_LEAST_PX = 17;

// Pages of this test's own, each with the status that it answers with.
const PAGES = [
  ['/', 200],
  ['/bao-cao', 200],
  [REVIEW, 200],
  ['/bao-cao/2022/quy-2', 200],
  [`${REVIEW}?don-vi=kp3`, 200],
  ['/tim-kiem', 200],
  ['/tim-kiem?q=qu%C3%A0&trang=2', 200],
  ['/tim-kiem?q=zzz+qua', 200],
  ['/khong-co', 404],
  ['/bao-cao/1999/quy-1', 404],
  ['/bao-cao/2022/quy-9', 404],
  ['/tim-kiem?la=1', 400],
];

let server, book, all;
before(async () => {
  book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
  all = [...PAGES, ...(await pagesOfOthers()).map((address) => [address, 200])];
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

const hrefs = (html, start) =>
  [...html.matchAll(/<a[^>]* href="([^"]+)"/g)].map((found) => found[1].replaceAll('&amp;', '&')).filter((href) => href.startsWith(start));

async function html(address) {
  return (await get(server.url + address)).text;
}

/** One page of each sort that other features have: those of the menu, an area's, a figure's, a record's. */
async function pagesOfOthers() {
  const home = await html('/');
  const figure = hrefs(home, '/so-lieu/')[0];
  const menu = hrefs(/<nav class="menu".*?<\/nav>/s.exec(home)[0], '/');
  const wanted = [...menu, hrefs(home, '/khu-pho/')[0], figure, hrefs(await html(figure), '/viec/')[0]];
  return [...new Set(wanted)].filter((address) => address && !PAGES.some(([own]) => own === address));
}

/** Opens each page in a window of these options and gives what `look` says against it. */
async function complaints(options, look) {
  const found = [];
  if (!judgesLooks) return found;
  const page = await newPage(options);
  for (const [address, status] of all) {
    const answer = await page.goto(server.url + address);
    if (answer.status() !== status) found.push(`${address}: ${answer.status()}`);
    for (const complaint of await look(page)) found.push(`${address}: ${complaint}`);
  }
  await page.context().close();
  return found;
}

test('every page is free of what axe finds, on a phone', async () => {
  assert.deepEqual(await complaints({ width: 390, isTouch: true }, axe), []);
});

test('every page is free of what axe finds, in the dark on a wide screen', async () => {
  assert.deepEqual(await complaints({ width: 1280, colorScheme: 'dark' }, axe), []);
});

test('every page is there and valid HTML', async () => {
  const found = [];
  for (const [address, status] of all) {
    const answer = await get(server.url + address);
    if (answer.status !== status) found.push(`${address}: ${answer.status}`);
    for (const line of await htmlValidate(answer.text)) found.push(`${address}: ${line}`);
  }
  assert.deepEqual(found, []);
});

test('no page must be moved sideways at 320 pixels', async () => {
  const found = await complaints({ width: 320 }, async (page) => {
    try {
      await noSidewaysScroll(page, 320);
      return [];
    } catch (error) {
      return [error.message];
    }
  });
  assert.deepEqual(found, []);
});

test('every page has one h1, a title, the mark of the sample and the name of the committee', async () => {
  const found = await complaints({ hasScript: true }, async (page) => {
    const seen = await page.evaluate(() => ({
      h1: document.querySelectorAll('h1').length,
      title: document.title,
      text: document.body.innerText,
      lang: document.documentElement.lang,
    }));
    const wrong = [];
    if (seen.h1 !== 1) wrong.push(`${seen.h1} h1`);
    if (seen.lang !== 'vi') wrong.push('lang');
    if (!seen.title.endsWith('Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn Gò Quao')) wrong.push(seen.title);
    for (const words of ['Bản minh họa phần mềm. Không phải trang chính thức.', 'Huyện Gò Quao, tỉnh Kiên Giang', 'nhật ký công khai gồm'])
      if (!seen.text.includes(words)) wrong.push(`without «${words}»`);
    return wrong;
  });
  assert.deepEqual(found, []);
});

test('no text outside of charts is smaller than 17 pixels', async () => {
  const small = (page) =>
    page.evaluate((least) => {
      const found = new Set();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        const size = parseFloat(getComputedStyle(element).fontSize);
        if (node.data.trim() && !element.closest('svg') && size < least) found.add(`${element.tagName}.${element.className} ${size}`);
      }
      return [...found];
    }, TEXT_LEAST_PX - 0.01);
  assert.deepEqual(await complaints({ width: 390 }, small), []);
});

test('from home to a figure to a record it takes two taps on a phone', async () => {
  const page = await newPage({ width: 390, height: 844, isTouch: true });
  await page.goto(server.url);
  await page.tap('.figures a >> nth=1');
  await page.waitForURL(/\/so-lieu\//);
  await page.tap('main a[href^="/viec/"] >> nth=0');
  await page.waitForURL(/\/viec\//);
  assert.match(await page.textContent('h1'), /\S/);
  assert.deepEqual(page.errors, []);
});

test('home shows the newest half-year and the areas', async () => {
  const home = await html('/');
  assert.equal(hrefs(home, '/so-lieu/2022/6-thang-dau-nam/').length, 6);
  assert.equal(hrefs(home, '/khu-pho/').length, 6);
  for (const words of ['1.126', '2.700', '4/6', 'trên', '800 triệu', 'Khu phố của bạn']) assert.ok(home.includes(words), words);
});

test('the review prints figures as links, tables with targets, areas that add up', async () => {
  const page = await newPage({ width: 1280 });
  await page.goto(server.url + REVIEW);
  const story = await page.innerText('.story');
  for (const words of ['03 căn', '1.126 suất', '15 địa chỉ', '6/6', '4/6', 'trên 800 triệu đồng', 'Ưu điểm'])
    assert.ok(story.includes(words), words);
  assert.doesNotMatch(story, /\s[.,;:]|[({]\s/, 'no blank before a stop, no bracket left open');
  const cells = await page.$$eval('#theo-don-vi ~ table tr', (rows) =>
    rows.slice(1).map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.innerText.replaceAll('.', '')))),
  );
  const sums = cells.pop();
  sums.forEach((sum, i) => assert.equal(cells.reduce((all, row) => all + row[i], 0), sum));
  assert.equal(sums[0], 1126);
  const broken = await page.$$eval('.toc a', (links) => links.filter((link) => !document.querySelector(link.hash)).length);
  assert.equal(broken, 0);
});

test('periods lead to each other', async () => {
  const periods = hrefs(await html('/bao-cao'), '/bao-cao/');
  assert.ok(periods.includes(REVIEW) && periods.includes('/bao-cao/2022/thang-5') && periods.includes('/bao-cao/2021/ca-nam'));
  for (const address of periods) assert.equal((await get(server.url + address)).status, 200, address);
  assert.match(await html(REVIEW), /href="\/bao-cao\/2021\/6-thang-cuoi-nam" rel="prev"/);
  assert.match(await html('/bao-cao/2021/6-thang-cuoi-nam'), /href="\/bao-cao\/2022\/6-thang-dau-nam" rel="next"/);
});

test('search finds with and without marks, marks the words, turns pages', async () => {
  const total = (text) => Number(/([\d.]+) kết quả/.exec(text)[1].replaceAll('.', ''));
  const withMarks = await html(`/tim-kiem?q=${encodeURIComponent('tập huấn')}`);
  assert.equal(total(withMarks), total(await html('/tim-kiem?q=TAP%20huan')));
  assert.match(withMarks, /<mark>[Tt]ập<\/mark>/);
  const first = await html('/tim-kiem?q=qua');
  assert.equal(first.split('<li><h2>').length, 1 + 20);
  const second = await html(hrefs(first, '/tim-kiem?q=qua&trang=2')[0]);
  assert.ok(!hrefs(first, '/viec/').includes(hrefs(second, '/viec/')[0]));
  assert.match(await html('/tim-kiem?q=zzz+qua'), /Thử với ít từ hơn.*href="\/tim-kiem\?q=qua"/s);
  assert.equal((await get(`${server.url}/tim-kiem?q=qua&trang=51`)).status, 404);
  assert.match(await html(`/tim-kiem?q=${encodeURIComponent('"><script>')}`), /&quot;&gt;&lt;script&gt;/);
});

test('pages work with JavaScript off', async () => {
  const page = await newPage({ width: 390, hasScript: false });
  await page.goto(server.url);
  await page.fill('input[name=q]', 'nha doan ket');
  await page.press('input[name=q]', 'Enter');
  await page.waitForURL(/\/tim-kiem\?q=/);
  assert.match(await page.textContent('main'), /\d+ kết quả/);
  await page.click('.hits a >> nth=0');
  await page.waitForURL(/\/(viec|tin)\//); // what is found first may be news
});

test('Zalo and search engines find title, sentence and kind of a page', async () => {
  const review = await html(REVIEW);
  for (const tag of ['og:title', 'og:description', 'og:type', 'og:locale', 'og:site_name'])
    assert.match(review, new RegExp(`<meta property="${tag}" content="[^"]+">`), tag);
  assert.match(review, /<meta name="description" content="6 tháng đầu năm 2022\. [^"]*1\.126 suất[^"]*\.">/);
  assert.match(review, new RegExp(`<link rel="canonical" href="${REVIEW}">`));
});

test('a page in another language says so', async () => {
  for (const [asked, given] of [['?ngon-ngu=en', 'en'], ['?ngon-ngu=vi', 'vi'], ['?ngon-ngu=xx', 'vi'], ['', 'vi']]) {
    const answer = await get(`${server.url}/${asked}`, { 'accept-language': 'en-US' });
    assert.match(answer.text, new RegExp(`<html lang="${given}">`), asked);
  }
});

test('on paper nothing of the navigation is left', async () => {
  const page = await newPage({ width: 794 });
  await page.goto(server.url + REVIEW);
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.menu', '.mast .find', '.toc', '.crumbs', '.pager']) assert.ok(await page.isHidden(gone), gone);
  assert.ok(await page.isVisible('.story .list'));
});

if (keepsShots()) {
  test('pictures of the pages are kept for those who look', async () => {
    for (const width of [390, 1280]) {
      const page = await newPage({ width, isTouch: width === 390 });
      for (const [i, [address]] of all.entries()) {
        await page.goto(server.url + address);
        await screenshot(page, `${width}-${String(i).padStart(2, '0')}${address.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60)}`);
      }
      await page.context().close();
    }
  });
}

test('a book that is empty says what comes next', async (t) => {
  const empty = makeBook();
  await runWell(['init', empty]);
  const other = await serve(empty);
  t.after(() => other.stop());
  const page = await newPage({ width: 390 });
  for (const address of ['/', '/bao-cao', '/tim-kiem?q=qua']) {
    await page.goto(other.url + address);
    assert.deepEqual(await axe(page), [], address);
    assert.deepEqual(await htmlValidate((await get(other.url + address)).text), [], address);
  }
  const home = (await get(`${other.url}/`)).text;
  assert.match(home, /chưa có đơn vị/);
  assert.match(home, /doanket import SỔ unit/);
  assert.doesNotMatch(home, /Bản minh họa/);
  assert.equal((await get(other.url + REVIEW)).status, 404);
});

test('prose that people wrote stands in its place, its figures bound', async () => {
  const file = join(makeFolder(), 'prose.md');
  writeFileSync(
    file,
    `---
unit: kp4
period: 2022-H1
---
## uu_diem

Khu phố đã trao {wel.gifts_count} suất quà, kỳ trước là {wel.gifts_count 2021-H2}. **Cảm ơn** <b>bà con</b>; xem [văn bản](/van-ban).

1. Việc một
2. Việc hai
   - việc nhỏ
`,
  );
  await runWell(['import', book, 'prose', file]);
  const review = await html(`${REVIEW}?don-vi=kp4`);
  assert.match(review, /đã trao <a class="fig" href="\/so-lieu\/2022\/6-thang-dau-nam\/suat-qua\?don-vi=kp4">\d+<\/a> suất quà/);
  assert.match(review, /kỳ trước là <a class="fig" href="\/so-lieu\/2021\/6-thang-cuoi-nam\/suat-qua\?don-vi=kp4">\d+<\/a>\. <strong>Cảm ơn<\/strong> &lt;b&gt;/);
  assert.match(review, /xem <a href="\/van-ban">văn bản<\/a>\./);
  assert.match(review, /<ol>\s*<li\s*>Việc một<\/li>\s*<li\s*>Việc hai<\/li>\s*<li\s+class="inner"\s*>việc nhỏ/);
  assert.deepEqual(await htmlValidate(review), []);
});

test('what changes after the issue stands beside the frozen number', async () => {
  const list = join(makeFolder(), 'gift.csv');
  writeFileSync(list, 'unit,day,occasion,quantity,value_dong\nkp3,29/6/2022,đột xuất,10,1.000.000\n');
  await runWell(['issue', book, 'go-quao', '2022-H1']);
  await runWell(['import', book, 'gift', list]);
  const review = await html(REVIEW);
  assert.match(review, /đã ban hành ngày/);
  assert.match(review, /1\.126 suất<\/a>\s*<span class="changed">số liệu sau ngày chốt: 1\.136 suất<\/span>/);
  assert.match(await html('/'), /số liệu sau ngày chốt: 1\.136 suất/);
  const printed = await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'html']);
  assert.deepEqual(await htmlValidate(printed), []);
  assert.match(printed, /số liệu sau ngày chốt: 1\.136 suất/);
});
