// The office: everyone is met by what waits for them and by the rooms that are open to them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getAs, postAs, sessionOf, signIn } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, post, runWell, serve } from '../harness.mjs';

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

const field = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const links = (page) => [...page.text.matchAll(/href="(\/[^"#]*)"/g)].map((match) => match[1]);

/** What waits, as the home page tells it ("2 việc chờ duyệt"); late reports are another test's. */
const waiting = (page) =>
  [...page.text.matchAll(/<b class="number">(\d+)<\/b>\s*<span class="label">([^<]*)/g)]
    .map((m) => `${m[1]} ${m[2]}`)
    .filter((line) => !line.includes('quá hạn'));

/** Looks at a page as a role in the browser: axe, html-validate, no sideways scroll at 390 px, a picture at both widths. */
async function look(role, path, name) {
  const { cookie } = await sessionOf(server, role);
  const at = cookie.indexOf('=');
  for (const width of [390, 1280]) {
    const page = await newPage({ width, isTouch: width < 500 });
    await page.context().addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: server.url }]);
    await page.goto(server.url + path);
    if (width === 390) {
      assert.deepEqual(await axe(page), [], path);
      assert.deepEqual(await htmlValidate((await getAs(server, role, path)).text), [], path);
      await noSidewaysScroll(page);
      await page.setViewportSize({ width, height: 844 });
    }
    await screenshot(page, `office-${name}-${width}`);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
}

test('a team head is met by three large buttons, and by what was sent back', async () => {
  const home = await getAs(server, 'team_head', '/lam-viec');
  assert.deepEqual([.../<ul class="big-buttons">(.*?)<\/ul>/s.exec(home.text)[1].matchAll(/>([^<]+)<\/a>/g)].map((m) => m[1]), [
    'Trao quà',
    'Vận động được',
    'Họp, tuyên truyền',
  ]);
  assert.deepEqual(waiting(home), []);
  const form = await getAs(server, 'team_head', '/lam-viec/ghi/qua');
  const gift = { viec: 'gui', don_vi: 'kp1', ngay: '2022-06-21', 'o-occasion': 'regular', 'o-quantity': '11', 'o-value_dong': '3.300.000' };
  assert.equal((await postAs(server, 'team_head', '/lam-viec/ghi/qua', { khoa: field(form, 'khoa'), ...gift })).status, 303);
  assert.match((await getAs(server, 'team_head', '/lam-viec')).text, /Trao quà, khu phố 1, ngày 21\/6\/2022<\/a>\s*<span class="meta">Chờ duyệt/);
  const queue = await getAs(server, 'officer', '/lam-viec');
  assert.deepEqual(waiting(queue), ['1 việc chờ duyệt']);
  assert.ok(!queue.text.includes('big-buttons'));
  const id = /\/lam-viec\/duyet\/(\d+)/.exec((await getAs(server, 'officer', '/lam-viec/duyet')).text)[1];
  const one = await getAs(server, 'officer', `/lam-viec/duyet/${id}`);
  assert.equal((await postAs(server, 'officer', `/lam-viec/duyet/${id}`, { viec: 'tra', loi: 'Ghi rõ số suất', phien_ban: field(one, 'phien_ban') })).status, 303);
  const returned = await getAs(server, 'team_head', '/lam-viec');
  assert.deepEqual(waiting(returned), ['1 việc bị trả lại, cần bổ sung']);
  assert.match(returned.text, /Bị trả lại.*Lời nhắn: Ghi rõ số suất/s);
  assert.deepEqual(waiting(await getAs(server, 'officer', '/lam-viec')), []);
});

test('somebody of a book without units is met as well', async () => {
  const empty = makeBook();
  await runWell(['init', empty]);
  const link = (await runWell(['user', 'add', empty, 'moi', 'Người mới', '--role', 'officer'])).match(/\/dat-mat-khau\/[\w-]{43}/)[0];
  const other = await serve(empty);
  try {
    await post(other.url + link, { mat_khau: 'một câu dễ nhớ', mat_khau_2: 'một câu dễ nhớ' });
    const { cookie } = await signIn(other, 'moi', { password: 'một câu dễ nhớ' });
    const home = await get(`${other.url}/lam-viec`, { cookie });
    assert.equal(home.status, 200, home.text);
    assert.match(home.text, /Không có việc nào đang chờ bạn/);
  } finally {
    await other.stop();
  }
});

test('each role is led only where it may go', async () => {
  for (const role of ['team_head', 'officer', 'accountant', 'cashier', 'chair', 'upper', 'inspector', 'admin']) {
    const home = await getAs(server, role, '/lam-viec');
    assert.equal(home.status, 200);
    for (const link of new Set(links(home).filter((one) => /^\/(lam-viec|quan-tri|tai-khoan)/.test(one))))
      assert.equal((await getAs(server, role, link)).status, 200, `${role} ${link}`);
  }
  assert.ok(links(await getAs(server, 'admin', '/lam-viec')).includes('/quan-tri/tai-khoan'));
  assert.ok(!links(await getAs(server, 'officer', '/lam-viec')).includes('/quan-tri/tai-khoan'));
  assert.ok(!links(await getAs(server, 'upper', '/lam-viec')).includes('/lam-viec/ghi'));
});

// ---- the board of indicators, and targets ----

const GIFTS = '/lam-viec/chi-tieu/suat-qua';
const MAY = { 'don-vi': 'go-quao', ky: '2022-H2' };
const paper = { co_quan: 'Ủy ban MTTQ Việt Nam huyện', van_ban: 'Kế hoạch số 12/KH-MTTQ', ngay: '1/7/2022', ghi_chu: '' };
const problems = (page) => [...page.text.matchAll(/class="(?:problem|wrong)"[^>]*>([^<]*)/g)].map((m) => m[1].trim());

/** The hidden fields of the form of targets: which statement each number was drawn with. */
const known = (page) => Object.fromEntries([...page.text.matchAll(/name="(t-[^"]+)" value="(\d+)"/g)].map((m) => [m[1], m[2]]));

/** Hands targets down as a role, with the form as it is drawn now. */
async function handDown(role, fields, drawn = known) {
  const page = await getAs(server, role, `${GIFTS}?don-vi=go-quao&ky=2022-H2`);
  return postAs(server, role, GIFTS, { ...MAY, ...paper, ...drawn(page), ...fields });
}

test('the board says in words how far each target is, and what the areas have done', async () => {
  const page = await getAs(server, 'chair', '/lam-viec/chi-tieu?don-vi=go-quao&ky=2022-H1');
  assert.match(page.text, />Suất quà<\/a>.*?1\.126 suất.*?1\.000 suất.*?Đạt, vượt 126 suất/s);
  assert.match(page.text, /<th scope="row">[^<]*<\/th>\s*<td class="n">\d+\/8<\/td>/, 'sessions of the first area against its own target');
  const empty = await getAs(server, 'chair', '/lam-viec/chi-tieu?don-vi=go-quao&ky=2019-H1');
  assert.match(empty.text, /chưa có chỉ tiêu nào được giao/);
  assert.equal((await getAs(server, 'chair', '/lam-viec/chi-tieu?ky=2022-H7')).status, 404);
  assert.equal((await getAs(server, 'chair', '/lam-viec/chi-tieu?don-vi=khong-co')).status, 404);
});

test('the page of an indicator has its areas and periods as pictures and as tables, and tells shares that do not make the whole', async () => {
  const page = await getAs(server, 'officer', '/lam-viec/chi-tieu/cuoc-tuyen-truyen?don-vi=go-quao&ky=2022-H1');
  assert.match(page.text, /Các khu phố được giao cộng lại 48 cuộc, cả thị trấn 60 cuộc: còn 12 cuộc chưa giao\./);
  assert.equal(page.text.match(/<svg [^>]*class="chart/g)?.length, 2);
  assert.match(page.text, /<caption class="sight">Qua các kỳ<\/caption>/);
  assert.ok(!page.text.includes('id="giao"'), 'an officer hands nothing down');
});

test('a team head sees the own area and no other', async () => {
  const page = await getAs(server, 'team_head', '/lam-viec/chi-tieu?ky=2022-H1');
  assert.match(page.text, /Chỉ tiêu 6 tháng đầu năm 2022/);
  assert.ok(!page.text.includes('don-vi=kp2'));
  assert.equal((await getAs(server, 'team_head', '/lam-viec/chi-tieu?don-vi=kp2')).status, 403);
  assert.equal((await postAs(server, 'team_head', GIFTS, { ...MAY, ...paper, 'm-kp1': '5', 't-kp1': '0' })).status, 403);
});

test('a target is handed down with its paper, replaced only with a reason, and its history stays', async () => {
  const bare = await handDown('upper', { 'm-go-quao': 'nhiều', co_quan: '', van_ban: '', ngay: '31/6/2022' });
  assert.equal(bare.status, 422);
  assert.equal(problems(bare).length, 5, problems(bare).join('\n'));
  assert.match(bare.text, /value="nhiều"/, 'what was typed stays');
  assert.equal((await handDown('upper', { 'm-go-quao': '1.200' })).status, 303);
  assert.equal((await handDown('upper', { 'm-go-quao': '1.200' })).status, 422, 'nothing new');
  const again = await handDown('upper', { 'm-go-quao': '1.300' });
  assert.deepEqual(problems(again).slice(-1), ['thay hoặc bỏ mức đã giao thì phải ghi vì sao']);
  assert.equal((await handDown('upper', { 'm-go-quao': '1.300', ghi_chu: 'thêm quà Tết', ngay: '5/8/2022' })).status, 303);
  const page = await getAs(server, 'officer', `${GIFTS}?don-vi=go-quao&ky=2022-H2`);
  assert.deepEqual([...page.text.matchAll(/<strong>([^<]*suất)<\/strong>/g)].map((m) => m[1]), [
    'Thị trấn Gò Quao: 1.300 suất',
    'Thị trấn Gò Quao: 1.200 suất',
  ]);
  assert.match(page.text, /Kế hoạch số 12\/KH-MTTQ, ngày 5\/8\/2022.*?thêm quà Tết.*?Mặt trận cấp trên/s);
  const journal = (await runWell(['journal', book])).trim().split('\n').map((line) => JSON.parse(line));
  const last = journal.filter((entry) => entry.type === 'target.set').at(-1);
  assert.deepEqual([last.target, last.given, last.source, last.unit, last.period], [1300, '2022-08-05', 'Kế hoạch số 12/KH-MTTQ', 'go-quao', '2022-H2']);
  assert.match(last.by, /^u\d+$/);
});

test('nobody overwrites unseen, and shares that do not make the whole are asked about', async () => {
  const before = known(await getAs(server, 'chair', `${GIFTS}?don-vi=go-quao&ky=2022-H2`));
  const all = { 'm-go-quao': '1.400', 'm-kp1': '700', ghi_chu: 'theo hội nghị' };
  const stale = await handDown('chair', all, () => ({ ...before, 't-go-quao': '0' }));
  assert.equal(stale.status, 422);
  assert.match(problems(stale).join(), /vừa có mức giao khác: 1\.300 suất/);
  const asked = await handDown('chair', all);
  assert.equal(asked.status, 422);
  assert.match(asked.text, /còn 700 suất chưa giao.*Vẫn giao như vậy/s);
  assert.equal((await handDown('chair', { ...all, dong_y: '1' })).status, 303);
  const withdrawn = await handDown('chair', { 'm-go-quao': '1.400', 'm-kp1': '', ghi_chu: 'giao lại sau' });
  assert.equal(withdrawn.status, 303, problems(withdrawn).join());
  assert.match((await getAs(server, 'chair', `${GIFTS}?don-vi=go-quao&ky=2022-H2`)).text, /Khu phố 1: không giao/);
  assert.match(await runWell(['check', book]), /./);
});

// ---- who has reported ----

const DUTY = '/lam-viec/day-du';
const cells = (page) => [...page.text.matchAll(/<span class="state[^"]*">\s*(?:<strong>)?([^<]*)/g)].map((m) => m[1].trim());

test('each area stands beside what it has reported, and what is late is said in days', async () => {
  const page = await getAs(server, 'officer', `${DUTY}?don-vi=go-quao&ky=2022-05`);
  assert.equal(page.text.match(/<th scope="row"/g).length, 6);
  assert.equal(cells(page).length, 24);
  assert.match(page.text, /Trao quà, hỗ trợ <span class="meta">tháng 5 năm 2022, hạn 5\/6\/2022/);
  assert.match(page.text, /Vận động, đóng góp <span class="meta">quý II năm 2022, hạn 10\/7\/2022/);
  assert.match(cells(page).join('; '), /\d+ việc, gần nhất \d+\/5\/2022/);
  const late = await getAs(server, 'officer', `${DUTY}?don-vi=go-quao&ky=2022-01`);
  assert.match(cells(late).join('; '), /Quá hạn \d+ ngày/);
  assert.ok(!page.text.includes('Kỳ này không phát sinh'), 'said on the page of one area');
  for (const path of [`${DUTY}?ky=2022-H1`, `${DUTY}?don-vi=khong-co`]) assert.equal((await getAs(server, 'officer', path)).status, 404, path);
});

test('a team head says that there is nothing to report: neither silence nor zero, and it can be taken back', async () => {
  const path = `${DUTY}?don-vi=kp1&ky=2020-02`;
  const say = (fields) => postAs(server, 'team_head', DUTY, { 'don-vi': 'kp1', ky: '2020-02', viec: 'gifts', ...fields });
  assert.match(cells(await getAs(server, 'team_head', path))[0], /^Quá hạn/);
  for (let i = 0; i < 2; i++) assert.equal((await say()).status, 303, 'sent twice it is said once');
  const said = await getAs(server, 'team_head', path);
  assert.equal(cells(said)[0], 'Không phát sinh');
  assert.match(cells(said)[1], /^Quá hạn/, 'of that duty alone');
  assert.match((await getAs(server, 'inspector', '/quan-tri/nhat-ky')).text, /Báo không phát sinh.*Khu phố 1, Trao quà, hỗ trợ, tháng 2 năm 2020/s);
  assert.equal((await say({ bo: '1' })).status, 303);
  assert.match(cells(await getAs(server, 'team_head', path))[0], /^Quá hạn/);
  assert.equal((await say({ viec: 'khong-co' })).status, 404);
  assert.equal((await say({ 'don-vi': 'kp2' })).status, 403);
  assert.equal((await postAs(server, 'upper', DUTY, { 'don-vi': 'kp1', ky: '2020-02', viec: 'gifts' })).status, 403);
  assert.equal((await postAs(server, 'officer', DUTY, { 'don-vi': 'go-quao', ky: '2020-02', viec: 'gifts' })).status, 404, 'a commune reports nothing itself');
  assert.equal((await getAs(server, 'team_head', `${DUTY}?don-vi=kp2`)).status, 403);
  assert.equal((await getAs(server, 'upper', `${DUTY}?ky=2022-05`)).status, 200, 'those above see the units below');
});

// ---- the week's figures for another system ----

test('the totals of a week add up to those of the month, and go to the clipboard', async () => {
  const gifts = async (path) => Number(/Suất quà đã trao<\/a><\/td><td class="n"><output[^>]*>([\d.]+)/.exec((await getAs(server, 'officer', path)).text)[1].replace('.', ''));
  const weeks = ['2022-05-30', '2022-06-06', '2022-06-13', '2022-06-20', '2022-06-27'];
  const sums = await Promise.all(weeks.map((week) => gifts(`/lam-viec/mat-tran-so?tuan=${week}`)));
  const listed = (await get(`${server.url}/so-lieu/2022/ca-nam/suat-qua/danh-sach.csv`)).text.trim().split('\r\n').slice(1).map((line) => line.split(','));
  assert.ok(listed.length > 10);
  assert.ok(sums.reduce((a, b) => a + b) > 0);
  assert.equal(await gifts('/lam-viec/mat-tran-so?tuan=2022-06-09'), sums[1], 'any day of the week');
  const { cookie } = await sessionOf(server, 'officer');
  const page = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.context().addCookies([{ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1), url: server.url }]);
  await page.goto(`${server.url}/lam-viec/mat-tran-so?tuan=2022-06-06`);
  await page.click('text=Chép tất cả');
  await page.waitForSelector('text=Đã chép');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /tuần từ 6\/6\/2022 đến 12\/6\/2022\n.*Suất quà đã trao: \d+ suất/s);
  await page.context().close();
  assert.equal((await getAs(server, 'officer', '/lam-viec/mat-tran-so?tuan=31/6/2022')).status, 400);
});

test('a stranger is asked to sign in', async () => {
  for (const path of ['/lam-viec', '/lam-viec/chi-tieu', DUTY, '/lam-viec/mat-tran-so']) assert.equal((await get(server.url + path)).headers.location, `/dang-nhap?tiep=${encodeURIComponent(path)}`);
});

test('every page is clean and fits a phone', async () => {
  await look('team_head', '/lam-viec', 'home-team-head');
  await look('officer', '/lam-viec', 'home-officer');
  await look('chair', '/lam-viec/chi-tieu?don-vi=go-quao&ky=2022-H1', 'board');
  await look('chair', '/lam-viec/chi-tieu/cuoc-tuyen-truyen?don-vi=go-quao&ky=2022-H1', 'target');
  await look('officer', `${DUTY}?don-vi=go-quao&ky=2022-05`, 'duty');
  await look('team_head', `${DUTY}?don-vi=kp1&ky=2020-02`, 'duty-own');
  await look('officer', '/lam-viec/mat-tran-so?tuan=2022-06-06', 'weekly');
});
