// docs/article.md goes through the article that the program grew from: each of its sentences is alive at the
// address that stands there. And the article composed out of the review and its conference.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { typedDigit, wordsOf } from '../bindings.mjs';
import { get, makeBook, makeFolder, run, runWell, serve, top } from '../harness.mjs';

const TIN = '/tin/thi-tran-go-quao-so-ket-cong-tac-mat-tran-6-thang-dau-nam-2022-8';
const SHORT = { TIN, SO: '/so-lieu/2022/6-thang-dau-nam' };
const ROBOT = { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' };
const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0 Safari/537.36' };
const CONFERENCE = join(top, 'sample/go-quao/conference-2022-07-20.md');

const book = makeBook();
let server;

before(async () => {
  await runWell(['demo', book]);
  server = await serve(book);
});
after(() => server?.stop());

/** The sections of docs/article.md: { title, rows: [{ says, path, words }] }. */
function sections() {
  const found = [];
  for (const line of readFileSync(join(top, 'docs/article.md'), 'utf8').split('\n')) {
    if (line.startsWith('## ')) found.push({ title: line.slice(3), rows: [] });
    const [, says, address, words] = /^\| (.*?) ?\| `(\S+)` \| (.*) \|$/.exec(line) ?? [];
    if (!address) continue;
    const path = address.replace(/^(TIN|SO)\b/, (name) => SHORT[name]);
    found.at(-1).rows.push({ says, path, words: words.split(' · ') });
  }
  return found;
}

/** A page as one reads it: without head, tags and doubled blanks. */
function readable(html) {
  const signs = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
  const plain = html
    .replace(/^.*<body[^>]*>/s, '')
    .replace(/<\/?(?:a|b|strong|em|small|mark|span)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name) => signs[name]);
  return plain.replace(/\s+/g, ' ').replace(/ ([.,;:])/g, '$1');
}

const pages = new Map();
async function page(path) {
  if (!pages.has(path)) {
    const answer = await get(server.url + path, ROBOT);
    pages.set(path, answer.status === 200 ? readable(answer.text) : `(${answer.status})`);
  }
  return pages.get(path);
}

test('the table goes through the whole article', () => {
  const rows = sections().flatMap((section) => section.rows);
  assert.ok(rows.length >= 70, `${rows.length} rows`);
  assert.ok(readFileSync(join(top, 'docs/article.md'), 'utf8').includes(`\`${TIN}\``));
});

for (const { title, rows } of sections())
  test(`alive: ${title}`, async () => {
    const lost = [];
    for (const { path, words } of rows) {
      const text = await page(path);
      let from = 0;
      for (const part of words) {
        const at = text.indexOf(part, from);
        if (at < 0) lost.push(`${path}: «${part}»${text.includes(part) ? ' stands elsewhere' : ''}`);
        else from = at + part.length;
      }
    }
    assert.deepEqual(lost, []);
  });

test('each figure of the article leads to its page, and there is the picture', async () => {
  const { text } = await get(server.url + TIN, ROBOT);
  const story = /<main.*<\/main>/s.exec(text)[0];
  for (const part of ['06 mô hình', '02 mô hình', '2.700 mét', '03 căn', '01 cây cầu', '1.126 suất', '15 địa chỉ', 'trên 800 triệu đồng', '6/6 khu phố', '4/6 đồng chí'])
    assert.match(story, new RegExp(`<a[^>]*href="/so-lieu/2022/6-thang-dau-nam/[a-z-]+"[^>]*>${part}</a>`), part);
  const [, source, shows] = /<img[^>]*src="(\/hinh\/[^"]+)"[^>]*alt="([^"]+)"/.exec(story) ?? /<img[^>]*alt="([^"]+)"[^>]*src="(\/hinh\/[^"]+)"/.exec(story) ?? [];
  assert.ok(source && shows, 'no picture with words');
  assert.equal((await get(server.url + [source, shows].find((part) => part.startsWith('/hinh/')))).status, 200);
});

test('whatever the articles of the sample link to is there', async () => {
  const news = (await get(`${server.url}/tin`, ROBOT)).text;
  const tin = new Set(news.match(/\/tin\/[a-z0-9-]+-\d+(?=")/g));
  assert.equal(tin.size, 8);
  const links = new Set();
  for (const path of tin) {
    const { text } = await get(server.url + path, ROBOT);
    for (const [, address] of /<main.*<\/main>/s.exec(text)[0].matchAll(/(?:href|src)="(\/[^"#]*)/g)) links.add(address.replaceAll('&amp;', '&'));
  }
  assert.ok(links.size > 60, `${links.size} links`);
  for (const address of links) assert.equal((await get(server.url + address, ROBOT)).status, 200, address);
});

test('a robot is not counted, a reader is', async () => {
  const count = async (headers) => /Số lần đọc: ([\d.]+)/.exec(readable((await get(server.url + TIN, headers)).text))?.[1];
  assert.equal(await count(ROBOT), '148');
  await get(server.url + TIN, BROWSER);
  for (let tries = 0; tries < 50 && (await count(ROBOT)) !== '149'; tries++) await new Promise((done) => setTimeout(done, 100));
  assert.equal(await count(ROBOT), '149');
});

test('out of the review and the conference comes an article: whole, bound, of readable length', async () => {
  const file = await runWell(['article', 'from-review', book, 'go-quao', '2022-H1', '--author', 'Người soạn', '--picture', 'hop.png', '--alt', 'Hội trường', '--caption', 'Quang cảnh']);
  const [, front, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(file);
  assert.match(front, /^tác giả: Người soạn$/m);
  assert.match(front, /^ngày: 20\.07\.2022$/m);
  assert.equal(typedDigit(body), undefined);
  const count = wordsOf(body);
  assert.ok(count >= 450 && count <= 800, `${count} words`);
  const order = ['Chiều ngày 20/7/2022', 'Đến dự Hội nghị', 'Ngay từ đầu năm', '549/2021/NQ-HĐND', '{mov.models_new', '![Hội trường](hop.png', '{wel.houses_new', '{wel.social_security_total', 'Phát biểu chỉ đạo', '- Quan tâm hơn nữa', '- Thực hiện đạt', 'khen thưởng', 'trang của Hội nghị'];
  const places = order.map((part) => body.indexOf(part));
  assert.ok(places.every((at, i) => at >= 0 && (i === 0 || at > places[i - 1])), order.filter((_, i) => places[i] < 0 || (i && places[i] < places[i - 1])).join(' · '));
});

test('a draft goes into a new file of the folder one stands in, never over an old one', async () => {
  const cwd = makeFolder();
  const asked = ['article', 'from-review', book, 'go-quao', '2022-H1', '--out', 'bai.md'];
  assert.match(await runWell(asked, { cwd }), /bài nháp \d+ chữ/);
  assert.match(readFileSync(join(cwd, 'bai.md'), 'utf8'), /^---\nđơn vị: go-quao\n/);
  const again = await run(asked, { cwd });
  assert.equal(again.code, 1);
  assert.match(again.stderr, /đã có tệp/);
});

test('without a conference a draft says what it lacks, and nothing is published', async () => {
  const out = join(makeFolder(), 'bai.md');
  assert.match(await runWell(['article', 'from-review', book, 'go-quao', '2021-H2', '--out', out]), /chưa có hội nghị .*doanket meeting add/);
  const refused = await run(['article', 'from-review', book, 'go-quao', '2021-H2', '--publish']);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /chưa có hội nghị .*meeting add/);
});

test('what is wrong is said: unit, period, a picture without words', async () => {
  for (const [args, reason] of [
    [['la', '2022-H1'], /sổ không có đơn vị «la»/],
    [['go-quao', '2022-H9'], /2022-H9/],
    [['go-quao', '2019-H1'], /chưa có số liệu nào/],
    [['go-quao', '2022-H1', '--picture', 'hop.png'], /lời tả/],
    [['go-quao', '2022-H1', '--publish', '--picture', 'khong-co.png', '--alt', 'Hội trường'], /khong-co\.png/],
  ]) {
    const { code, stderr, stdout } = await run(['article', 'from-review', book, ...args]);
    assert.equal(code, 1, args.join(' '));
    assert.match(stderr + stdout, reason);
  }
});

test('one step makes review and conference an article, served or not', async () => {
  const picture = join(top, 'sample/go-quao/articles/quang-canh-hoi-nghi.png');
  const said = await runWell(['article', 'from-review', book, 'go-quao', '2022-H1', '--publish', '--picture', picture, '--alt', 'Hội trường', '--caption', 'Quang cảnh']);
  const [path] = /\/tin\/[a-z0-9-]+/.exec(said);
  const answer = await get(server.url + path, ROBOT);
  assert.equal(answer.status, 200);
  const text = readable(answer.text);
  for (const part of ['Ngày đăng: 20.07.2022', 'thành lập mới 02 mô hình là Tuyến đường năng lượng mặt trời', '1.126 suất', '56 suất bảo hiểm y tế', 'trên 800 triệu đồng', 'Quang cảnh'])
    assert.ok(text.includes(part), `without «${part}»:\n${text}`);
});

test('an issued review keeps its numbers in the article', async () => {
  const other = makeBook();
  await runWell(['demo', other]);
  await runWell(['issue', other, 'go-quao', '2022-H1']);
  const list = join(makeFolder(), 'qua.csv');
  writeFileSync(list, 'day,unit,occasion,quantity,value_dong\n2022-06-29,kp1,regular,50,5000000\n');
  await runWell(['import', other, 'gift', list]);
  const late = await serve(other);
  try {
    const text = readable((await get(late.url + TIN, ROBOT)).text);
    assert.ok(text.includes('1.126 suất quà'), text);
    assert.ok(!text.includes('1.176 suất'));
  } finally {
    await late.stop();
  }
});

test('an erased name is in no article that is composed afterwards', async () => {
  assert.ok(readFileSync(CONFERENCE, 'utf8').includes('Lục Thị Huyền Trâm'));
  await runWell(['meeting', 'erase', book, 'conference/2022/0001', 'Lục Thị Huyền Trâm']);
  const file = await runWell(['article', 'from-review', book, 'go-quao', '2022-H1']);
  assert.ok(!file.includes('Huyền Trâm'));
  assert.match(file, /Đến dự Hội nghị có Phó Bí thư Đảng ủy thị trấn; đồng chí/);
});
