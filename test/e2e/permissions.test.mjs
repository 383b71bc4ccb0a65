// Who may do what, derived from the program's own table of routes: every route as every role, in a unit
// of one's own and in a foreign one; every form without its token and from elsewhere; and that nobody
// changes anything by looking.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SAMPLE, getAs, sessionOf } from '../accounts.mjs';
import { get, makeBook, post, runWell, serve, top } from '../harness.mjs';

const ROLES = Object.keys(SAMPLE);
const HALF_WAY = ['awaits_code', 'must_enrol']; // roles of a session that is still to give or set up a code
const CRAWLED_MOST = 120; // pages a role

// Where the sample's accounts hold their roles (src/feature/account/sample.c), and a unit where they do not.
const UNITS = { team_head: ['kp1', 'kp2'], upper: ['kp2', 'kien-giang'], admin: ['kp2', null] };
const COMMUNE = ['kp2', 'huyen-go-quao'];

let server, book, routes;
before(async () => {
  book = makeBook();
  await runWell(['demo', book]);
  server = await serve(book);
  routes = JSON.parse(await runWell(['routes', '--format', 'json']));
});
after(() => server?.stop());

const closed = () => routes.filter(({ role }) => role !== '');
const rolesOf = ({ role }) => role.split('@')[0].split(',');
const unitOf = ({ role }) => role.split('@')[1];
const mayCome = (route, role) => rolesOf(route).some((code) => code === role || code === 'member');
const nameOf = ({ method, path }) => `${method} ${path}`;

/** The route's address with `unit` where it names one, and things that are not there elsewhere. */
function addressOf(route, unit) {
  return server.url + route.path.replace(/\{([^}…]+)…?\}/g, (_, name) => encodeURIComponent(name === unitOf(route) ? unit : '999999'));
}

/** A value for each field that must be sent; `unit` in the one that names it. */
function fieldsOf(route, unit) {
  const values = { text: 'x', int: '999999', day: '2022-01-01', bytes: 'x' };
  const sent = route.fields.filter(({ name, required }) => required || name === unitOf(route));
  return Object.fromEntries(sent.map(({ name, type }) => [name, name === unitOf(route) ? unit : values[type]]));
}

/**
 * Asks for a route as a role. A form carries one field too many, so that it is refused (400) once it has
 * come through the door, and nothing happens; where a field names the unit, all fields must be good.
 */
async function ask(route, role, unit) {
  const { cookie, token } = role ? await sessionOf(server, role) : {};
  const headers = cookie ? { cookie } : {};
  if (route.method === 'GET') return get(addressOf(route, unit), headers);
  const own = unitOf(route) ? fieldsOf(route, unit) : { 'khong-co-truong-nay': '1' };
  return post(addressOf(route, unit), { ...own, phien: token ?? '' }, headers);
}

test('docs/permissions.md says what the routes say', async () => {
  const written = readFileSync(join(top, 'docs', 'permissions.md'), 'utf8');
  assert.equal(written, await runWell(['routes']), 'made again by: doanket routes > docs/permissions.md');
});

test('every role of a route is one that people hold', () => {
  const known = new Set([...ROLES, ...HALF_WAY, 'member']);
  for (const route of closed()) for (const code of rolesOf(route)) assert.ok(known.has(code), `${nameOf(route)}: ${code}`);
  assert.ok(closed().length > 20 && routes.length > closed().length);
});

test('a route that writes is a form, and one for people without an account never opens a role', () => {
  for (const route of routes) if (/write/.test(route.pace)) assert.equal(route.method, 'POST', nameOf(route));
});

test('nobody comes in without having signed in', async () => {
  const wrong = [];
  for (const route of closed()) {
    const { status, headers } = await ask(route, null, 'kp1');
    const isLedOn = status === 303 && headers.location.startsWith('/dang-nhap');
    if (route.method === 'GET' ? !isLedOn : status !== 403) wrong.push(`${nameOf(route)}: ${status}`);
    if (headers['cache-control'] !== 'no-store') wrong.push(`${nameOf(route)}: ${headers['cache-control']}`);
  }
  assert.deepEqual(wrong, []);
});

for (const role of ROLES)
  test(`${role} comes in where the matrix says, and nowhere else`, async () => {
    const wrong = [];
    const [own] = UNITS[role] ?? COMMUNE;
    for (const route of closed()) {
      const { status, headers } = await ask(route, role, own);
      const isIn = status !== 403 && !headers.location?.startsWith('/dang-nhap');
      if (isIn !== mayCome(route, role)) wrong.push(`${nameOf(route)}: ${status}`);
      if (status >= 500) wrong.push(`${nameOf(route)}: ${status}`);
      if (headers['cache-control'] !== 'no-store') wrong.push(`${nameOf(route)}: ${headers['cache-control']}`);
    }
    assert.deepEqual(wrong, []);
  });

for (const role of ROLES)
  test(`${role} has no say in a foreign unit`, async () => {
    const [, foreign] = UNITS[role] ?? COMMUNE;
    if (!foreign) return; // the whole book is theirs
    const wrong = [];
    for (const route of closed().filter(unitOf)) {
      const { status } = await ask(route, role, foreign);
      if (status !== 403) wrong.push(`${nameOf(route)}: ${status}`);
    }
    assert.deepEqual(wrong, []);
  });

test('a form without its token, or with another one, is refused', async () => {
  const wrong = [];
  for (const route of closed().filter(({ method }) => method === 'POST')) {
    const role = ROLES.find((code) => mayCome(route, code));
    if (!role) continue;
    const { cookie } = await sessionOf(server, role);
    const { token } = await sessionOf(server, ROLES.find((code) => code !== role));
    const [own] = UNITS[role] ?? COMMUNE;
    for (const phien of [undefined, '', '0', token]) {
      const fields = { ...fieldsOf(route, own), ...(phien === undefined ? {} : { phien }) };
      const { status } = await post(addressOf(route, own), fields, { cookie });
      if (status !== 403) wrong.push(`${nameOf(route)}: ${status} with «${phien}»`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('a form that comes from another site is refused, whatever it holds', async () => {
  const wrong = [];
  for (const route of routes.filter(({ method }) => method === 'POST')) {
    const role = route.role && ROLES.find((code) => mayCome(route, code));
    const { cookie, token } = role ? await sessionOf(server, role) : {};
    const [own] = UNITS[role] ?? COMMUNE;
    for (const foreign of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      const headers = { ...foreign, ...(cookie ? { cookie } : {}) };
      const { status } = await post(addressOf(route, own), { ...fieldsOf(route, own), ...(token ? { phien: token } : {}) }, headers);
      if (status !== 403) wrong.push(`${nameOf(route)}: ${status} with ${JSON.stringify(foreign)}`);
    }
  }
  assert.deepEqual(wrong, []);
});

// ---- looking changes nothing

/** Everything that the book holds but read counts, which are there to change. */
function contentOf(place) {
  const content = place.startsWith('postgres')
    ? execFileSync('pg_dump', ['--data-only', '--inserts', `--schema=${/schema=(\w+)/.exec(place)[1]}`, place.replace(/[?&]schema=\w+/, '')], { encoding: 'utf8', maxBuffer: 1 << 28 })
    : execFileSync('sqlite3', [join(place, 'book.db'), '.dump'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return content.split('\n').filter((line) => !/^INSERT INTO (\w+\.)?visit\b/.test(line) && !/^\\(un)?restrict/.test(line)).join('\n');
}

/** Follows the links from the desk of a role, and gives how many pages were seen. */
async function crawl(role) {
  const waiting = ['/lam-viec'], seen = new Set(waiting);
  for (let count = 0; waiting.length && count < CRAWLED_MOST; count++) {
    const path = waiting.shift();
    const page = await getAs(server, role, path);
    assert.ok(page.status < 500, `${path}: ${page.status}`);
    for (const [, href] of page.text.matchAll(/(?:href|action|src)="([^"#]+)[^"]*"/g)) {
      const address = href.replaceAll('&amp;', '&');
      if (!/^\/(?!tai-nguyen)/.test(address) || seen.has(address)) continue;
      seen.add(address);
      waiting.push(address);
    }
  }
  return seen.size;
}

test('whoever only looks changes nothing', async () => {
  for (const role of ROLES) await sessionOf(server, role);
  const earlier = contentOf(book);
  for (const role of ROLES) assert.ok((await crawl(role)) > 20, role);
  assert.equal(contentOf(book), earlier);
});
