// Pictures of articles, and what programs read: feeds, the sitemap, what is said of a shared page.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { get, makeBook, makeFolder, run, runWell, serve, top } from '../harness.mjs';

const SITE = 'https://mattran.example';
const book = makeBook();
const folder = makeFolder();
let server;
let house; // address of the article with a picture

/** Writes an article's file and gives its path. */
function file(name, title, body, section = 'welfare') {
  const path = join(folder, name);
  writeFileSync(path, `---\nunit: go-quao\ntitle: ${title}\nsection: ${section}\nday: 20.07.2022\nauthor: Cán bộ Mẫu\n---\n\n${body}`);
  return path;
}

/** A PNG of one colour; 1 bit a pixel, so that a huge one is a small file. */
function png(width, height) {
  const chunk = (type, data) => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc(typed), 4);
    return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const rows = deflateSync(Buffer.alloc(height * (Math.ceil(width / 8) + 1)));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function crc(bytes) {
  if (crc32) return crc32(bytes);
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

const add = (path) => runWell(['article', 'add', book, path]);
const page = async (path) => (await get(server.url + path)).text;
const articles = async () => (await runWell(['article', 'list', book])).trim().split('\n').length;

before(async () => {
  await runWell(['demo', book]);
  copyFileSync(join(top, 'sample/go-quao/articles/nha-dai-doan-ket.png'), join(folder, 'nha.png'));
  server = await serve(book, ['--public', SITE]);
  const said = await add(file('nha.md', 'Bàn giao nhà', 'Hôm nay <bà con> & xóm giềng vui.\n\n![Ngôi nhà mới, bà con đứng trước cửa](nha.png "Nhà mới")\n\nĐã có {wel.houses_new 2022-H1 căn}.\n'));
  assert.match(said, /1 ảnh/);
  house = /href="(\/tin\/ban-giao-nha-\d+)"/.exec(await page('/tin'))[1]; // the sample has news of its own before it
});
after(() => server?.stop());

test('a picture is shown with its sizes, its words and its caption', async () => {
  const html = await page(house);
  const [, source, alt, width, height, set] = /<figure>\s*<img src="([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)"\s+srcset="([^"]+)" sizes="[^"]+" itemprop="image"\s*>\s*<figcaption>Nhà mới<\/figcaption>/.exec(html);
  assert.equal(alt, 'Ngôi nhà mới, bà con đứng trước cửa');
  assert.match(source, /^\/hinh\/[0-9a-f]{64}-800\.jpg$/);
  assert.ok(Number(width) > 0 && Number(width) <= 800 && Number(height) > 0);
  const sizes = set.split(', ').map((part) => part.split(' '));
  assert.equal(new Set(sizes.map(([, size]) => size)).size, sizes.length, 'no width stands twice');
  for (const [address] of sizes) assert.equal((await get(server.url + address)).headers['content-type'], 'image/jpeg');
  assert.match(await page('/tin'), /<li\s+class="has-picture"\s*>[^]*<img src="\/hinh\/[0-9a-f]{64}-400\.jpg"/);
});

test('a shared page says whole addresses', async () => {
  const html = await page(house);
  assert.match(html, new RegExp(`<meta property="og:image" content="${SITE}/hinh/[0-9a-f]{64}-1600\\.jpg">`));
  assert.match(html, new RegExp(`<meta property="og:url" content="${SITE}${house}">`));
  assert.match(html, /<meta property="og:type" content="article">/);
  assert.match(html, /itemtype="https:\/\/schema.org\/NewsArticle"/);
  for (const name of ['headline', 'datePublished', 'dateModified', 'author', 'publisher', 'articleBody', 'articleSection', 'image'])
    assert.ok(html.includes(`itemprop="${name}"`), name);
});

test('what is no good picture is refused, and nothing is written', async () => {
  const before = [await articles(), await runWell(['journal', book])];
  const bad = {
    'trang.png': Buffer.from('<html><script>alert(1)</script></html>'),
    've.png': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    'nua.png': png(40, 40).subarray(0, 60),
    'lon.png': png(10000, 7000),
    'trong.png': Buffer.alloc(0),
    'kep.png': Buffer.concat([png(60, 40), Buffer.from('PK\x03\x04<script>alert(1)</script>')]),
  };
  for (const [name, bytes] of Object.entries(bad)) {
    writeFileSync(join(folder, name), bytes);
    const end = await run(['article', 'add', book, file('hong.md', `Ảnh ${name}`, `Chữ.\n\n![tốt](nha.png)\n\n![hỏng](${name})\n`)]);
    assert.equal(end.code, 1, name);
    assert.match(end.stdout, new RegExp(`hong\\.md, dòng 13, cột 9: ảnh «${name}»: `), name);
  }
  const outside = await run(['article', 'add', book, file('ngoai.md', 'Ngoài', '![a](../book.png)\n')]);
  assert.match(outside.stdout, /ảnh là một tệp nằm cạnh bài/);
  assert.deepEqual([await articles(), await runWell(['journal', book])], before);
});

test('an erased picture is gone with what was said of it; the text stays', async () => {
  writeFileSync(join(folder, 'nguoi.png'), png(300, 200));
  const said = await add(file('nguoi.md', 'Có ảnh người', 'Chuyện kể.\n\n![Bà Mẫu bên hiên nhà](nguoi.png "Bà Mẫu")\n\n![Ngôi nhà](nha.png)\n'));
  const [path] = /\/tin\/\S+/.exec(said), [no] = /article\/\S+\d/.exec(said);
  const address = /src="(\/hinh\/[^"]+-800\.jpg)"/.exec(await page(path))[1];
  assert.equal((await get(server.url + address)).status, 200);
  assert.match((await run(['article', 'erase', book, no, '--picture', '3'])).stderr, /không có ảnh thứ 3/);
  await runWell(['article', 'erase', book, no, '--picture', '1']);
  const html = await page(path);
  assert.match(html, /Chuyện kể\.[^]*Ảnh ở đây đã được gỡ theo yêu cầu/);
  assert.ok(!html.includes('Bà Mẫu') && !html.includes(address));
  assert.match(html, /alt="Ngôi nhà"/);
  assert.equal((await get(server.url + address)).status, 404);
  await runWell(['article', 'erase', book, no]);
  assert.match(await page(house), /<img src="\/hinh/, 'a picture that another article shows stays');
});

/** Lets xmllint judge whether the text is well-formed and what an XPath expression gives. */
function xpath(text, expression) {
  const end = spawnSync('xmllint', ['--xpath', expression, '-'], { input: text, encoding: 'utf8' });
  assert.equal(end.status, 0, end.stderr);
  return end.stdout.trim();
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;

test('the Atom feed holds what RFC 4287 demands', async () => {
  await add(file('nua.md', 'Tin <thứ hai> & "nữa"', 'Đoạn đầu có {wel.gifts_count 2022-H1 suất}.\n', 'plan'));
  const answer = await get(`${server.url}/tin.atom`);
  assert.equal(answer.headers['content-type'], 'application/atom+xml; charset=utf-8');
  const one = (path) => xpath(answer.text, `string(${path.replace(/(^|\/)([a-z]+)/g, "$1*[local-name()='$2' and namespace-uri()='http://www.w3.org/2005/Atom']")})`);
  const count = Number(xpath(answer.text, "count(/*/*[local-name()='entry'])"));
  assert.ok(count >= 2);
  assert.match(one('/feed/id'), /^urn:uuid:[0-9a-f-]{36}$/);
  assert.match(one('/feed/updated'), RFC3339);
  assert.ok(one('/feed/title') && one('/feed/author/name'));
  assert.equal(xpath(answer.text, "string(/*/*[local-name()='link' and @rel='self']/@href)"), `${SITE}/tin.atom`);
  const ids = new Set();
  for (let i = 1; i <= count; i++) {
    const entry = (name) => xpath(answer.text, `string((/*/*[local-name()='entry'])[${i}]/*[local-name()='${name}'])`);
    ids.add(entry('id'));
    assert.match(entry('id'), /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.match(entry('updated'), RFC3339);
    assert.match(entry('published'), RFC3339);
    assert.ok(entry('title'));
    assert.match(xpath(answer.text, `string((/*/*[local-name()='entry'])[${i}]/*[local-name()='link']/@href)`), new RegExp(`^${SITE}/tin/`));
  }
  assert.equal(ids.size, count, 'ids are unique');
  assert.match(answer.text, /<title>Tin &lt;thứ hai&gt; &amp; &quot;nữa&quot;<\/title>/);
  assert.match(answer.text, /Đoạn đầu có 1\.126 suất\./);
});

test('the JSON feed is one of version 1.1 and tells the same', async () => {
  const answer = await get(`${server.url}/tin.json`);
  assert.equal(answer.headers['content-type'], 'application/feed+json; charset=utf-8');
  const feed = JSON.parse(answer.text);
  assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
  assert.equal(feed.feed_url, `${SITE}/tin.json`);
  assert.ok(feed.title);
  const atom = (await get(`${server.url}/tin.atom`)).text;
  for (const item of feed.items) {
    assert.ok(atom.includes(`<id>${item.id}</id>`), item.id);
    assert.ok(item.url.startsWith(`${SITE}/tin/`) && item.content_text && item.title);
    assert.match(item.date_published, RFC3339);
    assert.match(item.date_modified, RFC3339);
    if (item.image) assert.ok(item.image.startsWith(`${SITE}/hinh/`));
  }
  assert.ok(feed.items.some((item) => item.image));
});

test('the sitemap names public pages that are there, once each', async () => {
  const answer = await get(`${server.url}/so-do-trang.xml`);
  assert.equal(xpath(answer.text, 'local-name(/*)'), 'urlset');
  const addresses = [...answer.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]);
  assert.equal(new Set(addresses).size, addresses.length);
  for (const part of ['/', '/tin', house, '/tin/thang/2022-07', '/chuyen-muc/an-sinh-xa-hoi', '/bao-cao/2022/6-thang-dau-nam', '/so-lieu/2022/6-thang-dau-nam/suat-qua', '/hoi-nghi/2022-07-20', '/chuong-trinh/2022/6-thang-cuoi-nam', '/khu-pho/3'])
    assert.ok(addresses.includes(SITE + part), part);
  for (const address of addresses) assert.equal((await get(address.replace(SITE, server.url))).status, 200, address);
  assert.match((await get(`${server.url}/robots.txt`)).text, new RegExp(`^Sitemap: ${SITE}/so-do-trang.xml$`, 'm'));
});

test('pages of the portal name the feeds', async () => {
  for (const path of ['/tin', house]) assert.match(await page(path), /<link rel="alternate" type="application\/atom\+xml"[^>]+href="\/tin\.atom">/);
});

test('the tables are what the journal says, also after a rebuild', async () => {
  await server.stop();
  server = undefined;
  await runWell(['check', book]);
  await runWell(['rebuild', book]);
  await runWell(['check', book]);
});
