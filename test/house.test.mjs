// The checks of the house, and what test/run makes of TAP: each planted offence must be found and named.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { makeFolder, run, top } from './harness.mjs';

function plant(files) {
  const tree = makeFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(tree, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return tree;
}

/** Runs a check over planted files; gives its exit code and its lines, paths relative to the tree. */
async function check(name, files, args = () => []) {
  const tree = plant(files);
  const end = await run([tree, ...args(tree)], { command: join(top, 'tools', `check-${name}`) });
  assert.equal(end.stderr, '');
  const lines = end.stdout.replaceAll(`${tree}/`, '').split('\n').filter(Boolean);
  return { code: end.code, lines };
}

async function finds(name, files, ...expected) {
  const { code, lines } = await check(name, files);
  assert.equal(code, 1, `${name} found nothing`);
  for (const pattern of expected) assert.ok(lines.some((line) => pattern.test(line)), `${pattern} in\n${lines.join('\n')}`);
  assert.equal(lines.filter((line) => !line.startsWith('functions:')).length, expected.length, lines.join('\n'));
}

async function allows(name, files) {
  const { code, lines } = await check(name, files);
  assert.equal(code, 0, lines.join('\n'));
}

const includes = (...headers) => headers.map((header) => `#include "${header}"\n`).join('');
const bodyOf = (lines) => `static void long_one(void)\n{\n${'    work();\n'.repeat(lines)}}\n`;

test('includes that point down are allowed', () =>
  allows('floors', {
    'src/base/str.c': includes('base/str.h', 'neighbour.h') + '#include <stdio.h>\n',
    'src/log/tree.c': includes('base/str.h'),
    'src/web/http.c': includes('db/db.h', 'log/tree.h', 'base/str.h', 'web/web.h'),
    'src/feature/book.c': includes('feature/feature.h', 'journal/journal.h'),
    'src/feature/review/review_pages.c': includes('feature/book.h', 'feature/review/review_draw.h', 'feature/unit/unit.h'),
    'src/main/features.c': includes('feature/review/review.h'),
  }));

test('an include that points up is found with its line', () =>
  finds('floors', { 'src/base/str.c': '\n' + includes('log/tree.h') }, /^src\/base\/str\.c:2: #include "log\/tree\.h": /));

test('neighbours on one floor do not include each other', () =>
  finds(
    'floors',
    { 'src/web/http.c': includes('search/search.h'), 'src/db/db.c': includes('log/tree.h'), 'src/web/a.html': '% #include "journal/journal.h"\n' },
    /^src\/web\/http\.c:1: /,
    /^src\/db\/db\.c:1: /,
    /^src\/web\/a\.html:1: /,
  ));

test('features include earlier ones only, and only by their door', () =>
  finds(
    'floors',
    {
      'src/feature/unit/unit.c': includes('feature/record/record.h'),
      'src/feature/fund/fund.c': includes('feature/unit/unit_store.h'),
      'src/feature/book.c': includes('feature/unit/unit.h'),
      'src/feature/weather/weather.c': includes('feature/unit/unit.h'),
    },
    /unit\.c:1: .*unit comes before record/,
    /fund\.c:1: .*seen through unit\/unit\.h only/,
    /book\.c:1: .*root of feature/,
    /weather\.c:1: .*no place in the order/,
  ));

test('a folder that is no floor is found', () =>
  finds('floors', { 'src/util/a.c': includes('base/str.h') }, /src\/util\/a\.c:1: .*no such floor/));

test('a function of 70 lines is allowed and one of 71 is not', async () => {
  const usual = bodyOf(2).repeat(30);
  await allows('sizes', { 'src/base/a.c': usual + bodyOf(67) });
  await finds('sizes', { 'src/base/a.c': usual + bodyOf(68) }, /^src\/base\/a\.c:151: static void long_one\(void\): 71 lines/);
});

test('a signature of two lines counts with its function', () =>
  finds(
    'sizes',
    { 'src/base/a.c': bodyOf(2).repeat(30) + `\nstatic void two(int a,\n                int b)\n{\n${'    work();\n'.repeat(67)}}\n` },
    /^src\/base\/a\.c:152: static void two\(int a,: 71 lines/,
  ));

test('functions that are usually long are found', () =>
  finds('sizes', { 'src/base/a.c': bodyOf(60).repeat(2) }, /95th percentile of function lengths is 63/));

test('a file above 600 lines is found, rows of a constant table are not counted', async () => {
  await finds('sizes', { 'src/base/a.h': '/* a */\n'.repeat(601) }, /^src\/base\/a\.h:601: the file has 601 lines/);
  await finds('sizes', { 'test/a.mjs': '// a\n'.repeat(601) }, /^test\/a\.mjs:601: /);
  await allows('sizes', { 'src/base/a.c': `static const int table[] = {\n${'    1,\n'.repeat(700)}};\n` });
});

test('allocation by hand and jumps stay inside base', async () => {
  await allows('banned', {
    'src/base/arena.c': 'void *p = malloc(3);\nfree(p);\n',
    'src/web/a.c': '/* free(p) */ const char *s = "goto malloc(3)"; is_free(x); row.free = 1;\n',
    'src/web/a.html': '<p>free (malloc)</p>\n',
  });
  await finds(
    'banned',
    { 'src/web/a.c': 'int x;\n    p = malloc (3);\n    free(p);\n    goto end;\n', 'src/web/a.html': '% char *s = strdup(t);\n' },
    /^src\/web\/a\.c:2: .*malloc stays/,
    /^src\/web\/a\.c:3: .*free stays/,
    /^src\/web\/a\.c:4: .*goto stays/,
    /^src\/web\/a\.html:1: .*strdup stays/,
  );
});

test('a foreign library is named in one file and in no header', async () => {
  await allows('banned', {
    'src/db/sqlite.c': '#include <sqlite3.h>\n#include <sys/stat.h>\n',
    'src/base/unicode.c': '#include <unicode/ucol.h>\n#include <unicode/unorm2.h>\n',
    'src/db/sqlite_test.c': '#include <cmocka.h>\n',
  });
  await finds(
    'banned',
    { 'src/db/a.c': '#include <sqlite3.h>\n', 'src/db/b.c': '#include <sqlite3.h>\n', 'src/web/gzip.h': '\n#include <zlib.h>\n' },
    /^src\/db\/b\.c:1: .*sqlite3 is named in src\/db\/a\.c already/,
    /^src\/web\/gzip\.h:2: .*a header names no foreign library/,
  );
});

test("the sample's words stand in the sample, in tests and in comments only", async () => {
  await allows('words', {
    'sample/go-quao/units.csv': 'Gò Quao;1.126\n',
    'src/base/a_test.c': 'check("1.126");\n',
    'src/base/a.c': '/* reads "1.126" as 1126 */\n',
  });
  await finds(
    'words',
    { 'src/base/a.c': '\nputs("Gò Quao");\n', 'src/web/a.html': '<p>2.700 mét</p>\n', 'catalogue/kinds.csv': 'a;1.126\n' },
    /^src\/base\/a\.c:2: .*«Gò Quao»/,
    /^src\/web\/a\.html:1: .*«2\.700»/,
    /^catalogue\/kinds\.csv:1: .*«1\.126»/,
  );
});

test("a built program that holds the sample's words is found", async () => {
  const program = (tree) => ['--program', join(tree, 'built')];
  const found = await check('words', { built: '\0\0Gò Quao\0', 'src/a.c': '' }, program);
  assert.deepEqual([found.code, found.lines], [1, ['built:2: the built program holds «Gò Quao»']]);
  const other = await check('words', { built: '\0libx.so.1.126.4\0', 'src/a.c': '' }, program);
  assert.deepEqual([other.code, other.lines], [0, []]);
});

test('machine paths, registry hosts and secrets stand nowhere', () => {
  // Put together here, so that this file itself does not hold them.
  const key = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
  const planted = [
    ['', 'home', 'an', 'doanket'].join('/'),
    `https://${['registry', 'somewhere', 'org'].join('.')}/x`,
    key,
    `postgres${':'}//user${':'}secret@db.vn/x`,
    `gh${'p'}_${'a'.repeat(30)}`,
  ];
  return finds(
    'words',
    { 'docs/a.md': planted.join('\n') + '\nhttps://doanket.example/tin/1 and a/home/b\n' },
    /^docs\/a\.md:1: .*a path of one machine/,
    /^docs\/a\.md:2: .*a host of a package registry/,
    /^docs\/a\.md:3: .*a private key/,
    /^docs\/a\.md:4: .*a password in an address/,
    /^docs\/a\.md:5: .*an access token/,
  );
});

test('a header function without a comment is found', async () => {
  const top = '/* What it is about. */\n#ifndef A\n#define A\n\n';
  await allows('headers', {
    'src/base/a.h': `${top}/* Gives a. */\nint a_get(void);\nint a_two(int x,\n          int y);\n\nint a_three(void); /* three */\n\nstruct a {\n\n    int x;\n\n    bool (*call)(int x);\n};\n\n#endif\n`,
  });
  await finds('headers', { 'src/base/a.h': `${top}int a_get(void);\n\nstruct a *a_new(int x,\n    int y);\n` }, /a\.h:5: a_get: /, /a\.h:7: a_new: /);
  await finds('headers', { 'src/base/a.h': '#ifndef A\n' }, /a\.h:1: the header does not begin/);
});

// ---- what test/run makes of a test program's words

async function judge(out, { err = '', exit = 0 } = {}) {
  const code = 'import json, sys; import tap; a = json.load(sys.stdin); print(json.dumps(tap.judge(a["out"], a["err"], a["exit"])))';
  const input = JSON.stringify({ out, err, exit });
  const end = await run(['-B', '-c', code], { command: 'python3', input, cwd: join(top, 'test') });
  assert.equal(end.code, 0, end.stderr);
  return JSON.parse(end.stdout);
}

test('points of several plans are counted', async () => {
  assert.deepEqual(await judge('1..2\nok 1 - a\nok 2 - b\n1..1\nok 1 - c\n'), [3, []]);
});

test('nested points count, the points that sum them up do not', async () => {
  const out = `TAP version 13
# Subtest: group
    # Subtest: one
    ok 1 - one
      ---
      duration_ms: 1
      ...
    # Subtest: two
    not ok 2 - two
    1..2
not ok 1 - group
# Subtest: alone
ok 2 - alone
1..2
`;
  assert.deepEqual(await judge(out, { exit: 1 }), [2, ['two']]);
});

test('a sum that fails although its parts went well is a failure', async () => {
  assert.deepEqual(await judge('    ok 1 - a\n    1..1\nnot ok 1 - after hook\n1..1\n', { exit: 1 }), [1, ['after hook']]);
});

test('an unfulfilled plan, a crash and silence are failures', async () => {
  assert.deepEqual(await judge('1..3\nok 1 - a\n', { exit: -11 }), [1, ['planned 3 tests, ran 1', 'ended by SIGSEGV']]);
  assert.deepEqual(await judge(''), [0, ['no test ran']]);
  assert.deepEqual(await judge('1..0\n'), [0, ['no test ran']]);
  assert.deepEqual(await judge('ok 1 - a\n'), [1, ['planned 0 tests, ran 1']]);
  assert.deepEqual(await judge('1..1\nok 1 - a\n', { exit: 1 }), [1, ['exit 1 although no test failed']]);
});

test('a sanitizer report is a failure although all points went well', async () => {
  const [passed, failures] = await judge('1..1\nok 1 - a\n', { err: 'a.c:3:1: runtime error: shift\n' });
  assert.equal(passed, 1);
  assert.match(failures.join(), /sanitizer/);
});

test('what is skipped is not passed', async () => {
  const [passed, failures] = await judge('1..2\nok 1 - a # SKIP no server\nok 2 # todo later\n');
  assert.equal(passed, 0);
  assert.equal(failures.length, 2);
});
