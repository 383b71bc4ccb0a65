// The documents are true: their links lead somewhere, their commands run, and who follows
// docs/first-change.md word for word ends where it says.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { get, makeFolder, program, run, runWell, serve, top } from './harness.mjs';

/** All .md files below a folder of the repository, as paths from its top. */
function documents(folder) {
  return readdirSync(join(top, folder), { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return documents(path);
    return item.name.endsWith('.md') ? [path] : [];
  });
}

const all = ['README.md', 'CONTRIBUTING.md', ...documents('docs'), ...documents('sample')];
const read = (path) => readFileSync(join(top, path), 'utf8');

// ---- links

/** The anchors of a document's headings, as GitHub and GitLab make them. */
function anchors(text) {
  const headings = text.replace(/^```[^]*?^```/gm, '').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, words]) => words.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-'));
}

test('every link and picture of the documents is there', () => {
  const lost = [];
  for (const path of all) {
    const text = read(path).replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map((found) => found[1] ?? found[2]);
    for (const target of targets.filter((address) => !/^([a-z]+:|\/)/.test(address))) {
      const [file, anchor] = target.split('#');
      const place = file ? join(dirname(path), file) : path;
      if (!existsSync(join(top, place))) lost.push(`${path}: ${target}`);
      else if (anchor && !anchors(read(place)).includes(decodeURIComponent(anchor))) lost.push(`${path}: ${target}`);
    }
  }
  assert.deepEqual(lost, []);
});

test('the files and folders that README and lists.md name are there', () => {
  const lost = [];
  for (const path of ['README.md', 'docs/lists.md', 'docs/first-change.md'])
    for (const [, name] of read(path).replace(/^```[^]*?^```/gm, '').matchAll(/`((?:src|docs|catalogue|sample|tools|test|po|worker|fuzz|bench)\/[\w./-]+)`/g))
      if (!/almanac/.test(name) && !existsSync(join(top, name))) lost.push(`${path}: ${name}`);
  assert.deepEqual(lost, []);
});

// ---- following a document

/**
 * What a document asks its reader to do, in order:
 * { file, how, words, text } a file to write or to change; { commands } to run; { printed } what the commands
 * before it say; { address, texts } a page to open and what stands on it; { isEnd } to end the server.
 */
function steps(path) {
  const form = /^\*\*`([^`]+)`\*\*, (new|below|instead of)(?: `([^`]+)`)?:\n\n```\w*\n([^]*?)^```$|^```(sh|text)\n([^]*?)^```$|^- (?:Open|Mở) <([^>]+)>: ((?:“[^”]+”,?\s*)+)|^.*(\(Ctrl-C\)).*$/gm;
  return [...read(path).matchAll(form)].map(([, file, how, words, text, language, block, address, texts, isEnd]) => {
    if (file) return { file, how, words, text };
    if (address) return { address, texts: [...texts.matchAll(/“([^”]+)”/g)].map((found) => found[1]) };
    if (isEnd) return { isEnd: true };
    return language === 'sh' ? { commands: block } : { printed: block };
  });
}

test('nothing that a document asks its reader to do is overlooked', () => {
  for (const path of all) {
    const text = read(path);
    const found = steps(path);
    const asked = (form) => [...text.matchAll(form)].length;
    assert.deepEqual(
      {
        files: found.filter((step) => step.file).length,
        commands: found.filter((step) => step.commands).length,
        printed: found.filter((step) => step.printed).length,
        addresses: found.filter((step) => step.address).length,
      },
      {
        files: asked(/^\*\*`[^`]+`\*\*, (?:new|below|instead)/gm),
        commands: asked(/^```sh$/gm),
        printed: asked(/^```text$/gm),
        addresses: asked(/<http:\/\/127\.0\.0\.1/g),
      },
      path,
    );
  }
});

/** A file as it is after the step. */
function edited(before, { file, how, words, text }) {
  if (how === 'new') return text;
  assert.equal(before.split(words).length, 2, `${file} holds «${words}» once`);
  if (how === 'instead of') return before.replace(words, () => text.trimEnd());
  const end = before.indexOf('\n', before.indexOf(words)) + 1;
  return before.slice(0, end) + text + before.slice(end);
}

/** The page as a person sees it and as a machine does. */
function seen(html) {
  const plain = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return `${plain}\n${html}`;
}

// A test runner inside this one must not take itself for a part of it.
const ALONE = { NODE_TEST_CONTEXT: undefined };

/** Follows a document in a folder whose build/doanket is the program; gives what the commands printed. */
async function follow(path, folder) {
  const command = join(folder, 'build', 'doanket');
  let server, printed = '';
  try {
    for (const step of steps(path)) {
      const serving = /^build\/doanket serve (\S+)(?: --listen \S+)?\n$/.exec(step.commands ?? '');
      if (step.file) {
        const place = join(folder, step.file);
        mkdirSync(dirname(place), { recursive: true });
        writeFileSync(place, edited(step.how === 'new' ? '' : readFileSync(place, 'utf8'), step));
      } else if (step.isEnd) {
        await server.stop();
      } else if (step.address) {
        const answer = await get(server.url + new URL(step.address).pathname + new URL(step.address).search);
        assert.equal(answer.status, 200, `${path}: ${step.address}`);
        for (const text of step.texts) assert.ok(seen(answer.text).includes(text), `${path}: ${step.address} shows «${text}»`);
      } else if (step.printed) {
        for (const line of step.printed.split('\n').filter((words) => words && words !== '…'))
          assert.ok(printed.includes(line), `${path} promises «${line}», printed was:\n${printed}`);
      } else if (serving) {
        await server?.stop();
        server = await serve(serving[1], [], { cwd: folder, command });
      } else if (!/^make (demo|test)\b/.test(step.commands)) {
        const end = await run(['-ec', step.commands], { command: '/bin/sh', cwd: folder, env: ALONE, timeout_ms: 300_000 });
        printed = end.stdout + end.stderr;
        const isRefusal = /^# refused/m.test(step.commands);
        assert.equal(end.code, isRefusal ? 1 : 0, `${path}:\n${step.commands}\n${printed}`);
      }
    }
  } finally {
    await server?.stop();
  }
}

/** A folder that looks like the top of the tree after `make build`. */
function standIn() {
  const folder = makeFolder();
  mkdirSync(join(folder, 'build'));
  symlinkSync(program(), join(folder, 'build', 'doanket'));
  for (const name of ['sample', 'catalogue']) symlinkSync(join(top, name), join(folder, name));
  return folder;
}

for (const path of all.filter((name) => name !== 'docs/first-change.md' && steps(name).some((step) => step.commands)))
  test(`the commands of ${path} run and print what it says`, () => follow(path, standIn()));

test('docs/first-change.md can be followed word for word', async () => {
  const tree = makeFolder();
  const isSource = (path) => !/^(build.*|demo-book|\.git|node_modules)$/.test(relative(top, path).split('/').at(-1));
  cpSync(top, tree, { recursive: true, filter: isSource, verbatimSymlinks: true });
  // Not optimised: half the time to build, the same program.
  await runWell(['setup', 'build', '-Dbuildtype=plain'], { command: 'meson', cwd: tree });
  await follow('docs/first-change.md', tree);
});

// ---- the other language

test('who asks for English gets English around what the committee wrote', async (t) => {
  const book = join(makeFolder(), 'book');
  await runWell(['demo', book]);
  const server = await serve(book);
  t.after(() => server.stop());
  const page = '/so-lieu/2022/6-thang-dau-nam/suat-qua';
  const english = (await get(server.url + page + '?ngon-ngu=en')).text;
  for (const text of ['Skip to the content', 'How this figure is computed', 'Organisation', 'Suất quà'])
    assert.ok(english.includes(text), text);
  assert.ok(!english.includes('Số này tính thế nào'));
  assert.ok((await get(server.url + page, { 'accept-language': 'en' })).text.includes('Số này tính thế nào'));
});

test('translations keep the values of their messages', () => {
  const pairs = read('po/en.po').matchAll(/^msgid "(.+)"\nmsgstr "(.+)"$/gm);
  const values = (text) => [...text.matchAll(/\{\d\}/g)].map(String).sort();
  let count = 0;
  for (const [, vietnamese, english] of pairs) {
    assert.deepEqual(values(english), values(vietnamese), vietnamese);
    count++;
  }
  assert.ok(count > 150, 'most of the pages is translated');
});
