// The walls around a serving process (docs/hardening.md): they stand in every thread, the book works
// behind them, commands hand their files over, helper programs still start.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { get, makeBook, makeFolder, run, runWell, serve, top } from '../harness.mjs';

const sample = join(top, 'sample', 'go-quao');
const book = makeBook();
const isFolder = !book.startsWith('postgres');
let server;

before(async () => {
  await runWell(['demo', book, sample]);
  server = await serve(book);
});
after(() => server.stop());

/** A list of gifts in a folder of its own, which only the command can see. */
function giftList(mark) {
  const file = join(makeFolder(), `qua-${mark}.csv`);
  writeFileSync(file, `key,day,unit,occasion,quantity,value_dong\n${mark},2022-03-02,kp1,regular,3,1000\n`);
  return file;
}

const statusOf = (pid, thread) => readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8');

test('every thread of the server stands behind the walls, and the log says which', () => {
  const threads = readdirSync(`/proc/${server.pid}/task`);
  assert.ok(threads.length > 3);
  for (const thread of threads) {
    assert.match(statusOf(server.pid, thread), /NoNewPrivs:\t1\n/);
    assert.match(statusOf(server.pid, thread), /Seccomp:\t2\n/);
  }
  assert.match(server.said.stderr, /walls: no new privileges, seccomp(, landlock \d|; this kernel has no landlock)/);
});

test('a command hands its files over: lists, results, articles with the pictures beside them', async () => {
  assert.match(await runWell(['import', book, 'gift', giftList('trao')]), /: 1 hồ sơ mới, 0 đã có/);
  const absent = await run(['import', book, 'gift', '/nowhere/qua.csv']);
  assert.equal(absent.code, 1);
  assert.match(absent.stderr, /không mở được tệp \/nowhere\/qua\.csv/);
  const folder = await run(['import', book, 'gift', makeFolder()]);
  assert.match(folder.stderr, /không phải là một tệp thường/);
  const result = join(makeFolder(), 'ket-qua.md');
  writeFileSync(result, 'Đã họp bàn với các hộ.\nNay đã xong.\n');
  for (const said of [result, 'Đã làm xong / theo kế hoạch.'])
    assert.match(await runWell(['task', 'result', book, 'request/2022/0001', said, '--day', '2022-09-01']), /Đã ghi kết quả/);
  assert.match((await run(['task', 'result', book, 'request/9999/0001', result, '--day', '2022-09-01'])).stderr, /request\/9999/);
});

test('what a command makes is written by the command, and never over a file', async () => {
  const out = join(makeFolder(), 'bai.md');
  const made = await runWell(['article', 'from-review', book, 'go-quao', '2022-H1', '--out', out]);
  assert.match(made, /bài nháp \d+ chữ/);
  assert.match(readFileSync(out, 'utf8'), /^---\n/);
  const again = await run(['article', 'from-review', book, 'go-quao', '2022-H1', '--out', out]);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /đã có tệp/);
  assert.equal(again.stdout, '');
});

test('helper programs start behind the walls', async () => {
  const paper = await get(`${server.url}/bao-cao/2022/6-thang-dau-nam/tai-ve.pdf`);
  assert.equal(paper.status, 200, paper.text.slice(0, 200));
  assert.equal(paper.body.subarray(0, 5).toString(), '%PDF-');
  const figures = await get(`${server.url}/bao-cao/2022/6-thang-dau-nam/tai-ve.xlsx`);
  assert.equal(figures.status, 200, 'a library that wants a temporary file has one');
});

test('a folder that was led astray is not followed', async () => {
  if (!isFolder) return; // what a book in PostgreSQL writes, its server writes
  const outside = makeFolder();
  const index = join(book, 'derived', 'search');
  mkdirSync(join(outside, 'search'));
  renameSync(index, `${index}.old`);
  symlinkSync(join(outside, 'search'), index);
  await runWell(['import', book, 'gift', giftList('lac')]);
  for (let i = 0; i < 100 && !/search index: /.test(server.said.stderr); i++) await wait(50);
  assert.match(server.said.stderr, /search index: .*(Permission denied|không)/);
  assert.deepEqual(readdirSync(join(outside, 'search')), []);
  assert.ok(existsSync(`${index}.old`));
});
