// Signing in and out from outside: cookies, tokens, second factors, links, locks, limits.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PASSWORD, SAMPLE, cookieOf, getAs, postAs, sessionOf, signIn, tokenOf, totp } from '../accounts.mjs';
import { get, makeBook, post, run, runWell, serve } from '../harness.mjs';

let server, book;
before(async () => {
  book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
});
after(() => server?.stop());

const isPostgres = (place) => place.startsWith('postgres');

/** Runs SQL behind the program's back and gives what it prints. */
function sql(place, statement) {
  if (!isPostgres(place)) return execFileSync('sqlite3', [join(place, 'book.db'), statement], { encoding: 'utf8' });
  const schema = /schema=(\w+)/.exec(place)[1];
  const url = place.replace(/[?&]schema=\w+/, '');
  return execFileSync('psql', ['-qAt', url, '-c', `SET search_path = ${schema}; ${statement}`], { encoding: 'utf8' });
}

const enter = (fields, headers) => post(`${server.url}/dang-nhap`, fields, headers);
const plain = (html) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** A new account, made by the administrator's page, with a password set by its one-time link. */
async function newAccount(login, role, password = 'bến nước đầu làng') {
  const made = await postAs(server, 'admin', '/quan-tri/tai-khoan', { ten_dang_nhap: login, ten: `Người thử ${login}`, vai_tro: role, don_vi: 'go-quao' });
  assert.equal(made.status, 303, made.text);
  const page = made.headers.location;
  const link = await linkOf(page);
  const set = await post(server.url + link, { mat_khau: password, mat_khau_2: password });
  assert.equal(set.headers.location, '/dang-nhap?xong=mat-khau', set.text);
  return { login, password, page, link };
}

async function linkOf(page) {
  const shown = await postAs(server, 'admin', `${page}/duong-dan`);
  return /\/dat-mat-khau\/[\w-]{43}/.exec(shown.text)[0];
}

// ---- the cookie

test('the cookie is closed to scripts and other sites, and nothing of it is kept in the book', async () => {
  const answer = await enter({ ten_dang_nhap: SAMPLE.officer, mat_khau: PASSWORD });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, '/lam-viec');
  assert.match(answer.headers['set-cookie'][0], /^phien=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  assert.equal(answer.headers['cache-control'], 'no-store');
  const token = cookieOf(answer).split('=')[1];
  const kept = sql(book, 'SELECT * FROM account_session') + sql(book, 'SELECT * FROM account') + sql(book, 'SELECT * FROM trail');
  assert.ok(!kept.includes(token) && !kept.includes(PASSWORD));
});

test('a name is taken however the phone capitalises it', async () => {
  assert.equal((await enter({ ten_dang_nhap: ' Can-Bo ', mat_khau: PASSWORD })).status, 303);
});

test('a team head may stay signed in on a phone of their own, nobody else', async () => {
  const phone = await enter({ ten_dang_nhap: SAMPLE.team_head, mat_khau: PASSWORD, giu: '1' });
  assert.match(phone.headers['set-cookie'][0], /; Max-Age=2592000$/);
  const office = await enter({ ten_dang_nhap: SAMPLE.officer, mat_khau: PASSWORD, giu: '1' });
  assert.doesNotMatch(office.headers['set-cookie'][0], /Max-Age/);
});

test('behind https the cookie belongs to this host alone', async (t) => {
  const secure = makeBook();
  await runWell(['demo', secure]);
  const other = await serve(secure, ['--public', 'https://mat-tran.example']);
  t.after(() => other.stop());
  const answer = await post(`${other.url}/dang-nhap`, { ten_dang_nhap: SAMPLE.officer, mat_khau: PASSWORD });
  assert.match(answer.headers['set-cookie'][0], /^__Host-phien=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  const value = cookieOf(answer).split('=')[1];
  assert.equal((await get(`${other.url}/lam-viec`, { cookie: `__Host-phien=${value}` })).status, 200);
  assert.equal((await get(`${other.url}/lam-viec`, { cookie: `phien=${value}` })).status, 303);
});

test('a session that was planted is not taken over, and ends', async () => {
  const attacker = await signIn(server, SAMPLE.inspector);
  const made = 'phien=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  for (const planted of [attacker.cookie, made]) {
    const answer = await enter({ ten_dang_nhap: SAMPLE.officer, mat_khau: PASSWORD }, { cookie: planted });
    assert.equal(answer.status, 303);
    assert.notEqual(cookieOf(answer), planted);
    assert.equal((await get(`${server.url}/lam-viec`, { cookie: planted })).status, 303);
  }
});

test('public pages are the same for everyone, signed in or not', async () => {
  const { cookie } = await sessionOf(server, 'officer');
  for (const path of ['/', '/to-chuc', '/dang-nhap', '/bao-cao']) {
    const [anonymous, signed] = [await get(server.url + path), await get(server.url + path, { cookie })];
    assert.equal(signed.text, anonymous.text, path);
    assert.equal(signed.headers['set-cookie'], undefined);
    assert.doesNotMatch(signed.text, /Đăng xuất/, path);
  }
});

// ---- passwords

test('an unknown name and a wrong password answer alike and leave the same line', async () => {
  const lines = () => Number(sql(book, 'SELECT COUNT(*) FROM trail').trim());
  const before = lines();
  const wrong = await enter({ ten_dang_nhap: 'thanh-tra', mat_khau: 'không phải thế' });
  const unknown = await enter({ ten_dang_nhap: 'không có ai', mat_khau: 'không phải thế' });
  assert.equal(wrong.status, 403);
  assert.equal(unknown.status, 403);
  const said = ({ text }) => /role="alert">[^<]*/.exec(text)[0];
  assert.equal(said(wrong), said(unknown));
  assert.equal(wrong.headers['set-cookie'], undefined);
  assert.equal(lines(), before + 2);
  // What was typed for a name may be a password.
  assert.ok(!sql(book, 'SELECT subject FROM trail').includes('không có ai'));
});

test('whoever is wrong again and again must wait, also with the right password', async () => {
  const { login, password } = await newAccount('thu-sai', 'officer');
  for (let i = 0; i < 5; i++) assert.equal((await enter({ ten_dang_nhap: login, mat_khau: `sai lần ${i}` })).status, 403);
  const late = await enter({ ten_dang_nhap: login, mat_khau: password });
  assert.equal(late.status, 429);
  assert.match(late.text, /Mời thử lại sau \d+ giây/);
  assert.equal((await enter({ ten_dang_nhap: SAMPLE.officer, mat_khau: PASSWORD })).status, 303, 'others are not kept out');
});

test('whoever tries many names from one address must wait there, and nowhere else', async () => {
  const from = { 'x-forwarded-for': '203.0.113.9' };
  for (let i = 0; i < 30; i++) assert.equal((await enter({ ten_dang_nhap: `ten-${i}`, mat_khau: 'đoán bừa thôi' }, from)).status, 403);
  const good = { ten_dang_nhap: SAMPLE.inspector, mat_khau: PASSWORD };
  assert.equal((await enter(good, from)).status, 429);
  assert.equal((await enter(good, { 'x-forwarded-for': '203.0.113.10' })).status, 303);
});

test('after signing in one comes to where one wanted to, and never to another site', async () => {
  const wanted = await get(`${server.url}/quan-tri/nhat-ky?truoc=50`);
  assert.equal(wanted.status, 303);
  assert.equal(wanted.headers.location, '/dang-nhap?tiep=%2Fquan-tri%2Fnhat-ky%3Ftruoc%3D50');
  const form = await get(server.url + wanted.headers.location);
  assert.match(form.text, /name="tiep" value="\/quan-tri\/nhat-ky\?truoc=50"/);
  for (const [tiep, location] of [
    ['/quan-tri/nhat-ky?truoc=50', '/quan-tri/nhat-ky?truoc=50'],
    ['/tim-kiem?q=h%E1%BB%8Dp', '/tim-kiem?q=h%E1%BB%8Dp'],
    ['//evil.example', '/lam-viec'],
    ['/\\evil.example', '/lam-viec'],
    ['\\\\evil.example', '/lam-viec'],
    ['https://evil.example/', '/lam-viec'],
    ['javascript:alert(1)', '/lam-viec'],
    ['/../evil', '/lam-viec'],
    ['/a b', '/lam-viec'],
    ['/x#y', '/lam-viec'],
    ['/%zz', '/lam-viec'],
    ['/họp', '/lam-viec'],
    ['', '/lam-viec'],
  ]) {
    const answer = await enter({ ten_dang_nhap: SAMPLE.officer, mat_khau: PASSWORD, tiep });
    assert.equal(answer.headers.location, location, tiep);
  }
});

test('fields that a form does not have are refused', async () => {
  const more = { la_quan_tri: '1' };
  assert.equal((await enter({ ten_dang_nhap: SAMPLE.officer, mat_khau: PASSWORD, ...more })).status, 400);
  assert.equal((await postAs(server, 'officer', '/tai-khoan/mat-khau', { mat_khau_cu: PASSWORD, mat_khau: 'x'.repeat(12), mat_khau_2: 'x'.repeat(12), vai_tro: 'admin' })).status, 400);
  const account = { ten_dang_nhap: 'them', ten: 'Thêm', vai_tro: 'officer' };
  assert.equal((await postAs(server, 'admin', '/quan-tri/tai-khoan', { ...account, password: 'x' })).status, 400);
});

test('changing the password ends what others have and begins a new session', async () => {
  const { login, password } = await newAccount('doi-mat-khau', 'officer');
  const elsewhere = await signIn(server, login, { password });
  const here = await signIn(server, login, { password });
  const change = (fields) => post(`${server.url}/tai-khoan/mat-khau`, { phien: here.token, ...fields }, { cookie: here.cookie });
  const fresh = 'cây dừa bên sông';
  assert.equal((await change({ mat_khau_cu: 'sai rồi đó', mat_khau: fresh, mat_khau_2: fresh })).status, 403);
  assert.equal((await change({ mat_khau_cu: password, mat_khau: 'ngắn', mat_khau_2: 'ngắn' })).status, 400);
  const changed = await change({ mat_khau_cu: password, mat_khau: fresh, mat_khau_2: fresh });
  assert.equal(changed.headers.location, '/tai-khoan?xong=mat-khau');
  for (const { cookie } of [elsewhere, here]) assert.equal((await get(`${server.url}/tai-khoan`, { cookie })).status, 303);
  const page = await get(`${server.url}/tai-khoan`, { cookie: cookieOf(changed) });
  assert.equal(page.status, 200);
  assert.notEqual(tokenOf(page), here.token);
  assert.equal((await enter({ ten_dang_nhap: login, mat_khau: password })).status, 403);
  assert.equal((await enter({ ten_dang_nhap: login, mat_khau: fresh })).status, 303);
});

// ---- one-time links

test('a link sets a password once; looking at it uses nothing up', async () => {
  const { login, page, link } = await newAccount('mot-lan', 'officer');
  const old = await signIn(server, login, { password: 'bến nước đầu làng' });
  assert.equal((await get(server.url + link)).status, 404);
  const next = await linkOf(page);
  const newest = await linkOf(page);
  assert.equal((await get(server.url + next)).status, 404, 'a new link ends the one before');
  for (let i = 0; i < 2; i++) {
    const shown = await get(server.url + newest);
    assert.equal(shown.status, 200);
    assert.equal(shown.headers['cache-control'], 'no-store');
  }
  const weak = await post(server.url + newest, { mat_khau: 'mot-lan-mot-lan', mat_khau_2: 'mot-lan-mot-lan' });
  assert.equal(weak.status, 400);
  assert.match(weak.text, /dễ đoán/);
  const set = { mat_khau: 'mật khẩu mới toanh', mat_khau_2: 'mật khẩu mới toanh' };
  assert.equal((await post(server.url + newest, set)).status, 303);
  assert.equal((await post(server.url + newest, set)).status, 404);
  assert.equal((await get(`${server.url}/lam-viec`, { cookie: old.cookie })).status, 303, 'older sessions have ended');
  assert.ok(!server.said.stderr.includes(newest.split('/')[2]), 'the log does not tell the link');
});

test('the first administrator is made by a link that serve prints, once', async (t) => {
  const empty = makeBook();
  await runWell(['init', empty]);
  const first = await serve(empty);
  t.after(() => first.stop());
  const lines = first.said.stdout.split('\n');
  assert.match(lines[0], /^http:\/\/127\.0\.0\.1:\d+$/);
  const link = lines[2];
  assert.ok(link.startsWith(`${first.url}/dat-mat-khau/`), first.said.stdout);
  assert.match((await get(link)).text, /Lập tài khoản quản trị đầu tiên/);
  const fields = { ten_dang_nhap: 'an', ten: 'An <b>"Quản trị"</b>', mat_khau: 'khởi đầu của sổ', mat_khau_2: 'khởi đầu của sổ' };
  const wrong = await post(link, { ...fields, ten_dang_nhap: 'Á' });
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /value="Á"/);
  assert.equal((await post(link, fields)).status, 303);
  assert.equal((await post(link, fields)).status, 404);
  const answer = await post(`${first.url}/dang-nhap`, { ten_dang_nhap: 'an', mat_khau: 'khởi đầu của sổ' });
  const setup = await get(`${first.url}/lam-viec`, { cookie: cookieOf(answer) });
  assert.equal(setup.headers.location, '/tai-khoan/ma-xac-thuc', 'an administrator sets up the second factor first');
  const page = await get(`${first.url}/tai-khoan/ma-xac-thuc`, { cookie: cookieOf(answer) });
  assert.ok(page.text.includes('An &lt;b&gt;&quot;Quản trị&quot;&lt;/b&gt;'));
  await first.stop();
  const again = await serve(empty);
  assert.equal(again.said.stdout.trim(), again.url);
  await again.stop();
});

// ---- second factor

/** Sets up the second factor of a session; gives secret, recovery codes and the new session. */
async function setUp({ cookie, token }) {
  const begun = await post(`${server.url}/tai-khoan/ma-xac-thuc/bat-dau`, { phien: token }, { cookie });
  assert.equal(begun.headers.location, '/tai-khoan/ma-xac-thuc');
  const page = await get(`${server.url}/tai-khoan/ma-xac-thuc`, { cookie });
  assert.match(page.text, /<svg[^>]*class="qr"/);
  const letters = /<code class="large">([A-Z2-7 ]+)<\/code>/.exec(page.text)[1].replaceAll(' ', '');
  const bits = [...letters].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const wrong = await post(`${server.url}/tai-khoan/ma-xac-thuc`, { phien: token, ma: '000000' }, { cookie });
  assert.equal(wrong.status, 403);
  const moment = Date.now() / 1000;
  const done = await post(`${server.url}/tai-khoan/ma-xac-thuc`, { phien: token, ma: totp(secret, moment) }, { cookie });
  assert.equal(done.status, 200, plain(done.text));
  const codes = [...done.text.matchAll(/<code>((?:[A-Z2-7]{4} ?){4})<\/code>/g)].map((found) => found[1]);
  assert.equal(codes.length, 10);
  assert.notEqual(cookieOf(done), cookie, 'more rights, another token');
  assert.equal((await get(`${server.url}/tai-khoan`, { cookie })).status, 303);
  return { secret, moment, codes, cookie: cookieOf(done), token: tokenOf(done) };
}

/** The password's half of signing in. */
async function firstHalf({ login, password }) {
  const answer = await enter({ ten_dang_nhap: login, mat_khau: password });
  assert.match(answer.headers.location, /^\/dang-nhap\/ma/);
  const cookie = cookieOf(answer);
  const page = await get(`${server.url}/dang-nhap/ma`, { cookie });
  const give = (ma) => post(`${server.url}/dang-nhap/ma`, { ma, phien: tokenOf(page), tiep: '/tai-khoan' }, { cookie });
  return { cookie, give };
}

test('who may publish or pay does nothing before the second factor is set up', async () => {
  const account = await newAccount('chu-tich-2', 'chair');
  const answer = await enter({ ten_dang_nhap: account.login, mat_khau: account.password });
  const cookie = cookieOf(answer);
  for (const path of ['/lam-viec', '/tai-khoan', '/quan-tri/nhat-ky'])
    assert.equal((await get(server.url + path, { cookie })).headers.location, '/tai-khoan/ma-xac-thuc', path);
  const page = await get(`${server.url}/tai-khoan/ma-xac-thuc`, { cookie });
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /href="\/lam-viec">Phần việc/);
  const whole = await setUp({ cookie, token: tokenOf(page) });
  assert.equal((await get(`${server.url}/lam-viec`, { cookie: whole.cookie })).status, 200);
  const off = await post(`${server.url}/tai-khoan/ma-xac-thuc/tat`, { phien: whole.token, ma: totp(whole.secret) }, { cookie: whole.cookie });
  assert.equal(off.status, 409, 'the role asks for it');
});

test('the password alone opens nothing; a code opens once', async () => {
  const account = await newAccount('hai-lop', 'officer');
  const { secret, moment } = await setUp(await signIn(server, account.login, account));
  const { cookie, give } = await firstHalf(account);
  assert.equal((await get(`${server.url}/lam-viec`, { cookie })).headers.location, '/dang-nhap/ma');
  assert.equal((await post(`${server.url}/tai-khoan/ma-xac-thuc/bat-dau`, { phien: 'x' }, { cookie })).status, 303);
  // The code that set it up counts as used; its moment is kept, for half a minute may end in between.
  const used = await give(totp(secret, moment));
  assert.equal(used.status, 403);
  const next = totp(secret, moment + 30);
  const done = await give(next);
  assert.equal(done.headers.location, '/tai-khoan');
  assert.notEqual(cookieOf(done), cookie);
  assert.equal((await get(`${server.url}/dang-nhap/ma`, { cookie })).status, 303, 'the half session has ended');
  const second = await firstHalf(account);
  assert.equal((await second.give(next)).status, 403, 'taken before');
});

test('a recovery code replaces the phone once', async () => {
  const account = await newAccount('mat-dien-thoai', 'officer');
  const { codes } = await setUp(await signIn(server, account.login, account));
  const first = await firstHalf(account);
  assert.equal((await first.give(codes[0].toLowerCase().replaceAll(' ', '-'))).status, 303);
  const second = await firstHalf(account);
  assert.equal((await second.give(codes[0])).status, 403);
  const done = await second.give(codes[1]);
  assert.equal(done.status, 303);
  assert.match((await get(`${server.url}/tai-khoan`, { cookie: cookieOf(done) })).text, /Còn 8 mã khôi phục/);
});

test('guessing codes ends in waiting', async () => {
  const account = await newAccount('doan-ma', 'officer');
  const { codes } = await setUp(await signIn(server, account.login, account));
  const { give } = await firstHalf(account);
  for (let i = 0; i < 5; i++) assert.equal((await give(String(100000 + i))).status, 403);
  assert.equal((await give(codes[0])).status, 429);
});

// ---- ends

test('signing out ends the session, not only the cookie', async () => {
  const { cookie, token } = await signIn(server, SAMPLE.officer);
  const out = await post(`${server.url}/dang-xuat`, { phien: token }, { cookie });
  assert.equal(out.headers.location, '/');
  assert.match(out.headers['set-cookie'][0], /^phien=; .*Max-Age=0$/);
  assert.equal((await get(`${server.url}/lam-viec`, { cookie })).status, 303);
});

test('one can end what one left open elsewhere, but not what others have', async () => {
  const { login, password } = await newAccount('hai-may', 'officer');
  const [here, elsewhere, third] = [await signIn(server, login, { password }), await signIn(server, login, { password }), await signIn(server, login, { password })];
  const page = await get(`${server.url}/tai-khoan`, { cookie: here.cookie });
  const ids = [...page.text.matchAll(/name="so" value="(\d+)"/g)].map((found) => found[1]).filter((id) => id !== '0');
  assert.equal(ids.length, 2);
  const end = (so, who = here) => post(`${server.url}/tai-khoan/phien`, { phien: who.token, so }, { cookie: who.cookie });
  assert.equal((await end(ids[1])).status, 303);
  assert.equal((await get(`${server.url}/lam-viec`, { cookie: elsewhere.cookie })).status, 303);
  assert.equal((await get(`${server.url}/lam-viec`, { cookie: third.cookie })).status, 200);
  const stranger = await signIn(server, SAMPLE.inspector);
  assert.equal((await end(ids[0], stranger)).status, 404);
  assert.equal((await end('0')).status, 303);
  assert.equal((await get(`${server.url}/lam-viec`, { cookie: third.cookie })).status, 303);
  assert.equal((await get(`${server.url}/lam-viec`, { cookie: here.cookie })).status, 200);
});

test('a locked account is out with its next request, and comes in no more', async () => {
  const { login, password, page } = await newAccount('bi-khoa', 'officer');
  const { cookie } = await signIn(server, login, { password });
  assert.equal((await get(`${server.url}/lam-viec`, { cookie })).status, 200);
  assert.equal((await postAs(server, 'admin', `${page}/khoa`)).status, 303);
  assert.equal((await get(`${server.url}/lam-viec`, { cookie })).status, 303);
  const refused = await enter({ ten_dang_nhap: login, mat_khau: password });
  assert.equal(refused.status, 403);
  assert.match(refused.text, /đang bị khóa/);
  assert.doesNotMatch((await enter({ ten_dang_nhap: login, mat_khau: 'không đúng' })).text, /đang bị khóa/, 'only who knows the password hears it');
  assert.equal((await postAs(server, 'admin', `${page}/mo-khoa`)).status, 303);
  assert.equal((await enter({ ten_dang_nhap: login, mat_khau: password })).status, 303);
});

test('a role that is taken away is gone with the next request', async () => {
  const { login, password, page } = await newAccount('thoi-viec', 'inspector');
  const { cookie } = await signIn(server, login, { password });
  assert.equal((await get(`${server.url}/quan-tri/nhat-ky`, { cookie })).status, 200);
  const so = /name="so" value="(\d+)"/.exec((await getAs(server, 'admin', page)).text)[1];
  assert.equal((await postAs(server, 'admin', `${page}/thoi-vai-tro`, { so })).status, 303);
  assert.equal((await get(`${server.url}/quan-tri/nhat-ky`, { cookie })).status, 403);
  const given = { vai_tro: 'inspector', don_vi: 'kp2', tu: '1/1/2020', den: '31/12/2020' };
  assert.equal((await postAs(server, 'admin', `${page}/vai-tro`, given)).status, 303);
  assert.equal((await get(`${server.url}/quan-tri/nhat-ky`, { cookie })).status, 403, 'a role of the past');
  for (const wrong of [{ ...given, vai_tro: 'vua' }, { ...given, don_vi: 'kp99' }, { ...given, tu: '1/1/2021' }])
    assert.equal((await postAs(server, 'admin', `${page}/vai-tro`, wrong)).status, 400);
});

test('the last administrator can neither be locked nor lose the role', async () => {
  const own = /href="(\/quan-tri\/tai-khoan\/\d+)">Quản trị/.exec((await getAs(server, 'admin', '/quan-tri/tai-khoan')).text)[1];
  const so = /name="so" value="(\d+)"/.exec((await getAs(server, 'admin', own)).text)[1];
  for (const answer of [await postAs(server, 'admin', `${own}/khoa`), await postAs(server, 'admin', `${own}/thoi-vai-tro`, { so })]) {
    assert.equal(answer.status, 409);
    assert.match(plain(answer.text), /ít nhất một quản trị/i);
  }
  assert.equal((await getAs(server, 'admin', own)).status, 200);
});

// ---- forms of a session that has ended

test('what was typed is kept when the session ends, and sent again with a new one', async () => {
  const { login, password } = await newAccount('go-lau', 'officer');
  const gone = await signIn(server, login, { password });
  await post(`${server.url}/dang-xuat`, { phien: gone.token }, { cookie: gone.cookie });
  const kept = await post(`${server.url}/tai-khoan/phien`, { phien: gone.token, so: '"><12' }, { cookie: gone.cookie });
  assert.equal(kept.status, 403);
  assert.equal(kept.headers['cache-control'], 'no-store');
  assert.ok(kept.text.includes('name="so" value="&quot;&gt;&lt;12"'), kept.text);
  assert.ok(!kept.text.includes(`name="phien"`), 'nobody is signed in, so there is no token');
  const fresh = await signIn(server, login, { password });
  const asked = await post(`${server.url}/tai-khoan/phien`, { so: '0' }, { cookie: fresh.cookie });
  assert.equal(asked.status, 403);
  assert.match(asked.text, /Gửi lại/);
  assert.equal((await post(`${server.url}/tai-khoan/phien`, { so: '0', phien: tokenOf(asked) }, { cookie: fresh.cookie })).status, 303);
  const passwords = await post(`${server.url}/tai-khoan/mat-khau`, { mat_khau_cu: password, mat_khau: 'x', mat_khau_2: 'x' });
  assert.equal(passwords.status, 403);
  assert.ok(!passwords.text.includes(password), 'passwords are not shown again');
});

// ---- commands and the trail

test('accounts are made, listed, locked and given roles by commands, served or not', async (t) => {
  const place = makeBook();
  await runWell(['demo', place]);
  const other = await serve(place);
  t.after(() => other.stop());
  const said = await runWell(['user', 'add', place, 'Moi', 'Người mới', '--role', 'officer', '--unit', 'go-quao']);
  const link = /\/dat-mat-khau\/[\w-]{43}/.exec(said)[0];
  const set = { mat_khau: 'một câu dễ nhớ', mat_khau_2: 'một câu dễ nhớ' };
  assert.equal((await post(other.url + link, set)).status, 303);
  const { cookie } = await signIn(other, 'moi', { password: 'một câu dễ nhớ' });
  assert.match(await runWell(['user', 'list', place]), /^moi: Người mới\n {2}Cán bộ Mặt trận \(officer\) Thị trấn/m);
  await runWell(['user', 'role', place, 'moi', 'inspector', '--from', '1/1/2020', '--to', '31/12/2199']);
  assert.equal((await get(`${other.url}/quan-tri/nhat-ky`, { cookie })).status, 200);
  await runWell(['user', 'role', place, 'moi', 'inspector', '--off']);
  assert.equal((await get(`${other.url}/quan-tri/nhat-ky`, { cookie })).status, 403);
  await runWell(['user', 'lock', place, 'moi']);
  assert.equal((await get(`${other.url}/lam-viec`, { cookie })).status, 303);
  await other.stop();
  await runWell(['user', 'lock', place, 'moi', '--off']);
  assert.match(await runWell(['user', 'link', place, 'moi']), /dat-mat-khau/);
  for (const [args, words] of [
    [['user', 'add', place, 'moi', 'Lần nữa'], /đã có tài khoản «moi»/],
    [['user', 'add', place, 'có dấu', 'Sai'], /tên đăng nhập gồm/],
    [['user', 'add', place, 'khac', 'Khác', '--role', 'vua'], /không phải là một vai trò; có: team_head, officer/],
    [['user', 'add', place, 'khac', 'Khác', '--unit', 'kp99'], /không có đơn vị «kp99»/],
    [['user', 'link', place, 'khong-co'], /không có tài khoản «khong-co»/],
    [['user', 'role', place, 'moi', 'chair', '--off'], /không giữ vai trò này/],
    [['user', 'role', place, 'moi', 'chair', '--from', '31/6/2022'], /--from: tháng 6/],
  ]) {
    const end = await run(args);
    assert.equal(end.code, 1, args.join(' '));
    assert.match(end.stderr, words);
  }
  assert.doesNotMatch(await runWell(['user', 'list', place]), /khac/, 'what was refused left nothing');
});

test('the trail tells who did what, and check finds out who meddled with it', async () => {
  const page = plain((await getAs(server, 'inspector', '/quan-tri/nhat-ky')).text);
  for (const words of ['Đăng nhập', 'Khóa tài khoản', 'Giao vai trò', 'Đổi mật khẩu', 'người chưa đăng nhập', '127.0.0.1'])
    assert.ok(page.includes(words), words);
  const place = makeBook();
  await runWell(['demo', place]);
  await runWell(['user', 'lock', place, 'can-bo']);
  await runWell(['check', place]);
  sql(place, "UPDATE trail SET subject = 'thanh-tra' WHERE subject = 'can-bo'");
  const end = await run(['check', place]);
  assert.equal(end.code, 3);
  assert.match(end.stderr, /nhật ký thao tác không liền mạch ở dòng 2/);
});

test('the whole trail can be turned back page by page', async () => {
  let path = '/quan-tri/nhat-ky', seen = 0;
  for (let i = 0; path && i < 50; i++) {
    const { text } = await getAs(server, 'inspector', path);
    seen += text.split('<tr><th scope="row">').length - 1;
    path = /href="(\/quan-tri\/nhat-ky\?truoc=\d+)"/.exec(text)?.[1];
  }
  assert.equal(seen, Number(sql(book, 'SELECT COUNT(*) FROM trail').trim()));
});

test('after all this the book is whole', async () => {
  await runWell(['check', book]);
});
