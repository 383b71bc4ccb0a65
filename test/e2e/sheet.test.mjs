// The two sheets of a khu phố: one A4 page whose code a telephone reads, and a text for the loudspeaker.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, makeFolder, run, runWell, serve, top } from '../harness.mjs';

const SITE = 'https://mat-tran.example.vn';
const AREAS = [1, 2, 3, 4, 5, 6].map((number) => `/khu-pho/${number}`);
const PAGES = ['/khu-pho/3/niem-yet', '/niem-yet', '/khu-pho/3/doc-loa', '/doc-loa'];
const NAMES = ['Danh Thị Phương', 'Ngô Văn Tươi', 'Diễm Kiều', 'Minh Phát Lợi'];

const book = makeBook();
let server;

before(async () => {
  await runWell(['demo', book]);
  server = await serve(book, ['--public', SITE]);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

async function html(path) {
  const answer = await get(server.url + path);
  assert.equal(answer.status, 200, path);
  return answer.text;
}

/** The words of a page's main part, without tags. */
const words = async (path) =>
  /<main.*<\/main>/s.exec(await html(path))[0].replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** Prints a page as a browser does, into build/shots; gives the file. */
async function print(path, name) {
  const page = await newPage();
  await page.goto(server.url + path);
  const file = join(top, 'build', 'shots', `${name}.pdf`);
  mkdirSync(join(top, 'build', 'shots'), { recursive: true });
  await page.pdf({ path: file, format: 'A4' });
  await page.emulateMedia({ media: 'print' });
  const paper = await page.evaluate(() => {
    const sheet = document.querySelector('.posting');
    return sheet && { inside: sheet.scrollHeight, room: sheet.clientHeight };
  });
  await page.context().close();
  return { file, paper };
}

const pages = (file) => Number(/^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))[1]);

/** What an independent reader finds in the codes of a printed page. */
function codes(file) {
  const picture = join(makeFolder(), 'to');
  execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', file, picture]);
  return execFileSync('zbarimg', ['--quiet', '--raw', `${picture}.png`], { encoding: 'utf8' }).trim().split('\n');
}

test('a printed sheet is one A4 page on which nothing is cut off', async () => {
  for (const path of [...AREAS, '']) {
    const { file, paper } = await print(`${path}/niem-yet`, `posting${path.replaceAll('/', '-')}`);
    assert.equal(pages(file), 1, path);
    assert.ok(paper.inside <= paper.room, `${path}: ${paper.inside} in ${paper.room}`);
    assert.match(execFileSync('pdfinfo', [file], { encoding: 'utf8' }), /Page size:.*A4/);
  }
});

test('its code leads a telephone to the page of the khu phố', async () => {
  assert.deepEqual(codes((await print('/khu-pho/3/niem-yet', 'posting-3')).file), [`${SITE}/khu-pho/3`]);
  assert.deepEqual(codes((await print('/niem-yet', 'posting')).file), [`${SITE}/bao-cao/2022/6-thang-dau-nam`]);
});

test('it says whose it is, what was given, what the fund has, and how to object', async () => {
  const text = await words('/khu-pho/3/niem-yet');
  for (const part of [
    'Ban công tác Mặt trận khu phố 3',
    'Kết quả công tác Mặt trận 6 tháng đầu năm 2022',
    'Số liệu từ ngày 1/1/2022 đến hết ngày 30/6/2022',
    '175 suất',
    'xây mới 01 căn (01 căn hộ khó khăn về nhà ở), trị giá 56.000.000 đồng.',
    'Tổng giá trị chăm lo, an sinh xã hội: 117.800.000 đồng.',
    'Quỹ “Vì người nghèo” của thị trấn Gò Quao',
    'Đã chi: 150.000.000 đồng.',
    `${SITE}/khu-pho/3`,
    'xin báo Ban công tác Mặt trận khu phố 3 hoặc Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn Gò Quao',
    'NGƯỜI NIÊM YẾT',
    'Niêm yết từ ngày',
  ])
    assert.ok(text.includes(part), `without «${part}»:\n${text}`);
});

test('the text for the loudspeaker is read in two minutes, in words alone', async () => {
  for (const path of [...AREAS, '']) {
    const answer = await get(`${server.url}${path}/doc-loa.txt`);
    assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
    assert.match(answer.headers['content-disposition'], /attachment; filename="doc-loa-[a-z0-9-]+-2022-H1\.txt"/);
    assert.doesNotMatch(answer.text, /[0-9()[\]{}/\\"“”<>%:;]/, path);
    assert.doesNotMatch(answer.text, /\b[A-ZĐ]{2,}\b/, path);
    const count = answer.text.split(/\s+/).filter(Boolean).length;
    assert.ok(count >= 200 && count <= 300, `${path}: ${count} words`);
    assert.match(answer.text, /^Kính thưa bà con /);
    assert.match(answer.text, /Trân trọng kính chào\.\n$/);
    assert.match(await words(`${path}/doc-loa`), new RegExp(`${count} từ, khoảng 140 từ mỗi phút`));
  }
});

test('it says the figures of the khu phố', async () => {
  const text = await words('/khu-pho/3/doc-loa');
  for (const part of [
    'Kính thưa bà con khu phố ba, thị trấn Gò Quao.',
    'đã trao một trăm bảy mươi lăm suất, cho một trăm ba mươi tám lượt hộ',
    'tính đến hết ngày ba mươi tháng sáu',
    'khoảng 2 phút',
  ])
    assert.ok(text.includes(part), `without «${part}»:\n${text}`);
  assert.ok((await words('/doc-loa')).includes('một nghìn một trăm hai mươi sáu suất'));
});

test('the book may be told to say linh', async () => {
  const said = () => runWell(['sheet', book, 'kp1', '2022-H1', '--kind', 'doc-loa']);
  assert.match(await said(), /trăm lẻ/);
  await runWell(['reading', book, 'linh']);
  assert.match(await said(), /trăm linh/);
  assert.doesNotMatch(await said(), /trăm lẻ/);
  await runWell(['reading', book, 'theo tỉnh']);
  assert.match(await said(), /trăm lẻ/);
  assert.equal((await run(['reading', book, 'gì đó'])).code, 1);
});

test('the command prints what the pages show', async () => {
  const sheet = (...more) => ['sheet', book, 'kp3', '2022-H1', ...more];
  assert.equal(await runWell(sheet('--kind', 'doc-loa')), (await get(`${server.url}/khu-pho/3/doc-loa.txt`)).text);
  assert.match(await runWell(sheet('--kind', 'niem-yet')), /Quà: 175 suất/);
  for (const kind of ['niem-yet', 'doc-loa'])
    assert.ok((await runWell(sheet('--kind', kind, '--format', 'html'))).endsWith('</html>\n'), kind);
  for (const [more, reason] of [
    [['--kind', 'to-roi'], /niem-yet/],
    [[], /--kind|niem-yet/],
    [['--kind', 'doc-loa', '--format', 'pdf'], /text hay html/],
  ]) {
    const answer = await run(sheet(...more));
    assert.equal(answer.code, 1);
    assert.match(answer.stderr, reason);
  }
});

test('nobody who was helped or gave is named', async () => {
  for (const path of [...AREAS, ''].flatMap((area) => [`${area}/niem-yet`, `${area}/doc-loa`])) {
    const page = await html(path);
    for (const name of NAMES) assert.ok(!page.includes(name), `${path}: ${name}`);
  }
});

test('other periods have their sheets, and what is not there is missing', async () => {
  assert.match(await words('/khu-pho/3/niem-yet?ky=2021-H2'), /6 tháng cuối năm 2021/);
  assert.match(await words('/niem-yet?ky=2022-Q2&don-vi=kp3'), /quý II năm 2022 Khu phố 3, thị trấn Gò Quao/);
  for (const path of ['/khu-pho/9/niem-yet', '/khu-pho/x/doc-loa', '/khu-pho/3/niem-yet?ky=2019-H1', '/khu-pho/3/niem-yet?ky=mai', '/doc-loa?don-vi=la', '/khu-pho/9/doc-loa.txt'])
    assert.equal((await get(server.url + path)).status, 404, path);
});

test('both are found from the khu phố and from the review', async () => {
  const area = await html('/khu-pho/3');
  for (const path of ['/khu-pho/3/niem-yet', '/khu-pho/3/doc-loa']) assert.ok(area.includes(`href="${path}"`), path);
  const review = await html('/bao-cao/2022/6-thang-dau-nam');
  for (const path of ['/niem-yet?ky=2022-H1', '/doc-loa?ky=2022-H1']) assert.ok(review.includes(`href="${path}"`), path);
});

test('an issued review freezes them too', async () => {
  await runWell(['issue', book, 'kp3', '2022-H1']);
  const list = join(makeFolder(), 'gift.csv');
  writeFileSync(list, 'day,unit,occasion,quantity,value_dong\n2022-06-30,kp3,ad_hoc,9,2700000\n');
  await runWell(['import', book, 'gift', list]);
  assert.match(await words('/khu-pho/3/niem-yet'), /ban hành ngày \d+\/\d+\/\d+.* Quà: 175 suất/);
  assert.match(await words('/khu-pho/3/doc-loa'), /một trăm bảy mươi lăm suất/);
});

test('a khu phố with more to tell than a page holds still gets one page', async () => {
  const list = join(makeFolder(), 'model.csv');
  const rows = Array.from({ length: 40 }, (_, i) => `2022-05-04,kp2,Tuyến đường sáng xanh sạch đẹp an toàn số ${i} do bà con tự quản,new`);
  writeFileSync(list, `day,unit,name,status\n${rows.join('\n')}\n`);
  await runWell(['import', book, 'model', list]);
  const { file, paper } = await print('/khu-pho/2/niem-yet', 'posting-full');
  assert.equal(pages(file), 1);
  assert.ok(paper.inside <= paper.room, `${paper.inside} in ${paper.room}`);
  assert.match(await words('/khu-pho/2/niem-yet'), /Còn những việc khác, xem ở trang ghi dưới đây\./);
  assert.match(await words('/khu-pho/2/doc-loa'), /1 câu ở cuối được bỏ bớt/);
});

test('the pages are valid, free of what axe finds, and fit a phone', async () => {
  for (const path of PAGES) {
    assert.deepEqual(await htmlValidate(await html(path)), [], path);
    for (const width of [1280, 390]) {
      const page = await newPage({ width });
      await page.goto(server.url + path);
      assert.deepEqual(await axe(page), [], path);
      await screenshot(page, `sheet${path.replaceAll('/', '-')}-${width}`);
      await noSidewaysScroll(page, 320);
      await page.context().close();
    }
  }
});

test('without a public address there is no code, and the path is printed', async () => {
  const other = makeBook();
  await runWell(['demo', other]);
  const bare = await serve(other);
  try {
    const page = (await get(`${bare.url}/khu-pho/3/niem-yet`)).text;
    assert.ok(!page.includes('<svg'));
    assert.match(page, /…\/khu-pho\/3</);
  } finally {
    await bare.stop();
  }
});
