// The Debian package: built from this tree without network and rights, taken apart, and used from where
// it was put. Compiled without optimisation, because here only the package is looked at.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { before } from 'node:test';

import { get, makeFolder, run, runWell, serve, top } from './harness.mjs';

const out = makeFolder();
const root = join(makeFolder(), 'root');
const command = join(root, 'usr', 'bin', 'doanket');
const unit = join(root, 'lib', 'systemd', 'system', 'doanket.service');
let deb;

before(async () => {
  const built = await run([out], {
    command: join(top, 'packaging', 'build-deb'),
    env: { DEB_BUILD_OPTIONS: 'noopt noautodbgsym parallel=2' },
    timeout_ms: 500_000,
  });
  assert.equal(built.code, 0, built.stdout.slice(-4000) + built.stderr.slice(-4000));
  deb = join(out, readdirSync(out).find((name) => name.endsWith('.deb')));
  execFileSync('dpkg-deb', ['-x', deb, root]);
});

test('the package holds what it should, and nothing of its own machine', () => {
  const list = execFileSync('dpkg-deb', ['-c', deb]).toString();
  for (const file of ['usr/bin/doanket', 'usr/libexec/doanket/pdf', 'usr/libexec/doanket/picture', 'usr/share/doanket/sample/',
    'lib/systemd/system/doanket.service', 'usr/lib/sysusers.d/doanket.conf', 'etc/default/doanket'])
    assert.ok(list.includes(`./${file}`), file);
  assert.match(list, /\.\/usr\/lib\/[^/]+\/doanket\/postgres\.so/);
  assert.doesNotMatch(list, /_test|node_modules|\.\/usr\/local/);
  assert.match(execFileSync('dpkg-deb', ['-I', deb, 'postinst']).toString(), /systemd-sysusers/);
});

test('the checker of Debian finds no mistake', async () => {
  const said = await run(['--fail-on', 'error', '--tag-display-limit', '0', '--allow-root', deb], { command: 'lintian' });
  assert.equal(said.code, 0, said.stdout + said.stderr);
});

test('systemd reads the unit, and finds it well shut in', async () => {
  const copy = join(makeFolder(), 'doanket.service');
  writeFileSync(copy, readFileSync(unit, 'utf8').replaceAll('/usr/bin/doanket', command));
  const verified = await run(['verify', '--man=no', copy], { command: 'systemd-analyze' });
  assert.equal(verified.code, 0, verified.stderr);
  assert.doesNotMatch(verified.stderr, /doanket/);
  const judged = await run(['security', '--offline=yes', '--threshold=20', '--no-pager', copy], { command: 'systemd-analyze' });
  assert.equal(judged.code, 0, judged.stdout.slice(-600));
});

test('the program works from where it was put, with its helpers and its sample', async (t) => {
  assert.match(await runWell(['help'], { command }), /^doanket \d+\.\d+\.\d+/);
  const fresh = join(makeFolder(), 'so');
  await runWell(['init', fresh], { command });
  const book = join(makeFolder(), 'mau');
  await runWell(['demo', book, join(root, 'usr', 'share', 'doanket', 'sample', 'go-quao')], { command });
  const server = await serve(book, [], { command });
  t.after(() => server.stop());
  assert.match(server.said.stderr, /walls: no new privileges/);
  assert.equal((await get(`${server.url}/`)).status, 200);
  const paper = await get(`${server.url}/bao-cao/2022/6-thang-dau-nam/tai-ve.pdf`);
  assert.equal(paper.status, 200, paper.text.slice(0, 300));
});
