// Lists for tests: CSV read and written in the ways people write it, a seeded random source, and random
// records of any kind, made from the catalogue's own description of their fields.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { top } from './harness.mjs';

/** The rows of a CSV text as arrays. */
export function readCsv(text, separator = ',') {
  const rows = [[]];
  const pattern = new RegExp(`("(?:[^"]|"")*"|[^${separator}\r\n"]*)(${separator}|\r?\n|$)`, 'y');
  for (let match; pattern.lastIndex < text.length && (match = pattern.exec(text)); ) {
    const cell = match[1];
    rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (match[2] !== separator && pattern.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

/** The rows of a CSV file as objects by its header. */
export function readTable(file) {
  const [header, ...rows] = readCsv(readFileSync(file, 'utf8'));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}

/** Rows (arrays) as CSV text. */
export function writeCsv(rows, { separator = ',', newline = '\n' } = {}) {
  const quote = (cell) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map((cell) => quote(String(cell ?? ''))).join(separator) + newline).join('');
}

/** Objects as CSV text; columns: [code, header] pairs in their order. */
export function writeTable(objects, columns, options) {
  return writeCsv([columns.map(([, header]) => header), ...objects.map((one) => columns.map(([code]) => one[code]))], options);
}

/** Writes { name: text } into a folder, with a BOOK.txt of "KIND NAME" lines; gives the folder. */
export function writeFolder(folder, files, order) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'BOOK.txt'), order.join('\n') + '\n');
  return folder;
}

/** A random source that the seed decides (mulberry32). */
export function makeRandom(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (share) => next() < share,
    pick: (items) => items[below(items.length)],
    shuffle: (items) => items.map((item) => [next(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item),
  };
}

/** "1126" as people write it: 1126 or 1.126. */
export const dotted = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, '.');

/** "2022-05-03" as people write it. */
export const slashed = (day) => day.split('-').map(Number).reverse().join('/');

/** The shipped catalogue: kinds with their fields (those of every kind included), lists of choices. */
export function readCatalogue(folder = join(top, 'catalogue')) {
  const fields = readTable(join(folder, 'fields.csv'));
  const kinds = readTable(join(folder, 'kinds.csv')).map((kind) => ({
    ...kind,
    fields: fields.filter((field) => field.kind === kind.name || field.kind === '*'),
  }));
  const choices = readTable(join(folder, 'choices.csv'));
  return { kinds, indicators: readTable(join(folder, 'indicators.csv')),
    list: (name) => choices.filter((choice) => choice.list_name === name) };
}

const addDays = (day, count) => new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

/** The bounds that a constraint like ". > 0 and . <= ${cases}" sets, as far as the record gives them. */
function bounds(field, record, low, high) {
  for (const [, sign, limit] of field.constraint.matchAll(/\.\s*(>=|<=|>|<)\s*(\S+)/g)) {
    const name = /^\$\{(.+)\}$/.exec(limit)?.[1];
    const value = name ? record[name] : limit;
    if (value === undefined || value === '') continue;
    const number = Number(value) + { '>': 1, '<': -1 }[sign] || Number(value);
    if (sign.startsWith('>')) low = Math.max(low, number);
    else high = Math.min(high, number);
  }
  return [low, high];
}

function randomDay(random, field, record) {
  const least = /\$\{(\w+)\}/.exec(field.constraint)?.[1];
  const from = (least && record[least]) || record.day;
  return addDays(from, least ? random.pick([0, 1, random.between(0, 400)]) : random.between(-100, 100));
}

function randomValue(random, catalogue, field, record) {
  const [type, list] = field.type.split(' ');
  if (type === 'number_of') return '';
  if (type === 'integer' || type === 'money') {
    const [low, high] = bounds(field, record, 0, random.pick([1, 12, 900, type === 'money' ? 90_000_000 : 2_000]));
    return String(random.between(Math.min(low, high), Math.max(low, high)));
  }
  if (type === 'day') return randomDay(random, field, record);
  if (type === 'text') return `${field['label::vi']} số ${random.between(1, 9)}`;
  const valid = catalogue.list(list).filter(
    (choice) => (choice.valid_from || '0') <= record.day && record.day <= (choice.valid_to || '9'));
  if (type === 'select_one') return random.pick(valid).name;
  return random.shuffle(valid).slice(0, random.between(1, 3)).map((choice) => choice.name).join(';');
}

/** A random record of a kind: { day, unit, FIELD: canonical text … }. */
export function randomRecord(random, catalogue, kind, day, unit) {
  const record = { day, unit };
  for (const field of kind.fields)
    if (field.required === 'yes' || random.chance(0.7)) record[field.name] = randomValue(random, catalogue, field, record);
  return record;
}

/** The record as somebody writes it: now codes, now labels, dots in numbers, days with strokes. */
export function asWritten(random, catalogue, kind, record) {
  const written = { ...record, day: random.chance(0.5) ? slashed(record.day) : record.day };
  for (const field of kind.fields) {
    const value = record[field.name];
    const [type, list] = field.type.split(' ');
    if (!value || random.chance(0.5)) continue;
    if (type === 'integer' || type === 'money') written[field.name] = dotted(value);
    if (type === 'day') written[field.name] = slashed(value);
    if (type === 'select_one') written[field.name] = catalogue.list(list).find((choice) => choice.name === value)['label::vi'];
  }
  return written;
}
