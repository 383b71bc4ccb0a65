// Empty lists of a kind, to be filled in and brought back: for those who enter, with drop-downs that Excel
// and LibreOffice know.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs } from '../accounts.mjs';
import { get, makeBook, runWell, serve } from '../harness.mjs';
import { assertWellFormed, unzip } from '../office.mjs';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let server;

before(async () => {
  const book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
});
after(() => server?.stop());

const textsOf = (parts) => [...parts['xl/sharedStrings.xml'].toString().matchAll(/<t[^>]*>([^<]*)/g)].map((match) => match[1]);

test('the officer takes a spreadsheet with the columns of the kind, drop-downs and an explanation', async () => {
  const answer = await getAs(server, 'officer', '/lam-viec/mau/qua');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-type'], XLSX);
  assert.match(answer.headers['content-disposition'], /attachment; filename="mau-qua\.xlsx"/);
  assert.match(answer.headers['cache-control'], /no-store/);
  assertWellFormed(answer.body);
  const parts = unzip(answer.body);
  const texts = textsOf(parts);
  for (const text of ['Ngày', 'Đơn vị', 'Số suất', 'Tổng trị giá', 'Mã dòng', 'Khu phố 3', 'thường xuyên', 'Mẫu nhập danh sách: Trao quà']) assert.ok(texts.includes(text), text);
  const sheet = parts['xl/worksheets/sheet1.xml'].toString();
  assert.match(sheet, /state="frozen"/);
  assert.match(sheet, /<dataValidation type="list"[^>]*sqref="B2:B5001"[^>]*><formula1>'Danh mục'!\$A\$2:\$A\$\d+</);
  assert.match(sheet, /<dataValidation type="date" errorStyle="warning"[^>]*sqref="A2:A5001"/);
  assert.match(parts['xl/comments1.xml'].toString(), /Bắt buộc\. Nơi thực hiện/);
  assert.ok(!Object.values(parts).some((part) => part.includes('<f>')), 'no formula');
});

test('a team head picks the own khu phố only', async () => {
  const texts = textsOf(unzip((await getAs(server, 'team_head', '/lam-viec/mau/qua.xlsx')).body));
  assert.ok(texts.includes('Khu phố 1') && !texts.includes('Khu phố 3'));
});

test('a CSV template has the same header, in UTF-8 that Excel knows', async () => {
  const answer = await getAs(server, 'cashier', '/lam-viec/mau/qua.csv');
  assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
  assert.match(answer.text, /^\uFEFF?Ngày,Đơn vị,.*Số suất.*,Mã dòng\r\n$/);
});

test('another kind, another ending and a stranger get none', async () => {
  for (const name of ['khong-co', 'qua.xls', 'qua.csv.xlsx', '.xlsx']) assert.equal((await getAs(server, 'officer', `/lam-viec/mau/${name}`)).status, 404, name);
  assert.notEqual((await get(`${server.url}/lam-viec/mau/qua`)).status, 200);
  assert.equal((await getAs(server, 'inspector', '/lam-viec/mau/qua')).status, 403);
});

test('every kind of the catalogue has its template', async () => {
  const page = await getAs(server, 'officer', '/lam-viec/ghi');
  const slugs = [...new Set([...page.text.matchAll(/\/lam-viec\/ghi\/([a-z-]+)/g)].map((match) => match[1]))];
  assert.ok(slugs.length > 10);
  for (const slug of slugs) {
    const answer = await getAs(server, 'officer', `/lam-viec/mau/${slug}.xlsx`);
    assert.equal(answer.status, 200, `${slug}: ${answer.text.slice(0, 200)}`);
  }
});
