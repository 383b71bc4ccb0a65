// The articles of the samples bind their figures: whoever reads one can open each number, and no number can go
// stale. Digits stand only in dates, periods, numbers of legal texts, and names.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BINDING, typedDigit, wordsOf } from './bindings.mjs';
import { top } from './harness.mjs';

const folder = join(top, 'sample/go-quao/articles');
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** An article: { name, front (by label), body }. */
function article(name) {
  const [, front, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(join(folder, name), 'utf8'));
  return { name, front: Object.fromEntries(front.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2))), body };
}
const articles = files.map(article);

test('no digit is typed in an article but in dates, legal texts and names', () => {
  assert.equal(articles.length, 8);
  for (const { name, front, body } of articles)
    for (const text of [front['tiêu đề'], front['tóm tắt'] ?? '', body])
      assert.equal(typedDigit(text), undefined, name);
});

test('no figure hides in words: the measures of the catalogue stand inside bindings', () => {
  const rows = readFileSync(join(top, 'catalogue/indicators.csv'), 'utf8').split('\n').slice(1);
  const units = rows.map((row) => row.match(/"[^"]*"|[^,]+/g)?.[4].replaceAll('"', ''));
  const measures = new Set(units.filter((unit) => unit && !unit.includes('{')));
  const counted = new RegExp(`(?<!\\p{L})(?:hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu) (?:${[...measures].join('|')})(?!\\p{L})`, 'u');
  assert.match('đã xây hai căn nhà', counted);
  for (const { name, body } of articles) assert.doesNotMatch(body.replace(BINDING, ' '), counted, name);
});

test('each binding can be read, and nothing else stands in braces', () => {
  for (const { name, body } of articles) {
    assert.doesNotMatch(body.replace(BINDING, ''), /[{}]/, name);
    assert.ok(body.match(BINDING)?.length >= 3, `${name} tells no figures`);
  }
});

test('the articles stand in five sections, each long enough and short enough', () => {
  assert.equal(new Set(articles.map(({ front }) => front['chuyên mục'])).size, 5);
  for (const { name, front, body } of articles) {
    const [least, most] = front['báo cáo'] ? [450, 800] : [120, 300];
    const count = wordsOf(body);
    assert.ok(count >= least && count <= most, `${name}: ${count} words`);
  }
});

test('each article is taken into the sample book once', () => {
  const lines = readFileSync(join(top, 'sample/go-quao/BOOK.txt'), 'utf8').split('\n').filter((line) => line.startsWith('article '));
  assert.deepEqual(lines.sort(), files.map((name) => `article articles/${name}`).sort());
});

test('each picture lies beside its article, says what it shows, and has its drawing', () => {
  for (const { name, body } of articles)
    for (const [, shows, file, caption] of body.matchAll(/^!\[(.*?)\]\((\S+) "(.*?)"\)$/gm)) {
      assert.ok(shows.length > 40 && caption.length > 10, name);
      assert.ok(readFileSync(join(folder, file)).length <= 150 * 1024, `${file} is larger than 150 KB`);
      assert.ok(existsSync(join(folder, file.replace('.png', '.svg'))), `${file} has no drawing`);
    }
});
