// What end-to-end tests stand on: the program, a fresh book, a server on a free port, raw requests.
// Needs nothing but Node. Everything it starts or makes ends with the test process; a server that a
// test did not stop itself makes the process fail, because then nobody saw how it ended.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const top = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

const START_MS = 60_000; // with sanitizers and a rebuild
const STOP_MS = 20_000; // the program itself allows running requests 10 s
const SANITIZER = /ERROR: \w*Sanitizer|: runtime error: |SUMMARY: \w*Sanitizer/;

const children = new Set();
const folders = new Set();

process.on('exit', () => {
  for (const child of children) {
    child.kill('SIGKILL');
    process.stderr.write(`harness: ${child.spawnargs.join(' ')} was still running\n`);
    process.exitCode ||= 1;
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** The path of the program under test: $DOANKET, else the one of build-test. */
export function program() {
  return process.env.DOANKET || join(top, 'build-test', 'doanket');
}

/** A fresh empty folder that goes with the process. */
export function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'doanket-'));
  folders.add(folder);
  return folder;
}

/**
 * A place for a fresh book, where nothing is yet: a path in a fresh folder, or the URL of a fresh schema
 * of the server that test/with-postgres started. kind: 'sqlite' or 'postgres'; by default what
 * $DOANKET_TEST_DB says, else 'sqlite'.
 */
export function makeBook(kind = process.env.DOANKET_TEST_DB || 'sqlite') {
  if (kind === 'sqlite') return join(makeFolder(), 'book');
  assert.equal(kind, 'postgres', 'a book is of kind sqlite or postgres');
  const url = process.env.DOANKET_TEST_POSTGRES;
  assert.ok(url, 'DOANKET_TEST_POSTGRES is not set: run the test by test/with-postgres');
  return `${url}${url.includes('?') ? '&' : '?'}schema=test_${randomBytes(8).toString('hex')}`;
}

function start(command, args, options) {
  const child = spawn(command, args, {
    cwd: options.cwd ?? top,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (piece) => (said[stream] += piece));
  }
  children.add(child);
  const ended = new Promise((resolve, reject) => {
    child.once('error', (error) => {
      children.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      children.delete(child);
      if (SANITIZER.test(said.stderr)) reject(new Error(`a sanitizer complains:\n${said.stderr}`));
      else resolve({ code, signal, ...said });
    });
  });
  ended.catch(() => {}); // whoever waits for it sees it; nobody else is disturbed
  return { child, said, ended };
}

function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what()} after ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * Runs the program to its end and gives { code, signal, stdout, stderr }; code is null if a signal ended
 * it. input: text for its standard input. Rejects if it cannot be started, if a sanitizer complains, or
 * after timeout_ms (120 s).
 */
export async function run(args, { input = '', env, cwd, command = program(), timeout_ms = 120_000 } = {}) {
  const { child, said, ended } = start(command, args, { env, cwd });
  child.stdin.on('error', () => {}); // a program need not read what it is given
  child.stdin.end(input);
  try {
    return await within(timeout_ms, ended, () => `${args.join(' ')}: not done, said:\n${said.stdout}${said.stderr}`);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** Like run, but the program must end well (exit code 0); gives what it wrote to standard output. */
export async function runWell(args, options) {
  const { code, signal, stdout, stderr } = await run(args, options);
  assert.equal(code, 0, `${args.join(' ')}: exit ${code ?? signal}\n${stdout}${stderr}`);
  return stdout;
}

/**
 * Serves a book on a free port of 127.0.0.1. Gives { url, port, said, stop }: said.stdout and said.stderr
 * grow; stop() ends it as an operator would (SIGTERM) and asserts that it ended well. To be sure:
 * t.after(() => server.stop()).
 */
export async function serve(book, args = [], { env, cwd, command = program() } = {}) {
  const all = ['serve', book, '--listen', '127.0.0.1:0', ...args];
  const { child, said, ended } = start(command, all, { env, cwd });
  child.stdin.end();
  const ready = new Promise((resolve, reject) => {
    const look = () => {
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said.stdout);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on('data', look);
    ended.then(
      (end) => reject(new Error(`serve ended with ${end.code ?? end.signal}\n${end.stdout}${end.stderr}`)),
      reject,
    );
  });
  let port;
  try {
    port = await within(START_MS, ready, () => `serve: no address, said:\n${said.stdout}${said.stderr}`);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  // A forgotten server must not keep the test process waiting.
  for (const held of [child, child.stdout, child.stderr]) held.unref();

  let stopping;
  const stop = () => (stopping ??= stopChild(child, said, ended));
  return { url: `http://127.0.0.1:${port}`, port, said, pid: child.pid, stop };
}

async function stopChild(child, said, ended) {
  for (const held of [child, child.stdout, child.stderr]) held.ref();
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  try {
    const end = await within(STOP_MS, ended, () => `serve: still there\n${said.stdout}${said.stderr}`);
    assert.equal(end.code, 0, `serve ended with ${end.code ?? end.signal}\n${end.stdout}${end.stderr}`);
    return end;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/**
 * One HTTP request on a connection of its own; redirects are not followed, nothing is unpacked.
 * Gives { status, headers, body (Buffer), text }. headers: names in small letters.
 */
export function request(method, url, { headers = {}, body, timeout_ms = 30_000 } = {}) {
  return new Promise((resolve, reject) => {
    const sent = http.request(url, { method, headers, agent: false, timeout: timeout_ms }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(pieces);
        resolve({ status: answer.statusCode, headers: answer.headers, body: bytes, text: bytes.toString('utf8') });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${url}: no answer within ${timeout_ms} ms`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** GET; see request. */
export function get(url, headers = {}) {
  return request('GET', url, { headers });
}

/** POST of a form's fields (an object, or pairs where a name repeats); see request. */
export function post(url, fields, headers = {}) {
  const body = new URLSearchParams(fields).toString();
  return request('POST', url, {
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body), ...headers },
  });
}

/**
 * Sends bytes exactly as they are to a port of 127.0.0.1 and reads until the other side closes, or until
 * nothing came for wait_ms. Gives { bytes, text (latin1), isClosed }; a reset counts as closed.
 */
export function rawRequest(port, bytes, { wait_ms = 2_000 } = {}) {
  return new Promise((resolve, reject) => {
    const pieces = [];
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const done = (isClosed) => {
      socket.destroy();
      const all = Buffer.concat(pieces);
      resolve({ bytes: all, text: all.toString('latin1'), isClosed });
    };
    socket.setTimeout(wait_ms, () => done(false));
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('end', () => done(true));
    socket.on('error', (error) => (['ECONNRESET', 'EPIPE'].includes(error.code) ? done(true) : reject(error)));
  });
}
