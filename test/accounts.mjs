// Signing in to a sample book, as every test of signed-in pages does it: one session per role, by name.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { get, post } from './harness.mjs';

/** The accounts of a sample book (src/feature/account/sample.c), by role. */
export const SAMPLE = {
  team_head: 'truong-ban',
  officer: 'can-bo',
  accountant: 'ke-toan',
  cashier: 'thu-quy',
  chair: 'chu-tich',
  upper: 'cap-tren',
  inspector: 'thanh-tra',
  admin: 'quan-tri',
};
export const PASSWORD = 'mot-lan-thu';
export const SECRET = Buffer.from('doanket sample book!');

/** The six digits of a moment (RFC 6238). */
export function totp(secret = SECRET, seconds = Date.now() / 1000) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const hash = createHmac('sha1', secret).update(step).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0');
}

/** The session's cookie that an answer sets, as "name=value"; undefined if it sets none. */
export function cookieOf(answer) {
  return answer.headers['set-cookie']?.[0].split(';')[0];
}

/** The hidden token of a page's forms. */
export function tokenOf(page) {
  return /name="phien" value="([0-9a-f]+)"/.exec(page.text)?.[1];
}

/**
 * Signs in and gives { cookie, token }: the one goes with each request, the other with each form. secret:
 * of the second factor, if the account has one.
 */
export async function signIn(server, login, { password = PASSWORD, secret = SECRET } = {}) {
  const first = await post(`${server.url}/dang-nhap`, { ten_dang_nhap: login, mat_khau: password });
  assert.equal(first.status, 303, `${login}: ${first.text}`);
  let cookie = cookieOf(first);
  if (first.headers.location.startsWith('/dang-nhap/ma')) {
    const asked = await get(`${server.url}/dang-nhap/ma`, { cookie });
    const second = await post(`${server.url}/dang-nhap/ma`, { ma: totp(secret), phien: tokenOf(asked) }, { cookie });
    assert.equal(second.status, 303, second.text);
    cookie = cookieOf(second);
  }
  const page = await get(`${server.url}/lam-viec`, { cookie });
  return { cookie, token: tokenOf(page) };
}

const sessions = new WeakMap(); // of a server: role → promise of its session

/** The session of a role in a served sample book: signed in once, since no code is taken twice. */
export function sessionOf(server, role) {
  if (!sessions.has(server)) sessions.set(server, new Map());
  const known = sessions.get(server);
  if (!known.has(role)) known.set(role, signIn(server, SAMPLE[role]));
  return known.get(role);
}

/** GET as a role of the sample; see get. */
export async function getAs(server, role, path) {
  const { cookie } = await sessionOf(server, role);
  return get(server.url + path, { cookie });
}

/** POST of a form as a role of the sample, with the token of its session; see post. */
export async function postAs(server, role, path, fields = {}) {
  const { cookie, token } = await sessionOf(server, role);
  return post(server.url + path, { ...fields, phien: token }, { cookie });
}
