// A server that is killed under load, again and again: whatever it acknowledged is there, nothing is half
// there. People hand forms in and approve them all the while; their sessions outlive the server.
// KILLS=200 for the whole; else as many as fit into the suite.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sessionOf } from '../accounts.mjs';
import { get, makeBook, post, run, runWell, serve } from '../harness.mjs';

const KILLS = Number(process.env.KILLS ?? 5);
const WRITERS = 6; // who hand in at once; one more approves

const book = makeBook();
const isPostgres = book.startsWith('postgres');
const field = (text, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];

/** Each form another number of gifts, by which it is known again: what one form makes is one record. */
let quantity = 1000;
const handedIn = new Set(); // quantities whose form was answered with "it is handed in"
const approved = new Set(); // quantities of records that were answered with "it is approved"

async function serveWhenFree() {
  for (let tries = 0; ; tries++)
    try {
      return await serve(book);
    } catch (error) {
      if (tries === 50 || !/đang/.test(error.message)) throw error; // PostgreSQL notices a killed client a little later
      await wait(100);
    }
}

/** Hands forms in until the server is gone. */
async function handIn(server, { cookie, token }, isGone) {
  const address = `${server.url}/lam-viec/ghi/qua`;
  while (!isGone()) {
    const number = quantity++;
    try {
      const key = field((await get(address, { cookie })).text, 'khoa');
      const form = { khoa: key, viec: 'gui', don_vi: 'kp1', ngay: '2022-06-21', ly_do: 'nhiều đợt trong một ngày', 'o-occasion': 'regular', 'o-quantity': String(number), 'o-value_dong': String(number * 300_000), phien: token };
      const answer = await post(address, form, { cookie });
      if (answer.status === 303) handedIn.add(number);
      else if (answer.status !== 503) assert.equal(answer.status, 422, answer.text); // asked for a reason: it is saved, not handed in
    } catch (error) {
      if (!isGone() && error.code === 'ERR_ASSERTION') throw error;
    }
  }
}

/** Approves what waits, one after another, until the server is gone. */
async function approve(server, { cookie, token }, isGone) {
  while (!isGone())
    try {
      const list = await get(`${server.url}/lam-viec/duyet`, { cookie });
      for (const [, id] of list.text.matchAll(/\/lam-viec\/duyet\/(\d+)/g)) {
        if (isGone()) return;
        const page = await get(`${server.url}/lam-viec/duyet/${id}`, { cookie });
        const number = Number((/([\d.]+) suất/.exec(page.text)?.[1] ?? '0').replace('.', ''));
        const answer = await post(`${server.url}/lam-viec/duyet/${id}`, { phien_ban: field(page.text, 'phien_ban') ?? '0', viec: 'duyet', phien: token }, { cookie });
        if (answer.status === 303 && number >= 1000) approved.add(number);
      }
    } catch {
      // the connection ended with the server: nothing was acknowledged
    }
}

/** The quantities of all gifts in the journal, and of those that wait in drafts. */
async function state() {
  const journal = (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line));
  const records = journal.filter(({ type, kind }) => type === 'record.approved' && kind === 'gift').map(({ values }) => values.quantity).filter((number) => number >= 1000);
  const sql = "SELECT cells FROM draft WHERE kind = 'gift' AND state = 'waiting'";
  const [command, ...args] = isPostgres
    ? ['psql', '-qAt', book.replace(/[?&]schema=\w+/, ''), '-c', `SET search_path = ${/schema=(\w+)/.exec(book)[1]}; ${sql}`]
    : ['sqlite3', join(book, 'book.db'), sql];
  const cells = execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const waiting = [...cells.matchAll(/\bquantity=(\d+)/g)].map((found) => Number(found[1]));
  return { records, waiting };
}

test(`of what was acknowledged nothing is lost in ${KILLS} kills under load`, async (t) => {
  await runWell(['demo', book]);
  let server = await serveWhenFree();
  const head = await sessionOf(server, 'team_head'), officer = await sessionOf(server, 'officer');
  for (let kill = 0; kill < KILLS; kill++) {
    let isGone = false;
    const work = [...Array.from({ length: WRITERS }, () => handIn(server, head, () => isGone)), approve(server, officer, () => isGone)];
    const done = handedIn.size;
    for (let i = 0; i < 100 && handedIn.size === done; i++) await wait(20); // on a busy machine the first answers take a while
    await wait(Math.random() * 300);
    isGone = true;
    process.kill(server.pid, 'SIGKILL');
    await Promise.all(work);
    server = await serveWhenFree();
    if (kill % 20 === 19) assert.equal((await run(['check', book])).code, 0);
  }
  const { records, waiting } = await state();
  t.diagnostic(`${isPostgres ? 'PostgreSQL' : 'SQLite'}: ${KILLS} kills, ${handedIn.size} forms and ${approved.size} approvals acknowledged, ${records.length} records, ${waiting.length} waiting`);
  assert.ok(handedIn.size >= KILLS / 2 && (approved.size > 0 || KILLS < 50), 'there was load');
  assert.equal(new Set(records).size, records.length, 'no form became two records');
  assert.deepEqual([...approved].filter((number) => !records.includes(number)), [], 'approved, and no record');
  assert.deepEqual([...handedIn].filter((number) => !records.includes(number) && !waiting.includes(number)), [], 'handed in, and nowhere');
  const checked = await run(['check', book]);
  assert.equal(checked.code, 0, checked.stderr);
  await server.stop();
});
