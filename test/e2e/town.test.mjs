// Another commune than the sample's: other names, nine ấp, another half-year, lists as other people keep
// them. Review and pages follow the lists, and nothing of the sample shows.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';

import { get, makeBook, makeFolder, program, run, runWell, serve, top } from '../harness.mjs';
import { dotted, makeRandom, slashed, writeCsv, writeFolder } from '../lists.mjs';

// A machine that judges a change must judge the same each time; people explore.
const SEED = Number(process.env.SEED || (process.env.CI ? 20220720 : Date.now() % 1_000_000));
const names = ['Bàu Sen', 'Cây Me', 'Đường Láng', 'Gò Cát', 'Kinh Mới', 'Rạch Tràm', 'Tân Lợi', 'Vàm Xáng', 'Xẻo Dừa'];
const areas = names.map((name, i) => ({ code: `ap-${i + 1}`, name: `Ấp ${name}`, number: i + 1 }));

// ---- how people write lists ----

const asExcel = (rows) => '\ufeff' + writeCsv(rows, { separator: ';', newline: '\r\n' });
const withTabs = (rows) => writeCsv(rows, { separator: '\t' });
const decomposed = (rows) => writeCsv(rows).normalize('NFD');
const plain = (rows) => writeCsv(rows);

const unitRows = [
  ['Thuộc', 'Tên đơn vị', 'Cách gọi', 'Cấp', 'Mã', 'Số thứ tự', 'Từ ngày', 'Đến ngày'],
  ['', 'Tỉnh Sông Thử', 'tỉnh', 'cấp tỉnh', 'song-thu', '', '1/1/1992', ''],
  ['song-thu', 'Huyện Đông Thử', 'huyện', 'cấp huyện', 'dong-thu', '', '1/1/1992', '30/6/2025'],
  ['dong-thu', 'Xã Rạch Mới', 'xã', 'Cấp xã', 'rach-moi', '', '1/1/1992', ''],
  ...areas.map(({ code, name, number }) => ['rach-moi', name, 'ấp', 'khu dân cư', code, number, '1/1/1992', '']),
];

/** The lists of a half-year that the seed decides, and what a review must make of them. */
function makeTown(random) {
  const day = () => slashed(`2023-${String(random.between(7, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`);
  const gifts = Array.from({ length: 40 }, () => (
    { day: day(), area: random.pick(areas), quantity: random.between(2, 90), isRegular: random.chance(0.6), dong: random.between(1, 90) * 100_000 }));
  const houses = [['hộ nghèo', 0], ['hộ cận nghèo', 4], ['hộ nghèo', 8], ['hộ gia đình chính sách', 2]];
  const length = random.between(1_001, 2_600);
  const files = {
    'don-vi.csv': asExcel(unitRows),
    'qua.csv': withTabs([['Tổng trị giá', 'Số suất', 'Thường xuyên hay đột xuất', 'Khu phố', 'Ngày thực hiện'],
      ...gifts.map((gift) => [`${dotted(gift.dong)} đồng`, `${gift.quantity} suất`, gift.isRegular ? 'Thường xuyên' : 'ĐỘT XUẤT', gift.area.name, gift.day])]),
    'nha.csv': decomposed([['Hộ được giúp', 'Đơn vị', 'Diện hộ', 'Xây mới hay sửa chữa', 'Ngày khởi công', 'Ngày bàn giao', 'Giá trị', 'Ngày'],
      ...houses.map(([household, i]) => [`Hộ số ${i}`, areas[i].name, household, 'xây mới', '01.07.2023', '20/11/2023', '60 triệu', '20/11/2023'])]),
    'kien-toan.csv': asExcel([['Họ và tên', 'Kiêm nhiệm', 'Chức danh', 'Tổ chức', 'Đơn vị', 'Ngày'],
      ...areas.map(({ code, name }, i) => [`Người Thử ${i}`, 'Phó Bí thư chi bộ', 'Trưởng ban công tác Mặt trận', `mat-tran-${code}`, name, `ngày 0${i + 1} tháng 8 năm 2023`])]),
    'mo-hinh.csv': plain([['name', 'status', 'length_m', 'unit', 'day'],
      ['Hàng rào cây xanh', 'new', dotted(length), 'ap-2', '2023-09-02'], ['Tổ đò tự quản', 'maintained', '', 'Ấp Vàm Xáng', '2023-10-10']]),
    'chi-tieu.csv': asExcel([['Mức giao', 'Tổng số', 'Chỉ tiêu', 'Kỳ', 'Đơn vị', 'Cơ quan giao'],
      ['', '9', 'org.teams_reorganised_concurrent', '2023-H2', 'rach-moi', ''], ['5', '', 'wel.houses_new', '2023-H2', 'rach-moi', 'Huyện Đông Thử']]),
  };
  const order = ['unit don-vi.csv', 'gift qua.csv', 'unity_house nha.csv', 'appointment kien-toan.csv', 'model mo-hinh.csv', 'target chi-tieu.csv'];
  return { files, order, gifts, length };
}

const sumOf = (gifts) => gifts.reduce((sum, gift) => sum + gift.quantity, 0);
const plainText = (html) => html.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ').replace(/&#?\w+;/g, ' ').replace(/\s+/g, ' ');
const reviewText = (book, unit, period) => runWell(['review', book, unit, period]);

async function makeTownBook(random) {
  const town = makeTown(random);
  const book = makeBook();
  await runWell(['demo', book, writeFolder(join(makeFolder(), 'xa'), town.files, town.order)]);
  return { book, ...town };
}

test('the review of another commune follows its lists', async (t) => {
  t.diagnostic(`SEED=${SEED}`);
  const { book, gifts, length } = await makeTownBook(makeRandom(SEED));
  const all = sumOf(gifts);
  const regular = sumOf(gifts.filter((gift) => gift.isRegular));
  const text = await reviewText(book, 'rach-moi', '2023-H2');
  assert.match(text, /^BÁO CÁO KẾT QUẢ CÔNG TÁC MẶT TRẬN 0?6 THÁNG CUỐI NĂM 2023, XÃ RẠCH MỚI\n/);
  for (const sentence of [
    'kiện toàn chức danh Phó Bí thư chi bộ kiêm Trưởng ban công tác Mặt trận ở 9/9 ấp.',
    'Về nhà ở, đã vận động xây mới 04 căn nhà Đại đoàn kết (02 căn hộ nghèo, 01 căn hộ cận nghèo, 01 căn hộ gia đình chính sách).',
    `Đã vận động trao thường xuyên và đột xuất ${dotted(all)} suất quà, gồm ${dotted(regular)} suất thường xuyên, ${dotted(all - regular)} suất đột xuất`,
    'Về mô hình, đã duy trì, nhân rộng 01 mô hình, thành lập mới 01 mô hình là Hàng rào cây xanh.',
    `Các tuyến đường thuộc mô hình mới có chiều dài ${dotted(length)} mét.`,
    'Nhà Đại đoàn kết xây mới: 04 căn, đạt 80% chỉ tiêu giao',
  ])
    assert.ok(text.includes(sentence), `SEED=${SEED} wanted: ${sentence}\n${text}`);
  assert.doesNotMatch(text, /khu phố|thị trấn|Gò Quao|Kiên Giang/i);
  const area = gifts[0].area;
  const inArea = sumOf(gifts.filter((gift) => gift.area === area));
  const own = await reviewText(book, area.code, '2023-H2');
  assert.ok(own.includes(` ${dotted(inArea)} suất quà`), own);
  assert.ok(own.includes(area.name.toUpperCase()), own);
  await runWell(['check', book]);
});

test('pages of another commune say ấp and its own names', async (t) => {
  const { book, gifts } = await makeTownBook(makeRandom(SEED));
  const server = await serve(book);
  t.after(() => server.stop());
  const seen = {};
  const look = async (path) => {
    const answer = await get(server.url + path);
    assert.equal(answer.status, 200, path);
    assert.doesNotMatch(plainText(answer.text), /khu phố|thị trấn|Gò Quao|Kiên Giang|(?<![\d.])(?:1\.126|2\.700)(?![\d.])/i, path);
    seen[path] = answer.text;
    return plainText(answer.text);
  };
  const period = '2023/6-thang-cuoi-nam';
  assert.match(await look('/'), /xã Rạch Mới/i);
  assert.match(await look(`/bao-cao/${period}`), /9\/9 ấp/);
  assert.match(await look(`/so-lieu/${period}/suat-qua`), new RegExp(dotted(sumOf(gifts)).replace('.', '\\.')));
  for (const { name, number } of areas) assert.match(await look(`/khu-pho/${number}`), new RegExp(name));
  assert.match(await look(`/khu-pho/${gifts[0].area.number}`), new RegExp(`\\b${dotted(sumOf(gifts.filter((gift) => gift.area === gifts[0].area)))}\\b`));
  for (const path of ['/to-chuc', '/van-ban', '/tim-kiem?q=nh%C3%A0']) await look(path);
  assert.match(await look('/tim-kiem?q=hang+rao'), /Hàng rào cây xanh/);
  for (const path of [`/bao-cao/${period}`, '/khu-pho/9']) {
    const links = [...seen[path].matchAll(/href="(\/[^"#?]*)/g)].map(([, link]) => link);
    for (const link of new Set(links)) {
      const answer = await get(server.url + link);
      const isOffice = answer.status === 303 && answer.headers.location.startsWith('/dang-nhap');
      assert.ok(isOffice || answer.status === 200, `${path} → ${link}`);
    }
  }
});

test('nothing of the sample stands in the program or its catalogue', async () => {
  const end = await run([top, '--program', program()], { command: join(top, 'tools', 'check-words') });
  assert.equal(end.code, 0, end.stdout + end.stderr);
});

// ---- how few and how many are said ----

const edges = [
  ['2023-07', 0, ''],
  ['2023-08', 1, 'Đã vận động trao thường xuyên và đột xuất 1 suất quà, gồm 1 suất thường xuyên, trị giá 300 nghìn đồng.'],
  ['2023-09', 9, 'Đã vận động trao thường xuyên và đột xuất 9 suất quà, gồm 9 suất thường xuyên, trị giá trên 2 triệu đồng.'],
  ['2023-10', 10, 'Đã vận động trao thường xuyên và đột xuất 10 suất quà, gồm 10 suất thường xuyên, trị giá 3 triệu đồng.'],
  ['2023-11', 1_000, 'Đã vận động trao thường xuyên và đột xuất 1.000 suất quà, gồm 1.000 suất thường xuyên, trị giá 300 triệu đồng.'],
  ['2023-12', 1_000_000, 'Đã vận động trao thường xuyên và đột xuất 1.000.000 suất quà, gồm 1.000.000 suất thường xuyên, trị giá 300 tỷ đồng.'],
];

/** Gifts of 300.000 đồng each; a record holds at most 100.000 of them. */
function giftsOf(month, count) {
  const rows = [];
  for (let left = count; left > 0; left -= 100_000) {
    const quantity = Math.min(left, 100_000);
    rows.push([`${month}-15`, 'ap-1', 'regular', quantity, quantity * 300_000, rows.length]);
  }
  return rows;
}

test('none, one and a million are said in correct Vietnamese', async (t) => {
  const book = makeBook();
  const rows = edges.flatMap(([month, count]) => giftsOf(month, count));
  const files = {
    'don-vi.csv': plain(unitRows),
    'qua.csv': plain([['day', 'unit', 'occasion', 'quantity', 'value_dong', 'note'], ...rows]),
    'tuyen-truyen.csv': plain([['day', 'unit', 'scope', 'form', 'subject'], ['2023-07-05', 'ap-1', 'area', 'meeting', 'campaign']]),
  };
  await runWell(['demo', book, writeFolder(join(makeFolder(), 'xa'), files, ['unit don-vi.csv', 'gift qua.csv', 'outreach_session tuyen-truyen.csv'])]);
  for (const [month, count, sentence] of edges)
    await t.test(`${dotted(count)} gifts`, async () => {
      const text = await reviewText(book, 'rach-moi', month);
      if (sentence) assert.ok(text.includes(sentence), text);
      else assert.doesNotMatch(text, /suất|quà/i);
      assert.doesNotMatch(text, /căn|nhà Đại đoàn kết|Về nhà ở/i, 'no houses, no word of them');
      assert.doesNotMatch(text, / {2}[^·]|\s[,.;:]|,\s*[,.;]|\(\)|\b0 /, text);
      assert.doesNotMatch(text, /Công tác củng cố tổ chức\n\n(Cuộc vận động|Số liệu)/, 'no empty section');
      if (!count) assert.match(text, /đã mở 1 cuộc tuyên truyền, đến 1 ấp\./);
    });
  await t.test('the same on the page', async (t) => {
    const server = await serve(book);
    t.after(() => server.stop());
    const page = plainText((await get(`${server.url}/bao-cao/2023/thang-12`)).text);
    assert.ok(page.includes('1.000.000 suất quà'), page);
    assert.doesNotMatch(page, /căn\b|Về nhà ở/);
    const empty = await get(`${server.url}/bao-cao/2023/thang-7`);
    assert.doesNotMatch(empty.text, /<(h[1-6]|p|th|li|caption)\b[^>]*>\s*<\/\1>/);
    assert.doesNotMatch(plainText(empty.text), /suất quà/);
  });
});
