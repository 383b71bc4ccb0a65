// "Hội nghị yêu cầu, Mặt trận thực hiện": the review of the next period opens with what was asked, and an
// issued one keeps how it stood.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, runWell, serve } from '../harness.mjs';

const TITLE = 'Hội nghị yêu cầu, Mặt trận thực hiện';
const ASKED = [
  'Quan tâm hơn nữa công tác vận động xây dựng nhà Đại đoàn kết.',
  'Tiếp tục làm tốt công tác an sinh xã hội.',
  'Vận động các tôn giáo tham gia bảo vệ môi trường, ứng phó với biến đổi khí hậu.',
  'Thực hiện đạt các chỉ tiêu mà cấp trên giao.',
];
const NEXT = '/bao-cao/2022/6-thang-cuoi-nam';

const book = makeBook();
let server;

before(async () => {
  await runWell(['demo', book]);
  server = await serve(book);
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

/** The words of the rows of the table under the title, "" without one. */
async function rows(path) {
  const [, table = ''] = new RegExp(`<h2[^>]*>${TITLE}</h2>.*?<tbody>(.*?)</tbody>`, 's').exec(await html(path)) ?? [];
  return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => row.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim());
}

const review = (format) => runWell(['review', book, 'go-quao', '2022-H2', '--format', format]);
const requests = async () => JSON.parse(await review('json')).requests;

test('the review of the second half opens with the four requests and their state', async () => {
  const page = await html(NEXT);
  assert.equal(/<h2[^>]*>(.*?)<\/h2>/s.exec(/<article.*/s.exec(page)[0])[1], TITLE);
  const told = await rows(NEXT);
  assert.equal(told.length, 4);
  for (const [i, text] of ASKED.entries()) {
    assert.ok(told[i].startsWith(`${i + 1}. ${text}`), told[i]);
    assert.match(told[i], /Mặt trận thực hiện Chưa có kết quả$/);
  }
  assert.match(told[0], /Chủ trì Ban Thường trực .* Hạn 15\/12\/2022/);
  assert.match(page, /href="\/hoi-nghi\/2022-07-20#de-nghi-3"/);
  assert.match(page, /ngày 20\/7\/2022 đề nghị 04 việc\. Đến ngày chốt số liệu: 04 việc chưa có kết quả\./);
});

test('text and JSON open with them too', async () => {
  const text = await review('text');
  const places = [TITLE, ...ASKED, 'Công tác tuyên truyền, vận động'].map((part) => text.indexOf(part));
  assert.ok(places[0] > 0);
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
  assert.match(text, /1\. Quan tâm.*\n {3}Chủ trì: .*\n {3}Phối hợp: .*\n {3}Hạn: 15\/12\/2022\n {3}Tình trạng: Chưa có kết quả\n/);
  const list = await requests();
  assert.deepEqual(list.map((one) => one.text), ASKED);
  for (const one of list) {
    assert.equal(one.conference, 'conference/2022/0001');
    assert.equal(one.state, 'open');
    assert.equal(one.closed, null);
    assert.deepEqual(one.results, []);
    assert.equal(one.words, 'Chưa có kết quả');
  }
});

test('the conference whose review it is asks for the next one: the reviewed half has none', async () => {
  assert.deepEqual(await rows('/bao-cao/2022/6-thang-dau-nam'), []);
  assert.deepEqual(await rows(`${NEXT.replace('6-thang-cuoi-nam', 'ca-nam')}`).then((list) => list.length), 4);
  assert.match(await html('/bao-cao/2022/6-thang-dau-nam'), /href="\/bao-cao\/2022\/6-thang-cuoi-nam" rel="next"/);
});

test('a period that nobody spoke of yet is no page', async () => {
  for (const path of ['/bao-cao/2023/6-thang-dau-nam', `${NEXT}?don-vi=kp3`, '/bao-cao/2022/quy-4'])
    assert.equal((await get(server.url + path)).status, 404, path);
});

test('results and the end are told', async () => {
  await runWell(['task', 'result', book, 'request/2022/0001', 'Bàn giao một căn nhà', '--day', '5/12/2022', '--done', '1']);
  await runWell(['task', 'result', book, 'request/2022/0002', 'Trao quà đợt đầu', '--day', '9/9/2022']);
  await runWell(['task', 'close', book, 'request/2022/0002']);
  const told = await rows(NEXT);
  assert.match(told[0], /Đang thực hiện, 1 kết quả \. 5\/12\/2022: Bàn giao một căn nhà \(01 căn\)$/);
  assert.match(told[1], /Đã xong ngày 9\/9\/2022/);
  assert.match(await html(NEXT), /01 việc đã xong, 01 việc đang thực hiện, 02 việc chưa có kết quả\./);
});

test('what came behind the cut-off day is told apart', async () => {
  await runWell(['task', 'result', book, 'request/2022/0003', 'Ký giao ước', '--day', '4/1/2023']);
  const told = await rows(NEXT);
  assert.match(told[2], /Chưa có kết quả số liệu sau ngày chốt: Đang thực hiện, 1 kết quả$/);
  assert.ok(!told[2].includes('Ký giao ước'));
});

test('an issued review keeps how they stood', async () => {
  await runWell(['issue', book, 'go-quao', '2022-H2']);
  const frozen = await rows(NEXT);
  assert.match(frozen[3], /Chưa có kết quả$/); // due on the very cut-off day: not late
  assert.match(frozen[2], /Chưa có kết quả, quá hạn/);
  await runWell(['task', 'result', book, 'request/2022/0001', 'Thêm một căn', '--day', '20/12/2022', '--done', '1']);
  await runWell(['task', 'close', book, 'request/2022/0001']);
  await runWell(['task', 'result', book, 'request/2022/0004', 'Đạt mọi chỉ tiêu', '--day', '30/12/2022']);
  const now = await rows(NEXT);
  assert.match(now[0], /Đang thực hiện, 1 kết quả, quá hạn \. 5\/12\/2022: Bàn giao một căn nhà \(01 căn\) số liệu sau ngày chốt: Đã xong ngày 20\/12\/2022$/);
  assert.equal(now[1], frozen[1]);
  assert.match(now[3], /Chưa có kết quả.* số liệu sau ngày chốt: Đang thực hiện, 1 kết quả$/);
  const list = await requests();
  assert.equal(list[0].state, 'open');
  assert.equal(list[0].results.length, 1);
  assert.equal(list[0].changed, 'Đã xong ngày 20/12/2022');
  assert.equal(list[1].changed, undefined);
  assert.match(await review('text'), /Tình trạng: Đang thực hiện, 1 kết quả, quá hạn \(số liệu sau ngày chốt: Đã xong ngày 20\/12\/2022\)/);
});

test('a conference that is voided after the issue changes no issued review', async () => {
  await runWell(['meeting', 'void', book, 'conference/2022/0001', '--reason', 'Ghi nhầm ngày']);
  const told = await rows(NEXT);
  assert.equal(told.length, 4);
  assert.match(told[0], /số liệu sau ngày chốt: Đã xong/);
});

test('the page is valid, free of what axe finds, and fits a phone', async () => {
  assert.deepEqual(await htmlValidate(await html(NEXT)), []);
  for (const width of [1280, 390]) {
    const page = await newPage({ width });
    await page.goto(server.url + NEXT);
    assert.deepEqual(await axe(page), []);
    await screenshot(page, `requests-${width}`);
    await noSidewaysScroll(page, 320);
    await page.context().close();
  }
});

test('the tables are what the journal says', async () => {
  await server.stop();
  server = undefined;
  await runWell(['check', book]);
});
