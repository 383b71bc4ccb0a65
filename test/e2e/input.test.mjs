// Bad input to lists and to the command line: each error names file, line, column, value and reason, the
// exit code says of what sort it is, and the book is afterwards as it was before.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { basename, join } from 'node:path';
import test from 'node:test';

import { get, makeBook, makeFolder, program, run, runWell, serve, top } from '../harness.mjs';

const sample = join(top, 'sample', 'go-quao');
const isPostgres = (book) => book.startsWith('postgres');
const isSanitized = execFileSync('sh', ['-c', 'grep -c __asan_init "$0" || true', program()]).toString().trim() !== '0';

function write(name, content) {
  const file = join(makeFolder(), name);
  writeFileSync(file, content);
  return file;
}

async function stateOf(book) {
  const { journal } = JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']));
  return journal;
}

const header = 'day,unit,occasion,quantity,value_dong';
const gifts = (...rows) => [header, ...rows, ''].join('\n');

const book = makeBook();
await runWell(['init', book]);
await runWell(['import', book, 'unit', join(sample, 'units.csv')]);
await runWell(['import', book, 'gift', write('qua.csv', gifts('2022-01-17,kp1,regular,49,14700000'))]);

/** Imports a list that must be refused with just these lines; nothing of it may be in the book. */
async function refused(kind, content, lines, { name = 'qua.csv', options = [] } = {}) {
  const earlier = await stateOf(book);
  const end = await run(['import', book, kind, write(name, content), ...options]);
  assert.equal(end.code, 1, end.stdout + end.stderr);
  const said = (end.stdout + end.stderr).trim().split('\n');
  for (const line of lines) assert.ok(said.includes(line), `wanted: ${line}\nsaid: ${said.join('\n')}`);
  assert.deepEqual(await stateOf(book), earlier);
}

const wrongRow = (line, column, value, reason) => `qua.csv, dòng ${line}, cột «${column}», giá trị «${value}»: ${reason}`;
const nothing = (count) => `doanket: qua.csv: ${count} lỗi, không dòng nào được ghi`;

test('a wrong cell is named by file, line, column, value and reason', async (t) => {
  const cases = [
    ['value_dong', '2022-01-18,kp1,regular,5,388.640.000 triệu', '388.640.000 triệu',
      '«388.640.000 triệu»: quá lớn, có thể lớn gấp 1.000.000 lần; có phải thừa chữ «triệu»?'],
    ['value_dong', '2022-01-18,kp1,regular,5,1.2 tỷ', '1.2 tỷ', '«1.2 tỷ» có hai cách hiểu: hãy viết 1,2 tỷ hoặc 1.200 triệu'],
    ['day', '31/6/2022,kp1,regular,5,1000', '31/6/2022', 'tháng 6 chỉ có 30 ngày'],
    ['day', '29/2/2022,kp1,regular,5,1000', '29/2/2022', 'tháng 2 năm 2022 chỉ có 28 ngày'],
    ['day', '2022-13-01,kp1,regular,5,1000', '2022-13-01', 'không có tháng 13'],
    ['day', '17/1/22,kp1,regular,5,1000', '17/1/22', 'năm phải viết đủ bốn chữ số'],
    ['unit', '2022-01-18,kp9,regular,5,1000', 'kp9', 'không có đơn vị này trong sổ'],
    ['quantity', '2022-01-18,kp1,regular,mười,1000', 'mười', '«mười»: không phải là một số'],
    ['quantity', '2022-01-18,kp1,regular,0,1000', '0', 'Số suất từ 1 đến 100.000'],
    ['quantity', '2022-01-18,kp1,regular,-5,1000', '-5', 'Số suất từ 1 đến 100.000'],
    ['quantity', '2022-01-18,kp1,regular,5 mét,1000', '5 mét', '«5 mét»: không hiểu chữ «mét» sau con số'],
    ['quantity', '2022-01-18,kp1,regular,=5+5,1000', '=5+5', '«=5+5»: không phải là một số'],
    ['occasion', '2022-01-18,kp1,đôi khi,5,1000', 'đôi khi', '«đôi khi» không có trong danh sách: thường xuyên; đột xuất'],
    ['day', '2022-01-18,go-quao,regular,5,1000'.replace('2022-01-18', '2025-07-01'), '2025-07-01',
      'ngày 1/7/2025 nằm ngoài thời gian tồn tại của thị trấn Gò Quao (1/1/1990 – 30/6/2025)'],
  ];
  for (const [column, row, value, reason] of cases)
    await t.test(value, () => refused('gift', gifts('2022-01-17,kp1,regular,7,100', row), [wrongRow(3, column, value, reason), nothing(1)]));
});

test('every error of a list is named at once, and good rows are not taken', () =>
  refused('gift', gifts('2022-01-17,kp2,regular,7,100', '31/6/2022,kp9,regular,0,100', '2022-01-17,kp3,,4,100', '2022-01-17,kp3'), [
    wrongRow(3, 'day', '31/6/2022', 'tháng 6 chỉ có 30 ngày'),
    wrongRow(3, 'unit', 'kp9', 'không có đơn vị này trong sổ'),
    'qua.csv, dòng 4, cột «occasion»: bắt buộc phải có',
    'qua.csv, dòng 5: có 2 cột, dòng đầu có 5 cột',
    nothing(4),
  ]));

test('a list with a wrong header is refused with what is understood', async (t) => {
  await t.test('unknown column', async () => {
    const end = await run(['import', book, 'gift', write('qua.csv', 'day,unit,màu\n2022-01-01,kp1,đỏ\n')]);
    assert.equal(end.code, 1);
    assert.match(end.stderr, /^doanket: qua\.csv, dòng 1, cột 3: không có cột «màu»; các cột hiểu được: Ngày, Đơn vị, /);
  });
  for (const [name, content, line] of [
    ['missing required', 'day,unit,occasion,quantity\n2022-01-01,kp1,regular,1\n', 'doanket: qua.csv, dòng 1: thiếu cột bắt buộc «Tổng trị giá»'],
    ['column twice', 'day,unit,Ngày,quantity\n', 'doanket: qua.csv, dòng 1, cột 3: cột «Ngày» có hai lần'],
    ['empty', '', 'doanket: qua.csv: dòng 1: tệp rỗng'],
    ['only blanks', '\n \n', 'doanket: qua.csv: dòng 1: tệp rỗng'],
  ])
    await t.test(name, () => refused('gift', content, [line]));
});

test('bytes that are no text are refused with their place', async (t) => {
  const good = gifts('2022-01-17,kp1,regular,7,100');
  for (const [name, content, pattern] of [
    ['NUL', good.replace('7,', '7\0,'), /dòng 2: có byte 0; đây không phải là tệp văn bản UTF-8/],
    ['invalid UTF-8', Buffer.from(good.replace('regular', 'th\xff'), 'latin1'), /dòng 2, cột 3 \(C\): không phải UTF-8; hãy lưu tệp dưới dạng «CSV UTF-8»/],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), /dòng 1: tệp ở dạng UTF-16; hãy lưu lại dưới dạng «CSV UTF-8»/],
    ['an .xlsx file', Buffer.from('PK\x03\x04rest', 'latin1'), /dòng 1: đây là tệp Excel \(\.xlsx\), không phải CSV/],
    ['a control character', good.replace('kp1', 'kp\x07'), /dòng 2, cột 2 \(B\): có ký tự điều khiển/],
    ['an open quote', good.replace('regular', '"regular'), /dòng 2, cột 3 \(C\): ngoặc kép mở ra mà không đóng/],
    ['text behind a quote', good.replace('regular', '"re"gular'), /dòng 2, cột 3 \(C\): có chữ sau dấu ngoặc kép đóng/],
    ['a 10 MB cell', good.replace('regular', 'x'.repeat(10_000_000)), /dòng 2, cột 3 \(C\): ô dài quá 65536 byte/],
    ['a 10 MB cell in quotes', good.replace('regular', `"${'x'.repeat(10_000_000)}"`), /dòng 2, cột 3 \(C\): ô dài quá 65536 byte; có thể thiếu dấu ngoặc kép đóng/],
  ])
    await t.test(name, async () => {
      const earlier = await stateOf(book);
      const end = await run(['import', book, 'gift', write('qua.csv', content)]);
      assert.equal(end.code, 1, end.stderr);
      assert.match(end.stdout + end.stderr, pattern);
      assert.match(end.stderr, /qua\.csv/);
      assert.deepEqual(await stateOf(book), earlier);
    });
});

test('text in the old VNI code is read as what was meant, with a warning', async () => {
  const list = `${header},note\n2022-02-01,kp2,regular,1,1000,Toå chöùc trao quaø cho hoä ngheøo\n`;
  const said = await runWell(['import', book, 'gift', write('qua.csv', list)]);
  assert.match(said, /qua\.csv, dòng 2, cột «note», giá trị «Toå chöùc trao quaø cho hoä ngheøo»: lưu ý, đã đổi từ bảng mã cũ \(VNI, TCVN3\) thành «Tổ chức trao quà cho hộ nghèo»\n/);
  assert.match(said, /qua\.csv: 1 hồ sơ mới/);
});

test('a whole file in the bytes of TCVN3 is read, header and all', async () => {
  const list = Buffer.from(
    'Ng\xb5y,\xa7\xacn v\xde,Th\xad\xeang xuy\xaan hay \xae\xe9t xu\xcat,S\xe8 su\xcat,T\xe6ng tr\xde gi\xb8,Ghi ch\xf3\n' +
      '3/2/2022,kp2,th\xad\xeang xuy\xaan,2,2000,Trao qu\xb5 cho h\xe9 ngh\xcco\n',
    'latin1');
  const said = await runWell(['import', book, 'gift', write('cu.csv', list)]);
  assert.match(said, /cu\.csv, dòng 1.*: lưu ý, tệp theo bảng mã cũ \(VNI, TCVN3\), đã đổi sang Unicode; hãy xem lại chữ\n/);
  assert.match(said, /cu\.csv: 1 hồ sơ mới/);
});

test('text that a spreadsheet would run is kept as it is', async () => {
  const list = `${header},donor\n2022-02-02,kp2,regular,1,1000,"=HYPERLINK(""http://x"")"\n2022-02-02,kp2,regular,1,1000,@SUM(1)\n`;
  assert.match(await runWell(['import', book, 'gift', write('qua.csv', list)]), /: 2 hồ sơ mới/);
});

test('the same list again adds nothing, however it is written', async () => {
  const rows = ['2022-03-01,kp1,regular,5,1200000', '2022-03-02,kp2,ad_hoc,6,900000'];
  assert.match(await runWell(['import', book, 'gift', write('a.csv', gifts(...rows))]), /a\.csv: 2 hồ sơ mới, 0 đã có, 0 đính chính/);
  const { size } = await stateOf(book);
  assert.match(await runWell(['import', book, 'gift', write('a.csv', gifts(...rows))]), /a\.csv: 0 hồ sơ mới, 2 đã có, 0 đính chính/);
  const other = '\ufeffĐơn vị;Tổng trị giá;Ngày;Số suất;Thường xuyên hay đột xuất\r\nKhu phố 2;900.000 đồng;02/03/2022;6 suất;Đột xuất\r\nKhu phố 1;1,2 triệu;1/3/2022;5;THƯỜNG XUYÊN\r\n';
  for (const content of [other, other.normalize('NFD'), other.replaceAll(';', '\t')])
    assert.match(await runWell(['import', book, 'gift', write('b.csv', content)]), /b\.csv: 0 hồ sơ mới, 2 đã có, 0 đính chính/);
  assert.equal((await stateOf(book)).size, size);
});

test('equal rows of one list are all kept, and known again', async () => {
  const row = '2022-03-05,kp4,regular,3,30000';
  assert.match(await runWell(['import', book, 'gift', write('a.csv', gifts(row, row, row))]), /: 3 hồ sơ mới/);
  assert.match(await runWell(['import', book, 'gift', write('a.csv', gifts(row, row, row))]), /: 0 hồ sơ mới, 3 đã có/);
  assert.match(await runWell(['import', book, 'gift', write('a.csv', gifts(row, row, row, row))]), /: 1 hồ sơ mới, 3 đã có/);
});

test('a row that differs from what its key stood for needs --correct', async (t) => {
  const keyed = (quantity) => `key,${header}\nQ1,2022-04-01,kp5,regular,${quantity},1000\n`;
  assert.match(await runWell(['import', book, 'gift', write('qua.csv', keyed(10))]), /: 1 hồ sơ mới/);
  await t.test('refused', () => refused('gift', keyed(11), [/* the number of the record is known only here */ nothing(1)]));
  await t.test('with its record', async () => {
    const end = await run(['import', book, 'gift', write('qua.csv', keyed(11))]);
    assert.match(end.stdout, /^qua\.csv, dòng 2, cột «key», giá trị «Q1»: khác với hồ sơ gift\/2022\/\d{4} đã ghi cùng mã dòng; muốn đính chính hãy thêm --correct$/m);
  });
  await t.test('corrected', async () => {
    assert.match(await runWell(['import', book, 'gift', write('qua.csv', keyed(11)), '--correct']), /: 0 hồ sơ mới, 0 đã có, 1 đính chính/);
    assert.match(await runWell(['import', book, 'gift', write('qua.csv', keyed(11)), '--correct']), /: 0 hồ sơ mới, 1 đã có, 0 đính chính/);
  });
  await t.test('a key twice in one list', () => refused('gift', `${keyed(11)}Q1,2022-04-01,kp5,regular,12,1000\n`, [wrongRow(3, 'key', 'Q1', 'mã dòng có hai lần trong tệp')]));
});

test('a voided row stays known and cannot be corrected', async () => {
  const keyed = (quantity) => `key,${header}\nV1,2022-04-02,kp6,regular,${quantity},1000\n`;
  await runWell(['import', book, 'gift', write('qua.csv', keyed(1))]);
  const journal = (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line));
  const { no } = journal.findLast((entry) => entry.type === 'record.approved');
  await runWell(['void', book, no, 'Ghi nhầm']);
  assert.match(await runWell(['import', book, 'gift', write('qua.csv', keyed(1))]), /: 0 hồ sơ mới, 1 đã có/);
  const end = await run(['import', book, 'gift', write('qua.csv', keyed(2)), '--correct']);
  assert.equal(end.code, 1);
  assert.ok(end.stderr.includes(`hồ sơ ${no} đã hủy`), end.stderr);
  const again = await run(['void', book, no, 'Lần nữa']);
  assert.equal(again.code, 1);
});

test('--dry-run says what would be and writes nothing', async () => {
  const earlier = await stateOf(book);
  const file = write('qua.csv', gifts('2022-05-01,kp1,regular,5,100', '2022-05-02,kp1,regular,5,100'));
  assert.match(await runWell(['import', book, 'gift', file, '--dry-run']), /: 2 hồ sơ mới, 0 đã có, 0 đính chính \(chạy thử, chưa ghi\)/);
  assert.deepEqual(await stateOf(book), earlier);
  assert.match(await runWell(['import', book, 'gift', file]), /: 2 hồ sơ mới/);
});

test('exit codes: 1 refused, 2 usage', async (t) => {
  for (const [args, code, pattern] of [
    [['import', book, 'quà', write('qua.csv', gifts())], 1, /không có loại «quà»/],
    [['import', book, 'gift', '/không/có.csv'], 1, /không mở được tệp \/không\/có\.csv: /],
    [['import', book, 'gift', '/tmp'], 1, /\/tmp không phải là một tệp thường/],
    [['review', book, 'kp77', '2022-H1'], 1, /sổ không có đơn vị «kp77»/],
    [['review', book, 'go-quao', '2022-H3'], 1, /«2022-H3» không phải là một kỳ/],
    [['review', book, 'go-quao', '2022-H1', '--cutoff', '31/6/2022'], 1, /--cutoff: tháng 6 chỉ có 30 ngày/],
    [['review', book, 'go-quao', '2022-H1', '--format', 'pdf'], 1, /«pdf» không phải là text, json hay html/],
    [['void', book, 'gift/2022/9999', 'x'], 1, /gift\/2022\/9999/],
    [['init', book], 1, /đã có/],
    [['serve', book, '--listen', 'nơi-nào'], 1, /«nơi-nào» không phải là địa chỉ máy và cổng/],
    [['nấu-ăn'], 2, /không có lệnh «nấu-ăn»; xem: doanket help/],
    [['import', book], 2, /thiếu tham số\nCách dùng: doanket import SỔ LOẠI TỆP/],
    [['import', book, 'gift', 'a', 'b'], 2, /thừa tham số b/],
    [['import', book, 'gift', 'a', '--nhanh'], 2, /không có lựa chọn --nhanh/],
    [['review', book, 'go-quao', '2022-H1', '--format'], 2, /thiếu giá trị của --format/],
  ])
    await t.test(args.filter((word) => word !== book).join(' '), async () => {
      const end = await run(args);
      assert.equal(end.code, code, end.stderr);
      assert.match(end.stderr, pattern);
    });
  await t.test('a book that is not there', async () => {
    const end = await run(['check', makeBook()]);
    assert.equal(end.code, 1, end.stderr);
    assert.ok(end.stderr.length > 20, end.stderr);
  });
  await t.test('help', async () => assert.match(await runWell(['help']), /import/));
});

/** Runs SQL behind the program's back. */
function meddle(place, sql) {
  if (!isPostgres(place)) return execFileSync('sqlite3', [join(place, 'book.db'), sql]);
  const schema = /schema=(\w+)/.exec(place)[1];
  return execFileSync('psql', ['-q', place.replace(/[?&]schema=\w+/, ''), '-c', `SET search_path = ${schema}; ${sql}`]);
}

test('a book of a newer program is left alone', async () => {
  const newer = makeBook();
  await runWell(['init', newer]);
  meddle(newer, "UPDATE migration SET number = number + 100 WHERE name = 'journal'");
  for (const args of [['check', newer], ['import', newer, 'unit', join(sample, 'units.csv')], ['serve', newer, '--listen', '127.0.0.1:0']]) {
    const end = await run(args);
    assert.equal(end.code, 1, `${args[0]}: ${end.stdout}${end.stderr}`);
    assert.match(end.stderr, /bản doanket mới hơn/, args[0]);
  }
  meddle(newer, "UPDATE migration SET number = number - 100 WHERE name = 'journal'");
  await runWell(['check', newer]);
});

test('a second serve on the same book, and a port in use, are refused', async (t) => {
  const server = await serve(book);
  t.after(() => server.stop());
  const second = await run(['serve', book, '--listen', '127.0.0.1:0']);
  assert.equal(second.code, 1);
  assert.match(second.stderr, /đang được một tiến trình khác phục vụ/);
  assert.equal((await get(`${server.url}/healthz`)).status, 200);
  const taken = net.createServer().listen(0, '127.0.0.1');
  t.after(() => taken.close());
  await new Promise((resolve) => taken.once('listening', resolve));
  const other = makeBook();
  await runWell(['init', other]);
  const end = await run(['serve', other, '--listen', `127.0.0.1:${taken.address().port}`]);
  assert.equal(end.code, 1);
  assert.ok(end.stderr.includes(`cổng ${taken.address().port} đang có chương trình khác dùng`), end.stderr);
});

test('wrong lists handed to a serving process are refused in the same words', async (t) => {
  const server = await serve(book);
  t.after(() => server.stop());
  await refused('gift', gifts('2022-01-17,kp1,regular,7,100', '31/6/2022,kp1,regular,1,1'), [wrongRow(3, 'day', '31/6/2022', 'tháng 6 chỉ có 30 ngày'), nothing(1)]);
  const earlier = await stateOf(book);
  assert.match(await runWell(['import', book, 'gift', write('t.csv', gifts('2022-05-09,kp1,regular,5,100')), '--dry-run']), /chạy thử, chưa ghi/);
  assert.deepEqual(await stateOf(book), earlier);
});

test('an empty book is served: it says what comes next, without an empty heading', async (t) => {
  const empty = makeBook();
  await runWell(['init', empty]);
  const server = await serve(empty);
  t.after(() => server.stop());
  const home = await get(`${server.url}/`);
  assert.equal(home.status, 200);
  assert.match(home.text, /doanket import/);
  for (const path of ['/', '/to-chuc', '/van-ban', '/tim-kiem?q=qu%C3%A0']) {
    const page = await get(server.url + path);
    assert.equal(page.status, 200, path);
    assert.doesNotMatch(page.text, /<(h[1-6]|title|th|td|a|li|p)\b[^>]*>\s*<\/\1>/, path);
    assert.doesNotMatch(page.text, /null|undefined|%!/i, path);
    for (const [, heading, rest] of page.text.matchAll(/<h([2-6])[^>]*>[\s\S]*?<\/h\1>\s*(<\S+)/g))
      assert.doesNotMatch(rest, /^<(\/main|\/section)/, `${path}: a heading h${heading} over nothing`);
  }
  for (const path of ['/bao-cao/2022/6-thang-dau-nam', '/khu-pho/3']) assert.equal((await get(server.url + path)).status, 404, path);
  await server.stop();
  const end = await run(['import', empty, 'gift', write('qua.csv', gifts('2022-01-17,kp1,regular,7,100'))]);
  assert.equal(end.code, 1);
  assert.match(end.stderr, /sổ chưa có đơn vị nào; hãy nhập danh sách đơn vị trước/);
});

const longList = (count) =>
  `${header}\n` +
  Array.from({ length: count }, (_, i) => `2022-0${1 + (i % 6)}-1${i % 10},kp${1 + (i % 6)},regular,${1 + (i % 50)},${i}\n`).join('');

/** A shell of its own that limits what the program may write. */
const limited = (shell, args) => spawnSync('sh', ['-c', `${shell} exec "$0" "$@"`, program(), ...args], { encoding: 'utf8' });

test('a full disk refuses the list and leaves the book whole', async (t) => {
  if (isPostgres(book)) return; // the server's disk is not ours to fill
  const place = makeBook();
  await runWell(['init', place]);
  await runWell(['import', place, 'unit', join(sample, 'units.csv')]);
  const earlier = await stateOf(place);
  const file = write('dai.csv', longList(20_000));
  await t.test('no file may grow', async () => {
    // SIGXFSZ is ignored, so that writing fails as it does on a full disk.
    const end = limited("trap '' XFSZ; ulimit -f 2000;", ['import', place, 'gift', file]);
    assert.ok([1, 3].includes(end.status), `${end.status} ${end.signal} ${end.stderr}`);
    assert.match(end.stderr, /^doanket: .+/m);
    assert.deepEqual(await stateOf(place), earlier);
    await runWell(['check', place]);
  });
  await t.test('a disk of 6 MB', async (t) => {
    const disk = makeFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]);
    if (mounted.status !== 0) return t.diagnostic('mounting is not allowed here');
    t.after(() => spawnSync('umount', [disk]));
    const small = join(disk, 'book');
    await runWell(['init', small]);
    await runWell(['import', small, 'unit', join(sample, 'units.csv')]);
    const before = await stateOf(small);
    const end = await run(['import', small, 'gift', file]);
    assert.ok([1, 3].includes(end.code), `${end.code} ${end.stderr}`);
    assert.match(end.stderr, /^doanket: .+/m);
    assert.deepEqual(await stateOf(small), before);
    await runWell(['check', small]);
    await runWell(['import', small, 'gift', write('ngan.csv', longList(20))]);
  });
  await runWell(['import', place, 'gift', file]);
  assert.equal((await stateOf(place)).size, earlier.size + 20_000);
});

test('a folder that may not be written is named', async () => {
  if (isPostgres(book)) return; // the book is no folder there
  const folder = makeFolder();
  const place = join(folder, 'book');
  await runWell(['demo', place, sample]);
  for (const name of ['', ...readdirSync(place)])
    chmodSync(join(place, name), name === '' || !name.includes('.') ? 0o555 : 0o444);
  chmodSync(folder, 0o755);
  // Root may write everywhere, so as root somebody else tries.
  const other = process.getuid() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : ['env'];
  const asOther = (args) => spawnSync(other[0], [...other.slice(1), program(), ...args], { encoding: 'utf8', cwd: '/' });
  const list = write('qua.csv', gifts('2022-01-17,kp1,regular,7,100'));
  chmodSync(join(list, '..'), 0o755);
  const end = asOther(['import', place, 'gift', list]);
  assert.ok([1, 3].includes(end.status), `${end.status} ${end.stderr}`);
  assert.match(end.stderr, /^doanket: .+/m);
  const made = asOther(['init', join(place, 'moi')]);
  assert.ok([1, 3].includes(made.status), `${made.status} ${made.stderr}`);
  assert.ok(made.stderr.includes(basename(place)), made.stderr);
  chmodSync(place, 0o755);
  await runWell(['check', place]);
});

test('a list of very many rows is taken whole', async (t) => {
  // With sanitizers the same list costs minutes; the plain build takes the whole of it.
  if (isPostgres(book)) return;
  const count = isSanitized ? 100_000 : 500_000;
  const place = makeBook();
  await runWell(['init', place]);
  await runWell(['import', place, 'unit', join(sample, 'units.csv')]);
  const started = performance.now();
  assert.ok((await runWell(['import', place, 'gift', write('dai.csv', longList(count))])).includes(`: ${count} hồ sơ mới`));
  t.diagnostic(`${count} rows in ${Math.round(performance.now() - started)} ms`);
  const { figures } = JSON.parse(await runWell(['review', place, 'go-quao', '2022-H1', '--format', 'json']));
  const expected = Array.from({ length: count }, (_, i) => 1 + (i % 50)).reduce((a, b) => a + b, 0);
  assert.equal(figures.find(({ code }) => code === 'wel.gifts_count').actual, expected);
});

test('after all this the book is whole', async () => {
  await runWell(['check', book]);
});
