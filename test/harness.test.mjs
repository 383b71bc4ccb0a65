// The harness itself, tried against a stand-in for the program.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { get, makeFolder, post, rawRequest, request, run, runWell, serve, top } from './harness.mjs';

const command = join(top, 'test', 'fixture', 'toy-program.mjs');

async function serveToy(t, args = []) {
  const server = await serve('book', args, { command });
  t.after(() => server.stop().catch(() => {}));
  return server;
}

test('a run gives exit code and both outputs, and passes input and environment', async () => {
  const options = { command, input: 'Khu phố 3\n', env: { TOY: 'đồ chơi' } };
  assert.deepEqual(await run(['echo', 'a', 'b c'], options), {
    code: 0,
    signal: null,
    stdout: 'Khu phố 3\n',
    stderr: 'a|b c đồ chơi\n',
  });
  assert.equal((await run(['exit', '3'], { command })).code, 3);
});

test('a crash is told by its signal', async () => {
  const end = await run(['crash'], { command });
  assert.equal(end.code, null);
  assert.equal(end.signal, 'SIGABRT');
});

test('a sanitizer report rejects the run although the exit code is 0', async () => {
  await assert.rejects(run(['complain'], { command }), /sanitizer complains/);
});

test('a run that does not end is ended', async () => {
  await assert.rejects(run(['hang'], { command, timeout_ms: 300 }), /not done/);
});

test('a program that is not there is an error and no hang', async () => {
  await assert.rejects(run([], { command: join(top, 'no-such-program') }), /ENOENT/);
});

test('run well demands exit code 0', async () => {
  assert.equal(await runWell(['echo'], { command, input: 'x' }), 'x');
  await assert.rejects(runWell(['exit', '1'], { command }), /exit 1/);
});

test('a server is found by the address it prints and stops when told', async (t) => {
  const server = await serveToy(t);
  const page = await get(server.url);
  assert.equal(page.status, 200);
  assert.match(page.text, /Đoàn kết/);
  assert.equal((await server.stop()).code, 0);
  await assert.rejects(get(server.url), /ECONNREFUSED/);
});

test('a server that cannot start says why', async () => {
  await assert.rejects(serve('broken-book', [], { command }), /không có sổ này/);
});

test('a server that ends badly fails its stop', async (t) => {
  const server = await serveToy(t, ['--ends-badly']);
  await assert.rejects(server.stop(), /ended with 3/);
});

test('redirects are shown and not followed', async (t) => {
  const server = await serveToy(t);
  const answer = await get(`${server.url}/chuyen`);
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, '/');
});

test('a form is posted as a browser would', async (t) => {
  const server = await serveToy(t);
  const answer = await post(`${server.url}/ghi`, { ten: 'Đỗ & Hòa' });
  assert.equal(answer.text, 'ten=%C4%90%E1%BB%97+%26+H%C3%B2a');
});

test('a request without an answer ends by itself', async (t) => {
  const server = await serveToy(t);
  await assert.rejects(request('GET', `${server.url}/cho`, { timeout_ms: 300 }), /no answer within 300 ms/);
});

test('raw bytes go out as they are', async (t) => {
  const server = await serveToy(t);
  const well = await rawRequest(server.port, 'GET / HTTP/1.0\r\n\r\n');
  assert.match(well.text, /^HTTP\/1\.1 200/);
  assert.equal(well.isClosed, true);
  const bad = await rawRequest(server.port, 'GET /\x00 HTTP/1.1\nHost: a\r\n\r\n');
  assert.match(bad.text, /^HTTP\/1\.1 400/);
  const half = await rawRequest(server.port, 'GET / HT', { wait_ms: 200 });
  assert.equal(half.isClosed, false);
});

test('what a process leaves behind goes with it, and a server left running is its failure', async () => {
  const script = `
    import { makeFolder, serve } from './test/harness.mjs';
    const server = await serve('book', [], { command: ${JSON.stringify(command)} });
    console.log(JSON.stringify({ pid: server.pid, folder: makeFolder() }));`;
  const end = await run(['--input-type=module', '-e', script], { command: process.execPath });
  const { pid, folder } = JSON.parse(end.stdout);
  assert.equal(end.code, 1);
  assert.match(end.stderr, /was still running/);
  assert.equal(existsSync(folder), false);
  await assert.rejects(async () => {
    for (let i = 0; i < 100; i++) {
      process.kill(pid, 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, /ESRCH/);
});

test('a fresh folder is a new one each time', () => {
  assert.notEqual(makeFolder(), makeFolder());
});
