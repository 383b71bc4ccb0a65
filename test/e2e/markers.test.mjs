// What is not public appears nowhere in public. Marks are planted in every field of every kind that is
// private or sealed, in drafts and what is said about them, in accounts, pictures, lists, doubts; then
// every public address is read, derived from the program's own table of routes, and everything that the
// server says, and no mark may stand there.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { getAs, postAs } from '../accounts.mjs';
import { get, makeBook, makeFolder, post, request, run, runWell, serve, top } from '../harness.mjs';
import { unzip } from '../office.mjs';

const WORD = 'Zqmarku'; // all marks begin so: what somebody would search for
const PAGES_MOST = { quick: 12, slow: 2 }; // read of one route, by its pace; lists of figures all
const AT_ONCE = 4;

const planted = []; // { mark, where }
const records = []; // numbers of the records that carry marks

/** A mark that says where it was planted; letters only, so that it passes as a name. */
function mark(where) {
  const letters = [...String(planted.length).padStart(4, '0')].map((digit) => 'bcdfghklmn'[digit]).join('');
  planted.push({ mark: `${WORD}${letters}`, where });
  return `${WORD}${letters}`;
}

/** The places of the marks that stand in a text, or in bytes. */
function marksIn(text) {
  const bare = typeof text === 'string' ? text : text.toString('latin1');
  const found = [...bare.matchAll(new RegExp(`${WORD}([bcdfghklmn]{4})`, 'gi'))].map(([, letters]) => letters.toLowerCase());
  return found.map((letters) => planted.find(({ mark }) => mark.endsWith(letters))?.where ?? letters);
}

// ---- a record of every kind, made from the catalogue

function csvRows(file) {
  const cells = [...readFileSync(join(top, 'catalogue', file), 'utf8').matchAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/g)];
  const rows = [[]];
  for (const [, cell, end] of cells) {
    rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  const [head, ...rest] = rows.filter((row) => row.length > 1);
  return rest.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
}

const kinds = csvRows('kinds.csv'), fields = csvRows('fields.csv'), choices = csvRows('choices.csv');
const isHidden = ({ privacy }) => privacy === 'private' || privacy === 'sealed';

// Texts that are the codes of other lists of the sample.
const CODES = { body: 'mat-tran-kp1', proposed_by: '', decided_by: '', legal_basis: '', consent_day: '' };

/** A value that a field takes; a mark in texts that are not public. */
function valueOf(kind, field, day) {
  const [type, list] = field.type.split(' ');
  if (type === 'text' && isHidden(field)) return mark(`${kind.name}.${field.name}`);
  if (!field.required) return '';
  if (field.name in CODES) return CODES[field.name];
  if (type === 'select_one' || type === 'select_multiple') return choices.find((choice) => choice.list_name === list && !choice.valid_to).name;
  if (type === 'day') return day;
  return type === 'text' ? `Tên chung ${kind.name}` : '1';
}

/** Imports one record of a kind, in the unit that it takes, and gives what the program said. */
async function plant(book, kind) {
  const day = '2022-03-07';
  const own = fields.filter(({ kind: of, type }) => (of === kind.name || of === '*') && !/^(number_of|calculate)/.test(type));
  const row = { key: mark(`${kind.name}: key of the list`), day, ...Object.fromEntries(own.map((field) => [field.name, valueOf(kind, field, day)])) };
  const file = join(makeFolder(), `${kind.name}-${mark(`${kind.name}: file name`)}.csv`);
  const ends = [];
  for (const unit of ['kp3', 'go-quao']) {
    const cells = { unit, ...row };
    writeFileSync(file, `${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`);
    const end = await run(['import', book, kind.name, file]);
    if (end.code === 0) return null;
    ends.push(end.stdout + end.stderr);
  }
  return ends[0];
}

// ---- what people leave behind

let gifts = 20; // each another number, so that none looks like the one before
const field = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];

/** A gift as the form sends it, with marks in what is for officers only. */
function gift(where, more) {
  return { viec: 'gui', don_vi: 'kp1', ngay: '2022-06-21', 'o-occasion': 'regular', 'o-quantity': String(++gifts), 'o-value_dong': String(gifts * 300_000), 'o-note': mark(`${where}: note`), ...more };
}

async function handIn(where, more) {
  const page = await getAs(server, 'team_head', '/lam-viec/ghi/qua');
  const answer = await postAs(server, 'team_head', '/lam-viec/ghi/qua', { khoa: field(page, 'khoa'), ...gift(where, more) });
  assert.equal(answer.status, 303, answer.text);
  const list = await getAs(server, 'officer', '/lam-viec/duyet');
  return Math.max(...[...list.text.matchAll(/\/lam-viec\/duyet\/(\d+)/g)].map((found) => Number(found[1])));
}

async function decide(id, fields) {
  const page = await getAs(server, 'officer', `/lam-viec/duyet/${id}`);
  const answer = await postAs(server, 'officer', `/lam-viec/duyet/${id}`, { phien_ban: field(page, 'phien_ban'), ...fields });
  assert.equal(answer.status, 303, answer.text);
}

/** Drafts in every state: saved, handed in, returned, approved, and one that was refused as it was typed. */
async function leaveDrafts() {
  await postAs(server, 'team_head', '/lam-viec/ghi/qua', { ...gift('saved draft', { viec: 'luu', 'o-donor': mark('saved draft: donor') }), khoa: field(await getAs(server, 'team_head', '/lam-viec/ghi/qua'), 'khoa') });
  await postAs(server, 'team_head', '/lam-viec/ghi/qua', { ...gift('wrong draft', { 'o-quantity': mark('wrong draft: quantity') }), khoa: field(await getAs(server, 'team_head', '/lam-viec/ghi/qua'), 'khoa') });
  await decide(await handIn('returned draft', {}), { viec: 'tra', loi: `Xem lại ${mark('comment of a returned draft')}` });
  await decide(await handIn('approved draft', {}), { viec: 'duyet' });
  await handIn('waiting draft', {});
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  let crc = ~0;
  for (const byte of body) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(~crc >>> 0, 8 + data.length);
  return out;
}

/** A grey picture whose file says more than it shows: a remark, and a whole description (XMP). */
function talkingPicture() {
  const head = Buffer.from([0, 0, 1, 0x40, 0, 0, 0, 0xf0, 8, 0, 0, 0, 0]); // 320 × 240, grey
  const pixels = deflateSync(Buffer.alloc(240 * 321, 0x60).map((byte, i) => (i % 321 === 0 ? 0 : byte)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from(`Comment\0${mark('remark in a picture')}`, 'latin1')),
    chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0<x>${mark('description in a picture')}</x>`, 'latin1')),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

async function leaveArticle() {
  const folder = makeFolder();
  const picture = `${mark('file name of a picture')}.png`, text = join(folder, `${mark('file name of an article')}.md`);
  writeFileSync(join(folder, picture), talkingPicture());
  writeFileSync(text, `---\nđơn vị: go-quao\ntiêu đề: Bài có ảnh\nchuyên mục: Hoạt động Mặt trận\nngày: 2022-05-30\nngày đồng ý: 2022-05-29\n---\n\nMột đoạn.\n\n![Sân nhà văn hóa](${picture} "Sân nhà văn hóa")\n`);
  await runWell(['article', 'add', book, text]);
}

let server, book, routes, seen;
before(async () => {
  book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
  routes = JSON.parse(await runWell(['routes', '--format', 'json']));
});
after(() => server?.stop());

test('a record of every kind carries marks in all that is not public', async () => {
  const refused = [];
  const waiting = [...kinds];
  async function planter() {
    for (let kind; (kind = waiting.shift()); ) {
      const said = await plant(book, kind);
      if (said) refused.push(`${kind.name}: ${said}`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, planter));
  assert.deepEqual(refused, []);
  const journal = (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line));
  for (const { type, no, day } of journal) if (type === 'record.approved' && day?.startsWith('2022-03-0')) records.push(no);
  assert.ok(records.length >= kinds.length && planted.length > 2 * kinds.length);
});

test('drafts, comments, accounts, pictures, doubts carry marks too', async () => {
  await leaveDrafts();
  await leaveArticle();
  const login = mark('login name').toLowerCase();
  await runWell(['user', 'add', book, login, `Người ${mark('name of an account')}`]);
  await post(`${server.url}/dang-nhap`, { ten_dang_nhap: login, mat_khau: mark('wrong password') });
  await post(`${server.url}/dang-nhap`, { ten_dang_nhap: mark('unknown name'), mat_khau: mark('password of nobody') });
  const doubt = await post(`${server.url}/so-lieu/2022/6-thang-dau-nam/suat-qua/bao-chua-dung`, { 'noi-dung': `Thiếu ${mark('doubt of a reader')}` });
  assert.ok(doubt.status < 400, doubt.text);
  await run(['import', book, 'gift', '/dev/stdin'], { input: mark('a list that was refused') });
  for (const [role, path] of [['officer', '/lam-viec/duyet'], ['officer', '/lam-viec/ho-so'], ['team_head', '/lam-viec/nhap'], ['admin', '/quan-tri/tai-khoan'], ['inspector', '/quan-tri/nhat-ky']])
    await getAs(server, role, path); // whoever may see them has seen them: nothing of that is kept for others
  assert.ok((await getAs(server, 'officer', '/lam-viec/duyet/1')).status < 500);
});

// ---- reading everything that is public

/** What an answer holds, files taken apart. */
function partsOf(answer) {
  const type = answer.headers['content-type'] ?? '';
  const head = JSON.stringify(answer.headers);
  if (/openxml|zip/.test(type)) return [head, ...Object.entries(unzip(answer.body)).flatMap(([name, body]) => [name, body])];
  if (/pdf/.test(type)) return [head, answer.body, execFileSync('pdftotext', ['-layout', '-', '-'], { input: answer.body }), execFileSync('pdfinfo', ['-'], { input: answer.body })];
  return [head, answer.text];
}

/** The public routes that are read, each with a way to know its addresses. */
const patterns = () => routes.filter(({ method, role }) => method === 'GET' && role === '').map((route) => ({
  ...route,
  read: 0,
  matches: new RegExp(`^${route.path.replace(/[.]/g, '\\.').replace(/\{[^}]*…\}/g, '.+').replace(/\{[^}]*\}/g, '[^/?]+')}(\\?|$)`),
}));

/** Addresses in a page, a feed or a map of the site. */
function linksIn({ text }) {
  const links = [...text.matchAll(/(?:href|src|action)="([^"#]+)|<loc>([^<]+)|"url":\s*"([^"]+)"/g)].map((found) => found[1] ?? found[2] ?? found[3]);
  return links.map((link) => link.replaceAll('&amp;', '&').replace(/^https?:\/\/[^/]+/, '')).filter((link) => /^\/(?!\/|tai-nguyen\/)/.test(link));
}

/** Reads the public routes: some addresses of each, found by following links; gives what came of it. */
async function crawl() {
  const ways = patterns(), known = new Set(), waiting = [], statuses = {}, wrong = [];
  const isList = (path) => /\/2022\/6-thang-dau-nam\/[^/]+\/danh-sach\.csv$/.test(path);
  function add(path) {
    const way = ways.find(({ matches }) => matches.test(path));
    if (!way || known.has(path) || (way.read >= PAGES_MOST[way.pace] && !isList(path))) return;
    known.add(path);
    way.read++;
    waiting.push(path);
  }
  async function reader() {
    for (let path; (path = waiting.shift()); ) {
      const answer = await get(server.url + path);
      statuses[path] = answer.status;
      for (const part of partsOf(answer)) wrong.push(...marksIn(part).map((where) => `${path}: ${where}`));
      if (/html|xml|json/.test(answer.headers['content-type'] ?? '') && !/openxml/.test(answer.headers['content-type'])) linksIn(answer).forEach(add);
    }
  }
  for (const { path } of ways) if (!path.includes('{')) add(path);
  (await get(`${server.url}/so-lieu/2022/6-thang-dau-nam`)).text.match(/\/so-lieu\/2022\/6-thang-dau-nam\/[\w-]+/g).forEach((path) => add(`${path}/danh-sach.csv`));
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  // What no page leads to lies below or beside what was read.
  for (const way of ways.filter(({ read }) => !read)) {
    const folder = way.path.replace(/\/[^/]*$/, '');
    const beside = ways.find(({ path, read }) => read && path.startsWith(folder) && path.split('/').length >= folder.split('/').length);
    const like = beside && [...known].find((path) => beside.matches.test(path));
    if (like) add(way.path.replace(/\/[^/]*$/, '').replace(/^.*$/, like.split('?')[0].split('/').slice(0, folder.split('/').length).join('/')) + way.path.match(/\/[^/]*$/)[0]);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return { statuses, wrong };
}

test('no public address says what is not public', async (t) => {
  seen = await crawl();
  t.diagnostic(`${Object.keys(seen.statuses).length} addresses, ${planted.length} marks`);
  assert.deepEqual(seen.wrong, []);
  assert.deepEqual(Object.entries(seen.statuses).filter(([, status]) => status >= 500), []);
});

test('every public route was read', () => {
  const paths = Object.entries(seen.statuses).filter(([, status]) => status === 200).map(([path]) => path);
  const byLink = /^\/dat-mat-khau\//; // opened by a secret that nobody but its owner has
  const unread = patterns().filter(({ matches, path }) => !byLink.test(path) && !paths.some((one) => matches.test(one)));
  assert.deepEqual(unread.map(({ path }) => path), []);
});

test('the page of every record that carries marks was read', async () => {
  const slugs = Object.fromEntries(kinds.map((kind) => [kind.name, kind['slug::vi']]));
  for (const no of records) {
    const [kind, year, number] = no.split('/');
    const page = await get(`${server.url}/viec/${slugs[kind]}-${year}-${number}`);
    assert.equal(page.status, 200, no);
    assert.deepEqual(marksIn(page.text), [], no);
  }
});

test('searching for what is hidden finds nothing', async () => {
  for (const { mark: word, where } of planted) {
    const { text } = await get(`${server.url}/tim-kiem?q=${word}`);
    assert.deepEqual(marksIn(text.replaceAll(word, '')), [], where);
    assert.doesNotMatch(text, /\d+ kết quả/, where);
  }
});

test('errors say nothing of it either', async () => {
  const wrong = [];
  for (const { path, method, role } of routes.filter((route) => route.role === '')) {
    const there = server.url + path.replace(/\{[^}]*\}/g, '999999');
    const answers = [
      await get(there), // 404, or what the route shows of nothing
      await get(`${there}?khong-co=1`), // 400
      await request(method === 'GET' ? 'DELETE' : 'PUT', there), // 405
    ];
    if (method === 'POST') answers.push(await post(there, { x: 'x'.repeat(70_000) }));
    for (const answer of answers) for (const part of partsOf(answer)) wrong.push(...marksIn(part).map((where) => `${method} ${path} ${answer.status}: ${where}`));
    assert.ok(answers.every(({ status }) => status < 500), path + role);
  }
  assert.deepEqual(wrong, []);
});

test('the journal, which anybody may have, holds none', async () => {
  assert.deepEqual(marksIn(await runWell(['journal', book], { timeout_ms: 60_000 })), []);
});

test('nor does the log of the server', () => {
  assert.deepEqual(marksIn(server.said.stdout + server.said.stderr), []);
});
