// "Soi bài báo": texts held against the sample's figures, by the command and on the page. The review
// that the book composes agrees with the book in every number; other texts with the same figures too; a
// wrong number is named; what another town did is not taken for what this one did.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, makeFolder, post, request, run, runWell, serve, top } from '../harness.mjs';
import { dotted } from '../lists.mjs';

const FIXTURES = join(top, 'test/fixture/compare');
const PAGE = '/soi-bai-bao';
const PRECISION_LEAST = 0.97;
const RECALL_LEAST = 0.97;

const book = makeBook();
const folder = makeFolder();
let server, review, figures;

before(async () => {
  await runWell(['demo', book]);
  review = await runWell(['review', book, 'go-quao', '2022-H1']);
  const json = JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']));
  figures = Object.fromEntries(json.figures.map((figure) => [figure.code, figure]));
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

/** What `compare` says about a text, with its exit code. */
async function compare(text, ...options) {
  const file = join(folder, 'bai.txt');
  writeFileSync(file, text);
  const { code, stdout, stderr } = await run(['compare', book, 'go-quao', '2022-H1', file, ...options]);
  return { code, stdout, stderr };
}

/** The same as JSON; the exit code says whether something differs. */
async function compared(text) {
  const { code, stdout, stderr } = await compare(text, '--format', 'json');
  assert.ok(stdout, stderr);
  const found = JSON.parse(stdout);
  assert.equal(code, found.differing + found.clashing ? 1 : 0, stderr);
  return found;
}

const shown = (numbers) => numbers.map(({ text, code, facet, verdict, book, why, clash }) => [text, code, facet, verdict, book, why, clash].join(' | '));
const not = (found, verdict) => shown(found.numbers.filter((number) => number.verdict !== verdict || number.clash));

// ---- texts that agree ----

test('the review of the book agrees with the book in every number', async () => {
  const found = await compared(review);
  assert.deepEqual(not(found, 'agrees'), []);
  assert.ok(found.numbers.length > 100);
  assert.deepEqual(found.remarks, []);
  const { code, stdout } = await compare(review);
  assert.equal(code, 0);
  assert.match(stdout, /^Soi bài với số liệu 6 tháng đầu năm 2022, thị trấn Gò Quao\n/);
  assert.match(stdout, /\n\d+:\d+ 03 căn nhà Đại đoàn kết: khớp\n {4}… .*\n {4}Nhà Đại đoàn kết xây mới · trong sổ: 03 căn\n/);
  assert.match(stdout, /\n\d+ con số: \d+ khớp\.\n$/);
});

/** The sample's figures in other words, in another order and notation. */
function otherWords() {
  const actual = (code) => figures[code].actual;
  const million = (code) => Math.floor(actual(code) / 1e6);
  const gifts = figures['wel.gifts_count'];
  return `Toàn thị trấn chăm lo người nghèo: hơn ${million('wel.social_security_total')} triệu đồng cho an sinh xã hội

Tính đến hết kỳ, nguồn lực huy động cho an sinh xã hội có tổng giá trị ${dotted(actual('wel.social_security_total'))} đồng. Người nghèo nhận ${actual('wel.gifts_count')} phần quà,
đạt ${((gifts.actual * 100) / gifts.target).toFixed(1).replace('.', ',')}% kế hoạch, so với cùng kỳ tăng ${gifts.actual - gifts.previous} phần. Tổng trị giá quà ${(actual('wel.gifts_value') / 1e9).toFixed(5).replace('.', ',')} tỷ đồng.
${actual('wel.houses_new')} ngôi nhà Đại đoàn kết được cất mới; khánh thành ${actual('mov.bridges')} cây cầu nông thôn. Đỡ đầu ${actual('wel.sponsored_addresses')} địa chỉ nhân đạo.
Cán bộ dự bồi dưỡng nghiệp vụ: ${actual('org.training_people')}/${figures['org.training_people'].population} đồng chí, bằng 100% chỉ tiêu. Phó Bí thư chi bộ kiêm Trưởng ban công tác Mặt trận có ở ${figures['org.teams_reorganised_concurrent'].actual}/${figures['org.teams_reorganised_concurrent'].population} khu phố.
Ra mắt ${actual('mov.models_new')} mô hình, nhân rộng ${actual('mov.models_maintained')} mô hình; tuyến đường năng lượng mặt trời dài ${String(actual('mov.model_length_m') / 1000).replace('.', ',')} km.
Đã có ${dotted(actual('prop.attendances'))} lượt người dự ${actual('prop.sessions')} buổi tuyên truyền. Cử tri nêu ${actual('dem.voter_opinions')} ý kiến qua ${actual('dem.voter_meetings')} cuộc tiếp xúc cử tri.
Quỹ “Vì người nghèo” thu được ${dotted(actual('wel.fund_vnn_raised'))}đ, đã chi ${million('wel.fund_spent')} triệu đồng.
`;
}

test('the same figures in other words, in another order and notation, agree', async () => {
  const found = await compared(otherWords());
  assert.deepEqual(not(found, 'agrees'), []);
  assert.ok(found.numbers.length >= 21, `${found.numbers.length}`);
});

test('the article that all this grew from agrees, and its one slip of the pen is found', async () => {
  const text = `Đã tham mưu kiện toàn chức danh phó bí thư chi bộ kiêm trưởng ban công tác Mặt trận 6/6 khu phố; đưa cán bộ tham gia tập huấn chuyên môn nghiệp vụ công tác Mặt trận ở cơ sở 4/6 đồng chí, đảm bảo 100% chỉ tiêu giao.
Tuyên truyền, vận động nhân dân thực hiện 5 nội dung Cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh”. Tổ chức duy trì, nhân rộng 06 mô hình và thành lập mới 02 mô hình “Tuyến đường năng lượng mặt trời” với chiều dài 2.700 mét, MTTQ đã đăng ký 02 mô hình thực hiện ở ba cấp.
Quan tâm các chương trình an sinh xã hội. Đã vận động xây mới 03 căn nhà Đại đoàn kết cho hộ nghèo, cận nghèo, hộ khó khăn về nhà ở; xây dựng mới 01 cây cầu nông thôn; vận động hỗ trợ thường xuyên và đột xuất 1.126 suất quà; trợ cấp thường xuyên cho 15 địa chỉ hộ đặc biệt khó khăn... tổng số tiền trên 800 triệu đồng.
Phó Bí Đảng uỷ thị trấn đã biểu dương.
`;
  const found = await compared(text);
  assert.deepEqual(not(found, 'agrees'), []);
  assert.equal(found.numbers.length, 13);
  assert.deepEqual(found.remarks.map(({ line, kind, text: words }) => [line, kind, words]), [[4, 'spelling', 'Phó Bí Đảng uỷ']]);
});

/** The article of a page, as somebody copies it: with its tags. */
const articleOf = async (path) => /<article[^]*?<\/article>/.exec((await get(server.url + path)).text)[0];

test('the article that the program composes out of review and conference agrees in every number', async () => {
  const printed = await runWell(['article', 'from-review', book, 'go-quao', '2022-H1', '--publish']);
  const found = await compared(await articleOf(/\/tin\/\S+/.exec(printed)[0]));
  assert.deepEqual(not(found, 'agrees'), []);
  assert.ok(found.numbers.length >= 30, `${found.numbers.length}`);
});

test('the article of the sample agrees in every number', async () => {
  const path = /href="(\/tin\/[^"]*-so-ket-[^"]*-8)"/.exec((await get(server.url + '/tin')).text)[1];
  const found = await compared(await articleOf(path));
  assert.deepEqual(not(found, 'agrees'), []);
  assert.ok(found.numbers.length >= 17, `${found.numbers.length}`);
});

// ---- texts that do not ----

test('each planted error is found and named', async () => {
  const planted = [
    ['Trao 1.216 suất quà.', 'wel.gifts_count', /đảo hai chữ số/],
    ['Trao 1.126.000 suất quà.', 'wel.gifts_count', /lớn gấp 1\.000 lần/],
    ['Tổng số tiền chăm lo an sinh xã hội trên 800 tỷ đồng.', 'wel.social_security_total', /lớn gấp 1\.000 lần/],
    ['Mô hình tuyến đường năng lượng mặt trời dài 2,7 mét.', 'mov.model_length_m', /nhỏ đi 1\.000 lần/],
    ['Xây mới 30 căn nhà Đại đoàn kết.', 'wel.houses_new', /lớn gấp 10 lần/],
    ['Đỡ đầu 14 địa chỉ nhân đạo.', 'wel.sponsored_addresses', /đúng bằng chỉ tiêu giao/],
    [`Trao ${dotted(figures['wel.gifts_count'].previous)} suất quà.`, 'wel.gifts_count', /số của cùng kỳ/],
    ['Tập huấn 4/7 đồng chí.', 'org.training_people', /sau dấu gạch chéo/],
  ];
  for (const [text, code, why] of planted) {
    const found = await compared(text);
    assert.equal(found.numbers[0].code, code, text);
    assert.equal(found.numbers[0].verdict, 'differs', text);
    assert.match(found.numbers[0].why, why, text);
    assert.equal(found.differing, 1, text);
  }
});

test('every number of the review is missed when it is changed', async () => {
  const lines = review.split('\n').filter((line) => /^ {2}· /.test(line));
  const wrong = lines.map((line) => line.replace(/: (trên )?([\d.]+)/, (all, above, number) => `: ${above ?? ''}${dotted(Number(number.replaceAll('.', '')) * 7 + 5)}`));
  const found = await compared(wrong.join('\n'));
  const agreeing = found.numbers.filter((number) => number.verdict === 'agrees' && number.facet !== 'percent');
  assert.ok(lines.length > 40);
  assert.deepEqual(shown(agreeing), []);
});

test('what another town did is never taken for what this one did', async () => {
  const same = [];
  for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.txt'))) {
    const found = await compared(readFileSync(join(FIXTURES, name), 'utf8'));
    // A number that agrees has the book's own digits: words alone bind, and digits alone agree.
    for (const number of found.numbers.filter((one) => one.verdict === 'agrees' && !one.why)) {
      const digits = (text) => text.replace(/[^\d,/]/g, '').replace(/^0+(?=\d)/, '');
      if (!/triệu|tỷ|km|trên|gần|hơn/.test(number.text) && digits(number.text) !== digits(number.book)) same.push([name, number.text, number.book]);
    }
  }
  assert.deepEqual(same, []);
});

// ---- the labelled paragraphs ----

/** "wel.gifts_count.part:regular@kp3", "-" for a number that no figure of the catalogue means. */
function bindingOf({ code, facet, part, area }) {
  if (!code || facet === '-') return '-';
  return code + (facet ? `.${facet}` : '') + (part || facet === 'part' ? `:${part}` : '') + (area ? `@${area}` : '');
}

/** Holds what was found against what was expected, in the order of the text. */
function score(name, numbers, expected) {
  const result = { right: 0, wrong: 0, missed: 0, remarks: [] };
  let at = 0;
  const surplus = (end) => {
    for (; at < end; at++) {
      result.wrong += bindingOf(numbers[at]) !== '-';
      result.remarks.push(`${name}: ${numbers[at].text}: no figure, taken for ${bindingOf(numbers[at])}`);
    }
  };
  for (const [written, wanted] of expected) {
    const place = numbers.findIndex((number, i) => i >= at && number.text.includes(written));
    if (place < 0) {
      result.missed += wanted !== '-';
      result.remarks.push(`${name}: ${written}: not seen`);
      continue;
    }
    surplus(place);
    const found = bindingOf(numbers[at++]);
    if (found === wanted) result.right += wanted !== '-';
    else {
      result.missed += wanted !== '-';
      result.wrong += found !== '-';
      result.remarks.push(`${name}: ${written}: ${found}, wanted ${wanted}`);
    }
  }
  surplus(numbers.length);
  return result;
}

test('numbers of paragraphs in the style of many provinces are bound to the right figures', async (t) => {
  const total = { right: 0, wrong: 0, missed: 0 };
  const remarks = [];
  const names = readdirSync(FIXTURES).filter((file) => file.endsWith('.txt'));
  for (const name of names) {
    const { numbers } = await compared(readFileSync(join(FIXTURES, name), 'utf8'));
    const lines = readFileSync(join(FIXTURES, name.replace('.txt', '.expected')), 'utf8').trim().split('\n');
    const result = score(name, numbers, lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]));
    for (const key of Object.keys(total)) total[key] += result[key];
    remarks.push(...result.remarks);
  }
  const precision = total.right / (total.right + total.wrong);
  const recall = total.right / (total.right + total.missed);
  t.diagnostic(`${names.length} texts: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  assert.ok(names.length >= 12 && total.right > 200);
  assert.ok(precision >= PRECISION_LEAST && recall >= RECALL_LEAST, remarks.join('\n'));
});

// ---- what is no text ----

test('texts that nobody wrote are answered all the same', async () => {
  const heaps = ['1 '.repeat(500_000), '1/'.repeat(500_000), '7'.repeat(1_000_000), '<div>'.repeat(200_000) + '3 căn nhà', '('.repeat(1_000_000) + '3',
    'xây mới 3 căn nhà Đại đoàn kết, '.repeat(20_000), '\n'.repeat(1_000_000) + 'hết', '<'.repeat(1_000_000) + 'hết'];
  for (const heap of heaps) {
    const found = await compared(heap);
    assert.ok(found.numbers.length <= 4000, heap.slice(0, 20));
    assert.ok(!found.is_cut || found.numbers.length > 3990, heap.slice(0, 20)); // what is no figure was read too
  }
});

test('what cannot be read is refused with the reason', async () => {
  const cases = [
    [Buffer.from([0x61, 0x0a, 0xff, 0xfe]), /dòng 2 không phải là UTF-8/],
    [Buffer.from('PK\x03\x04\0\0'), /không phải là văn bản thường/],
    [Buffer.alloc(1024 * 1024 + 1, 'a'), /1 MB|1048577|quá/],
    [Buffer.from('  \n '), /chưa có chữ nào/],
  ];
  for (const [bytes, reason] of cases) {
    const { code, stdout, stderr } = await compare(bytes);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, reason);
  }
  const missing = await run(['compare', book, 'go-quao', '2022-H1', join(folder, 'khong-co.txt')]);
  assert.equal(missing.code, 1);
  assert.match((await run(['compare', book, 'khong-co', '2022-H1', join(folder, 'bai.txt')])).stderr, /sổ không có đơn vị/);
  assert.match((await compare('3 căn', '--format', 'xml')).stderr, /không phải là text hay json/);
});

test('a text copied from a web page is read without its tags', async () => {
  const found = await compared('<h2 id="1126">Chăm lo</h2><p style="width:300px">Trao <b>1.126</b>&nbsp;suất quà, xây mới <i>03</i> căn nhà Đại đoàn kết.</p>');
  assert.deepEqual(found.numbers.map(({ text, verdict }) => `${text.replace(/\s+/g, ' ')} ${verdict}`), ['1.126 suất quà agrees', '03 căn nhà Đại đoàn kết agrees']);
});

// ---- the page ----

const MARKER = 'chuoithuMATKHAU7777';
const WRONG = `Tin thử ${MARKER}\n\nTrao 1.216 suất quà, gồm 719 suất thường xuyên, 407 suất đột xuất. Xây mới 03 căn nhà Đại đoàn kết. Ùy ban mua 12 con dê.\n`;

test('the page offers the periods of the book and takes a text without scripts', async () => {
  const page = await newPage({ hasScript: false });
  await page.goto(server.url + PAGE);
  assert.equal(await page.inputValue('#ky'), '2022-H1');
  assert.ok((await page.locator('#ky option').count()) > 5);
  await page.fill('#van-ban', WRONG);
  await page.click('main button');
  const text = await page.innerText('main');
  for (const words of ['Kết quả soi bài', '4 con số: 3 khớp, 1 lệch', 'có vẻ đảo hai chữ số', 'các phần cộng lại là 1.126', '«Ùy ban» có phải là «Ủy ban»?', '1.216 suất quà (lệch)'])
    assert.ok(text.includes(words) || words.startsWith('4 con số'), `${words}\n${text}`);
  assert.match(text, /5 con số: 3 khớp, 1 lệch, 1 không có trong sổ/);
  assert.equal(await page.inputValue('#van-ban'), WRONG.trimEnd() + '\n');
  await page.click('main a.said.differs');
  assert.match(page.url(), /#so-1$/);
  await page.context().close();
});

test('form and result are free of what axe finds, valid, and fit a narrow window', async () => {
  const posted = await post(server.url + PAGE, { 'van-ban': WRONG, ky: '2022-H1' });
  assert.deepEqual(await htmlValidate((await get(server.url + PAGE)).text), []);
  assert.deepEqual(await htmlValidate(posted.text), []);
  for (const [width, colorScheme] of [[390, 'light'], [1280, 'dark']]) {
    const page = await newPage({ width, colorScheme, isTouch: width < 500 });
    await page.goto(server.url + PAGE);
    assert.deepEqual(await axe(page), []);
    await noSidewaysScroll(page, 320);
    await screenshot(page, `soi-bai-bao-${width}`);
    await page.fill('#van-ban', WRONG);
    await page.click('main button');
    assert.deepEqual(await axe(page), []);
    await noSidewaysScroll(page, 320);
    await screenshot(page, `soi-bai-bao-ket-qua-${width}`);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
});

test('what is wrong with a text is said above the form', async () => {
  for (const [fields, words] of [
    [{ 'van-ban': '   ', ky: '2022-H1' }, 'Bài chưa có chữ nào.'],
    [{ ky: '2022-H1' }, 'Bài chưa có chữ nào.'],
    [{ 'van-ban': 'x'.repeat(1024 * 1024 + 1), ky: '2022-H1' }, 'Bài dài quá 1 MB; hãy soi từng phần.'],
  ]) {
    const answer = await post(server.url + PAGE, fields);
    assert.equal(answer.status, 400);
    assert.ok(answer.text.includes(`role="alert">${words}`), words);
    assert.ok(answer.text.includes('<textarea'), words);
  }
  const broken = await request('POST', server.url + PAGE, { body: 'ky=2022-H1&van-ban=%FF', headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 22 } });
  assert.match(broken.text, /Dòng 1 không phải là UTF-8/);
  assert.equal((await post(server.url + PAGE, { 'van-ban': '3 căn', ky: '1999-H1' })).status, 400);
  assert.equal((await post(server.url + PAGE, { 'van-ban': '3 căn', la: '1' })).status, 400);
  assert.equal((await post(server.url + PAGE, { 'van-ban': '3 căn' })).status, 200);
});

test('a heap of a megabyte is answered on the page too', async () => {
  for (const heap of ['1 '.repeat(500_000), '<div>'.repeat(200_000) + ' 3 căn nhà', 'Trao 12 suất quà, xây 3 căn nhà Đại đoàn kết. '.repeat(14_000)]) {
    const answer = await post(server.url + PAGE, { 'van-ban': heap, ky: '2022-H1' });
    assert.equal(answer.status, 200);
    assert.match(answer.text, /Kết quả soi bài/);
    assert.match(answer.text, /<\/html>\s*$/);
  }
});

test('text of others stays text, and nothing of it is kept or written down', async () => {
  const answer = await post(server.url + PAGE, { 'van-ban': `"><script>alert(1)</script> & ${WRONG}`, ky: '2022-H1' });
  assert.equal(answer.status, 200);
  assert.match(answer.headers['cache-control'], /no-store/);
  assert.equal(answer.headers['set-cookie'], undefined);
  assert.doesNotMatch(answer.text, /<script>alert/);
  assert.ok(answer.text.includes(MARKER));
  const again = await get(server.url + PAGE);
  assert.ok(!again.text.includes(MARKER));
  assert.ok(!(server.said.stdout + server.said.stderr).includes(MARKER));
  if (statSync(book, { throwIfNoEntry: false })?.isDirectory())
    for (const name of readdirSync(book, { recursive: true }))
      if (statSync(join(book, name)).isFile()) assert.ok(!readFileSync(join(book, name)).includes(MARKER), name);
});

test('a page of another origin cannot send a text in the name of its reader', async () => {
  const answer = await post(server.url + PAGE, { 'van-ban': '3 căn' }, { origin: 'https://noi-khac.example' });
  assert.equal(answer.status, 403);
});

test('a book without records says that there is nothing to compare with', async (t) => {
  const empty = makeBook();
  await runWell(['init', empty]);
  const other = await serve(empty);
  t.after(() => other.stop());
  assert.match((await get(other.url + PAGE)).text, /chưa có số liệu để đối chiếu/);
  assert.match((await post(other.url + PAGE, { 'van-ban': '3 căn' })).text, /chưa có số liệu để đối chiếu/);
});

// ---- own words ----

test("a committee's own words are taken while the book is served", async () => {
  const text = 'Bà con được nhận 1.126 giỏ thơm thảo.';
  const list = join(folder, 'cach-noi.csv');
  assert.equal((await compared(text)).unknown, 1);
  writeFileSync(list, 'code,units,near,may,not,value,least,most,label::vi\nwel.gifts_count,giỏ thơm thảo,nhận|trao,,,,,,\n');
  assert.match(await runWell(['import', book, 'wording', list]), /1 cách nói số liệu/);
  assert.equal((await compared(text)).agreeing, 1);
  assert.match((await post(server.url + PAGE, { 'van-ban': text, ky: '2022-H1' })).text, /1 con số: 1 khớp/);
  assert.match(await runWell(['check', book]), /Sổ khớp/);
});
