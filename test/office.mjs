// Word, Excel and PDF files as an office opens them: LibreOffice and poppler read what the program wrote.

import assert from 'node:assert/strict';
import { execFileSync, execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { makeFolder } from './harness.mjs';

const OFFICE_MS = 180_000;
const profile = join(makeFolder(), 'profile');

/** The parts of a ZIP archive: { name: Buffer }, in the order of its directory. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameLength, extra, remark] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString();
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(data, data + packed);
    parts[name] = method === 8 ? inflateRawSync(body) : body;
    at += 46 + nameLength + extra + remark;
  }
  return parts;
}

/** xmllint takes every XML part of an Office file; fails with what it says. */
export function assertWellFormed(bytes) {
  for (const [name, body] of Object.entries(unzip(bytes)))
    if (/\.(xml|rels)$/.test(name)) execFileSync('xmllint', ['--noout', '-'], { input: body });
}

/** LibreOffice converts files; gives the folder with what it made. It must say nothing of an error. */
export async function convert(files, filter) {
  const folder = makeFolder();
  mkdirSync(profile, { recursive: true });
  const { stdout, stderr } = await promisify(execFile)(
    'soffice',
    ['--headless', `-env:UserInstallation=file://${profile}`, '--convert-to', filter, '--outdir', folder, ...files],
    { timeout: OFFICE_MS },
  );
  assert.ok(!/error/i.test(stdout + stderr), stdout + stderr);
  return folder;
}

/** The text that LibreOffice reads in a Word file, blanks as one. */
export async function officeText(file) {
  const folder = await convert([file], 'txt:Text (encoded):UTF8');
  return readFileSync(join(folder, file.replace(/.*\//, '').replace(/\.\w+$/, '.txt')), 'utf8').replace(/\s+/g, ' ');
}

/** The text of a PDF file, blanks as one. */
export function pdfText(file) {
  return execFileSync('pdftotext', ['-layout', file, '-']).toString().replace(/\s+/g, ' ');
}
