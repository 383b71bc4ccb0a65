// What survives: an import or a serving process killed at any moment, a backup, a damaged table.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { get, makeBook, makeFolder, program, run, runWell, serve, top } from '../harness.mjs';

const KILLS = 22;
const ROWS = 400;
const sample = join(top, 'sample', 'go-quao');
const isPostgres = (book) => book.startsWith('postgres');

/** A list of gifts of its own kind: `mark` tells its rows from those of other lists. */
function giftList(mark, count = ROWS) {
  const file = join(makeFolder(), `qua-${mark}.csv`);
  const rows = Array.from({ length: count }, (_, i) => `${mark}-${i},2022-03-${String(1 + (i % 28)).padStart(2, '0')},kp${1 + (i % 6)},regular,${1 + (i % 9)},1000`);
  writeFileSync(file, `key,day,unit,occasion,quantity,value_dong\n${rows.join('\n')}\n`);
  return file;
}

async function smallBook() {
  const book = makeBook();
  await runWell(['init', book]);
  await runWell(['import', book, 'unit', join(sample, 'units.csv')]);
  return book;
}

const headOf = async (book) => JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json'])).journal;

/** Runs the program and kills it after some milliseconds; true if it had ended well before. */
function killedRun(args, after_ms) {
  return new Promise((resolve) => {
    const child = spawn(program(), args, { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), after_ms);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/** Runs until nobody else holds the book: a server of PostgreSQL notices a killed client a little later. */
async function runWhenFree(args) {
  for (let tries = 0; ; tries++) {
    const end = await run(args);
    if (end.code === 0 || tries === 50 || !/đang/.test(end.stderr)) return end;
    await wait(100);
  }
}

test('a killed import leaves all of its list or nothing', async (t) => {
  const book = await smallBook();
  const started = performance.now();
  await runWell(['import', book, 'gift', giftList('dau')]);
  const whole_ms = performance.now() - started;
  let { size } = await headOf(book);
  let done = 0;
  for (let i = 0; i < KILLS; i++) {
    const isSaidWell = await killedRun(['import', book, 'gift', giftList(`lan${i}`)], (0.2 + Math.random()) * whole_ms);
    const checked = await runWhenFree(['check', book]);
    assert.equal(checked.code, 0, checked.stderr);
    const found = (await headOf(book)).size;
    assert.ok(found === size || found === size + ROWS, `${found - size} of ${ROWS} rows`);
    if (isSaidWell) assert.equal(found, size + ROWS, 'it said that it was done');
    done += found > size;
    size = found;
  }
  t.diagnostic(`${KILLS} killed, ${done} of them after their commit, whole ${Math.round(whole_ms)} ms`);
  const again = await runWhenFree(['import', book, 'gift', giftList('cuoi')]);
  assert.match(again.stdout, /: 400 hồ sơ mới, 0 đã có/);
});

test('a list taken twice because its import was killed counts once', async () => {
  const book = await smallBook();
  const file = giftList('mot');
  for (const after_ms of [30, 60, 120, 240]) await killedRun(['import', book, 'gift', file], after_ms);
  const before = (await runWhenFree(['import', book, 'gift', file])).stdout;
  assert.match(before, /: (400 hồ sơ mới, 0 đã có|0 hồ sơ mới, 400 đã có)/);
  assert.match(await runWell(['import', book, 'gift', file]), /: 0 hồ sơ mới, 400 đã có/);
});

test('of lists that come at the same time each is whole or refused with the reason', async () => {
  const book = await smallBook();
  const { size } = await headOf(book);
  const ends = await Promise.all([1, 2, 3, 4].map((i) => run(['import', book, 'gift', giftList(`cung${i}`)])));
  for (const end of ends.filter(({ code }) => code !== 0)) {
    assert.equal(end.code, 1, end.stderr);
    assert.match(end.stderr, /một chương trình doanket khác đang mở sổ này để ghi/);
  }
  const taken = ends.filter(({ code }) => code === 0).length;
  assert.ok(taken >= 1);
  assert.equal((await headOf(book)).size, size + taken * ROWS);
  const server = await serve(book);
  const handed = await Promise.all([5, 6, 7].map((i) => run(['import', book, 'gift', giftList(`cung${i}`)])));
  assert.deepEqual(handed.map(({ code }) => code), [0, 0, 0], handed.map(({ stderr }) => stderr).join(''));
  await runWell(['rebuild', book]);
  await server.stop();
  assert.equal((await headOf(book)).size, size + (taken + 3) * ROWS);
  await runWell(['check', book]);
});

/** Hands lists to the serving process one after another until it is gone; gives the marks said to be done. */
async function handOver(book, round, isGone) {
  const done = [];
  for (let i = 0; !isGone(); i++) {
    const mark = `r${round}-${i}`;
    if ((await run(['import', book, 'gift', giftList(mark, 40)])).code === 0) done.push(mark);
  }
  return done;
}

test('what a killed server had answered is there, and nothing is half there', async () => {
  const book = await smallBook();
  const { size } = await headOf(book);
  const done = [];
  for (let round = 0; round < 5; round++) {
    const server = await serve(book);
    let isGone = false;
    const handing = handOver(book, round, () => isGone);
    await wait(100 + Math.random() * 500);
    process.kill(server.pid, 'SIGKILL');
    isGone = true;
    done.push(...(await handing));
    const checked = await runWhenFree(['check', book]);
    assert.equal(checked.code, 0, checked.stderr);
    assert.equal(((await headOf(book)).size - size) % 40, 0, 'whole lists only');
  }
  const journal = await runWell(['journal', book]);
  assert.ok(journal.split('\n').length - 1 - size >= done.length * 40, `${done.length} lists were said to be done`);
  for (const mark of done) assert.match((await runWhenFree(['import', book, 'gift', giftList(mark, 40)])).stdout, /: 0 hồ sơ mới, 40 đã có/);
  const server = await serve(book);
  assert.equal((await get(`${server.url}/healthz`)).status, 200);
  await server.stop();
});

test('a backup becomes a book that checks and says the same', async () => {
  const book = makeBook();
  await runWell(['demo', book, sample]);
  const copy = join(makeFolder(), 'sao-luu.db');
  const saved = await run(['backup', book, copy]);
  if (isPostgres(book)) {
    assert.equal(saved.code, 1);
    assert.match(saved.stderr, /pg_dump/);
    return;
  }
  assert.equal(saved.code, 0, saved.stderr);
  const again = await run(['backup', book, copy]);
  assert.equal(again.code, 1, 'a backup is never written over');
  const restored = join(makeFolder(), 'phuc-hoi');
  mkdirSync(restored);
  copyFileSync(copy, join(restored, 'book.db'));
  await runWell(['check', restored]);
  for (const asked of [['go-quao', '2022-H1', '--format', 'json'], ['kp3', '2021-H2', '--format', 'text']])
    assert.equal(await runWell(['review', restored, ...asked]), await runWell(['review', book, ...asked]));
  assert.match(await runWell(['import', restored, 'gift', join(sample, 'gift-2022-H1.csv')]), /: 0 hồ sơ mới, 42 đã có/);
  await runWell(['import', restored, 'gift', giftList('sau')]);
  await runWell(['check', restored]);
});

test('a backup can be taken while the book is served and written', async (t) => {
  const book = await smallBook();
  if (isPostgres(book)) return; // pg_dump's task
  const server = await serve(book);
  t.after(() => server.stop());
  const importing = runWell(['import', book, 'gift', giftList('luc-nay')]);
  const restored = join(makeFolder(), 'phuc-hoi');
  mkdirSync(restored);
  await runWell(['backup', book, join(restored, 'book.db')]);
  await importing;
  await server.stop();
  await runWell(['check', restored]);
});

/** Changes the database behind the program's back. */
function meddle(book, sql) {
  if (!isPostgres(book)) return execFileSync('sqlite3', [join(book, 'book.db'), sql]);
  const schema = /schema=(\w+)/.exec(book)[1];
  const url = book.replace(/[?&]schema=\w+/, '');
  return execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', url, '-c', `SET search_path = ${schema}; ${sql}`]);
}

test('a table that somebody changed is named by check and mended by rebuild', async () => {
  const book = makeBook();
  await runWell(['demo', book, sample]);
  const before = await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']);
  for (const [table, sql] of [
    ['cell', 'UPDATE cell SET value = value + 1 WHERE value = 49'],
    ['contribution', 'DELETE FROM contribution WHERE record = (SELECT MAX(record) FROM contribution)'],
    ['record', "UPDATE record SET title = 'khác' WHERE no = 'gift/2022/0001'"],
  ]) {
    meddle(book, sql);
    const found = await run(['check', book]);
    assert.equal(found.code, 3, table);
    assert.ok(found.stderr.includes(`«${table}»`), found.stderr);
    assert.match(found.stderr, /doanket rebuild/);
    await runWell(['rebuild', book]);
    await runWell(['check', book]);
    assert.equal(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']), before);
  }
});

test('an entry that somebody changed is found, whatever the tables say', async () => {
  const book = makeBook();
  await runWell(['demo', book, sample]);
  const bytes = isPostgres(book)
    ? String.raw`convert_to(replace(convert_from(bytes, 'UTF8'), '"quantity":49', '"quantity":94'), 'UTF8')`
    : `CAST(replace(CAST(bytes AS TEXT), '"quantity":49', '"quantity":94') AS BLOB)`;
  meddle(book, `UPDATE entry SET bytes = ${bytes}`);
  for (const command of ['check', 'rebuild']) {
    const found = await run([command, book]);
    assert.equal(found.code, 3, command);
    assert.match(found.stderr, /gốc của cây băm/);
  }
});

test('a rebuild leaves every byte of the tables as they were', async () => {
  const book = makeBook();
  if (isPostgres(book)) return; // `check` compares there, in the other tests
  await runWell(['demo', book, sample]);
  const dump = () => execFileSync('sqlite3', [join(book, 'book.db'), '.dump'], { maxBuffer: 1e9 }).toString();
  const sorted = (text) => text.split('\n').sort().join('\n');
  const before = dump();
  await runWell(['rebuild', book]);
  assert.equal(sorted(dump()), sorted(before));
  assert.ok(!existsSync(join(book, 'serve.sock')));
  assert.ok(readFileSync(join(book, 'book.db')).length > 0);
});
