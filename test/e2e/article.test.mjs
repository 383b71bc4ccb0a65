// Articles as readers and feed readers see them: published from the command line, also on a served book,
// corrected, withdrawn, erased.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, htmlValidate, newPage, noSidewaysScroll, stopBrowser } from '../browser.mjs';
import { get, makeBook, makeFolder, run, runWell, serve, top } from '../harness.mjs';

const book = makeBook();
const folder = makeFolder();
let server, gifts, number; // the address of the article about gifts, and the number at its end

/** Writes an article's file and gives its path. */
function file(name, front, body) {
  const path = join(folder, name);
  const head = { unit: 'go-quao', section: 'welfare', day: '20.07.2022', author: 'Cán bộ Mẫu', ...front };
  writeFileSync(path, `---\n${Object.entries(head).map(([key, value]) => `${key}: ${value}\n`).join('')}---\n\n${body}`);
  return path;
}

const GIFTS = 'Trong kỳ đã trao {wel.gifts_count 2022-H1 suất} quà, tổng số tiền {wel.social_security_total 2022-H1}; đúng ra là {wel.social_security_total.exact 2022-H1}.\n\nBà con **rất** vui, xem [báo cáo](/bao-cao/2022/6-thang-dau-nam).\n';

const add = (path) => runWell(['article', 'add', book, path]);
const main = (text) => /<main.*<\/main>/s.exec(text)[0];
const words = async (path) => main((await get(server.url + path)).text).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

before(async () => {
  await runWell(['demo', book]);
  const said = await add(file('qua.md', { title: 'Trao quà cho hộ nghèo', conference: '20/7/2022', review: '2022-H1', reads: '148' }, GIFTS));
  [gifts, number] = /\/tin\/trao-qua-cho-ho-ngheo-(\d+)/.exec(said);
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

test('an article is added to a served book and stands in the list at once', async () => {
  const said = await add(file('cau.md', { title: 'Cầu mới “Mương Lộ” & <b>đường</b>', section: 'Cuộc vận động, mô hình', day: '19/5/2022', unit: 'kp4' }, 'Cầu đã xong.\n'));
  assert.match(said, /\/tin\/cau-moi-muong-lo-b-duong-b-\d+/);
  const text = await words('/tin');
  assert.match(text, /Trao quà cho hộ nghèo 20\.07\.2022 · An sinh xã hội.*Cầu mới .* 19\.05\.2022/);
  assert.match(await words('/chuyen-muc/an-sinh-xa-hoi'), /Trao quà/);
  assert.doesNotMatch(await words('/chuyen-muc/an-sinh-xa-hoi'), /Cầu mới “/);
  assert.match(await words('/tin/thang/2022-05'), /Tin tức tháng 5 năm 2022.*Cầu mới/);
});

test('its figures are those of the period, rounded as prose says it, and lead to their pages', async () => {
  const html = main((await get(server.url + gifts)).text);
  assert.match(html, /<a class="fig" href="\/so-lieu\/2022\/6-thang-dau-nam\/suat-qua">1\.126 suất<\/a>/);
  assert.match(html, />trên 800 triệu đồng<\/a>/);
  assert.match(html, />[\d.]{11} đồng<\/a>/);
  assert.match(html, /Ngày đăng: <time itemprop="datePublished" datetime="2022-07-20">20\.07\.2022<\/time>/);
  assert.match(html, /<p class="author"[^]*Cán bộ Mẫu/);
  assert.match(html, /href="\/hoi-nghi\/2022-07-20"/);
  assert.match(html, /href="\/bao-cao\/2022\/6-thang-dau-nam"/);
  assert.match(html, /Số lần đọc: 1\d\d/);
});

test('every side of a figure that outlines know may stand in an article', async () => {
  const said = await add(file('mat.md', { title: 'Các mặt của số liệu' }, [
    'Đạt {wel.houses_new.percent 2022-H1} chỉ tiêu {wel.houses_new.target 2022-H1 căn}.',
    'Kiện toàn {org.teams_reorganised_concurrent.fraction 2022-H1 khu phố}.',
    'Gồm {wel.student_support.parts 2022-H1}.',
    'Số quà {wel.gifts_count.change 2022-H1}, năm trước {wel.gifts_count.previous 2022-H1}.',
    'Ở {emu.registration_levels.names 2022-H1}.',
  ].join('\n\n')));
  const text = (await words(/\/tin\/\S+/.exec(said)[0])).replace(/ ([,.])/g, '$1');
  for (const part of [/Đạt 100% chỉ tiêu 03 căn\./, /Kiện toàn 6\/6 khu phố\./, /Gồm \d[^.]+suất [^.]+, \d/, /Số quà (tăng|giảm) [\d.]+ suất so với cùng kỳ, năm trước [\d.]+\./, /Ở cơ sở, huyện và tỉnh\./])
    assert.match(text, part);
});

test('an issued review freezes the figures of articles, too', async () => {
  const path = file('nam-truoc.md', { title: 'Nhìn lại năm trước', day: '5/1/2022' }, 'Đã trao {wel.gifts_count 2021-H2 suất}.\n');
  await add(path);
  const [, address] = /href="(\/tin\/nhin-lai-nam-truoc-\d+)"/.exec((await get(`${server.url}/tin`)).text);
  const [, before] = />([\d.]+) suất<\/a>/.exec((await get(server.url + address)).text);
  const list = join(folder, 'qua.csv');
  writeFileSync(list, 'Mã dòng,Ngày,Đơn vị,Đợt,Loại,Số suất,Trị giá\nX-1,15/12/2021,Khu phố 2,,đột xuất,7,700000\n');
  await run(['import', book, 'gift', list]);
  const [, after] = />([\d.]+) suất<\/a>/.exec((await get(server.url + address)).text);
  assert.equal(after, before);
});

test('whatever stands before the number leads to the article', async () => {
  for (const part of [number, `ten-cu-${number}`, `TRAO-QUA-${number}`]) {
    const answer = await get(`${server.url}/tin/${part}`);
    assert.equal(answer.status, 301, part);
    assert.ok(answer.headers.location.endsWith(gifts));
  }
  for (const part of ['99', 'x', 'x-0', 'x-01', '-', 'thang/2022-13', 'thang/2019-01'])
    assert.equal((await get(`${server.url}/tin/${part}`)).status, 404, part);
  for (const path of ['/chuyen-muc/khong-co', '/tin?trang=0', '/tin?trang=9']) assert.equal((await get(server.url + path)).status, 404, path);
});

test('a slip is refused with its place, and nothing is written', async () => {
  const before = await runWell(['journal', book]);
  const end = await run(['article', 'add', book, file('sai.md', { title: 'Sai' }, 'Xem {wel.nosuch 2022-H1}.\n\n![ảnh](khong-co.png)\n')]);
  assert.equal(end.code, 1);
  assert.match(end.stdout, /sai\.md, dòng 9, cột 5: không có số liệu «wel\.nosuch»/);
  assert.match(end.stdout, /sai\.md, dòng 11, cột 8: ảnh «khong-co\.png»: /);
  assert.equal(await runWell(['journal', book]), before);
});

test('a correction is seen on the page, and the old address leads on', async () => {
  await add(file('sua.md', { title: 'Tên chưa đúng' }, 'Lời cũ ở đây.\n'));
  const [, old] = /href="(\/tin\/ten-chua-dung-\d+)"/.exec((await get(`${server.url}/tin`)).text);
  const list = await runWell(['article', 'list', book]);
  const [, no] = /(article\/2022\/\d+) {2}20\.07\.2022 {2}Tên chưa đúng/.exec(list);
  const corrected = file('sua-2.md', { title: 'Tên đã đúng' }, 'Lời mới ở đây.\n');
  const end = await run(['article', 'correct', book, no, corrected]);
  assert.match(end.stderr, /chưa ghi lý do sửa/);
  await runWell(['article', 'correct', book, no, corrected, '--note', 'ghi nhầm tên']);
  const answer = await get(server.url + old);
  assert.equal(answer.status, 301);
  const text = await words(new URL(answer.headers.location, server.url).pathname);
  assert.match(text, /Tên đã đúng.*Lời mới.*Đã sửa ngày \d+\/\d+\/20\d\d: ghi nhầm tên/);
  assert.ok((await get(`${server.url}/tim-kiem?q=loi+moi+o+day`)).text.includes('/tin/ten-da-dung'));
  assert.ok(!(await get(`${server.url}/tim-kiem?q=loi+cu+o+day`)).text.includes('/tin/ten'));

  await runWell(['article', 'withdraw', book, no, '--reason', 'gia đình chưa đồng ý']);
  const path = `/tin/ten-da-dung-${old.split('-').pop()}`;
  assert.match(await words(path), /Tên đã đúng.*đã được gỡ ngày .* Lý do: gia đình chưa đồng ý/);
  assert.doesNotMatch(await words(path), /Lời mới/);
  assert.match((await get(server.url + path)).text, /<meta name="robots" content="noindex">/);
  for (const place of ['/tin', '/tin.atom', '/tin.json', '/so-do-trang.xml', '/tim-kiem?q=loi+moi+o+day'])
    assert.ok(!(await get(server.url + place)).text.includes('ten-da-dung'), place);

  await runWell(['article', 'erase', book, no]);
  const gone = await get(server.url + path);
  assert.equal(gone.status, 301);
  assert.match(await words(new URL(gone.headers.location, server.url).pathname), /Tin đã gỡ theo yêu cầu/);
});

test('what people wrote stands in no entry', async () => {
  const journal = await runWell(['journal', book]);
  for (const secret of ['Trao quà cho', 'Cán bộ Mẫu', 'Bà con **rất', 'gia đình chưa', 'trao-qua-cho-ho', 'ghi nhầm tên']) assert.ok(!journal.includes(secret), secret);
});

test('related news stand under a heading only where there are some', async () => {
  assert.match(await words(gifts), /Tin liên quan.*Nhìn lại năm trước/);
  const lonely = makeBook();
  await runWell(['init', lonely]);
  await runWell(['import', lonely, 'unit', join(top, 'sample/go-quao/units.csv')]);
  const said = await runWell(['article', 'add', lonely, file('mot.md', { title: 'Tin duy nhất' }, 'Chỉ có một tin.\n')]);
  const other = await serve(lonely);
  try {
    assert.doesNotMatch((await get(other.url + /\/tin\/\S+/.exec(said)[0])).text, /Tin liên quan/);
  } finally {
    await other.stop();
  }
});

test('the pages are valid, free of what axe finds, and fit a phone', async () => {
  const page = await newPage({ width: 320 });
  for (const path of ['/tin', '/chuyen-muc/an-sinh-xa-hoi', '/tin/thang/2022-07', gifts]) {
    await page.goto(server.url + path);
    assert.deepEqual(await axe(page), [], path);
    await noSidewaysScroll(page, 320);
    assert.deepEqual(await htmlValidate((await get(server.url + path)).text), [], path);
    assert.deepEqual(page.errors, []);
  }
  await page.context().close();
});

test('the address is copied by a button that is there only with scripts', async () => {
  const page = await newPage();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(server.url + gifts);
  await page.click('text=Sao chép liên kết');
  await page.waitForSelector('text=Đã sao chép liên kết');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), server.url + gifts);
  await page.context().close();
  const bare = await newPage({ hasScript: false });
  await bare.goto(server.url + gifts);
  assert.equal(await bare.isVisible('text=Sao chép liên kết'), false);
  assert.equal(await bare.isVisible('text=In trang này'), false);
  await bare.context().close();
});

test('the tables are what the journal says, also after a rebuild', async () => {
  await server.stop();
  server = undefined;
  await runWell(['check', book]);
  await runWell(['rebuild', book]);
  await runWell(['check', book]);
});
