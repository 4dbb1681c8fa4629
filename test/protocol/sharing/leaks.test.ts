import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAV_TREES } from '../../../server/src/protocols/dav/dav.ts'
import { publicFiles } from '../../../server/src/protocols/dav/trees/public-files.ts'
import { publicUploads } from '../../../server/src/protocols/dav/trees/public-uploads.ts'
import { OCS_ROUTES } from '../../../server/src/protocols/ocs/plugin.ts'
import { ROUTES as API_ROUTES } from '../../../server/src/protocols/web/routes.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'
import { send, told } from './leaks/ask.ts'
import { API_LINES } from './leaks/lines-api.ts'
import { type Asks, DAV_LINES } from './leaks/lines-dav.ts'
import { LINK_PAGE_LINES } from './leaks/lines-link-pages.ts'
import { PUBLIC_LINES } from './leaks/lines-public.ts'
import { WEB_LINES } from './leaks/lines-web.ts'
import { makeSchool, OUTSIDERS, type Outsider, type School } from './leaks/school.ts'
import { signsOf, twinOf } from './leaks/thing.ts'

/**
 * Nobody reads what was not shared with them: every address there is, asked by everybody who may not have something,
 * tells none of its ids, names, paths, etags, sizes and bytes, and not even whether it is there.
 */
const LINES: Readonly<Record<string, Asks>> = {
  ...DAV_LINES,
  ...PUBLIC_LINES,
  ...LINK_PAGE_LINES,
  ...WEB_LINES,
  ...API_LINES,
}

let house: TestHouse
let school: School
beforeAll(async () => {
  house = await openTestHouse()
  school = await makeSchool(house)
}, 240_000)
afterAll(() => house?.close())

/** Both spellings of an address are one route, and a HEAD goes where its GET goes. */
function webRoutes(routes: ReadonlySet<string>): string[] {
  const methods = new Map<string, Set<string>>()
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ')
    // Files that browsers keep for ever are named after what is in them.
    const plain = path.replace(/^\/index\.php(?=\/|$)/, '').replace(/-[\w-]{12}(?=\.(css|js)$)/, '') || '/'
    if (!/^\/ocs\/v[12]\.php\/\*$|^\/api\/v1\/(?!openapi)/.test(plain))
      methods.set(plain, (methods.get(plain) ?? new Set()).add(method))
  }
  return [...methods].flatMap(([path, all]) => {
    if (all.has('TRACE')) return [`ALL ${path}`]
    if (all.has('GET')) all.delete('HEAD')
    return [...all].map((method) => `${method} ${path}`)
  })
}

test('every address has its line in the table', () => {
  const routes = [
    ...Object.entries({ ...DAV_TREES, 'public-files': publicFiles, 'public-uploads': publicUploads }).flatMap(
      ([tree, methods]) => Object.keys(methods).map((method) => `${tree} ${method}`),
    ),
    'direct GET',
    'direct HEAD',
    ...OCS_ROUTES.map(({ method, path }) => `ocs ${method} ${path}`),
    ...API_ROUTES.map(({ method, path }) => `api ${method} ${path}`),
    ...webRoutes(house.routes),
  ]
  expect(routes.filter((route) => !Object.hasOwn(LINES, route))).toEqual([])
})

const isPage = (line: string): boolean =>
  / \/(?!core\/preview|apps\/files|s\/:token\/preview)/.test(line) && !/^(?:ocs|api) /.test(line)

async function ask(line: string, who: Outsider): Promise<string[]> {
  const thing = { ...(await who.thing()), token: who.token }
  // The address of a link is no secret from whoever holds it: only what lies behind it is.
  const twin = { ...twinOf(thing), token: who.token }
  const faults: string[] = []
  const signs = signsOf(thing, who.blind)

  const asks = LINES[line]!
  const others = asks(twin, { ...who, place: twin.folder.name })
  for (const [i, one] of asks(thing, who).entries()) {
    const credentials = isPage(line) ? who.browser : who.program
    const answer = await send(house.url, one, credentials)
    const leaks = told(one, answer, signs)
    const said = `${line}: ${one.method} ${one.path} ${answer.status}`
    if (leaks.length > 0) faults.push(`${said} tells ${leaks}`)
    if (who.blind === 'bytes') continue
    const other = await send(house.url, others[i]!, credentials)
    if (other.status !== answer.status) faults.push(`${said}, and of what is not there ${other.status}`)
  }
  return faults
}

/** All of the owner's that somebody else could have changed. */
const stateOf = (domain: TestHouse['domain']) =>
  domain.records.read(async (reader) => ({
    nodes: await reader.all(
      `SELECT n.id, n.parent, n.name, n.etag, n.content, n.trashed FROM node n JOIN space s ON s.id = n.space
        WHERE s.owner = 'alice' ORDER BY n.id`,
    ),
    versions: await reader.all('SELECT id, label FROM version ORDER BY id'),
    tags: await reader.all('SELECT node, tag FROM node_tag ORDER BY node, tag'),
    shares: await reader.all('SELECT id, node, permissions, expires FROM share ORDER BY id'),
    locks: await reader.all('SELECT node FROM lock ORDER BY node'),
  }))

describe.each(OUTSIDERS)('%s', (name) => {
  test('is told nothing and changes nothing', async () => {
    const who = school.outsiders[name]
    const before = await stateOf(house.domain)
    const faults: string[] = []
    for (const line of Object.keys(LINES)) faults.push(...(await ask(line, who)))
    expect(faults).toEqual([])
    if (who.blind === 'all' && !who.hands) expect(await stateOf(house.domain)).toEqual(before)
  }, 240_000)
})

/** What tells its owner of the thing: a table in which nothing ever answered would prove nothing. */
const TELLING: readonly string[] = [
  'GET /f/:id',
  'api GET /activity',
  'api GET /folders/{id}',
  'api GET /items/{id}',
  'api GET /items/{id}/access',
  'api GET /items/{id}/activity',
  'api GET /items/{id}/comments',
  'api GET /items/{id}/versions',
  'api GET /links',
  'api GET /search',
  'api GET /shared/by-me',
  'api GET /space/largest',
  'api GET /space/oldest',
  'api GET /tags',
  'api GET /tags/{tag}/items',
  'api GET /trash',
  'comments PROPFIND',
  'comments REPORT',
  'files GET',
  'files HEAD',
  'files PROPFIND',
  'files REPORT',
  'ocs GET /apps/activity/api/v2/activity',
  'ocs GET /apps/activity/api/v2/activity/{filter}',
  'ocs GET /apps/files_sharing/api/v1/shares',
  'ocs GET /apps/files_sharing/api/v1/shares/inherited',
  'ocs GET /apps/files_sharing/api/v1/shares/{id}',
  'ocs GET /search/providers/{provider}/search',
  'public-files GET',
  'public-files HEAD',
  'public-files PROPFIND',
  'root SEARCH',
  'systemtags PROPFIND',
  'systemtags-assigned PROPFIND',
  'systemtags-relations PROPFIND',
  'trashbin GET',
  'trashbin HEAD',
  'trashbin PROPFIND',
  'versions GET',
  'versions HEAD',
  'versions PROPFIND',
]

test('the same questions are answered to the owner', async () => {
  const thing = await school.owner.thing()
  const signs = signsOf(thing, 'all')
  const telling: string[] = []
  for (const [line, asks] of Object.entries(LINES)) {
    for (const one of asks(thing, school.owner)) {
      if (!['GET', 'HEAD', 'PROPFIND', 'REPORT', 'SEARCH'].includes(one.method)) continue
      const credentials = isPage(line) ? school.owner.browser : school.owner.program
      const answer = await send(house.url, one, credentials)
      if (told(one, answer, signs).length > 0 && !telling.includes(line)) telling.push(line)
    }
  }
  expect(TELLING.filter((line) => !telling.includes(line))).toEqual([])
}, 240_000)
