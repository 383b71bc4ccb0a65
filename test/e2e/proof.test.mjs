// Figures proved from outside: generated half-years against an independent recomputation from the public
// journal, the sample's lists against awk, the issue that freezes, and lists that come while pages are served.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { get, makeBook, makeFolder, run, runWell, serve, top } from '../harness.mjs';
import {
  asWritten, dotted, makeRandom, randomRecord, readCatalogue, readTable, writeFolder, writeTable,
} from '../lists.mjs';
import { journalLines, merkleRoot, periodDays, readBook, recompute } from '../recompute.mjs';

// A machine that judges a change must judge the same each time; people explore.
const SEED = Number(process.env.SEED || (process.env.CI ? 20220720 : Date.now() % 1_000_000));
const sample = join(top, 'sample', 'go-quao');
const catalogue = readCatalogue();

async function review(book, unit, period, cutoff) {
  const more = cutoff ? ['--cutoff', cutoff] : [];
  return JSON.parse(await runWell(['review', book, unit, period, '--format', 'json', ...more]));
}

const byCode = (figures) =>
  Object.fromEntries(figures.map(({ code, actual, target, population, previous }) => [code, { actual, target, population, previous }]));

async function entriesOf(book) {
  const lines = journalLines(await runWell(['journal', book]));
  return { lines, book: readBook(lines.map((line) => JSON.parse(line))) };
}

/** Asserts that each review asked for says just what the journal says. */
async function compare(book, asked) {
  const { lines, book: read } = await entriesOf(book);
  const root = merkleRoot(lines);
  for (const [unit, period, cutoff] of asked) {
    const found = await review(book, unit, period, cutoff);
    assert.deepEqual(byCode(found.figures), recompute(read, unit, period, cutoff), `SEED=${SEED} ${unit} ${period} ${cutoff ?? ''}`);
    assert.deepEqual(found.journal, { size: lines.length, root }, `SEED=${SEED}`);
  }
}

// ---- generated half-years ----

const units = [
  { code: 'tinh', kind: 'province', label: 'tỉnh', name: 'Tỉnh Thử', from: '2000-01-01' },
  { code: 'huyen', kind: 'district', label: 'huyện', name: 'Huyện Thử', parent: 'tinh', from: '2000-01-01', to: '2025-06-30' },
  { code: 'xa', kind: 'commune', label: 'xã', name: 'Xã Thử', parent: 'huyen', from: '2000-01-01' },
  ...[1, 2, 3, 4, 5].map((number) => (
    { code: `a${number}`, kind: 'area', label: 'ấp', name: `Ấp ${number}`, parent: 'xa', from: '2000-01-01', number })),
];
const unitColumns = ['code', 'kind', 'name', 'label', 'parent', 'from', 'to', 'number'].map((code) => [code, code]);
const periods = ['2023-H1', '2023-H2', '2024-H1'];

/** Days of a period: many at its ends and at the ends of its months, 29 February among them. */
function someDay(random, period) {
  const [first, last] = periodDays(period);
  const month = `${first.slice(0, 5)}${String(Number(first.slice(5, 7)) + random.below(6)).padStart(2, '0')}`;
  const [monthFirst, monthLast] = periodDays(month);
  const any = `${month}-${String(random.between(1, 28)).padStart(2, '0')}`;
  return random.pick([first, last, monthFirst, monthLast, any, any, any, any]);
}

function columnsOf(kind) {
  const own = kind.fields.filter((field) => !field.type.startsWith('number_of')).map((field) => [field.name, field.name]);
  return [['key', 'Mã dòng'], ['unit', 'Đơn vị'], ...own, ['day', 'Ngày']];
}

/** One list per kind, of rows that all differ: { kind, columns, rows }. */
function randomLists(random) {
  const places = ['a1', 'a2', 'a3', 'a4', 'a5', 'Ấp 3', 'xa', 'Xã Thử'];
  return catalogue.kinds.map((kind) => {
    const rows = Array.from({ length: random.between(6, 24) }, (_, i) => {
      const day = someDay(random, random.pick(periods));
      const record = { ...randomRecord(random, catalogue, kind, day, random.pick(places)), note: `dòng ${i}` };
      return { ...asWritten(random, catalogue, kind, record), key: `${kind.name}-${i}` };
    });
    return { kind, columns: columnsOf(kind), rows };
  });
}

function randomTargets(random) {
  const rows = [];
  for (const unit of ['xa', 'a2'])
    for (const period of periods)
      for (const { code } of catalogue.indicators.slice(0, 40))
        if (random.chance(0.3)) rows.push({ unit, period, indicator: code, target: random.between(0, 50), population: random.between(0, 90) });
  return writeTable(rows, ['unit', 'period', 'indicator', 'target', 'population'].map((code) => [code, code]));
}

/** A folder for `demo BOOK FOLDER`: the lists whole, or cut into many small ones that come mixed. */
function listFolder(random, lists, targets, isCut) {
  const files = { 'units.csv': writeTable(units, unitColumns), 'targets.csv': targets };
  let order = [];
  for (const { kind, columns, rows } of lists) {
    for (let from = 0, part = 0; from < rows.length; part++) {
      const count = isCut ? random.between(1, 7) : rows.length;
      const name = `${kind.name}-${part}.csv`;
      files[name] = writeTable(rows.slice(from, from + count), columns);
      order.push(`${kind.name} ${name}`);
      from += count;
    }
  }
  if (isCut) order = random.shuffle(order);
  return writeFolder(join(makeFolder(), 'lists'), files, ['unit units.csv', ...order, 'target targets.csv']);
}

/** Imports changed rows of known keys, twice over, so that some records are corrected two times. */
async function correctSome(random, book, lists) {
  const folder = makeFolder();
  for (const { kind, columns, rows } of random.shuffle(lists).slice(0, 5))
    for (let round = 0; round < 2; round++) {
      const changed = rows.slice(0, 5).map((row, i) => ({
        ...randomRecord(random, catalogue, kind, someDay(random, random.pick(periods)), random.pick(['a1', 'a4', 'xa'])),
        key: row.key, note: `lần ${round} ${i}` }));
      const file = join(folder, `${kind.name}-${round}.csv`);
      writeFileSync(file, writeTable(changed, columns));
      const refused = await run(['import', book, kind.name, file]);
      assert.equal(refused.code, 1, refused.stdout);
      assert.match(await runWell(['import', book, kind.name, file, '--correct']), /: 0 hồ sơ mới, \d đã có, [1-5] đính chính\n/);
    }
}

async function voidSome(random, book) {
  const { book: read } = await entriesOf(book);
  for (const no of random.shuffle([...read.records.keys()]).slice(0, 12))
    await runWell(['void', book, no, 'Ghi nhầm']);
  return entriesOf(book);
}

/** Erases what lies open beside some entries; no figure may rest on it. */
async function eraseSome(random, book) {
  const { book: read } = await entriesOf(book);
  const erasable = [...read.records].filter(([, record]) => record.shown || record.private || record.sealed);
  for (const [no, record] of random.shuffle(erasable).slice(0, 6))
    await runWell(['erase', book, no, random.pick(Object.keys({ ...record.shown, ...record.private, ...record.sealed }))]);
}

const allReviews = (random) => [
  ...periods.map((period) => ['xa', period]),
  ...units.slice(3).map(({ code }) => [code, random.pick(periods)]),
  ['tinh', '2023'], ['huyen', '2024'], ['xa', '2023-Q3'], ['xa', '2024-02'],
  ...['2024-02-29', '2024-01-01', '2024-06-30', '2024-03-15', '2024-05-31'].map((day) => ['xa', '2024-H1', day]),
  ['a1', '2023-H2', someDay(random, '2023-H2')], ['a5', '2023', someDay(random, '2023-H1')],
  ['xa', '2024-H1', '2023-12-31'],
];

test('each figure of three random half-years is what the public journal says', async (t) => {
  t.diagnostic(`SEED=${SEED}`);
  const random = makeRandom(SEED);
  const lists = randomLists(random);
  const targets = randomTargets(random);
  const book = makeBook();
  await runWell(['demo', book, listFolder(random, lists, targets, false)]);
  await compare(book, [['xa', '2023-H2'], ['a3', '2024-H1', '2024-02-29']]);

  await t.test('runs that are cut in other places give the same figures', async () => {
    const cut = makeBook();
    await runWell(['demo', cut, listFolder(random, lists, targets, true)]);
    for (const asked of [['xa', '2023-H1'], ['xa', '2024-H1', '2024-04-30'], ['a2', '2023-H2'], ['tinh', '2023']])
      assert.deepEqual((await review(cut, ...asked)).figures, (await review(book, ...asked)).figures, `SEED=${SEED} ${asked}`);
    await runWell(['check', cut]);
  });

  await t.test('also after corrections, voids and erasures', async () => {
    await correctSome(random, book, lists);
    await eraseSome(random, book);
    const { book: read } = await voidSome(random, book);
    assert.ok([...read.records.values()].some((record) => record.isVoid));
    assert.ok([...read.records.values()].some((record) => record.type === 'record.corrected'));
    await compare(book, allReviews(random));
    await runWell(['check', book]);
  });

  await t.test('also after a rebuild, which changes nothing', async () => {
    const before = await review(book, 'xa', '2024-H1');
    await runWell(['rebuild', book]);
    assert.deepEqual(await review(book, 'xa', '2024-H1'), before, `SEED=${SEED}`);
    await compare(book, allReviews(random).slice(0, 6));
    await runWell(['check', book]);
  });
});

// ---- the sample ----

const proven = [
  'org.teams_reorganised_concurrent', 'org.training_people', 'mov.models_maintained', 'mov.models_new',
  'mov.model_length_m', 'emu.models_registered', 'emu.registration_levels', 'wel.houses_new', 'mov.bridges',
  'wel.student_support', 'wel.gifts_count', 'wel.sponsored_addresses', 'wel.social_security_total',
];

/** Those that a khu phố has of its own: households that get help every month are stated for the commune. */
const ofAreas = proven.filter((code) => !/sponsored|total/.test(code));

/** What awk makes of the sample's lists: { "wel.gifts_count": 1126, "wel.gifts_count/…": … }. */
function outside(period, unit) {
  const lists = execFileSync('sh', ['-c', 'ls "$0"/*.csv', sample]).toString().trim().split('\n');
  const said = execFileSync('gawk', ['-f', join(top, 'test', 'outside.awk'), '-v', `period=${period}`, '-v', `unit=${unit}`, ...lists]);
  return Object.fromEntries(said.toString().trim().split('\n').map((line) => [line.replace(/ -?\d+$/, ''), Number(/-?\d+$/.exec(line)[0])]));
}

const plainText = (html) => html.replace(/<[^>]+>/g, ' ').replace(/&#?\w+;/g, ' ').replace(/\s+/g, ' ');

test('the sample’s figures are what awk makes of its lists', async (t) => {
  const book = makeBook();
  await runWell(['demo', book, sample]);
  for (const [unit, period] of [['go-quao', '2022-H1'], ['go-quao', '2021-H1'], ['go-quao', '2021-H2'], ['kp3', '2022-H1']]) {
    const figures = byCode((await review(book, unit, period)).figures);
    const counted = outside(period, unit);
    for (const code of unit === 'go-quao' ? proven : ofAreas) assert.equal(figures[code].actual, counted[code] ?? 0, `${unit} ${period} ${code}`);
  }
  await t.test('and the pages print them', async (t) => {
    const server = await serve(book);
    t.after(() => server.stop());
    const counted = outside('2022-H1', 'go-quao');
    const shown = plainText((await get(`${server.url}/bao-cao/2022/6-thang-dau-nam`)).text);
    for (const phrase of ['6/6 khu phố', '4/6 đồng chí', '2.700 mét', '1.126 suất', '03 căn', '15 địa chỉ', 'trên 800 triệu đồng'])
      assert.ok(shown.includes(phrase), phrase);
    for (const code of proven) {
      const slug = catalogue.indicators.find((indicator) => indicator.code === code)['slug::vi'];
      const page = await get(`${server.url}/so-lieu/2022/6-thang-dau-nam/${slug}`);
      assert.equal(page.status, 200, slug);
      for (const [part, number] of Object.entries(counted).filter(([name]) => name === code || name.startsWith(`${code}/`)))
        assert.match(plainText(page.text), new RegExp(`(^|[^.\\d])0?${dotted(number).replaceAll('.', '\\.')}([^.\\d]|\\. |$)`), `${slug} ${part}`);
    }
  });
});

/** Ten gifts more in kp3, in a list of their own. */
function tenGifts() {
  const file = join(makeFolder(), 'them.csv');
  writeFileSync(file, 'day,unit,occasion,quantity,value_dong\n2022-06-30,kp3,ad_hoc,10,3000000\n');
  return file;
}

const cells = (html) => [...html.matchAll(/<t[dh]\b[^>]*>([\s\S]*?)<\/t[dh]>/g)].map(([, cell]) => plainText(cell).trim());

test('an issued review keeps its number, and what came later shows beside it', async (t) => {
  const book = makeBook();
  await runWell(['demo', book, sample]);
  const server = await serve(book);
  t.after(() => server.stop());
  const page = async (path) => {
    const answer = await get(server.url + path);
    assert.equal(answer.status, 200, path);
    return answer.text;
  };
  await runWell(['issue', book, 'go-quao', '2022-H1']);
  const inKp3 = outside('2022-H1', 'kp3')['wel.gifts_count'];
  const figure = '/so-lieu/2022/6-thang-dau-nam/suat-qua';
  assert.doesNotMatch(await page('/bao-cao/2022/6-thang-dau-nam'), /1\.136/);
  assert.match(await page(figure), /1\.126/);
  assert.ok(cells(await page(figure)).includes(dotted(inKp3)));

  await t.test('a list handed to the serving process shows at once', async () => {
    assert.match(await runWell(['import', book, 'gift', tenGifts()]), /: 1 hồ sơ mới, 0 đã có/);
    const review = plainText(await page('/bao-cao/2022/6-thang-dau-nam'));
    assert.match(review, /1\.126/);
    assert.match(review, /1\.136/);
    assert.match(review, /số liệu sau ngày chốt/i);
    assert.match(plainText(await page(figure)), /1\.136/);
    assert.ok(cells(await page(figure)).includes(dotted(inKp3 + 10)), 'the table by khu phố');
    const charts = [...(await page(figure)).matchAll(/<svg[\s\S]*?<\/svg>/g)].map(([svg]) => svg).join(' ');
    assert.match(charts, new RegExp(`\\b${inKp3 + 10}\\b`), 'the chart by khu phố');
    assert.match(plainText(await page('/khu-pho/3')), new RegExp(`\\b${inKp3 + 10}\\b`));
  });

  await t.test('JSON gives both numbers', async () => {
    const found = await review(book, 'go-quao', '2022-H1');
    const gifts = found.figures.find(({ code }) => code === 'wel.gifts_count');
    assert.equal(gifts.actual, 1136);
    assert.equal(gifts.issued, 1126);
    assert.ok(found.issued.size < found.journal.size);
  });

  await t.test('issuing again is refused with figure and both numbers', async () => {
    const refused = await run(['issue', book, 'go-quao', '2022-H1']);
    assert.equal(refused.code, 1);
    for (const word of ['Suất quà', '1.126', '1.136']) assert.ok(refused.stderr.includes(word), refused.stderr);
  });

  await t.test('a restatement takes the new number', async () => {
    await runWell(['issue', book, 'go-quao', '2022-H1', '--restate']);
    const gifts = (await review(book, 'go-quao', '2022-H1')).figures.find(({ code }) => code === 'wel.gifts_count');
    assert.equal(gifts.issued, 1136);
    const shown = plainText(await page('/bao-cao/2022/6-thang-dau-nam'));
    assert.match(shown, /1\.136/);
    assert.doesNotMatch(shown, /số liệu sau ngày chốt/i);
    assert.match(await runWell(['issue', book, 'go-quao', '2022-H1']), /không đổi/);
  });

  await server.stop();
  await runWell(['check', book]);
});

test('the journal’s root is the Merkle root of its printed lines', async () => {
  const book = makeBook();
  await runWell(['demo', book, sample]);
  const { lines } = await entriesOf(book);
  const found = await review(book, 'go-quao', '2022-H1');
  assert.deepEqual(found.journal, { size: lines.length, root: merkleRoot(lines) });
  assert.equal(readTable(join(sample, 'units.csv')).length, lines.filter((line) => JSON.parse(line).type === 'unit.opened').length);
});
