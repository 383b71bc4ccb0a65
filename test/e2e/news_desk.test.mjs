// The desk of articles: from a review to a draft, a picture, a preview and the public page; later,
// corrected, taken down; and what two people, a double click and a slip do.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { getAs, postAs, sessionOf } from '../accounts.mjs';
import { axe, htmlValidate, newPage, noSidewaysScroll, screenshot, stopBrowser } from '../browser.mjs';
import { get, makeBook, post, request, runWell, serve, top } from '../harness.mjs';

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

const DESK = '/lam-viec/tin';
const PICTURE = join(top, 'sample/go-quao/articles/cau-muong-lo.png');
const field = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
const body = (page) => /<textarea id="noi_dung"[^>]*>([^<]*)</.exec(page.text)?.[1].replaceAll('&quot;', '"');
const problems = (page) => [...page.text.matchAll(/class="problem">([^<]*)/g)].map((m) => m[1].trim());

/** An article as the form sends it; cells: what is another than usual. */
function article(cells = {}) {
  return {
    don_vi: 'go-quao',
    tieu_de: 'Ra quân dọn kênh',
    chuyen_muc: 'front_work',
    ngay: '2022-06-21',
    noi_dung: 'Bà con dọn kênh, có {wel.gifts_count 2022-H1 suất} quà.',
    ...cells,
  };
}

/** Sends a new article; gives the answer. */
async function begin(cells) {
  const page = await getAs(server, 'officer', `${DESK}/moi`);
  return postAs(server, 'officer', `${DESK}/moi`, { khoa: field(page, 'khoa'), viec: 'luu', ...article(cells) });
}

/** The same; gives the address of the draft that it has made. */
async function draft(cells) {
  const answer = await begin(cells);
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.location.split('?')[0];
}

/** Sends a draft again. */
async function send(address, cells, role = 'officer') {
  const page = await getAs(server, role, address);
  return postAs(server, role, address, { khoa: 'x', phien_ban: field(page, 'phien_ban'), ...article(), ...cells });
}

/** Publishes a new article; gives its page on the desk. */
async function publish(cells) {
  const answer = await begin({ viec: 'dang', ...cells });
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.location.split('?')[0];
}

/** The public address that a page of the desk leads to. */
async function publicAddress(desk) {
  return /<a href="(\/tin\/[^"]+)">Xem trên trang/.exec((await getAs(server, 'officer', desk)).text)[1];
}


/** Asks axe about the page as it stands, and html-validate about its bytes. */
async function isWell(page) {
  const { pathname, search } = new URL(page.url());
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await htmlValidate((await getAs(server, 'officer', pathname + search)).text), []);
}

test('an officer composes from a review, adds a picture, previews and publishes', async (t) => {
  const page = await newPage({ width: 390, height: 844 });
  page.setDefaultTimeout(10_000);
  const { cookie } = await sessionOf(server, 'officer');
  const [name, value] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: server.url }]);
  await page.goto(`${server.url}${DESK}`);
  await page.click('text=Soạn từ báo cáo của một kỳ');
  await page.selectOption('#ky', '2022-H1');
  await page.click('text=Soạn bài nháp');
  assert.match(page.url(), /\/lam-viec\/tin\/\d+\?da=soan/);
  await screenshot(page, 'news-form-390');
  await isWell(page);
  await page.fill('#tieu_de', 'Gò Quao sơ kết, bản của cán bộ');
  await page.click('button:has-text("Thêm ảnh")');
  await page.setInputFiles('#tep', PICTURE);
  await page.fill('#mo_ta', 'Bà con đi trên cầu mới');
  await page.fill('#chu_thich', 'Cầu Mương Lộ ngày khánh thành');
  await page.fill('#ngay_dong_y', '20/7/2022');
  await screenshot(page, 'news-picture-390');
  await isWell(page);
  await page.click('button:has-text("Thêm vào bài")');
  assert.match(await page.inputValue('#noi_dung'), /!\[Bà con đi trên cầu mới\]\(anh-1\.jpg "Cầu Mương Lộ ngày khánh thành"\)/);
  assert.equal(await page.inputValue('#tieu_de'), 'Gò Quao sơ kết, bản của cán bộ');
  await page.click('button:has-text("Xem trước")');
  const main = page.locator('main');
  assert.match(await main.innerText(), /Bản xem trước, chưa đăng/);
  assert.match(await main.innerText(), /1\.126 suất quà/);
  const shown = page.locator('figure img');
  assert.match(await shown.getAttribute('src'), /^\/lam-viec\/tin\/\d+\/hinh\//);
  assert.ok(await shown.evaluate((image) => image.complete && image.naturalWidth > 0), 'its picture is there');
  await screenshot(page, 'news-preview-390');
  await isWell(page);
  const preview = await main.innerText();
  await page.click('text=Trở lại bài đang viết');
  await page.click('button:has-text("Đăng ngay")');
  assert.match(page.url(), /\/lam-viec\/tin\/bai\/\d+\?da=dang/);
  await screenshot(page, 'news-article-390');
  await isWell(page);
  await page.click('text=Xem trên trang');
  const told = await main.innerText();
  assert.match(told, /Gò Quao sơ kết, bản của cán bộ/);
  assert.match(told, /Cầu Mương Lộ ngày khánh thành/);
  assert.ok(told.startsWith(preview.slice(preview.indexOf('Trang chủ')).split('\n').slice(0, 8).join('\n')), 'as the preview showed it');
  assert.match(await page.locator('figure img').getAttribute('src'), /^\/hinh\//);
  const quoted = await get(`${server.url}/so-lieu/2022/6-thang-dau-nam/suat-qua`);
  assert.match(quoted.text, /Tin bài dùng số này[^]*Gò Quao sơ kết, bản của cán bộ/);
  const old = await get(`${page.url().replace(/[^/]+-(\d+)$/, 'ten-cu-$1')}?ngon-ngu=en`);
  assert.equal(old.status, 301);
  assert.match(old.headers.location, /\?ngon-ngu=en$/);
  await page.goto(`${server.url}${DESK}`);
  await screenshot(page, 'news-list-390');
  await isWell(page);
  assert.deepEqual(page.errors, []);
  await page.context().close();
  t.diagnostic(told.split('\n')[0]);
});

test('a picture of twenty megabytes reaches whoever judges pictures, and words beside it stay', async () => {
  const address = await draft();
  const { cookie, token } = await sessionOf(server, 'officer');
  const form = new FormData();
  for (const [name, value] of Object.entries({ phien: token, mo_ta: 'Cầu mới', chu_thich: '', ngay_dong_y: '' })) form.set(name, value);
  form.set('tep', new Blob([Buffer.alloc(20 * 1024 * 1024, 7)]), 'lon.jpg');
  const answer = await fetch(`${server.url}${address}/anh`, { method: 'POST', body: form, headers: { cookie } });
  assert.equal(answer.status, 422);
  assert.match(await answer.text(), /class="problem"[^]*value="Cầu mới"|value="Cầu mới"[^]*class="problem"/);
});

test('what is pasted from Word becomes clean Markdown', async () => {
  const page = await newPage();
  page.setDefaultTimeout(10_000);
  const { cookie } = await sessionOf(server, 'officer');
  const [name, value] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: server.url }]);
  await page.goto(`${server.url}${DESK}/moi`);
  await page.evaluate((html) => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    data.setData('text/plain', 'plain');
    const field = document.querySelector('#noi_dung');
    field.focus();
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, readFileSync(join(top, 'test/e2e/data/word.html'), 'utf8'));
  assert.equal(
    await page.inputValue('#noi_dung'),
    [
      '## RA QUÂN DỌN KÊNH',
      'Sáng ngày 21/6, **Ban công tác Mặt trận** khu phố 2 ra quân dọn kênh\\*.',
      '- Vớt lục bình\n   - Hai đoạn kênh\n1. Trồng cây',
      'Theo [trang của huyện](https://mattran.example/tin?a=1), có {wel.gifts_count 2022-H1 suất} quà. Hết.',
      '| **Khu phố** | Số người |\n| --- | --- |\n| Khu phố 2 | 35 người |',
      '- Một\n   - Hai\n- Ba',
    ].join('\n\n'),
  );
  assert.deepEqual(page.errors, []);
  await page.selectOption('#ky', '2022-H1');
  await page.fill('#tieu_de', 'Dán từ Word');
  await page.click('button:has-text("Hiện số liệu của kỳ")');
  await page.locator('#noi_dung').fill('Có ');
  await page.click('button[data-insert="{wel.gifts_count 2022-H1}"]');
  assert.equal(await page.inputValue('#noi_dung'), 'Có {wel.gifts_count 2022-H1}');
  await screenshot(page, 'news-form-1280');
  await page.context().close();
});

test('a slip is told with line and column, and what was typed stays', async () => {
  const text = 'Một đoạn.\n\nCó {wel.gift_count 2022-H1} quà.';
  const answer = await begin({ viec: 'dang', tieu_de: '', noi_dung: text });
  assert.equal(answer.status, 422);
  assert.equal(problems(answer)[0], 'chưa ghi tiêu đề');
  assert.match(problems(answer)[1], /^dòng 3, cột 4: .*wel\.gift_count/);
  assert.equal(body(answer), text);
  const large = await begin({ viec: 'dang', noi_dung: 'một hai ba\n\n'.repeat(90_000) });
  assert.equal(large.status, 422);
  assert.match(large.text, /bài dài quá 1 MB/);
  const odd = await draft({ tieu_de: 'Bài lạ', noi_dung: `${'<b>\n'.repeat(10_000)}\n${'|a'.repeat(2_000)}|\n${'|-'.repeat(2_000)}|\n${'|b'.repeat(2_000)}|\n` });
  assert.equal((await getAs(server, 'officer', `${odd}/xem`)).status, 200);
});

test('a double click makes one article, and it is the one that the command would make', async () => {
  const before = Number(/(\d+) mục/.exec(await runWell(['check', book]))[1]);
  const page = await getAs(server, 'officer', `${DESK}/moi`);
  const sent = { khoa: field(page, 'khoa'), viec: 'dang', ...article({ tieu_de: 'Bấm hai lần' }) };
  const first = await postAs(server, 'officer', `${DESK}/moi`, sent);
  const second = await postAs(server, 'officer', `${DESK}/moi`, sent);
  assert.equal(first.status, 303, first.text);
  assert.equal(first.headers.location, second.headers.location);
  assert.equal(Number(/(\d+) mục/.exec(await runWell(['check', book]))[1]), before + 1);
  const again = await begin({ viec: 'dang', tieu_de: 'Bấm hai lần', noi_dung: 'Bài khác.' });
  assert.equal(again.status, 422);
  assert.match(problems(again)[0], /đã có tin cùng ngày, cùng tiêu đề/);
});

test('two people on one draft: the second sees both, and nothing is lost', async () => {
  const address = await draft({ tieu_de: 'Hai người' });
  const version = field(await getAs(server, 'chair', address), 'phien_ban');
  assert.equal((await send(address, { viec: 'luu', noi_dung: 'Lời của cán bộ.' })).status, 303);
  const late = await postAs(server, 'chair', address, { khoa: 'x', phien_ban: version, viec: 'luu', ...article({ noi_dung: 'Lời của chủ tịch.' }) });
  assert.equal(late.status, 409);
  assert.match(late.text, /Cán bộ Mặt trận[^<]* vừa sửa bài này/);
  assert.match(late.text, /readonly>Lời của cán bộ\./);
  assert.equal(body(late), 'Lời của chủ tịch.');
});

test('a planned article goes out by itself at its moment, in the name of who planned it', async () => {
  const past = await begin({ viec: 'hen', tieu_de: 'Hẹn giờ', dang_luc: '08:00 20/7/2022' });
  assert.equal(past.status, 422);
  assert.match(problems(past)[0], /giờ này đã qua/);
  const soon = new Date(Date.now() + 7 * 3600_000 + 61_000).toISOString().slice(0, 16); // the next minute in Việt Nam
  const planned = await begin({ viec: 'hen', tieu_de: 'Hẹn giờ đăng tự động', dang_luc: soon });
  assert.equal(planned.headers.location, `${DESK}?da=hen`, planned.text);
  assert.match((await getAs(server, 'officer', DESK)).text, /Hẹn giờ đăng tự động<\/a> <span class="meta">đăng lúc/);
  assert.doesNotMatch((await get(`${server.url}/tin`)).text, /Hẹn giờ đăng tự động/);
  await server.stop(); // it was down at the moment: it publishes when it is up again
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, Date.parse(`${soon}:00+07:00`) - Date.now() + 500)));
  server = await serve(book);
  let told = '';
  for (let i = 0; i < 40 && !told.includes('Hẹn giờ đăng tự động'); i++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    told = (await get(`${server.url}/tin`)).text;
  }
  assert.match(told, /Hẹn giờ đăng tự động/);
  assert.match((await getAs(server, 'officer', DESK)).text, /Hẹn giờ đăng tự động/);
});

test('a published article is corrected with a note, taken down with a reason, and erased', async () => {
  const desk = await publish({ tieu_de: 'Sửa rồi gỡ', noi_dung: 'Bản đầu.' });
  const address = await publicAddress(desk);
  const begun = await postAs(server, 'officer', `${desk}/sua`);
  const correction = begun.headers.location.split('?')[0];
  assert.equal((await postAs(server, 'chair', `${desk}/sua`)).headers.location, begun.headers.location, 'one correction at a time');
  const page = await getAs(server, 'officer', correction);
  assert.equal(body(page), 'Bản đầu.');
  const untold = await send(correction, { viec: 'dang', tieu_de: 'Sửa rồi gỡ', noi_dung: 'Bản sau.' });
  assert.equal(untold.status, 422);
  assert.deepEqual(problems(untold), ['chưa ghi đã sửa gì, vì sao']);
  assert.match((await get(server.url + address)).text, /Bản đầu\./);
  const told = await send(correction, { viec: 'dang', tieu_de: 'Sửa rồi gỡ', noi_dung: 'Bản sau.', ly_do: 'Ghi thiếu một ý' });
  assert.equal(told.headers.location, `${desk}?da=sua`, told.text);
  assert.match((await get(server.url + address)).text, /Bản sau\.[^]*Đã sửa ngày [^:]*: Ghi thiếu một ý/);
  assert.equal((await postAs(server, 'officer', `${desk}/go`, { ly_do: ' ' })).status, 422);
  assert.equal((await postAs(server, 'officer', `${desk}/go`, { ly_do: 'Gia đình chưa đồng ý' })).status, 303);
  assert.match((await get(server.url + address)).text, /Lý do: Gia đình chưa đồng ý/);
  assert.equal((await postAs(server, 'officer', `${desk}/xoa`, { phan: 'tat-ca' })).status, 422);
  assert.equal((await postAs(server, 'officer', `${desk}/xoa`, { phan: 'tat-ca', chac: '1' })).status, 303);
  assert.doesNotMatch((await get(server.url + address)).text, /Sửa rồi gỡ/);
});

test('drafts and their pictures are for officer and chair only, and on no public page', async () => {
  const address = await draft({ tieu_de: 'Bài kín', noi_dung: 'Dấu riêng QZX.' });
  for (const path of [DESK, `${DESK}/moi`, address, `${address}/xem`, `${address}/anh`]) {
    assert.equal((await getAs(server, 'team_head', path)).status, 403, path);
    assert.equal((await get(server.url + path)).status, 303, path);
  }
  assert.equal((await getAs(server, 'chair', `${address}/xem`)).status, 200);
  const { cookie } = await sessionOf(server, 'officer');
  assert.equal((await request('GET', `${server.url}${address}/xem`, { headers: { cookie } })).headers['cache-control'], 'no-store');
  for (const path of ['/', '/tin', '/tin.atom', '/tin.json', '/so-do-trang.xml', '/tim-kiem?q=QZX']) {
    assert.doesNotMatch((await get(server.url + path)).text, /Bài kín|Dấu riêng/, path);
  }
  const ended = await request('POST', server.url + address, {
    body: new URLSearchParams({ khoa: 'x', viec: 'luu', phien: '0', ...article({ noi_dung: 'Chữ đã gõ.' }) }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.match(ended.text, /Chữ đã gõ\./, 'the text outlives the session');
});

test('links are added, renamed, moved and taken away, and the home page follows', async () => {
  const LINKS = '/lam-viec/lien-ket';
  const home = async () => /<nav class="sites"[^]*?<\/nav>/.exec((await get(`${server.url}/`)).text)[0];
  const wrong = await postAs(server, 'officer', `${LINKS}/moi`, { ten: 'Trang lạ', dia_chi: 'javascript:alert(1)', nhom_moi: 'Nhóm thử' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Địa chỉ phải đầy đủ[^]*value="Trang lạ"/);
  for (const name of ['một', 'hai']) {
    const added = await postAs(server, 'officer', `${LINKS}/moi`, { ten: `Trang ${name}`, dia_chi: `https://${name === 'một' ? 'mot' : 'hai'}.example/`, nhom_moi: 'Nhóm thử' });
    assert.equal(added.status, 303, added.text);
  }
  assert.match(await home(), /Nhóm thử[^]*Trang một[^]*Trang hai/);
  const list = await getAs(server, 'officer', LINKS);
  assert.deepEqual(await htmlValidate(list.text), []);
  const address = /href="(\/lam-viec\/lien-ket\/[\d.]+)">Trang hai/.exec(list.text)[1];
  assert.deepEqual(await htmlValidate((await getAs(server, 'officer', address)).text), []);
  assert.equal((await postAs(server, 'officer', address, { viec: 'len', cu: 'https://hai.example/' })).status, 303);
  assert.match(await home(), /Trang hai[^]*Trang một/);
  assert.equal((await postAs(server, 'officer', address, { viec: 'xoa', cu: 'https://hai.example/' })).status, 409, 'another stands there now');
  assert.equal((await postAs(server, 'officer', address, { viec: 'ghi', cu: 'https://mot.example/', ten: 'Trang mới', dia_chi: 'https://mot.example/', nhom: 'Nhóm thử' })).status, 303);
  assert.match(await home(), /Trang mới/);
  assert.equal((await postAs(server, 'officer', address, { viec: 'xoa', cu: 'https://mot.example/' })).status, 303);
  assert.doesNotMatch(await home(), /Trang mới/);
  assert.equal((await getAs(server, 'team_head', LINKS)).status, 403);
});

const SECTIONS = '/lam-viec/chuyen-muc';
/** The form of a section, or of a new one ("moi"); sends it with what is typed. */
async function sendSection(code, cells, role = 'officer') {
  const page = await getAs(server, role, `${SECTIONS}/${code}`);
  return postAs(server, role, `${SECTIONS}/${code}`, { viec: 'ghi', cu: field(page, 'cu'), ...cells });
}
const told = async () => [...(await getAs(server, 'officer', SECTIONS)).text.matchAll(/chuyen-muc\/\w+">([^<]*)<\/a>/g)].map((m) => m[1]).filter((name) => name !== 'Thêm chuyên mục');
const offered = (page) => [...(/<select id="chuyen_muc"[^]*?<\/select>/.exec(page.text)?.[0] ?? '').matchAll(/<option value="(\w+)"/g)].map((m) => m[1]);

test('a section is added, renamed and moved; its address stays, and nobody is overwritten unseen', async () => {
  const fresh = await getAs(server, 'officer', `${SECTIONS}/moi`);
  const sent = { viec: 'ghi', cu: field(fresh, 'cu'), ten: 'Tiếng dân', tieng_anh: 'Voices' };
  for (const _ of ['once', 'and again']) {
    const added = await postAs(server, 'officer', `${SECTIONS}/moi`, sent);
    assert.equal(added.status, 303, added.text);
    assert.equal(added.headers.location, `${SECTIONS}?da=ghi`);
  }
  assert.equal((await told()).filter((name) => name === 'Tiếng dân').length, 1);
  assert.equal((await told()).at(-1), 'Tiếng dân');
  await publish({ tieu_de: 'Bà con góp ý', chuyen_muc: 'tieng_dan' });
  assert.match((await getAs(server, 'officer', SECTIONS)).text, /Tiếng dân<\/a> <span class="meta">1 tin/);

  const read = field(await getAs(server, 'chair', `${SECTIONS}/tieng_dan`), 'cu');
  assert.equal((await sendSection('tieng_dan', { ten: 'Dân hỏi, Mặt trận trả lời' })).status, 303);
  const late = await postAs(server, 'chair', `${SECTIONS}/tieng_dan`, { viec: 'ghi', cu: read, ten: 'Ý kiến của dân' });
  assert.equal(late.status, 409);
  assert.match(late.text, /vừa được người khác sửa[^]*Tên đang ghi: Dân hỏi, Mặt trận trả lời[^]*value="Ý kiến của dân"/);
  assert.match((await get(`${server.url}/chuyen-muc/tieng-dan`)).text, /<h1[^>]*>Dân hỏi, Mặt trận trả lời[^]*Bà con góp ý/);
  const again = await sendSection('moi', { ten: 'Tiếng dân', ma: 'khac' });
  assert.equal(again.status, 422);
  assert.deepEqual(problems(again), ['địa chỉ của tên này là của chuyên mục «Dân hỏi, Mặt trận trả lời»; hãy đặt tên khác']);

  const before = await told();
  const cu = field(await getAs(server, 'officer', `${SECTIONS}/tieng_dan`), 'cu');
  for (const _ of ['once', 'and again']) assert.equal((await postAs(server, 'officer', `${SECTIONS}/tieng_dan`, { viec: 'len', cu })).status, 303);
  assert.deepEqual(await told(), [...before.slice(0, -2), before.at(-1), before.at(-2)]);
  assert.equal((await sendSection('tieng_dan', { viec: 'xuong' })).status, 303);
  assert.deepEqual(await told(), before);
  assert.equal(offered(await getAs(server, 'officer', `${DESK}/moi`)).at(-1), 'tieng_dan');
});

test('a section that has ended takes no new article and keeps what it has', async () => {
  assert.equal((await sendSection('moi', { ten: 'Đại hội các cấp', ma: 'dai_hoi' })).status, 303);
  const desk = await publish({ tieu_de: 'Đại hội khu phố', chuyen_muc: 'dai_hoi' });
  for (const _ of ['once', 'and again']) assert.equal((await sendSection('dai_hoi', { viec: 'ngung' })).status, 303);
  assert.match((await getAs(server, 'officer', SECTIONS)).text, /Đã ngừng<\/h2>[^]*Đại hội các cấp<\/a> <span class="meta">1 tin<\/span>\s*<span class="meta">không nhận tin mới từ \d/);
  assert.ok(!offered(await getAs(server, 'officer', `${DESK}/moi`)).includes('dai_hoi'));
  const late = await begin({ viec: 'dang', tieu_de: 'Tin đến muộn', chuyen_muc: 'dai_hoi' });
  assert.equal(late.status, 422);
  assert.match(problems(late)[0], /^chuyên mục «Đại hội các cấp» đã ngừng, không nhận tin mới; chọn một trong: Hoạt động Mặt trận/);
  assert.match((await get(`${server.url}/chuyen-muc/dai-hoi-cac-cap`)).text, /Đại hội khu phố/);
  assert.doesNotMatch((await get(`${server.url}/tin`)).text, /<nav[^]*Đại hội các cấp<\/a><\/li>/);
  const correction = (await postAs(server, 'officer', `${desk}/sua`)).headers.location.split('?')[0];
  assert.ok(offered(await getAs(server, 'officer', correction)).includes('dai_hoi'));
  const mended = await send(correction, { viec: 'dang', tieu_de: 'Đại hội khu phố 2', chuyen_muc: 'dai_hoi', ly_do: 'Ghi thiếu tên' });
  assert.equal(mended.status, 303, mended.text);
  assert.equal((await sendSection('dai_hoi', { viec: 'lai' })).status, 303);
  assert.ok(offered(await getAs(server, 'officer', `${DESK}/moi`)).includes('dai_hoi'));
});

test('what is no section is refused beside its field; only officer and chair decide', async () => {
  const wrong = await sendSection('moi', { ten: ' ', tieng_anh: 'x'.repeat(121), ma: 'Mã lạ' });
  assert.equal(wrong.status, 422);
  assert.deepEqual(problems(wrong), ['chưa ghi tên', 'tên quá dài']);
  assert.match(wrong.text, /value="Mã lạ"/);
  const codes = { 'Mã lạ': /^mã là chữ thường/, moi: /^mã này đã dùng/, welfare: /^mã này đã dùng/, ['a'.repeat(41)]: /^mã là chữ thường/ };
  for (const [ma, told] of Object.entries(codes)) {
    const answer = await sendSection('moi', { ten: 'Chuyện hay', ma });
    assert.equal(answer.status, 422, ma);
    assert.match(problems(answer)[0], told);
    assert.match(answer.text, /value="Chuyện hay"/);
  }
  assert.deepEqual(problems(await sendSection('moi', { ten: 'an sinh xa hoi' })), ['đã có chuyên mục tên này']);
  assert.deepEqual(problems(await sendSection('welfare', { ten: '"><script>'.repeat(13) })), ['tên quá dài']);
  assert.deepEqual(problems(await sendSection('welfare', { ten: 'Kế hoạch, thông báo' })), ['đã có chuyên mục tên này']);
  assert.equal((await sendSection('welfare', { viec: 'len', cu: 'x' })).status, 409);
  assert.equal((await getAs(server, 'officer', `${SECTIONS}/khong-co`)).status, 404);
  for (const path of [SECTIONS, `${SECTIONS}/moi`, `${SECTIONS}/welfare`]) {
    assert.equal((await getAs(server, 'team_head', path)).status, 403, path);
    assert.equal((await get(server.url + path)).status, 303, path);
    assert.equal((await getAs(server, 'chair', path)).status, 200, path);
  }
  assert.equal((await postAs(server, 'team_head', `${SECTIONS}/moi`, { ten: 'Của trưởng ban' })).status, 403);
  assert.match((await getAs(server, 'officer', '/lam-viec')).text, /href="\/lam-viec\/chuyen-muc"/);
  assert.doesNotMatch((await getAs(server, 'team_head', '/lam-viec')).text, /href="\/lam-viec\/chuyen-muc"/);
});

test('the desk of sections reads well on a phone and on a desk', async () => {
  const { cookie } = await sessionOf(server, 'officer');
  const [name, value] = cookie.split('=');
  await sendSection('moi', { ten: 'Chuyên đề cũ', ma: 'chuyen_de' });
  await sendSection('chuyen_de', { viec: 'ngung' });
  for (const width of [390, 1280]) {
    const page = await newPage({ width, height: 844 });
    page.setDefaultTimeout(10_000);
    await page.context().addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}${SECTIONS}?da=ghi`);
    await screenshot(page, `sections-list-${width}`);
    await isWell(page);
    await page.click('main >> text=An sinh xã hội');
    await screenshot(page, `sections-form-${width}`);
    await isWell(page);
    await page.goto(`${server.url}${SECTIONS}/moi`);
    await page.fill('#ten', 'An sinh xã hội');
    await page.click('main button:has-text("Ghi")');
    await screenshot(page, `sections-problem-${width}`);
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(page.errors.filter((error) => !/422/.test(error)), []);
    await page.context().close();
  }
});

test('what a reader doubts is answered in public, or dropped with a reason', async () => {
  const DOUBTS = '/lam-viec/bao-sai';
  const figure = '/so-lieu/2022/6-thang-dau-nam/suat-qua';
  const ask = async (text) => assert.equal((await post(`${server.url}${figure}/bao-chua-dung`, { 'noi-dung': text })).status, 303);
  await ask('Khu phố tôi nhận nhiều hơn.');
  await ask('Quảng cáo.');
  const page = await getAs(server, 'officer', DOUBTS);
  assert.deepEqual(await htmlValidate(page.text), []);
  const ids = [...page.text.matchAll(/bao-sai\/(\d+)\/tra-loi/g)].map((match) => match[1]);
  assert.equal(ids.length, 2);
  assert.equal((await postAs(server, 'officer', `${DOUBTS}/${ids[0]}/tra-loi`, { loi: ' ' })).status, 422);
  assert.equal((await postAs(server, 'officer', `${DOUBTS}/${ids[0]}/tra-loi`, { loi: 'Đã kiểm lại, số đúng.' })).status, 303);
  assert.match((await get(`${server.url}${figure}`)).text, /Đã kiểm lại, số đúng\./);
  assert.equal((await postAs(server, 'officer', `${DOUBTS}/${ids[1]}/bo`, {})).status, 422);
  assert.equal((await postAs(server, 'officer', `${DOUBTS}/${ids[1]}/bo`, { ly_do: 'Quảng cáo' })).status, 303);
  assert.match((await getAs(server, 'officer', DOUBTS)).text, /Không có lời báo nào chờ trả lời/);
  assert.equal((await getAs(server, 'team_head', DOUBTS)).status, 403);
});
