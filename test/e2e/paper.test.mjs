// Papers as an office gets them: LibreOffice opens each Word file and finds in it every figure of the
// review, Excel's numbers are numbers, addresses and commands give the same bytes, and numbers of the
// outgoing register are neither lost nor given twice.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, htmlValidate, newPage, noSidewaysScroll, stopBrowser } from '../browser.mjs';
import { get, makeBook, makeFolder, run, runWell, serve } from '../harness.mjs';
import { assertWellFormed, convert, officeText, pdfText, unzip } from '../office.mjs';

const TYPES = { report: '2022-H1', programme: '2022-H2', minutes: '2022-H1', attendance: '2022-07-20', invitation: '20/7/2022' };
const ADDRESSES = {
  report: '/bao-cao/2022/6-thang-dau-nam/tai-ve',
  programme: '/chuong-trinh/2022/6-thang-cuoi-nam/tai-ve',
  minutes: '/hoi-nghi/2022-07-20/bien-ban',
  attendance: '/hoi-nghi/2022-07-20/thanh-phan',
  invitation: '/hoi-nghi/2022-07-20/giay-moi',
};
const SITE = 'https://mattran.example';
const GUEST = 'ដាញ់ សុខា';

const book = makeBook();
const folder = makeFolder();
const file = (name) => join(folder, name);
let server;

before(async () => {
  await runWell(['demo', book]);
  server = await serve(book, ['--public', SITE]);
  for (const [type, asked] of Object.entries(TYPES))
    await runWell(['document', book, type, 'go-quao', asked, '--out', file(`${type}.docx`)]);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

/** What the review says of a figure as papers print it: "1.126", "4/6", sums of money in full. */
async function printedFigures() {
  const review = JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']));
  const speaking = review.figures.filter((figure) => figure.actual || figure.target !== null || figure.previous);
  assert.ok(speaking.length > 50);
  return speaking.map(({ code, actual, text }) => ({
    code,
    actual,
    number: / đồng/.test(text) && !/^[\d./]+ đồng chí/.test(text) ? actual.toLocaleString('vi-VN') : /^[\d./]+/.exec(text)[0],
  }));
}

test('LibreOffice opens the report and reads every figure of the review in it', async () => {
  const text = await officeText(file('report.docx'));
  for (const { code, number } of await printedFigures()) assert.ok(text.includes(number), `${code}: without ${number}`);
  for (const part of ['BÁO CÁO', 'Số: …/BC-MTTQ-BTT', 'Ưu điểm', 'Nhiệm vụ trọng tâm 06 tháng cuối năm 2022', 'Nơi nhận:', 'TM. BAN THƯỜNG TRỰC', 'PHỤ LỤC'])
    assert.ok(text.includes(part), `without «${part}»`);
});

test('every figure of the annex is a control with its code and a link to its page', async () => {
  const parts = unzip(readFileSync(file('report.docx')));
  const xml = parts['word/document.xml'].toString();
  const links = parts['word/_rels/document.xml.rels'].toString();
  for (const { code } of await printedFigures()) assert.ok(xml.includes(`<w:tag w:val="${code}"/>`), code);
  assert.match(links, new RegExp(`Target="${SITE}/so-lieu/2022/6-thang-dau-nam/suat-qua" TargetMode="External"`));
  const targets = [...links.matchAll(new RegExp(`Target="${SITE}([^"]+)"`, 'g'))].map((match) => match[1].replaceAll('&amp;', '&'));
  for (const target of new Set(targets)) assert.equal((await get(server.url + target)).status, 200, target);
});

test('the next report opens with what the conference asked, and has no empty heading', async () => {
  const answer = await get(`${server.url}/bao-cao/2022/6-thang-cuoi-nam/tai-ve.docx`);
  const xml = unzip(answer.body)['word/document.xml'].toString();
  assert.match(xml, /Hội nghị yêu cầu.*xây dựng nhà Đại đoàn kết/s);
  assert.ok(!/<w:pStyle w:val="Heading1"\/>(?:(?!<\/w:p>).)*<\/w:p><w:p><w:pPr><w:pStyle w:val="Heading1"\/>/s.test(xml));
});

test('all Word files are well-formed, open in LibreOffice, and lie on A4 as the decree wants', async () => {
  const names = Object.keys(TYPES).map((type) => file(`${type}.docx`));
  const made = await convert(names, 'pdf');
  for (const type of Object.keys(TYPES)) {
    const bytes = readFileSync(file(`${type}.docx`));
    assertWellFormed(bytes);
    const xml = unzip(bytes)['word/document.xml'].toString();
    assert.match(xml, /<w:pgSz w:w="11906" w:h="16838"\/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701"/, type);
    assert.match(xml, /CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/, type);
    assert.match(xml, /BAN THƯỜNG TRỰC/, type);
    assert.ok(existsSync(join(made, `${type}.pdf`)), type);
  }
  const minutes = pdfText(join(made, 'minutes.pdf'));
  for (const part of ['BIÊN BẢN', 'Số: …/BB-MTTQ-BTT', 'THƯ KÝ', 'CHỦ TỌA', '38/45', 'xây dựng nhà Đại đoàn kết']) assert.ok(minutes.includes(part), part);
});

test('the spreadsheet is read back with the same numbers', async () => {
  await runWell(['document', book, 'report', 'go-quao', '2022-H1', '--format', 'xlsx', '--out', file('so-lieu.xlsx')]);
  assertWellFormed(readFileSync(file('so-lieu.xlsx')));
  const made = await convert([file('so-lieu.xlsx')], 'csv:Text - txt - csv (StarCalc):9,34,76,1,,1033,false,true,false');
  const rows = readFileSync(join(made, 'so-lieu.csv'), 'utf8').split('\n').map((line) => line.split('\t'));
  const head = rows.find((row) => row.includes('Thực hiện'));
  const read = Object.fromEntries(rows.map((row) => [row[head.indexOf('Mã')], Number(row[head.indexOf('Thực hiện')]?.replaceAll(/[",]/g, ''))]));
  for (const { code, actual } of await printedFigures()) assert.equal(read[code], actual, code);
});

test('an address gives the file that the command gives, byte for byte, each time', async () => {
  const types = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
  for (const type of Object.keys(TYPES)) {
    const answer = await get(`${server.url}${ADDRESSES[type]}.docx`);
    assert.equal(answer.status, 200, type);
    assert.equal(answer.headers['content-type'], types.docx);
    assert.match(answer.headers['content-disposition'], /^attachment; filename="?[a-z-]+-2022-[a-z0-9-]+\.docx/);
    assert.deepEqual(answer.body, readFileSync(file(`${type}.docx`)), type);
    const printed = await runWell(['document', book, type, 'go-quao', TYPES[type], '--out', file('again.docx')]);
    assert.equal(printed, '');
    assert.deepEqual(readFileSync(file('again.docx')), answer.body, type);
  }
  const sheet = await get(`${server.url}${ADDRESSES.report}.xlsx`);
  assert.equal(sheet.headers['content-type'], types.xlsx);
});

test('a PDF has the same text and comes out the same twice', async () => {
  const answer = await get(`${server.url}${ADDRESSES.report}.pdf`);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers['content-type'], 'application/pdf');
  writeFileSync(file('report.pdf'), answer.body);
  const text = pdfText(file('report.pdf'));
  for (const { code, number } of await printedFigures()) assert.ok(text.includes(number), `${code}: without ${number}`);
  await runWell(['document', book, 'report', 'go-quao', '2022-H1', '--format', 'pdf', '--out', file('again.pdf')]);
  assert.deepEqual(readFileSync(file('again.pdf')), answer.body);
});

test('each page offers its files, and printing to who has scripts', async () => {
  const page = await newPage({ width: 390 });
  const wanted = {
    '/bao-cao/2022/6-thang-dau-nam': ['tai-ve.docx', 'tai-ve.pdf', 'tai-ve.xlsx'],
    '/chuong-trinh/2022/6-thang-cuoi-nam': ['tai-ve.docx', 'tai-ve.pdf'],
    '/hoi-nghi/2022-07-20': ['bien-ban.docx', 'bien-ban.pdf', 'thanh-phan.docx', 'thanh-phan.pdf', 'giay-moi.docx', 'giay-moi.pdf'],
  };
  for (const [path, files] of Object.entries(wanted)) {
    const html = (await get(server.url + path)).text;
    for (const name of files) assert.ok(html.includes(`href="${path}/${name}"`), `${path}: ${name}`);
    assert.match(html, /<button[^>]* data-print hidden>/);
    await page.goto(server.url + path);
    assert.ok(await page.locator('button[data-print]').isVisible(), path);
    assert.deepEqual(await axe(page), [], path);
    await noSidewaysScroll(page, 390);
    assert.deepEqual(await htmlValidate(html), [], path);
  }
  const area = (await get(`${server.url}/bao-cao/2022/6-thang-dau-nam?don-vi=kp3`)).text;
  assert.ok(area.includes('href="/bao-cao/2022/6-thang-dau-nam/tai-ve.docx?don-vi=kp3"'));
  await page.context().close();
});

test('what is not there is said to be missing', async () => {
  for (const path of [
    '/bao-cao/1999/quy-1/tai-ve.docx', '/bao-cao/2022/quy-9/tai-ve.xlsx', '/chuong-trinh/1999/quy-1/tai-ve.docx',
    '/hoi-nghi/2022-07-21/bien-ban.docx', '/hoi-nghi/hom-qua/giay-moi.docx', '/hoi-nghi/2022-07-20/bien-ban.docx?don-vi=la',
    '/bao-cao/2022/6-thang-dau-nam/tai-ve.exe',
  ])
    assert.equal((await get(server.url + path)).status, 404, path);
});

test('a command refuses what it cannot give, and leaves no file', async () => {
  for (const [args, reason] of [
    [['la-don', 'go-quao', '2022-H1'], /không có loại văn bản/],
    [['report', 'la', '2022-H1'], /không có đơn vị/],
    [['report', 'go-quao', 'hôm qua'], /kỳ/],
    [['minutes', 'go-quao', '2021-H1'], /không ghi hội nghị nào/],
    [['minutes', 'go-quao', '2022-H1', '--format', 'xlsx'], /chỉ báo cáo/],
    [['report', 'go-quao', '2022-H1', '--format', 'odt'], /docx, pdf hay xlsx/],
  ]) {
    const answer = await run(['document', book, ...args, '--out', file('khong-co')]);
    assert.equal(answer.code, 1, args.join(' '));
    assert.match(answer.stderr, reason);
    assert.ok(!existsSync(file('khong-co')));
  }
  assert.equal((await run(['document', book, 'report', 'go-quao', '2022-H1', '--out', '/khong/co/dau'])).code, 3);
});

test('the programme comes as text and as a Word file', async () => {
  assert.match(await runWell(['programme', book, 'go-quao', '2022-H2']), /1\. Quan tâm hơn nữa/);
  await runWell(['programme', book, 'go-quao', '2022-H2', '--format', 'docx', '--out', file('programme-2.docx')]);
  assert.deepEqual(readFileSync(file('programme-2.docx')), readFileSync(file('programme.docx')));
});

test('numbers go on without gaps, stand on the paper, and a void one stays in the register', async () => {
  const numbered = (...args) => runWell(['paper', 'number', book, ...args]);
  assert.match((await run(['paper', 'number', book, 'report', 'go-quao', '2022-Q1'])).stderr, /chưa ban hành/);
  await runWell(['issue', book, 'go-quao', '2022-Q1']);
  await runWell(['issue', book, 'go-quao', '2022-Q2']);
  assert.match(await numbered('report', 'go-quao', '2022-Q1', '--day', '5/4/2022', '--first', '14'), /Đã cấp số 14\/BC-MTTQ-BTT, ngày 5\/4\/2022 \(report\/2022\/0014\)/);
  assert.match((await run(['paper', 'number', book, 'report', 'go-quao', '2022-Q1'])).stderr, /đã có số 14/);
  assert.match(await numbered('report', 'go-quao', '2022-Q2', '--day', '4/7/2022'), /15\/BC-MTTQ-BTT/);
  const answer = await get(`${server.url}/bao-cao/2022/quy-2/tai-ve.docx`);
  const xml = unzip(answer.body)['word/document.xml'].toString();
  assert.match(xml, /Số: 15\/BC-MTTQ-BTT/);
  assert.match(xml, /, ngày 04 tháng 7 năm 2022/);
  assert.match(await runWell(['paper', 'void', book, 'report/2022/0015', 'ký nhầm']), /không cấp lại/);
  assert.match(await numbered('report', 'go-quao', '2022-Q2', '--day', '5/7/2022'), /16\/BC-MTTQ-BTT/);
  const list = await runWell(['paper', 'list', book, '2022']);
  assert.match(list, /14\/BC-MTTQ-BTT.*\n.*15\/BC-MTTQ-BTT.*ĐÃ HỦY: ký nhầm\n.*16\/BC-MTTQ-BTT/);
  assert.match(await runWell(['paper', 'list', book, '2019']), /Chưa cấp số/);
});

test('a name in Khmer script stands on the paper as letters, not as boxes', async () => {
  const conference = file('hoi-nghi.md');
  writeFileSync(conference, `---\nunit: go-quao\nday: 1/8/2022\ntime: sáng\nkind: giao ban\nperiod: 2022-07\nissuer: btt-mttq\nchair: Chủ tịch\nplace: Trụ sở\nconsent: 1/8/2022\n---\n## Thành phần\n- ông | ${GUEST} | Chủ tịch | có mặt\n`);
  await runWell(['meeting', 'add', book, conference]);
  await runWell(['document', book, 'attendance', 'go-quao', '1/8/2022', '--out', file('khmer.docx')]);
  assert.ok((await officeText(file('khmer.docx'))).includes(GUEST));
  const made = await convert([file('khmer.docx')], 'pdf');
  assert.match(pdfText(join(made, 'khmer.pdf')), /[\u1780-\u17ff]{3}/);
});

test('the tables are what the journal says', async () => {
  await server.stop();
  assert.match(await runWell(['check', book]), /Sổ khớp/);
});
