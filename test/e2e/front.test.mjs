// The front of the portal: home page, /an-sinh-xa-hoi, /cong-khai, link blocks.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, htmlValidate, judgesLooks, keepsShots, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, makeFolder, run, runWell, serve, top } from '../harness.mjs';

const SAMPLE = join(top, 'sample', 'go-quao');
const PAGES = ['/', '/an-sinh-xa-hoi', '/cong-khai'];
const FIRST_VISIT_MAX_BYTES = 150 * 1024;

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

const html = async (address, url = server.url) => (await get(url + address)).text;
/** Addresses that the page's own part leads to. */
const hrefs = (text) => [.../<main[^]*<\/main>/.exec(text)[0].matchAll(/ href="([^"]+)"/g)].map((found) => found[1].replaceAll('&amp;', '&'));
const list = (content) => {
  const file = join(makeFolder(), 'links.csv');
  writeFileSync(file, content);
  return file;
};

// A phone's and a wide window, light and dark, for all pages that isGood looks at.
const windows = [];

/** The page in both windows: nothing to complain of. Gives its text. */
async function isGood(url, address) {
  const text = (await get(url + address)).text;
  assert.deepEqual(await htmlValidate(text), [], address);
  if (!judgesLooks) return text;
  if (!windows.length) windows.push(await newPage({ width: 390, isTouch: true }), await newPage({ width: 1280, colorScheme: 'dark' }));
  for (const page of windows) {
    await page.goto(url + address);
    assert.deepEqual(await axe(page), [], address);
    await noSidewaysScroll(page);
    assert.deepEqual(page.errors, []);
  }
  return text;
}

test('home tells what was done, what was asked and what comes next, in this order', async () => {
  const home = await isGood(server.url, '/');
  const order = ['Bản minh họa', 'Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn Gò Quao', 'Huyện Gò Quao, tỉnh Kiên Giang', '<img src="/hinh/', 'sơ kết công tác Mặt trận 6 tháng đầu năm 2022</a></h1>', '6 tháng đầu năm 2022 bằng con số',
    'Số liệu chốt đến ngày 30/6/2022', '1.126', 'Hội nghị yêu cầu, Mặt trận thực hiện', 'đã xong 0/4', 'Sắp tới', 'Khu phố của bạn', '>Tin tức</h2>', '/chuyen-muc/an-sinh-xa-hoi', 'Liên kết Website',
    'Địa chỉ:', 'Chịu trách nhiệm về nội dung', 'Kiểm chứng số liệu', 'Về trang này'];
  let place = home.indexOf('<body>');
  for (const words of order) {
    const next = home.indexOf(words, place);
    assert.ok(next >= 0, `«${words}» is not behind what stands before it`);
    place = next;
  }
  for (const request of ['nhà Đại đoàn kết', 'an sinh xã hội', 'các tôn giáo', 'chỉ tiêu mà cấp trên giao']) assert.ok(home.includes(request), request);
  assert.match(home, /href="\/chuong-trinh\/2022\/6-thang-cuoi-nam"/);
  assert.match(home, /href="\/hoi-nghi\/2022-07-20#de-nghi-1"/);
  assert.equal(hrefs(home).filter((href) => href.startsWith('/khu-pho/')).length, 6);
});

test('a request that is done says so on the home page', async () => {
  const other = makeBook();
  await runWell(['demo', other]);
  await runWell(['task', 'result', other, 'request/2022/0001', 'Bàn giao hai căn nhà', '--day', '5/12/2022']);
  await runWell(['task', 'close', other, 'request/2022/0001']);
  const second = await serve(other);
  try {
    const home = await html('/', second.url);
    assert.match(home, /đã xong 1\/4/);
    assert.match(home, /class="state done"\s*>Đã xong ngày 5\/12\/2022/);
    for (const number of [2, 3, 4]) {
      await runWell(['task', 'result', other, `request/2022/000${number}`, 'Đã làm', '--day', '6/12/2022']);
      await runWell(['task', 'close', other, `request/2022/000${number}`]);
    }
    const later = await isGood(second.url, '/');
    assert.match(later, /đã xong 4\/4 việc[^]*Đã làm xong mọi việc hội nghị yêu cầu/);
    assert.doesNotMatch(later, /<ol class="asked">/);
  } finally {
    await second.stop();
  }
});

test('the menu has the eight doors and every one opens', async () => {
  const page = await newPage({ width: 1280 });
  await page.goto(server.url);
  const items = await page.$$eval('.menu a', (links) => links.map((link) => [link.innerText, link.getAttribute('href')]));
  assert.deepEqual(items.map(([label]) => label),
    ['Trang chủ', 'Tin tức', 'Kết quả công tác', 'Chương trình', 'An sinh xã hội', 'Tổ chức bộ máy', 'Văn bản', 'Công khai']);
  for (const [label, address] of items) {
    await page.goto(server.url + address);
    assert.equal(await page.innerText('.menu [aria-current]'), label);
  }
});

test('on a phone the menu opens and shuts without JavaScript and by keyboard', async () => {
  const page = await newPage({ width: 390, hasScript: false });
  await page.goto(server.url);
  assert.ok(await page.isHidden('.menu'));
  await page.click('text=Danh mục');
  assert.ok(await page.isVisible('.menu a[href="/cong-khai"]'));
  await page.keyboard.press('Escape');
  assert.ok(await page.isHidden('.menu'));
  await page.focus('.menu-open');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'menu-shut');
  await page.keyboard.press('Enter');
  assert.ok(await page.isHidden('.menu'));
  await page.click('text=Danh mục');
  await page.click('.menu a[href="/cong-khai"]');
  assert.match(await page.innerText('h1'), /Công khai/);
});

test('a first visit to the home page weighs little on the finest screen, its picture included', async () => {
  const page = await newPage({ width: 390, height: 844, isTouch: true, deviceScaleFactor: 3 });
  const answers = [];
  page.on('response', (answer) => answers.push(answer));
  await page.goto(server.url, { waitUntil: 'networkidle' });
  let bytes = 0;
  for (const answer of answers) {
    const { responseHeadersSize, responseBodySize } = await answer.request().sizes();
    bytes += responseHeadersSize + responseBodySize;
  }
  const pictures = answers.filter((answer) => answer.url().includes('/hinh/'));
  assert.equal(pictures.length, 1, 'those further down are fetched when one comes there');
  assert.ok(bytes <= FIRST_VISIT_MAX_BYTES, `${answers.length} answers, ${bytes} bytes`);
});

test('welfare: the figures of the newest half-year, their text, the funds, and where to turn', async () => {
  const text = await isGood(server.url, '/an-sinh-xa-hoi');
  for (const words of ['An sinh xã hội 6 tháng đầu năm 2022', '800 triệu', '03', '1.126', '234', '15', '43 hộ', 'Cần được giúp', 'Muốn góp sức', 'Số dư quỹ “Vì người nghèo” cuối kỳ'])
    assert.ok(text.includes(words), words);
  const links = hrefs(text).filter((href) => href.startsWith('/'));
  for (const link of new Set(links.map((href) => href.split('#')[0]).filter(Boolean))) assert.equal((await get(server.url + link)).status, 200, link);
  const earlier = links.find((href) => href.startsWith('/bao-cao/2021/') && href.includes('#'));
  const [page, anchor] = earlier.split('#');
  assert.ok((await html(page)).includes(`id="${anchor}"`), earlier);
});

test('disclosure: reviews issued, funds, donors who agreed, data, and the journal to check against', async () => {
  const text = await isGood(server.url, '/cong-khai');
  const { journal } = JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']));
  assert.ok(text.includes(journal.root));
  assert.match(text, /href="\/bao-cao\/2021\/6-thang-cuoi-nam">6 tháng cuối năm 2021<\/a>\s*<span class="meta">Ban hành ngày/);
  assert.match(text, />Chùa Phước Lạc Viên<\/a><\/td><td class="n">8\.500\.000 đồng/);
  const links = new Set(hrefs(text).filter((href) => href.startsWith('/')).map((href) => href.split('#')[0]).filter(Boolean));
  for (const link of links) assert.equal((await get(server.url + link)).status, 200, link);
  assert.ok([...links].some((link) => link.endsWith('.csv')) && [...links].some((link) => link.endsWith('.json')));
});

test('a donor who is erased is gone from the page', async () => {
  const link = /href="\/viec\/(thu-quy-2022-\d+)">Bà Huỳnh Thị Diễm Kiều</.exec(await html('/cong-khai'))[1];
  await runWell(['erase', book, link.replace('thu-quy-', 'fund_receipt/').replace(/-(\d+)$/, '/$1'), 'donor']);
  assert.doesNotMatch(await html('/cong-khai'), /Diễm Kiều/);
});

test('links to other sites stand below articles, too', async () => {
  const story = /<h1><a href="(\/tin\/[^"]+)"/.exec(await html('/'))[1];
  assert.match(await isGood(server.url, story), /<\/article>\s*<nav class="sites"[^]*nhandan\.vn/);
});

test('the list of links is the whole list, in its groups and its order', async () => {
  assert.match(await html('/'), /Cơ quan Đảng, Nhà nước[^]*chinhphu\.vn[^]*Cơ quan Báo chí[^]*nhandan\.vn[^]*Các trường Đại học, Cao đẳng/);
  const file = list('group;label;address\nHai;Trang <b>;https://www.a.example/x?y=1&z\nMột;Trang khác;http://b.example\nHai;Trang ba;https://c.example:8443/\n');
  assert.match(await runWell(['import', book, 'link', file, '--dry-run']), /3 liên kết trong 2 nhóm \(chạy thử/);
  assert.match(await html('/'), /chinhphu\.vn/);
  assert.match(await runWell(['import', book, 'link', file]), /3 liên kết trong 2 nhóm/);
  const home = await isGood(server.url, '/');
  assert.match(home, /Hai<\/h3>[^]*Trang &lt;b&gt;[^]*a\.example[^]*Trang ba[^]*Một<\/h3>[^]*Trang khác/);
  assert.match(home, /href="https:\/\/www\.a\.example\/x\?y=1&amp;z"/);
  assert.doesNotMatch(home, /chinhphu\.vn/);
  await server.stop();
  await runWell(['rebuild', book]);
  server = await serve(book);
  assert.match(await html('/'), /Trang khác/);
  await runWell(['import', book, 'link', list('group,label,address\n')]);
  assert.doesNotMatch(await html('/'), /Liên kết Website/);
  await runWell(['import', book, 'link', join(SAMPLE, 'links.csv')]);
});

test('a list of links with a wrong address is refused whole', async () => {
  const bad = ['javascript:alert(1)', 'chinhphu.vn', '//chinhphu.vn', 'https://', 'https://chinhphu', 'https://chinhphu.vn@evil.example/', 'https://a b.example', 'https://chính-phủ.vn', 'ftp://a.example', 'https://a.example/"onclick', `https://a.example/${'x'.repeat(500)}`];
  for (const address of bad) {
    const end = await run(['import', book, 'link', list(`group,label,address\nMột,Tốt,https://a.example\nMột,Xấu,"${address.replaceAll('"', '""')}"\n`)]);
    assert.equal(end.code, 1, address);
    assert.match(end.stdout, /dòng 3, cột «address», giá trị «.*»: không phải là một địa chỉ https:\/\/ hay http:\/\/ đầy đủ/, address);
  }
  for (const [content, reason] of [
    ['Một,Hai lần,https://a.example\nMột,Lại,https://a.example\n', /đã có trong nhóm này/],
    [`${'x'.repeat(161)},Dài,https://a.example\n`, /dài quá 160 byte/],
    [',Không nhóm,https://a.example\n', /bắt buộc phải có/],
    [[...Array(7).keys()].map((i) => `Nhóm ${i},Trang,https://a.example\n`).join(''), /nhiều nhất 6 nhóm/],
    [[...Array(121).keys()].map((i) => `Nhóm,Trang,https://a${i}.example\n`).join(''), /dài quá 120 liên kết/],
  ]) {
    const end = await run(['import', book, 'link', list(`group,label,address\n${content}`)]);
    assert.equal(end.code, 1);
    assert.match(end.stdout, reason);
  }
  assert.match(await html('/'), /chinhphu\.vn/);
});

test('a book that is empty, one with units, and one with a first record have good front pages', async (t) => {
  const young = makeBook();
  await runWell(['init', young]);
  const other = await serve(young);
  t.after(() => other.stop());
  for (const address of PAGES) await isGood(other.url, address);
  await runWell(['import', young, 'unit', join(SAMPLE, 'units.csv')]);
  for (const address of PAGES) await isGood(other.url, address);
  assert.match(await html('/', other.url), /chưa ghi việc nào[^]*doanket import SỔ gift[^]*Khu phố của bạn/);
  await runWell(['import', young, 'gift', list('unit,day,occasion,quantity,value_dong\nkp3,29/6/2022,đột xuất,10,1.000.000\n')]);
  for (const address of PAGES) await isGood(other.url, address);
  const home = await html('/', other.url);
  assert.match(home, /Việc mới làm[^]*Trao 10 suất quà[^]*Sắp tới[^]*chuong-trinh\/2022\/6-thang-cuoi-nam/);
  assert.doesNotMatch(home, /Hội nghị yêu cầu/);
});

if (keepsShots()) {
  test('pictures of the front pages are kept for those who look', async () => {
    for (const width of [390, 1280]) {
      const page = await newPage({ width, isTouch: width === 390 });
      for (const address of PAGES) {
        await page.goto(server.url + address);
        await screenshot(page, `front-${width}${address.replaceAll('/', '-')}`);
      }
      await page.context().close();
    }
  });
}
