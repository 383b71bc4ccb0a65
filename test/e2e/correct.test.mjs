// A record that was approved: found by its number, corrected through the queue, voided with a reason;
// what was erased on request does not come back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs, PASSWORD, postAs, SAMPLE, signIn } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, post, runWell, serve } from '../harness.mjs';

let server, book, link; // link: by which an officer of one area alone sets a password

before(async () => {
  book = makeBook();
  await runWell(['demo', book]);
  const said = await runWell(['user', 'add', book, 'can-bo-1', 'Cán bộ khu phố 1', '--role', 'officer', '--unit', 'kp1']);
  link = /\/dat-mat-khau\/[\w-]{43}/.exec(said)[0];
  server = await serve(book);
});
after(async () => {
  await stopBrowser();
  await server?.stop();
});

const DESK = '/lam-viec/ho-so';
const field = (page, name) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page.text)?.[1];
const area = (page, name) => new RegExp(`<textarea[^>]* name="${name}"[^>]*>([^<]*)`).exec(page.text)?.[1];
const GIFT = { 'o-occasion': 'regular', 'o-quantity': '21', 'o-value_dong': '6.300.000' };
const HOUSE = { 'o-build_kind': 'new', 'o-household_class': 'poor', 'o-household': 'Zyx Thị Kín', 'o-started_on': '2022-05-02', 'o-handed_over_on': '2022-06-20', 'o-value_dong': '60.000.000' };

async function gifts() {
  const review = JSON.parse(await runWell(['review', book, 'go-quao', '2022-H1', '--format', 'json']));
  return review.figures.find((figure) => figure.code === 'wel.gifts_count').actual;
}

/** Approves the draft of a number and gives where it led to. */
async function approve(id) {
  const page = await getAs(server, 'officer', `/lam-viec/duyet/${id}`);
  const answer = await postAs(server, 'officer', `/lam-viec/duyet/${id}`, { phien_ban: field(page, 'phien_ban'), viec: 'duyet', loi: 'đúng như vậy' });
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.location;
}

/** Enters and approves a piece of work; gives { slug, no }. */
async function record(kind, cells, unit = 'kp2', day = '2022-06-20') {
  const path = `/lam-viec/ghi/${kind}`;
  const form = { khoa: field(await getAs(server, 'officer', path), 'khoa'), don_vi: unit, ngay: day, ly_do: 'để thử', viec: 'gui', ...cells };
  const sent = await postAs(server, 'officer', path, form);
  assert.equal(sent.status, 303, sent.text);
  const queue = await getAs(server, 'officer', '/lam-viec/duyet');
  const id = Math.max(...[...queue.text.matchAll(/\/lam-viec\/duyet\/(\d+)/g)].map((m) => Number(m[1])));
  const no = /da=([a-z_]+\/\d+\/\d+)/.exec(await approve(id))[1];
  return { no, slug: `${kind}-${no.split('/').slice(1).join('-')}` };
}

/** Begins a correction; gives the address of its form. */
async function begin(slug, role = 'officer') {
  const answer = await postAs(server, role, `${DESK}/${slug}/dinh-chinh`);
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.location;
}

/** What the form at the address holds, as a browser sends it; cells: what is changed. */
async function send(address, cells, role = 'officer') {
  const page = await getAs(server, role, address);
  const inputs = [...page.text.matchAll(/<input (?![^>]*checkbox)[^>]*name="(o-[^"]+|ngay)"[^>]*value="([^"]*)"/g)].map((m) => [m[1], m[2]]);
  const areas = [...page.text.matchAll(/<textarea[^>]* name="(o-[^"]+)"[^>]*>([^<]*)/g)].map((m) => [m[1], m[2]]);
  const selects = [...page.text.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map((m) => [m[1], /value="([^"]*)"\s+selected/.exec(m[2])?.[1] ?? '']);
  const hidden = { khoa: field(page, 'khoa'), nhap: field(page, 'nhap'), phien_ban: field(page, 'phien_ban') };
  return postAs(server, role, address.split('?')[0], { ...Object.fromEntries([...inputs, ...areas, ...selects]), ...hidden, viec: 'gui', ly_do: 'để thử', ...cells });
}

test('a record is found by its number, its slug or its pasted address', async () => {
  const { no, slug } = await record('qua', GIFT);
  for (const typed of [no, slug, `/viec/${slug}`, ` https://example.vn/viec/${slug}?a=1#b `]) {
    const answer = await getAs(server, 'officer', `${DESK}?so=${encodeURIComponent(typed)}`);
    assert.equal(answer.status, 303, typed);
    assert.equal(answer.headers.location, `${DESK}/${slug}`);
  }
  const none = await getAs(server, 'officer', `${DESK}?so=qua-1999-0001`);
  assert.equal(none.status, 422);
  assert.match(none.text, /không có hồ sơ này/);
});

test('a correction states the record again, with a public reason; the figure moves, the history names who', async () => {
  const { slug } = await record('qua', { ...GIFT, 'o-note': 'Dấu riêng Zyx' });
  const before = await gifts();
  const address = await begin(slug);
  assert.equal(await begin(slug), address, 'one correction at a time');
  const silent = await send(address, { 'o-quantity': '25', 'o-value_dong': '7.500.000', ly_do_cong_khai: ' ' });
  assert.equal(silent.status, 422);
  assert.match(silent.text, /chưa ghi lý do đính chính/);
  const sent = await send(address, { ly_do_cong_khai: 'Đếm sót bốn suất' });
  assert.equal(sent.status, 303, sent.text);
  assert.equal(await gifts(), before, 'nothing moves before it is approved');
  await approve(sent.headers.location.split('/').pop());
  assert.equal(await gifts(), before + 4);
  const desk = await getAs(server, 'officer', `${DESK}/${slug}`);
  assert.match(desk.text, /Dấu riêng Zyx/);
  assert.match(desk.text, /Đính chính: (?!u\d)[^,<]+, \d\d:\d\d ngày/);
  const page = await get(`${server.url}/viec/${slug}`);
  assert.match(page.text, /Đếm sót bốn suất/);
  assert.doesNotMatch(page.text, /để thử|Dấu riêng/);
});

test('a sealed name is whole after a correction; once erased it stays so', async () => {
  const { slug, no } = await record('nha', HOUSE);
  const first = await send(await begin(slug), { 'o-value_dong': '61.000.000', ly_do_cong_khai: 'Ghi thiếu' });
  assert.equal(first.status, 303, first.text);
  await approve(first.headers.location.split('/').pop());
  const whole = await getAs(server, 'officer', `${DESK}/${slug}`);
  assert.match(whole.text, /Zyx Thị Kín/);
  assert.match(whole.text, /61\.000\.000/);
  const address = await begin(slug); // a draft that still holds the name
  await server.stop();
  await runWell(['erase', book, no, 'household']);
  server = await serve(book);
  assert.doesNotMatch((await getAs(server, 'officer', address)).text, /Zyx Thị Kín/);
  const second = await send(address, { 'o-household': 'Zyx Thị Kín', 'o-value_dong': '62.000.000', ly_do_cong_khai: 'Ghi thiếu nữa' });
  assert.equal(second.status, 303, second.text);
  await approve(second.headers.location.split('/').pop());
  const erased = await getAs(server, 'officer', `${DESK}/${slug}`);
  assert.match(erased.text, /đã xóa theo yêu cầu/);
  assert.match(erased.text, /62\.000\.000/);
  assert.doesNotMatch(erased.text, /Zyx Thị Kín/);
  await server.stop();
  await runWell(['check', book]);
  server = await serve(book);
});

test('real day and unit of a coarsened record come back into its correction', async () => {
  const { slug } = await record('dot-xuat', { 'o-households': '1', 'o-cause': 'fire', 'o-value_dong': '2.000.000' }, 'kp2', '2022-06-17');
  assert.doesNotMatch((await get(`${server.url}/viec/${slug}`)).text, /17\/6\/2022/);
  const address = await begin(slug, 'chair');
  const form = await getAs(server, 'chair', address);
  assert.equal(field(form, 'ngay'), '2022-06-17');
  assert.match(form.text, /value="kp2"\s+selected/);
  assert.equal(area(form, 'ly_do_cong_khai'), '');
  const dropped = await send(address, { viec: 'bo' }, 'chair');
  assert.equal(dropped.headers.location, `${DESK}/${slug}`);
  assert.equal((await getAs(server, 'chair', address)).status, 409);
  assert.notEqual(await begin(slug, 'chair'), address);
});

test('a void needs its reason and its second page, and takes the record out of the figure', async () => {
  const { slug } = await record('qua', GIFT);
  const before = await gifts();
  const open = await begin(slug);
  assert.match((await getAs(server, 'officer', `${DESK}/${slug}/huy`)).text, /Hủy hồ sơ này\?/);
  assert.equal((await postAs(server, 'officer', `${DESK}/${slug}/huy`, { ly_do: ' ' })).status, 422);
  assert.equal(await gifts(), before);
  for (let i = 0; i < 2; i++) assert.equal((await postAs(server, 'officer', `${DESK}/${slug}/huy`, { ly_do: 'Ghi hai lần' })).status, 303);
  assert.equal(await gifts(), before - 21);
  assert.match((await get(`${server.url}/viec/${slug}`)).text, /Ghi hai lần/);
  assert.match((await getAs(server, 'officer', `${DESK}/${slug}`)).text, /Hủy: (?!u\d)[^,<]+, \d\d:\d\d ngày/);
  assert.equal((await getAs(server, 'officer', open)).status, 409, 'its correction ended with it');
  assert.equal((await postAs(server, 'officer', `${DESK}/${slug}/dinh-chinh`)).status, 409);
});

test('whoever does not approve reaches none of it', async () => {
  const { slug } = await record('qua', GIFT, 'kp1');
  const address = await begin(slug);
  for (const role of ['team_head', 'accountant', 'upper', 'admin'])
    for (const path of [DESK, `${DESK}/${slug}`, `${DESK}/${slug}/huy`]) assert.equal((await getAs(server, role, path)).status, 403, `${role} ${path}`);
  assert.equal((await getAs(server, 'team_head', address)).status, 403);
  for (const what of ['dinh-chinh', 'huy']) assert.equal((await postAs(server, 'team_head', `${DESK}/${slug}/${what}`, what === 'huy' ? { ly_do: 'x' } : {})).status, 403);
});

test('an officer of another area is refused, also where only the commune is public', async () => {
  const { slug } = await record('qua', GIFT);
  const coarse = (await record('dot-xuat', { 'o-households': '1', 'o-cause': 'storm', 'o-value_dong': '3.000.000' })).slug;
  const own = (await record('qua', GIFT, 'kp1')).slug;
  const mine = await begin(slug);
  const password = 'bến nước đầu làng';
  await post(server.url + link, { mat_khau: password, mat_khau_2: password });
  const { cookie, token } = await signIn(server, 'can-bo-1', { password });
  for (const path of [`${DESK}/${slug}`, `${DESK}/${slug}/huy`, `${DESK}/${coarse}`, mine]) assert.equal((await get(server.url + path, { cookie })).status, 403, path);
  for (const path of [`${DESK}/${slug}/dinh-chinh`, `${DESK}/${coarse}/dinh-chinh`]) assert.equal((await post(server.url + path, { phien: token }, { cookie })).status, 403, path);
  assert.equal((await post(`${server.url}${DESK}/${slug}/huy`, { phien: token, ly_do: 'x' }, { cookie })).status, 403);
  assert.equal((await get(`${server.url}${DESK}/${own}`, { cookie })).status, 200);
});

for (const [name, width, height] of [['phone', 390, 844], ['desktop', 1280, 900]]) {
  test(`the desk of a record is clear on a ${name}`, async () => {
    const { slug } = await record('nha', { ...HOUSE, 'o-household': `Zyx ${name}`, 'o-value_dong': `${width}00000` });
    const page = await newPage({ width, height, isTouch: width < 500 });
    await page.goto(`${server.url}/dang-nhap`);
    await page.fill('[name=ten_dang_nhap]', SAMPLE.officer);
    await page.fill('[name=mat_khau]', PASSWORD);
    await page.click('main button[type=submit]');
    const look = async (what, path) => {
      await page.goto(server.url + path);
      assert.deepEqual(await axe(page), [], path);
      assert.deepEqual(await htmlValidate((await getAs(server, 'officer', path)).text), [], path);
      await noSidewaysScroll(page);
      await screenshot(page, `correct-${what}-${name}`);
    };
    await look('find', DESK);
    await look('record', `${DESK}/${slug}`);
    await look('void', `${DESK}/${slug}/huy`);
    await look('form', await begin(slug));
    assert.deepEqual(page.errors, []);
  });
}
