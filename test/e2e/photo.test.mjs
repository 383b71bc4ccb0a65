// Photos with a form: read by the helper program, kept with the draft, seen by those who may, shown by
// the record where people agreed, erased for good.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { getAs, postAs, sessionOf } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, makeFolder, program, request, run, runWell, serve } from '../harness.mjs';

const FORM = '/lam-viec/ghi/qua';
const MB = 1024 * 1024;
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

/** A picture as a phone takes it; undefined where this machine cannot write the kind. */
function picture(kind = 'jpeg', width = 640, height = 480) {
  const maker = join(dirname(program()), 'worker/picture_maker');
  try {
    return execFileSync(maker, [kind, String(width), String(height)], { maxBuffer: 64 * MB });
  } catch (end) {
    assert.equal(end.status, 3, String(end));
    return undefined;
  }
}

/** A JPEG with segments behind its start: [marker, bytes] each. */
function withSegments(jpeg, segments) {
  const parts = segments.map(([marker, bytes]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(bytes.length + 2, 2);
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)]);
}

/** A JPEG of exactly so many bytes, filled up with comments. */
function ofSize(size) {
  const jpeg = picture();
  const segments = [];
  for (let rest = size - jpeg.length; rest > 0; ) {
    const len = rest > 65537 + 4 ? 65537 : rest;
    segments.push([0xfe, Buffer.alloc(Math.min(len, 65537) - 4)]);
    rest -= len;
  }
  const made = withSegments(jpeg, segments);
  assert.equal(made.length, size);
  return made;
}

let serial = 100;
/** A gift as the form sends it: always another one. */
function gift(cells = {}) {
  serial += 1;
  return { viec: 'gui', don_vi: 'kp1', ngay: '2022-06-21', 'o-occasion': 'regular', 'o-quantity': String(serial), 'o-value_dong': String(serial * 300_000), ...cells };
}

const field = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const newKey = async (role = 'team_head') => field(await getAs(server, role, FORM), 'khoa');

/** The bytes of a form with files: [name, bytes] each. */
function multipart(fields, files) {
  const boundary = '----doanket-test-7f3a';
  const parts = [];
  for (const [name, value] of Object.entries(fields)) parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  for (const [name, bytes] of files)
    parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="../../IMG \u00e1.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`, bytes, '\r\n');
  parts.push(`--${boundary}--\r\n`);
  return { body: Buffer.concat(parts.map((part) => Buffer.from(part))), type: `multipart/form-data; boundary=${boundary}` };
}

async function send(fields, files = [], { role = 'team_head', path = FORM, to = server } = {}) {
  const { cookie, token } = await sessionOf(to, role);
  const { body, type } = multipart({ ...fields, phien: token }, files);
  return request('POST', to.url + path, { headers: { cookie, 'content-type': type, 'content-length': body.length }, body, timeout_ms: 60_000 });
}

/** Saves a draft with files and gives its form again. */
async function saved(files, cells = {}) {
  const answer = await send({ khoa: await newKey(), ...gift({ viec: 'luu', ...cells }) }, files);
  assert.equal(answer.status, 303, answer.text);
  return getAs(server, 'team_head', answer.headers.location);
}

const thumbs = (page) => [...page.text.matchAll(/<img src="(\/lam-viec\/anh\/[0-9a-f]{64}-400\.jpg)"/g)].map((m) => m[1]);
const problems = (answer) => [...answer.text.matchAll(/class="problem">([^<]*)/g)].map((m) => m[1].trim());

async function approve(id) {
  const page = await getAs(server, 'officer', `/lam-viec/duyet/${id}`);
  const answer = await postAs(server, 'officer', `/lam-viec/duyet/${id}`, { viec: 'duyet', phien_ban: field(page, 'phien_ban') });
  assert.equal(answer.status, 303, answer.text);
  const no = /da=(gift\/2022\/\d+)/.exec(answer.headers.location)[1];
  return { no, page, address: `/viec/${no.replace('gift/', 'qua-').replace('/', '-')}`, desk: `/lam-viec/ho-so/${no.replace('gift/', 'qua-').replace('/', '-')}` };
}

/** The newest draft that waits. */
async function waiting() {
  const list = await getAs(server, 'officer', '/lam-viec/duyet');
  return [...list.text.matchAll(/\/lam-viec\/duyet\/(\d+)/g)].map((m) => Number(m[1])).sort((a, b) => b - a)[0];
}

test('a photo is kept with the draft, without the place where it was taken, and seen by those who may', async () => {
  const exif = Buffer.from('Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0GPSLatitude 9.731 105.272', 'latin1');
  const page = await saved([['anh-chup', withSegments(picture(), [[0xe1, exif]])], ['anh-chon', picture('png')], ['anh-chon', picture('jpeg', 300, 500)]]);
  const photos = thumbs(page);
  assert.equal(photos.length, 3, page.text);
  const shown = await getAs(server, 'team_head', photos[0]);
  assert.equal(shown.status, 200);
  assert.equal(shown.headers['content-type'], 'image/jpeg');
  assert.match(shown.headers['cache-control'], /no-store/);
  const { cookie } = await sessionOf(server, 'team_head');
  const large = await fetch(server.url + photos[0].replace('-400', '-1600'), { headers: { cookie } });
  const bytes = Buffer.from(await large.arrayBuffer()).toString('latin1');
  assert.ok(bytes.startsWith('\xff\xd8') && !bytes.includes('Exif') && !bytes.includes('GPS'));
  assert.equal((await getAs(server, 'officer', photos[0])).status, 200);
  for (const role of ['accountant', 'cashier', 'upper', 'inspector', 'admin']) assert.equal((await getAs(server, role, photos[0])).status, 403, role);
  assert.equal((await get(server.url + photos[0])).status, 303, 'nobody without a session');
  assert.equal((await get(server.url + photos[0].replace('/lam-viec/anh', '/hinh'))).status, 404, 'not at the address of public pictures');
});

test('a team head does not see the photos of another area', async () => {
  const answer = await send({ khoa: await newKey('officer'), ...gift({ viec: 'luu', don_vi: 'kp2' }) }, [['anh-chon', picture()]], { role: 'officer' });
  const [photo] = thumbs(await getAs(server, 'officer', answer.headers.location));
  assert.equal((await getAs(server, 'officer', photo)).status, 200);
  assert.equal((await getAs(server, 'team_head', photo)).status, 403);
});

test('a photo is taken off again, and the same one sent twice is one', async () => {
  const jpeg = picture('jpeg', 200, 100);
  let page = await saved([['anh-chon', jpeg], ['anh-chon', jpeg], ['anh-chup', picture('jpeg', 100, 200)]]);
  assert.equal(thumbs(page).length, 2);
  const [gone, stays] = thumbs(page);
  const tick = /name="(boanh-\d+)"/.exec(page.text)[1];
  const next = { ...gift({ viec: 'luu' }), khoa: field(page, 'khoa'), nhap: field(page, 'nhap'), phien_ban: field(page, 'phien_ban'), [tick]: '1' };
  page = await getAs(server, 'team_head', (await send(next)).headers.location);
  assert.deepEqual(thumbs(page), [stays]);
  assert.equal((await getAs(server, 'team_head', gone)).status, 404);
});

test('what is no good photo is told beside the field, and the text and the good photos stay', async () => {
  const polyglot = Buffer.concat([picture(), Buffer.from('PK\x03\x04<script>alert(1)</script>', 'latin1')]);
  for (const bad of [polyglot, Buffer.from('<svg onload="alert(1)">'), picture().subarray(0, 900), ofSize(25 * MB + 1)]) {
    const form = { khoa: await newKey(), ...gift({ 'o-occasion_name': 'Tết <Nguyên đán> "vui"' }) };
    const answer = await send(form, [['anh-chon', picture('jpeg', 120, 90)], ['anh-chup', bad]]);
    assert.equal(answer.status, 422, answer.text);
    assert.equal(problems(answer).length, 1, answer.text);
    assert.match(problems(answer)[0], /^ảnh thứ 2: ./);
    assert.match(answer.text, new RegExp(`name="o-quantity"[^>]*value="${form['o-quantity']}"`));
    assert.equal(thumbs(answer).length, 1, 'the good one is kept');
    const again = await send({ ...form, nhap: field(answer, 'nhap'), phien_ban: field(answer, 'phien_ban') });
    assert.equal(again.status, 303, 'without the bad one it goes on');
  }
});

test('a photo of 25 MB is taken; above what the page takes the answer says what to do', async () => {
  assert.equal(thumbs(await saved([['anh-chup', ofSize(25 * MB)]])).length, 1);
  const { cookie } = await sessionOf(server, 'team_head');
  const answer = await request('POST', server.url + FORM, { headers: { cookie, 'content-type': 'multipart/form-data; boundary=x', 'content-length': 33 * MB }, body: Buffer.alloc(0), timeout_ms: 5_000 });
  assert.equal(answer.status, 413);
  assert.match(answer.text, /nhiều ảnh thì gửi từng ít một/);
});

test('HEIC is read where the machine can, and else refused in words', async () => {
  const heic = picture('heic') ?? Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  const answer = await send({ khoa: await newKey(), ...gift({ viec: 'luu' }) }, [['anh-chup', heic]]);
  assert.ok([303, 422].includes(answer.status));
  if (answer.status === 422) assert.match(problems(answer)[0], /^ảnh /);
  else assert.equal(thumbs(await getAs(server, 'team_head', answer.headers.location)).length, 1);
});

test('more than ten photos are too many: ten are kept', async () => {
  const files = Array.from({ length: 10 }, (_, i) => ['anh-chon', picture('jpeg', 40 + i, 30)]);
  const page = await saved(files);
  assert.equal(thumbs(page).length, 10);
  const more = await send({ ...gift({ viec: 'luu' }), khoa: field(page, 'khoa'), nhap: field(page, 'nhap'), phien_ban: field(page, 'phien_ban') }, [['anh-chon', picture('jpeg', 70, 30)]]);
  assert.equal(more.status, 422);
  assert.match(problems(more)[0], /nhiều nhất 10 ảnh/);
  assert.equal(thumbs(more).length, 10);
});

test('an upload that is cut makes nothing; sent again it makes one draft with its photo', async () => {
  const { cookie, token } = await sessionOf(server, 'team_head');
  const form = { khoa: await newKey(), ...gift() };
  const { body, type } = multipart({ ...form, phien: token }, [['anh-chup', picture('jpeg', 900, 700)]]);
  await new Promise((done) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
      socket.write(`POST ${FORM} HTTP/1.1\r\nHost: a\r\nCookie: ${cookie}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`);
      socket.write(body.subarray(0, body.length - 200), () => socket.destroy());
    });
    socket.on('close', done);
    socket.on('error', () => {});
  });
  const own = async () => [...(await getAs(server, 'team_head', '/lam-viec/nhap')).text.matchAll(/<li>/g)].length;
  const count = await own();
  for (let i = 0; i < 2; i++) assert.equal((await send(form, [['anh-chup', picture('jpeg', 900, 700)]])).status, 303);
  assert.equal(await own(), count + 1);
  assert.equal(thumbs(await getAs(server, 'officer', `/lam-viec/duyet/${await waiting()}`)).length, 1);
});

test('photos without a word of consent stay with the office', async () => {
  assert.equal((await send({ khoa: await newKey(), ...gift() }, [['anh-chup', picture('jpeg', 800, 500)]])).status, 303);
  const { page, address, desk } = await approve(await waiting());
  const [photo] = thumbs(page);
  assert.equal((await getAs(server, 'officer', photo)).status, 200);
  assert.equal((await getAs(server, 'team_head', photo)).status, 200, 'whoever took it');
  const record = await get(server.url + address);
  assert.doesNotMatch(record.text, /\/hinh\/|[0-9a-f]{64}-\d+\.jpg/);
  assert.match(record.text, /<dt>Ảnh<\/dt><dd class="meta">Chỉ cán bộ xem/);
  assert.equal((await get(server.url + photo.replace('/lam-viec/anh', '/hinh'))).status, 404);
  assert.deepEqual(thumbs(await getAs(server, 'officer', desk)), [photo]);
});

test('with consent the record shows them; a correction keeps them; erased they are gone everywhere', async () => {
  const form = { khoa: await newKey(), ...gift({ anh_dang: '1' }) };
  const asked = await send(form, [['anh-chup', picture('jpeg', 800, 500)], ['anh-chon', picture('jpeg', 500, 800)]]);
  assert.equal(asked.status, 422);
  assert.deepEqual(problems(asked), ['chưa ghi ngày người trong ảnh đồng ý']);
  const going = { ...form, nhap: field(asked, 'nhap'), phien_ban: field(asked, 'phien_ban') };
  assert.deepEqual(problems(await send({ ...going, anh_dong_y: '1/1/2199' })), ['ngày đồng ý chưa tới']);
  const version = field(await getAs(server, 'team_head', `${FORM}?nhap=${going.nhap}`), 'phien_ban');
  assert.equal((await send({ ...going, phien_ban: version, anh_dong_y: '21/6/2022' })).status, 303);
  const { no, page, address, desk } = await approve(await waiting());
  assert.match(page.text, /người trong ảnh đồng ý ngày 21\/6\/2022/);
  const shown = async () => [...(await get(server.url + address)).text.matchAll(/<img src="(\/hinh\/[0-9a-f]{64}-800\.jpg)"/g)].map((m) => m[1]);
  const [first, second] = await shown();
  assert.ok(first && second);
  assert.equal((await get(server.url + first)).status, 200);
  const entry = async () => (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line)).filter((one) => one.no === no || one.of === no);
  const [stated] = await entry();
  assert.equal(stated.consent, '2022-06-21');
  assert.deepEqual(Object.keys(stated.shown).filter((name) => name.startsWith('picture')), ['picture.0001', 'picture.0002']);
  assert.ok(!JSON.stringify(stated).includes(first.slice(6, 70)), 'an entry says only a commitment');

  await postAs(server, 'officer', `${desk}/xoa-anh`, { anh: 'picture.0001' });
  assert.deepEqual(await shown(), [second]);
  assert.match((await get(server.url + address)).text, /đã được gỡ theo yêu cầu/);
  for (const width of ['400', '800', '1600']) assert.equal((await get(server.url + first.replace('800', width))).status, 404);
  assert.equal((await getAs(server, 'officer', first.replace('/hinh', '/lam-viec/anh'))).status, 404);

  const began = await postAs(server, 'officer', `${desk}/dinh-chinh`);
  const correction = await getAs(server, 'officer', began.headers.location);
  const mended = { ...gift({ 'o-quantity': '77', 'o-value_dong': '23.100.000' }), khoa: field(correction, 'khoa'), nhap: field(correction, 'nhap'), phien_ban: field(correction, 'phien_ban'), ly_do_cong_khai: 'Đếm lại' };
  const sent = await send(mended, [['anh-chon', picture('jpeg', 90, 60)]], { role: 'officer' });
  assert.equal(sent.status, 303, sent.text);
  const look = await getAs(server, 'officer', sent.headers.location);
  assert.equal((await postAs(server, 'officer', sent.headers.location, { viec: 'duyet', phien_ban: field(look, 'phien_ban') })).status, 303);
  assert.deepEqual(await shown(), [second], 'what was erased stays erased, what is shown stays shown');
  assert.equal(thumbs(await getAs(server, 'officer', desk)).length, 2, 'the new one is for the office');
  const last = (await entry()).at(-1);
  assert.equal(last.consent, stated.consent);
  assert.ok(last.private['picture.0003'] && last.shown['picture.0001'] === stated.shown['picture.0001']);

  await runWell(['erase', book, no, 'picture.0002']);
  assert.deepEqual(await shown(), []);
  assert.equal((await get(server.url + second)).status, 404);
  await runWell(['check', book]);
});

test('a form sent once more with other words makes nothing by itself', async () => {
  const form = { khoa: await newKey(), ...gift() };
  assert.equal((await send(form)).status, 303);
  const id = await waiting();
  const other = { ...form, ...gift({ viec: 'gui' }) };
  const asked = await send(other);
  assert.equal(asked.status, 409);
  assert.match(asked.text, /Biểu mẫu này đã gửi rồi/);
  assert.match(asked.text, new RegExp(`name="o-quantity"[^>]*value="${other['o-quantity']}"`));
  assert.equal(await waiting(), id);
  await approve(id);
  assert.equal((await send(form)).status, 409, 'approved meanwhile: it does not wait again');
  assert.notEqual(await waiting(), id);
  assert.equal((await send({ ...other, khoa: field(asked, 'khoa') })).status, 303, 'sent once more it is another one');
  assert.equal((await getAs(server, 'officer', `/lam-viec/duyet/${id}`)).text.includes('đang chờ duyệt'), false);
});

test('when the helper program dies, the text is kept and the next try is as good', async () => {
  const folder = makeFolder(), real = dirname(program());
  cpSync(program(), join(folder, basename(program())));
  for (const name of readdirSync(real)) if (!['worker', basename(program())].includes(name)) symlinkSync(join(real, name), join(folder, name));
  mkdirSync(join(folder, 'worker'));
  writeFileSync(join(folder, 'worker/picture'), '#!/bin/sh\nexit 9\n');
  chmodSync(join(folder, 'worker/picture'), 0o755);
  await server.stop();
  const broken = await serve(book, [], { command: join(folder, basename(program())) });
  const form = { khoa: field(await getAs(broken, 'team_head', FORM), 'khoa'), ...gift() };
  const answer = await send(form, [['anh-chup', picture()]], { to: broken });
  assert.equal(answer.status, 422, answer.text);
  assert.match(problems(answer)[0], /ảnh chưa đọc được/);
  assert.match(answer.text, new RegExp(`value="${form['o-quantity']}"`));
  await broken.stop();
  server = await serve(book);
  const next = { ...form, nhap: field(answer, 'nhap'), phien_ban: field(answer, 'phien_ban') };
  assert.equal((await send(next, [['anh-chup', picture()]])).status, 303);
});

test('a team head sends a photo from a phone', async () => {
  const page = await newPage({ width: 390, height: 844, isTouch: true });
  await page.goto(`${server.url}/dang-nhap`);
  await page.fill('[name=ten_dang_nhap]', 'truong-ban');
  await page.fill('[name=mat_khau]', 'mot-lan-thu');
  await page.click('main button[type=submit]');
  await page.goto(server.url + FORM);
  await page.setInputFiles('#anh-chup', { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: picture('jpeg', 1200, 900) });
  await page.fill('[name=o-quantity]', '7');
  await page.click('button[value=luu]');
  await page.waitForSelector('.thumbs img');
  assert.deepEqual(await axe(page), []);
  await noSidewaysScroll(page);
  await screenshot(page, 'photo-form-phone');
  const path = new URL(page.url());
  assert.deepEqual(await htmlValidate((await getAs(server, 'team_head', path.pathname + path.search)).text), []);
  assert.deepEqual(page.errors, []);
});
