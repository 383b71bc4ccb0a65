// A review on its desk: written around its figures, passed, issued with a number, corrected. Nothing
// of the desk is public before the chair issues it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs, postAs, sessionOf } from '../accounts.mjs';
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

const DESK = '/lam-viec/bao-cao/2022/quy-2';
const PUBLIC = '/bao-cao/2022/quy-2';
const hidden = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const problems = (page) => [...page.text.matchAll(/class="problem">([^<]*)/g)].map((m) => m[1].trim());
const versions = (page) => Object.fromEntries([...page.text.matchAll(/name="(v-\w+)" value="(\d+)"/g)].map((m) => [m[1], m[2]]));

/** Sends texts of the desk as the page that was read has them. */
async function write(role, page, texts, viec = 'luu', desk = DESK) {
  const fields = { viec, ...versions(page) };
  for (const name of Object.keys(fields).filter((one) => one.startsWith('v-'))) fields[`o-${name.slice(2)}`] = texts[name.slice(2)] ?? '';
  return postAs(server, role, desk, fields);
}
async function step(viec, loi = '', role = 'chair') {
  const page = await getAs(server, 'chair', DESK);
  return postAs(server, role, `${DESK}/buoc`, { viec, loi, phien_ban: hidden(page, 'phien_ban') ?? '0' });
}
const publicText = async () => (await get(server.url + PUBLIC)).text;

const UU_DIEM = 'Quý này các tổ đoàn kết đi vào nền nếp, trao {wel.gifts_count suất} quà.';

test('what is written at the desk is seen there and in the preview, nowhere else', async () => {
  const list = await getAs(server, 'officer', '/lam-viec/bao-cao');
  assert.match(list.text, /href="\/lam-viec\/bao-cao\/2022\/quy-2"/);
  const page = await getAs(server, 'officer', DESK);
  assert.equal(page.status, 200);
  assert.match(page.text, /Chưa viết phần Ưu điểm/);
  assert.equal((await write('officer', page, { uu_diem: UU_DIEM, an_sinh_cuoi: 'Lời cuối phần an sinh.' })).status, 303);
  const preview = await getAs(server, 'officer', `${DESK}/xem-truoc`);
  assert.match(preview.text, /nền nếp, trao <a class="fig"[^>]*>[\d.]+ suất<\/a> quà/, 'a bound figure is filled in');
  assert.match(preview.text, /Lời cuối phần an sinh/);
  assert.doesNotMatch(preview.text, /<h3[^>]*>Lời cuối phần an sinh/, 'a free place has no heading');
  assert.doesNotMatch(await publicText(), /nền nếp, trao/);
  assert.equal((await getAs(server, 'officer', `${DESK}/du-thao.docx`)).status, 200);
  assert.equal((await get(`${server.url}${DESK}/du-thao.docx`)).status, 303, 'a stranger is asked to sign in');
  for (const role of ['team_head', 'accountant', 'upper', 'inspector']) assert.equal((await getAs(server, role, DESK)).status, 403, role);
});

test('periods of long ago are folded away, but not one where something was done', async () => {
  const months = (page) => page.text.slice(page.text.indexOf('<h2>Tháng</h2>'));
  const parts = (page) => months(page).split('<details').map((part) => [...part.matchAll(/<li>/g)].length);
  const [shown, folded] = parts(await getAs(server, 'officer', '/lam-viec/bao-cao'));
  assert.equal(shown, 4);
  assert.ok(folded > 10, `${folded} folded`);
  const old = /\/lam-viec\/bao-cao\/2021\/thang-\d+/.exec(months(await getAs(server, 'officer', '/lam-viec/bao-cao')).split('<details')[1])[0];
  assert.equal((await write('officer', await getAs(server, 'officer', old), { uu_diem: 'Tháng này làm tốt.' }, 'luu', old)).status, 303);
  assert.deepEqual(parts(await getAs(server, 'officer', '/lam-viec/bao-cao')), [5, folded - 1]);
});

test('an area has a desk of its own', async () => {
  const page = await getAs(server, 'officer', `${DESK}?don-vi=kp1`);
  const sent = await postAs(server, 'officer', DESK, { 'don-vi': hidden(page, 'don-vi'), viec: 'luu', 'v-uu_diem': '0', 'o-uu_diem': 'Của riêng khu phố.' });
  assert.equal(sent.headers.location, `${DESK}?don-vi=kp1&da=luu`);
  assert.match((await getAs(server, 'officer', `${DESK}?don-vi=kp1`)).text, /Của riêng khu phố/);
  assert.doesNotMatch((await getAs(server, 'officer', DESK)).text, /Của riêng khu phố/);
  assert.equal((await getAs(server, 'officer', `${DESK}?don-vi=khong-co`)).status, 404);
});

test('what cannot be printed is told beside its place, the rest is kept', async () => {
  const page = await getAs(server, 'officer', DESK);
  const answer = await write('officer', page, { uu_diem: UU_DIEM, han_che: 'Có {wel.no_such} việc.', nguyen_nhan: 'Mưa nhiều.', an_sinh_cuoi: 'Lời cuối phần an sinh.' });
  assert.equal(answer.status, 422);
  assert.deepEqual(problems(answer), ['không có số liệu «wel.no_such»']);
  assert.match(answer.text, /Có \{wel\.no_such\} việc\./, 'what was typed stays');
  assert.match((await getAs(server, 'officer', DESK)).text, /Mưa nhiều\./);
});

test('two people on one text: the second sees both, saving again decides', async () => {
  const page = await getAs(server, 'officer', DESK);
  const texts = { uu_diem: UU_DIEM, nguyen_nhan: 'Mưa nhiều.', an_sinh_cuoi: 'Lời cuối phần an sinh.' };
  assert.equal((await write('chair', page, { ...texts, han_che: 'Chữ của Chủ tịch.' })).status, 303);
  const second = await write('officer', page, { ...texts, han_che: 'Chữ của cán bộ.' });
  assert.equal(second.status, 409);
  assert.match(second.text, /vừa sửa phần này/);
  assert.match(second.text, /Chữ của Chủ tịch\./);
  assert.match(second.text, />Chữ của cán bộ\.<\/textarea>/);
  assert.equal((await write('officer', second, { ...texts, han_che: 'Chữ của cán bộ.' })).status, 303);
});

test('the steps go one after another, each by whom it belongs to', async () => {
  const texts = { uu_diem: UU_DIEM, nguyen_nhan: 'Mưa nhiều.', han_che: 'Chữ của cán bộ.', an_sinh_cuoi: 'Lời cuối phần an sinh.' };
  assert.equal((await step('thong-qua')).status, 409, 'nothing was handed in yet');
  const open = await getAs(server, 'officer', DESK);
  assert.equal((await write('officer', open, texts, 'trinh')).status, 303);
  assert.match((await getAs(server, 'chair', '/lam-viec')).text, /báo cáo chờ thông qua, ban hành/);
  assert.doesNotMatch((await getAs(server, 'officer', '/lam-viec')).text, /báo cáo chờ thông qua/);
  assert.equal((await step('thong-qua', '', 'officer')).status, 403);
  const late = await write('officer', open, { ...texts, han_che: 'Muộn mất rồi.' });
  assert.equal(late.status, 409);
  assert.match(late.text, /Muộn mất rồi\./, 'what came too late stays to be copied');
  const bare = await step('tra');
  assert.equal(bare.status, 422);
  assert.deepEqual(problems(bare), ['trả lại thì phải nhắn cần sửa gì']);
  assert.equal((await step('tra', 'Nói rõ hơn về Tết.')).status, 303);
  const returned = await getAs(server, 'officer', DESK);
  assert.match(returned.text, /Nói rõ hơn về Tết\./);
  assert.equal((await write('officer', returned, { ...texts, han_che: 'Nói rõ hơn rồi.' }, 'trinh')).status, 303);
  assert.equal((await step('thong-qua', 'Họp ngày 4/7/2022.')).status, 303);
  assert.equal((await postAs(server, 'chair', `${DESK}/ban-hanh`, { phien_ban: '1', ngay: '5/7/2022', thay: '' })).status, 409, 'the party has not spoken');
  assert.equal((await step('y-kien', 'Đồng ý.')).status, 303);
  const trail = await getAs(server, 'inspector', '/lam-viec/nhat-ky');
  if (trail.status === 200) assert.match(trail.text, /Báo cáo: Ban Thường trực thông qua/);
});

test('a figure that is another than the chair has seen stops the issue and shows both', async () => {
  const seen = await getAs(server, 'chair', `${DESK}/ban-hanh`);
  assert.match(seen.text, /Số tiếp theo/);
  const form = await getAs(server, 'team_head', '/lam-viec/ghi/qua');
  const draft = { khoa: hidden(form, 'khoa'), viec: 'gui', don_vi: 'kp1', ngay: '2022-06-21', 'o-occasion': 'regular', 'o-quantity': '19', 'o-value_dong': '5.700.000' };
  assert.equal((await postAs(server, 'team_head', '/lam-viec/ghi/qua', draft)).status, 303);
  const waiting = await getAs(server, 'officer', DESK);
  assert.match(waiting.text, /1 việc trong kỳ còn chờ duyệt/);
  const queue = await getAs(server, 'officer', '/lam-viec/duyet');
  const id = /\/lam-viec\/duyet\/(\d+)/.exec(queue.text)[1];
  const one = await getAs(server, 'officer', `/lam-viec/duyet/${id}`);
  assert.equal((await postAs(server, 'officer', `/lam-viec/duyet/${id}`, { viec: 'duyet', phien_ban: hidden(one, 'phien_ban') })).status, 303);
  const fields = { phien_ban: hidden(seen, 'phien_ban'), thay: hidden(seen, 'thay'), ngay: '5/7/2022', loi: '' };
  const refused = await postAs(server, 'chair', `${DESK}/ban-hanh`, fields);
  assert.equal(refused.status, 409);
  assert.match(refused.text, /Số suất quà[^<]*: bạn đã xem [\d.]+ suất, nay [\d.]+ suất|suất quà[^<]*: bạn đã xem/i);
  assert.doesNotMatch(await publicText(), /đã ban hành ngày/);
  assert.match((await getAs(server, 'chair', DESK)).text, /Số liệu đã đổi từ khi Ban Thường trực thông qua/);
});

test('a day that cannot be is told beside its field; issued once, numbered once, verifiable', async () => {
  const seen = await getAs(server, 'chair', `${DESK}/ban-hanh`);
  const fields = { phien_ban: hidden(seen, 'phien_ban'), thay: hidden(seen, 'thay'), loi: '' };
  const wrong = await postAs(server, 'chair', `${DESK}/ban-hanh`, { ...fields, ngay: '31/6/2022' });
  assert.equal(wrong.status, 422);
  assert.deepEqual(problems(wrong), ['tháng 6 chỉ có 30 ngày']);
  assert.equal((await postAs(server, 'officer', `${DESK}/ban-hanh`, { ...fields, ngay: '5/7/2022' })).status, 403);
  for (let i = 0; i < 2; i++) assert.equal((await postAs(server, 'chair', `${DESK}/ban-hanh`, { ...fields, ngay: '5/7/2022' })).status, 303, 'the button pressed twice');
  const issued = await getAs(server, 'chair', `${DESK}/ban-hanh`);
  assert.match(issued.text, /<dt>Số văn bản<\/dt><dd>[^<]*BC-MTTQ/);
  const page = await publicText();
  assert.match(page, /đã ban hành ngày/);
  assert.match(page, /nền nếp, trao/);
  const journal = (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line));
  const entries = journal.filter((entry) => entry.type === 'review.issued' && entry.period === '2022-Q2');
  assert.equal(entries.length, 1);
  assert.match(entries[0].by, /^u\d+$/);
  assert.deepEqual(entries[0].prose, ['an_sinh_cuoi', 'han_che', 'nguyen_nhan', 'uu_diem']);
  assert.ok(!JSON.stringify(journal).includes('nền nếp, trao'), 'prose is a commitment only');
  assert.match(await runWell(['paper', 'list', book, '2022']), /BC-MTTQ/);
});

test('the pages are good to use on a phone and a PC, without scripts too', async () => {
  const { cookie } = await sessionOf(server, 'chair');
  for (const [name, path] of [['list', '/lam-viec/bao-cao'], ['desk', '/lam-viec/bao-cao/2022/6-thang-cuoi-nam'], ['issued', DESK], ['issue', `${DESK}/ban-hanh`]]) {
    for (const width of [390, 1280]) {
      const page = await newPage({ width, hasScript: width === 390 });
      await page.context().addCookies([{ name: cookie.split('=')[0], value: cookie.split('=')[1], url: server.url, secure: cookie.startsWith('__Host-') }]);
      const answer = await page.goto(server.url + path);
      assert.equal(answer.status(), 200, path);
      await noSidewaysScroll(page);
      if (width === 390) {
        assert.deepEqual(await axe(page), []);
        assert.deepEqual(await htmlValidate(await (await get(server.url + path, { cookie })).text), []);
      }
      await screenshot(page, `review-desk-${name}-${width}`);
      await page.close();
    }
  }
});

test('a correction leaves the issued one standing until it is issued itself', async () => {
  assert.equal((await postAs(server, 'officer', DESK, { viec: 'dinh-chinh' })).status, 303);
  const page = await getAs(server, 'officer', DESK);
  const texts = { uu_diem: 'Lời đã đính chính.', han_che: 'Nói rõ hơn rồi.' };
  assert.equal((await write('officer', page, texts, 'trinh')).status, 303);
  assert.doesNotMatch(await publicText(), /Lời đã đính chính/);
  assert.match(await publicText(), /nền nếp, trao/);
  assert.equal((await step('thong-qua')).status, 303);
  assert.equal((await step('y-kien')).status, 303);
  const seen = await getAs(server, 'chair', `${DESK}/ban-hanh`);
  assert.match(seen.text, /Báo cáo giữ số/);
  assert.equal((await postAs(server, 'chair', `${DESK}/ban-hanh`, { phien_ban: hidden(seen, 'phien_ban'), thay: hidden(seen, 'thay'), ngay: '', loi: '' })).status, 303);
  assert.match(await publicText(), /Lời đã đính chính/);
  assert.doesNotMatch(await publicText(), /nền nếp, trao|Mưa nhiều/);
  await runWell(['prose', 'erase', book, 'go-quao', '2022-Q2', 'uu_diem']);
  assert.doesNotMatch(await publicText(), /Lời đã đính chính/);
  assert.match(await publicText(), /Nói rõ hơn rồi/);
  assert.doesNotMatch((await getAs(server, 'officer', `${DESK}/xem-truoc`)).text, /Lời đã đính chính/);
  await server.stop();
  server = undefined;
  await runWell(['check', book]);
});
