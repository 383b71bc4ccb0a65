// From a form on a phone through the queue to a record: what is typed is never lost, nothing is made
// twice, nobody reaches what is not theirs.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs, postAs } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, runWell, serve } from '../harness.mjs';

let server, book;

before(async () => {
  book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

const FORM = '/lam-viec/ghi/qua';
const field = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const all = (page, name) => [...page.text.matchAll(new RegExp(`class="${name}"[^>]*>([^<]*)`, 'g'))].map((m) => m[1].trim());

/** A gift as a form sends it; cells: what is another than usual. */
function gift(cells = {}) {
  return { viec: 'gui', don_vi: 'kp1', ngay: '2022-06-21', 'o-occasion': 'regular', 'o-quantity': '11', 'o-value_dong': '3.300.000', ...cells };
}

/** Opens a new form and gives its key. */
async function key(role = 'team_head') {
  return field(await getAs(server, role, FORM), 'khoa');
}

async function gifts() {
  const review = JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']));
  return review.figures.find((figure) => figure.code === 'wel.gifts_count').actual;
}

/** Hands a gift in and gives the number of its draft. */
async function handIn(cells) {
  const answer = await postAs(server, 'team_head', FORM, { khoa: await key(), ...gift(cells) });
  assert.equal(answer.status, 303, answer.text);
  const list = await getAs(server, 'officer', '/lam-viec/duyet');
  return [...list.text.matchAll(/\/lam-viec\/duyet\/(\d+)/g)].map((m) => Number(m[1])).sort((a, b) => b - a)[0];
}

async function decide(id, fields, role = 'officer') {
  const page = await getAs(server, role, `/lam-viec/duyet/${id}`);
  return postAs(server, role, `/lam-viec/duyet/${id}`, { phien_ban: field(page, 'phien_ban') ?? '0', ...fields });
}

test('what is wrong is told beside its field, and what was typed stays', async () => {
  const answer = await postAs(server, 'team_head', FORM, { khoa: await key(), ...gift({ 'o-quantity': 'ba chục', ngay: '31/6/2022' }) });
  assert.equal(answer.status, 422);
  assert.deepEqual(all(answer, 'problem'), ['tháng 6 chỉ có 30 ngày', '«ba chục»: không phải là một số']);
  assert.match(answer.text, /value="ba chục"/);
  assert.match(answer.text, /value="31\/6\/2022"/);
  const own = await getAs(server, 'team_head', '/lam-viec/nhap');
  assert.match(own.text, /Trao quà, khu phố 1, 31\/6\/2022/);
});

test('what looks odd is asked about, and goes on with a reason', async () => {
  const form = { khoa: await key(), ...gift({ 'o-value_dong': '3300000000' }) };
  const asked = await postAs(server, 'team_head', FORM, form);
  assert.equal(asked.status, 422);
  assert.deepEqual(all(asked, 'odd'), ['Mỗi suất quà trị giá 300.000.000 đồng: lớn gấp một nghìn lần, có thừa ba số 0 không?']);
  const going = { ...form, nhap: field(asked, 'nhap'), phien_ban: field(asked, 'phien_ban'), ly_do: 'quà là vàng' };
  assert.equal((await postAs(server, 'team_head', FORM, going)).status, 303);
  const seen = await getAs(server, 'officer', `/lam-viec/duyet/${field(asked, 'nhap')}`);
  assert.match(seen.text, /quà là vàng/);
  assert.match(seen.text, /<dd>21\/6\/2022<\/dd>/, 'a day is said as people say it');
  assert.match(seen.text, /<dd>11 suất/, 'a number with its measure');
  assert.match(seen.text, /<dd>3\.300\.000\.000 đồng/, 'and with its dots, as typed or not');
  assert.equal((await decide(field(asked, 'nhap'), { viec: 'tra', loi: 'xem lại' })).status, 303);
});

test('a form sent twice makes one draft', async () => {
  const form = { khoa: await key(), ...gift({ 'o-quantity': '12', 'o-value_dong': '3.600.000' }) };
  for (let i = 0; i < 2; i++) assert.equal((await postAs(server, 'team_head', FORM, form)).status, 303);
  const own = await getAs(server, 'team_head', '/lam-viec/nhap');
  const list = await getAs(server, 'officer', '/lam-viec/duyet');
  const waiting = [...list.text.matchAll(/href="(\/lam-viec\/duyet\/\d+)"/g)];
  assert.equal(waiting.length, 1, own.text);
  assert.equal((await decide(Number(waiting[0][1].split('/').pop()), { viec: 'tra', loi: 'thử' })).status, 303);
});

test('returned, mended, approved: then it is a record and moves the figure', async () => {
  const before = await gifts();
  const id = await handIn({ 'o-quantity': '13', 'o-value_dong': '3.900.000' });
  assert.equal((await decide(id, { viec: 'tra' })).status, 422, 'a return needs a word');
  assert.equal((await decide(id, { viec: 'tra', loi: 'Ghi rõ số suất' })).status, 303);
  assert.equal(await gifts(), before);
  const mine = await getAs(server, 'team_head', `${FORM}?nhap=${id}`);
  assert.match(mine.text, /Ghi rõ số suất/);
  const mended = { ...gift({ 'o-quantity': '14', 'o-value_dong': '4.200.000' }), nhap: id, phien_ban: field(mine, 'phien_ban'), khoa: field(mine, 'khoa') };
  assert.equal((await postAs(server, 'team_head', FORM, mended)).status, 303);
  const approved = await decide(id, { viec: 'duyet' });
  assert.equal(approved.status, 303, approved.text);
  const no = /da=(gift\/2022\/\d+)/.exec(approved.headers.location)[1];
  assert.equal(await gifts(), before + 14);
  const record = await get(`${server.url}/viec/${no.replace('gift/', 'qua-').replace('/', '-')}`);
  assert.equal(record.status, 200);
  assert.match(record.text, /14 suất/);
  const journal = (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line));
  const entry = journal.find((one) => one.no === no);
  assert.match(entry.by, /^u\d+$/);
  assert.equal((await decide(id, { viec: 'duyet' })).status, 303, 'the button pressed twice');
  assert.equal(await gifts(), before + 14);
});

test('two people on one draft: the second sees both, nothing is lost', async () => {
  const id = await handIn({ 'o-quantity': '15', 'o-value_dong': '4.500.000' });
  const head = await getAs(server, 'team_head', `${FORM}?nhap=${id}`);
  const officer = await getAs(server, 'officer', `${FORM}?nhap=${id}`);
  const change = (page, quantity) => ({ ...gift({ 'o-quantity': quantity, 'o-value_dong': '4.500.000', viec: 'luu' }), nhap: id, phien_ban: field(page, 'phien_ban'), khoa: field(page, 'khoa') });
  assert.equal((await postAs(server, 'officer', FORM, change(officer, '16'))).status, 303);
  const second = await postAs(server, 'team_head', FORM, change(head, '17'));
  assert.equal(second.status, 409);
  assert.match(second.text, /vừa sửa bản này/);
  assert.match(second.text, /Số suất: 16/);
  assert.match(second.text, /name="o-quantity"[^>]*value="17"/);
  assert.equal((await postAs(server, 'team_head', FORM, change(second, '17'))).status, 303);
});

test('a team head enters for the own area only, and nobody reads the drafts of others', async () => {
  const foreign = await postAs(server, 'team_head', FORM, { khoa: await key(), ...gift({ don_vi: 'kp2' }) });
  assert.equal(foreign.status, 422);
  assert.deepEqual(all(foreign, 'problem'), ['bạn không nhập việc cho nơi này']);
  const own = await postAs(server, 'officer', FORM, { khoa: await key('officer'), ...gift({ don_vi: 'kp2', viec: 'luu' }) });
  const id = /nhap=(\d+)/.exec(own.headers.location)[1];
  assert.equal((await getAs(server, 'team_head', `${FORM}?nhap=${id}`)).status, 403);
  assert.equal((await getAs(server, 'team_head', `/lam-viec/duyet/${id}`)).status, 403);
  assert.equal((await getAs(server, 'team_head', '/lam-viec/duyet')).status, 403);
  assert.equal((await postAs(server, 'team_head', `/lam-viec/duyet/${id}`, { viec: 'duyet', phien_ban: '1' })).status, 403);
});

test('what is ticked and raises no question is approved together', async () => {
  const before = await gifts();
  const first = await handIn({ 'o-quantity': '18', 'o-value_dong': '5.400.000' });
  const second = await handIn({ 'o-quantity': '19', 'o-value_dong': '5.700.000' });
  const answer = await postAs(server, 'officer', '/lam-viec/duyet', { [`chon-${first}`]: '1', [`chon-${second}`]: '1' });
  assert.equal(answer.status, 303);
  assert.equal(await gifts(), before + 37);
});

test('of two that are the same, ticked together, the second waits for a look', async () => {
  const before = await gifts();
  const twins = [await handIn({ 'o-quantity': '21', 'o-value_dong': '6.300.000' }), await handIn({ 'o-quantity': '21', 'o-value_dong': '6.300.000' })];
  const answer = await postAs(server, 'officer', '/lam-viec/duyet', Object.fromEntries(twins.map((id) => [`chon-${id}`, '1'])));
  assert.equal(answer.status, 303);
  assert.equal(await gifts(), before + 21);
  const waiting = await getAs(server, 'officer', `/lam-viec/duyet/${twins[1]}`);
  assert.match(waiting.text, /Giống hồ sơ gift\/2022\/\d+ ngày 21\/6\/2022/);
  assert.equal((await decide(twins[1], { viec: 'tra', loi: 'ghi hai lần' })).status, 303);
});

test('many approved at the same moment get one number each, and what is refused among them takes none', async () => {
  const before = await gifts();
  const ids = [];
  for (let i = 0; i < 16; i++) ids.push(await handIn({ 'o-quantity': `${30 + i}`, 'o-value_dong': `${(30 + i) * 300_000}` }));
  const pages = await Promise.all(ids.map((id) => getAs(server, 'officer', `/lam-viec/duyet/${id}`)));
  const answers = await Promise.all(ids.map((id, i) =>
    postAs(server, 'officer', `/lam-viec/duyet/${id}`, { viec: 'duyet', phien_ban: i % 4 === 3 ? '99' : field(pages[i], 'phien_ban') })));
  assert.deepEqual(answers.map((answer) => answer.status), ids.map((_, i) => (i % 4 === 3 ? 422 : 303)));
  const numbers = answers.filter((answer) => answer.status === 303).map((answer) => Number(/da=gift\/2022\/(\d+)/.exec(answer.headers.location)[1]));
  numbers.sort((a, b) => a - b);
  assert.deepEqual(numbers, numbers.map((_, i) => numbers[0] + i));
  assert.equal(await gifts(), before + ids.reduce((sum, _, i) => sum + (i % 4 === 3 ? 0 : 30 + i), 0));
});

test('a name under seal is in no draft any more once it is approved, and on no public page', async () => {
  const form = { khoa: await key('officer'), viec: 'gui', don_vi: 'kp2', ngay: '2022-06-20', 'o-build_kind': 'new', 'o-household_class': 'poor', 'o-household': 'Zyx Thị Bí Mật', 'o-started_on': '2022-05-02', 'o-handed_over_on': '2022-06-20', 'o-value_dong': '60.000.000' };
  assert.equal((await postAs(server, 'officer', '/lam-viec/ghi/nha', form)).status, 303);
  const list = await getAs(server, 'officer', '/lam-viec/duyet');
  const id = [...list.text.matchAll(/\/lam-viec\/duyet\/(\d+)/g)].map((m) => Number(m[1])).sort((a, b) => b - a)[0];
  const approved = await decide(id, { viec: 'duyet' });
  assert.equal(approved.status, 303, approved.text);
  assert.doesNotMatch((await getAs(server, 'officer', `/lam-viec/duyet/${id}`)).text, /Bí Mật/);
  for (const path of ['/', '/tim-kiem?q=Zyx', `/viec/${/da=unity_house\/(2022)\/(\d+)/.exec(approved.headers.location).slice(1).join('-').replace(/^/, 'nha-')}`])
    assert.doesNotMatch((await get(server.url + path)).text, /Bí Mật/, path);
});

for (const [name, width, height] of [['phone', 390, 844], ['desktop', 1280, 900]]) {
  test(`forms and queue are clear on a ${name}`, async () => {
    const page = await newPage({ width, height, isTouch: width < 500 });
    await page.goto(`${server.url}/dang-nhap`);
    await page.fill('[name=ten_dang_nhap]', 'can-bo');
    await page.fill('[name=mat_khau]', 'mot-lan-thu');
    await page.click('main button[type=submit]');
    for (const [what, path] of [['kinds', '/lam-viec/ghi'], ['form', FORM], ['own', '/lam-viec/nhap'], ['queue', '/lam-viec/duyet']]) {
      await page.goto(server.url + path);
      assert.deepEqual(await axe(page), [], path);
      assert.deepEqual(await htmlValidate((await getAs(server, 'officer', path)).text), [], path);
      await noSidewaysScroll(page);
      await screenshot(page, `draft-${what}-${name}`);
    }
    assert.deepEqual(page.errors, []);
  });
}

test('after all this the book is whole', async () => {
  await server.stop();
  server = undefined;
  await runWell(['check', book]);
});
