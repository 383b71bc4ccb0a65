// Every figure of a review, computed again from the public journal alone: an independent reading of what
// docs and catalogue say, sharing no code with the program. And the journal's own hash, by RFC 6962.

import { createHash } from 'node:crypto';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** The Merkle root of lines (Buffers without their newline), in hex. */
export function merkleRoot(lines) {
  const root = (from, to) => {
    if (to - from === 0) return sha256();
    if (to - from === 1) return sha256(Buffer.from([0]), lines[from]);
    let half = 1;
    while (half * 2 < to - from) half *= 2;
    return sha256(Buffer.from([1]), root(from, from + half), root(from + half, to));
  };
  return root(0, lines.length).toString('hex');
}

/** What `journal BOOK` printed, as Buffers: one per entry. */
export function journalLines(printed) {
  return printed.split('\n').slice(0, -1).map((line) => Buffer.from(line));
}

/** First and last day of "2022-H1", "2022-Q2", "2022-05" or "2022". */
export function periodDays(period) {
  const year = period.slice(0, 4);
  const rest = period.slice(5);
  const months = { '': 12, H: 6, Q: 3 }[rest.replace(/\d/g, '')];
  const count = /^\d/.test(rest) ? 1 : months;
  const index = /^\d/.test(rest) ? Number(rest) : Number(rest.slice(1) || 1);
  const first = (index - 1) * count + 1;
  const last = new Date(Date.UTC(Number(year), first - 1 + count, 0)).toISOString().slice(0, 10);
  return [`${year}-${String(first).padStart(2, '0')}-01`, last];
}

/** The same day a year before; of 29 February the 28th. */
const yearBefore = (day) => `${day.slice(0, 4) - 1}${day.slice(4)}`.replace('02-29', '02-28');

/** Reads entries (parsed lines) into what figures need: units, rules, targets, records as they stand now. */
export function readBook(entries) {
  const book = { above: new Map(), rules: new Map(), targets: new Map(), records: new Map(), days: [] };
  for (const entry of entries) {
    const stated = { ...entry, day: entry.day?.length === 7 ? `${entry.day}-01` : entry.day };
    if (entry.type === 'unit.opened') book.above.set(entry.code, entry.parent);
    if (entry.type === 'catalogue.indicator') book.rules.set(entry.code, entry.body);
    if (entry.type === 'target.set') book.targets.set(`${entry.unit} ${entry.period} ${entry.indicator}`, entry);
    if (entry.type === 'record.approved') book.records.set(entry.no, stated);
    if (entry.type === 'record.corrected') book.records.set(entry.of, stated);
    if (entry.type === 'record.voided') book.records.set(entry.of, { ...book.records.get(entry.of), isVoid: true });
  }
  return book;
}

function isWithin(book, code, unit) {
  for (; code; code = book.above.get(code)) if (code === unit) return true;
  return false;
}

const field = (record, name) =>
  name === 'unit' ? record.unit : name === 'kind' ? record.kind : record.values?.[name];

function actual(rule, records, first, last) {
  const [measure, name] = rule.measure.split(':');
  const keys = new Set();
  let sum = 0;
  for (const record of records) {
    const holds = ({ field: by, values }) => values.some((value) => [field(record, by)].flat().map(String).includes(value));
    if (!rule.kinds.includes(record.kind) || !(rule.where ?? []).every(holds)) continue;
    const from = rule.day ? field(record, rule.day) : record.day;
    const until = (rule.until && field(record, rule.until)) || '9999';
    const value = name && field(record, name);
    if (!from || from > last || (rule.mode === 'stock' ? until < last : from < first)) continue;
    if (measure === 'count') sum += 1;
    if (measure === 'sum' && value !== undefined) sum += value;
    if (measure === 'distinct' && value !== undefined) keys.add(String(value));
  }
  return measure === 'distinct' ? keys.size : sum;
}

/** All figures of a unit and period as { code: { actual, target, population, previous } }. */
export function recompute(book, unit, period, cutoff) {
  const [first, end] = periodDays(period);
  const last = cutoff && cutoff < end ? cutoff : end;
  const [firstBefore, endBefore] = periodDays(`${period.slice(0, 4) - 1}${period.slice(4)}`);
  const lastBefore = last === end ? endBefore : yearBefore(last);
  const all = [...book.records.values()].filter((record) => isWithin(book, record.unit, unit));
  const live = all.filter((record) => !record.isVoid);
  const hasBefore = all.some((record) => record.day >= firstBefore && record.day <= lastBefore);
  const figures = {};
  for (const [code, rule] of book.rules) {
    const target = book.targets.get(`${unit} ${period} ${code}`);
    figures[code] = {
      actual: actual(rule, live, first, last),
      target: target?.target ?? null,
      population: target?.population ?? null,
      previous: hasBefore ? actual(rule, live, firstBefore, lastBefore) : null,
    };
  }
  return figures;
}
