// The conference of the sample on its page, and the programme that it set out: what a visitor reads, what
// the commands refuse, and what an erased name leaves behind.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, htmlValidate, newPage, noSidewaysScroll, stopBrowser } from '../browser.mjs';
import { get, makeBook, makeFolder, run, runWell, serve, top } from '../harness.mjs';

const CONFERENCE = join(top, 'sample/go-quao/conference-2022-07-20.md');
const OWN_LINES = join(top, 'sample/go-quao/programme-2022-H2.md');
const PAGES = ['/hoi-nghi', '/hoi-nghi/2022-07-20', '/chuong-trinh', '/chuong-trinh/2022/6-thang-cuoi-nam'];
const GUEST = 'Lục Thị Huyền Trâm';

const book = makeBook();
let server;

before(async () => {
  await runWell(['demo', book]);
  await runWell(['meeting', 'add', book, CONFERENCE]);
  await runWell(['import', book, 'programme', OWN_LINES]);
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

/** The words of a page's main part, without tags. */
async function words(path) {
  const answer = await get(server.url + path);
  assert.equal(answer.status, 200, path);
  return /<main.*<\/main>/s.exec(answer.text)[0].replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

/** Runs commands while the server has the book. */
const told = (...args) => runWell(args);

test('the page tells the conference as the article does', async () => {
  const text = await words('/hoi-nghi/2022-07-20');
  for (const part of [
    'Chiều ngày 20/7/2022, Ban Thường trực',
    'tổ chức Hội nghị sơ kết công tác Mặt trận 6 tháng đầu năm 2022 và đề ra chương trình phối hợp và thống nhất hành động 6 tháng cuối năm 2022.',
    `Đồng chí ${GUEST}, Phó Bí thư Đảng ủy thị trấn`,
    'Ủy viên Ủy ban Mặt trận Tổ quốc thị trấn: 38/45',
    '1. Quan tâm hơn nữa công tác vận động xây dựng nhà Đại đoàn kết.',
    '2. Tiếp tục làm tốt công tác an sinh xã hội.',
    '3. Vận động các tôn giáo tham gia bảo vệ môi trường, ứng phó với biến đổi khí hậu.',
    '4. Thực hiện đạt các chỉ tiêu mà cấp trên giao.',
  ])
    assert.ok(text.includes(part), `without «${part}»:\n${text}`);
});

test('the guests stand in the order of the list, not of the alphabet', async () => {
  const text = await words('/hoi-nghi/2022-07-20');
  const places = [GUEST, 'Đoàn Minh Khải', 'Trưởng, Phó các ngành', 'Bí thư, Trưởng khu phố'].map((part) => text.indexOf(part));
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
  assert.ok(places[0] >= 0);
});

test('the programme gathers requests, work of the calendar and own lines', async () => {
  const text = await words('/chuong-trinh/2022/6-thang-cuoi-nam');
  for (const part of ['Quan tâm hơn nữa công tác vận động xây dựng nhà', 'Tháng cao điểm “Vì người nghèo”', 'từ 17/10 đến 18/11/2022', 'ghi một danh sách chung hộ đã nhận quà'])
    assert.ok(text.includes(part), `without «${part}»`);
  const printed = await runWell(['programme', book, 'go-quao', '2022-H2']);
  for (const part of ['1. Quan tâm hơn nữa', 'Chủ trì: Ban Thường trực', 'Thời gian: đến ngày 15/12/2022']) assert.ok(printed.includes(part), part);
  assert.ok((await runWell(['programme', book, 'go-quao', '2022-H2', '--format', 'html'])).includes('</html>'));
});

test('the conference is found by what is public of it, and not by a name', async () => {
  assert.ok((await get(`${server.url}/tim-kiem?q=hoi+nghi+so+ket`)).text.includes('/hoi-nghi/2022-07-20'));
  assert.ok(!(await get(`${server.url}/tim-kiem?q=${encodeURIComponent(GUEST)}`)).text.includes('/hoi-nghi/2022-07-20'));
});

test('the same file again adds nothing, and one with errors nothing either', async () => {
  const before = await runWell(['journal', book]);
  assert.match(await told('meeting', 'add', book, CONFERENCE), /không ghi gì thêm/);
  const wrong = join(makeFolder(), 'sai.md');
  writeFileSync(wrong, '---\nunit: go-quao\nday: 20/8/2022\n---\n## Thành phần\n- ông | A | B\n- ông | A | C\n');
  const answer = await run(['meeting', 'add', book, wrong]);
  assert.equal(answer.code, 1);
  assert.match(answer.stdout, /sai\.md, dòng 7, cột 9: «A» đã có ở dòng 6/);
  assert.match(answer.stdout, /thiếu mục «buổi»/);
  assert.equal(await runWell(['journal', book]), before);
});

test('a request is closed only with a result, and then its page says so', async () => {
  const refused = await run(['task', 'close', book, 'request/2022/0001']);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /chưa có kết quả/);
  await told('task', 'result', book, 'request/2022/0001', 'Bàn giao một căn nhà', '--day', '5/12/2022', '--done', '1');
  assert.match(await words('/hoi-nghi/2022-07-20'), /Đang thực hiện, 1 kết quả.*5\/12\/2022: Bàn giao một căn nhà \(01 căn\)/);
  await told('task', 'close', book, 'request/2022/0001');
  assert.match(await words('/hoi-nghi/2022-07-20'), /Đã xong ngày 5\/12\/2022/);
});

test('names and prose stand in no entry; an erased name leaves the page', async () => {
  const journal = await runWell(['journal', book]);
  for (const secret of [GUEST, 'Bàn giao một căn nhà', 'Quan tâm hơn nữa']) assert.ok(!journal.includes(secret), secret);
  await told('meeting', 'erase', book, 'conference/2022/0001', GUEST);
  const text = await words('/hoi-nghi/2022-07-20');
  assert.ok(!text.includes(GUEST));
  assert.ok(text.includes('Phó Bí thư Đảng ủy thị trấn'));
});

test('a conference under a wrong day is voided: its page says why, and it stands in no list', async () => {
  const file = join(makeFolder(), 'nham.md');
  writeFileSync(file, readFileSync(CONFERENCE, 'utf8').replace('ngày: 20/7/2022', 'ngày: 27/7/2022'));
  await told('meeting', 'add', book, file);
  assert.match((await get(`${server.url}/hoi-nghi`)).text, /hoi-nghi\/2022-07-27/);
  for (const [words, reason] of [
    [[], /lý do/],
    [['--reason', ' '], /lý do/],
  ]) {
    const refused = await run(['meeting', 'void', book, 'conference/2022/0002', ...words]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, reason);
  }
  await told('meeting', 'void', book, 'conference/2022/0002', '--reason', 'Ghi nhầm ngày <20/7>');
  assert.match(await words('/hoi-nghi/2022-07-27'), /đã hủy ngày .* Lý do: Ghi nhầm ngày &lt;20\/7&gt;\./);
  for (const path of ['/hoi-nghi', '/hoi-nghi/2022-07-20', '/tim-kiem?q=hoi+nghi+so+ket'])
    assert.ok(!(await get(server.url + path)).text.includes('2022-07-27'), path);
  const programme = await words('/chuong-trinh/2022/6-thang-cuoi-nam');
  assert.equal(programme.split('Quan tâm hơn nữa công tác vận động xây dựng nhà').length, 2);
  assert.deepEqual(await htmlValidate((await get(`${server.url}/hoi-nghi/2022-07-27`)).text), []);
});

test('what is not there is said to be missing', async () => {
  for (const path of ['/hoi-nghi/2022-07-21', '/hoi-nghi/hom-qua', '/chuong-trinh/1999/quy-1', '/chuong-trinh/2022/quy-9', '/hoi-nghi?don-vi=la'])
    assert.equal((await get(server.url + path)).status, 404, path);
});

test('the pages are valid, free of what axe finds, and fit a phone', async () => {
  const page = await newPage({ width: 320 });
  for (const path of PAGES) {
    await page.goto(server.url + path);
    assert.deepEqual(await axe(page), [], path);
    await noSidewaysScroll(page, 320);
    assert.deepEqual(await htmlValidate((await get(server.url + path)).text), [], path);
  }
  await page.context().close();
});

test('the tables are what the journal says, also after a rebuild', async () => {
  await server.stop();
  server = undefined;
  await runWell(['check', book]);
  await runWell(['rebuild', book]);
  await runWell(['check', book]);
});
