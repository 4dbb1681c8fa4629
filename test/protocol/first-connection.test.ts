import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueAppPassword } from '../../server/src/domain/accounts/app-passwords/issue.ts'
import { markForWipe } from '../../server/src/domain/accounts/app-passwords/wipe.ts'
import { grantLoginFlow } from '../../server/src/domain/login-flows/grant.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { AcceptedAnswer, Client } from './client.ts'
import { multistatus, value } from './multistatus.ts'
import { DAV, first, OC, parseXml, text } from './xml.ts'

/** What clients ask when they are connected for the first time, in their order (ocs.md §5, §18.2). */
type Step = readonly [request: string, status: number, reads?: (answer: AcceptedAnswer) => void]

const FILES = '/remote.php/dav/files/erin/'
let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse()
  const { client } = await house.person({ id: 'erin', name: 'Érin' })
  await client.dav('MKCOL', `${FILES}Documents`)
  await client.dav('PUT', `${FILES}Documents/report.txt`, { body: 'report' })
})
afterAll(() => house.close())

const data = (answer: AcceptedAnswer): unknown => (answer.json() as { ocs: { data: unknown } }).ocs.data
const isErin = (answer: AcceptedAnswer): void => expect(data(answer)).toMatchObject({ id: 'erin' })
const lists = (answer: AcceptedAnswer): void => expect(Array.isArray(data(answer))).toBe(true)
const announces = (answer: AcceptedAnswer): void =>
  expect(data(answer)).toMatchObject({
    version: { major: expect.any(Number) },
    capabilities: { core: { 'webdav-root': 'remote.php/webdav' } },
  })

const listing = (...names: string[]): string =>
  `<?xml version="1.0"?><d:propfind xmlns:d="DAV:" xmlns:oc="${OC}"><d:prop>${names.map((name) => `<${name}/>`).join('')}</d:prop></d:propfind>`
const BODIES: Readonly<Record<string, readonly [depth: string, body: string]>> = {
  time: ['0', listing('d:getlastmodified')],
  size: ['0', listing('oc:size')],
  etag: ['0', listing('d:getetag')],
  all: ['1', listing('d:resourcetype', 'd:getetag', 'oc:id', 'oc:permissions', 'oc:size')],
}

/** Sends `METHOD path` or `PROPFIND:what path`, and reads the answer as the client does. */
async function replay(client: Client, agent: string, steps: readonly Step[]): Promise<void> {
  for (const [request, status, reads] of steps) {
    const [verb = '', path = ''] = request.split(' ')
    const [method = '', what = 'time'] = verb.split(':')
    const [depth, body] = BODIES[what]!
    const headers: Record<string, string> = { 'User-Agent': agent }
    if (path.startsWith('/ocs/')) headers['OCS-APIRequest'] = 'true'
    const asked = { method, path, headers }
    const answer = await client.send(
      method === 'PROPFIND' ? { ...asked, headers: { ...headers, Depth: depth }, body } : asked,
    )
    expect([request, answer.status]).toEqual([request, status])
    reads?.(answer)
  }
}

/** Login Flow v2 as the client sees it; somebody says yes in between. */
async function connect(agent: string, how: 'form' | 'query'): Promise<Client> {
  const headers = { 'User-Agent': agent }
  const begun = await house.stranger.send({ method: 'POST', path: '/index.php/login/v2', headers })
  expect(begun.status).toBe(200)
  const { poll, login } = begun.json() as { poll: { token: string; endpoint: string }; login: string }
  const endpoint = new URL(poll.endpoint).pathname
  const ask = () =>
    house.stranger.send(
      how === 'query'
        ? { method: 'POST', path: `${endpoint}?token=${poll.token}`, headers }
        : {
            method: 'POST',
            path: endpoint,
            headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
            body: `token=${poll.token}`,
          },
    )
  expect((await ask()).status).toBe(404)
  const member: Member = { kind: 'member', person: 'erin', admin: false }
  await grantLoginFlow(house.domain, login.split('/').at(-1)!, {
    ...{ member, loginName: 'erin', unnamed: 'device' },
  })
  const got = (await ask()).json() as { server: string; loginName: string; appPassword: string }
  expect([got.server, got.loginName]).toEqual([house.url, 'erin'])
  expect((await ask()).status).toBe(404)
  return house.stranger.as({ user: got.loginName, password: got.appPassword })
}

const GRANTED: readonly Step[] = [
  ['GET /ocs/v1.php/cloud/user?format=json', 200, isErin],
  [`PROPFIND:time ${FILES}`, 207],
  [`PROPFIND:size ${FILES}`, 207, (answer) => expect(value(multistatus(answer)[0]!, OC, 'size')).toBe('6')],
  ['GET /remote.php/dav/avatars/erin/32.png', 200],
  [`HEAD ${FILES}`, 200],
]
const CONNECTED: readonly Step[] = [
  ['GET /remote.php/dav/avatars/erin/128.png', 200],
  ['GET /ocs/v2.php/core/navigation/apps?absolute=true&format=json', 200, lists],
  ['GET /ocs/v2.php/apps/notifications/api/v2/notifications?format=json', 200, lists],
  ['GET /ocs/v2.php/apps/activity/api/v2/activity?previews=true&since=0&limit=50&format=json', 200, lists],
  ['GET /ocs/v2.php/core/navigation/apps?absolute=true&format=json', 200, lists],
  ['GET /index.php/apps/theming/img/core/filetypes/folder.svg', 200],
  [
    `PROPFIND:all ${FILES}`,
    207,
    (answer) => expect(multistatus(answer).map(({ href }) => href)).toContain(`${FILES}Documents/`),
  ],
  [`PROPFIND:all ${FILES}Documents`, 207],
  [`GET ${FILES}Documents/report.txt`, 200, (answer) => expect(answer.text).toBe('report')],
  [
    `PROPFIND:etag ${FILES}`,
    207,
    (answer) => expect(value(multistatus(answer)[0]!, DAV, 'getetag')).toMatch(/^"/),
  ],
]
const USER_STATUS: Step = ['GET /ocs/v2.php/apps/user_status/api/v1/user_status?format=json', 200]

test.each<[string, Step[], Step[]]>([
  ['3.7.3', [], []],
  [
    '3.16.7',
    [['GET /index.php/204', 204]],
    [['GET /ocs/v2.php/apps/terms_of_service/terms?format=json', 404]],
  ],
])('the desktop client %s', async (version, before, after) => {
  const agent = `Mozilla/5.0 (Linux) mirall/${version} (Nextcloud, linux)`
  await replay(house.stranger, agent, [
    ['GET /status.php', 200],
    ['GET /', 302, (answer) => expect(answer.header('location')).toBe('/login?redirect_url=%2F')],
    ['GET /login?redirect_url=%2F', 200],
    ['PROPFIND:time /remote.php/dav/files//', 401],
    ['GET /ocs/v2.php/cloud/capabilities?format=json', 200, announces],
  ])
  const client = await connect('SALLE-12 (Desktop Client - Linux)', 'form')
  await replay(client, agent, [
    ...GRANTED,
    ...before,
    ['GET /status.php', 200],
    [`PROPFIND:time ${FILES}`, 207],
    ['GET /ocs/v1.php/cloud/capabilities?format=json', 200, announces],
    ...after,
    ['GET /ocs/v1.php/cloud/user?format=json', 200, isErin],
    USER_STATUS,
    ...CONNECTED,
  ])
})

test('the Android app', async () => {
  const agent = 'Mozilla/5.0 (Android) Nextcloud-android/33.0.0'
  const challenged: Step = [
    'HEAD /remote.php/dav',
    401,
    (answer) => expect(answer.header('www-authenticate')).toMatch(/^basic /i),
  ]
  await replay(house.stranger, agent, [['GET /status.php', 200], challenged])
  const client = await connect(agent, 'form')
  await replay(house.stranger, agent, [['GET /status.php', 200], challenged])
  await replay(client, agent, [
    ['GET /ocs/v2.php/cloud/user?format=json', 200, isErin],
    [`PROPFIND:all ${FILES}`, 207],
    ['GET /ocs/v2.php/cloud/capabilities?format=json', 200, announces],
    ['GET /index.php/avatar/erin/64', 200],
    ['GET /index.php/204', 204],
  ])
})

test('the iOS app, which reads XML unless it says otherwise', async () => {
  const agent = 'Mozilla/5.0 (iOS) Nextcloud-iOS/33.0.0'
  await replay(house.stranger, agent, [['GET /status.php', 200]])
  const client = await connect('iPhone de Zoé (iOS 26)', 'query')
  await replay(client, agent, [
    [
      'GET /ocs/v2.php/cloud/user',
      200,
      (answer) => expect(text(first(first(parseXml(answer.text), '', 'data')!, '', 'id')!)).toBe('erin'),
    ],
    ['GET /status.php', 200],
    ['GET /ocs/v1.php/cloud/capabilities?format=json', 200, announces],
    ['GET /index.php/avatar/erin/128', 200],
    [`PROPFIND:all ${FILES}`, 207],
    USER_STATUS,
    ['GET /ocs/v2.php/apps/notifications/api/v2/notifications?format=json', 200, lists],
    ['GET /ocs/v2.php/apps/activity/api/v2/activity/all?format=json', 200, lists],
  ])
})

test('a device that was asked to erase its files, and one that never was', async () => {
  const wipe = (path: string, token: string) =>
    house.stranger.send({
      method: 'POST',
      path: `/index.php/core/wipe/${path}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `token=${token}`,
    })
  for (const token of ['', 'x', 'A'.repeat(72)])
    for (const path of ['check', 'success']) expect((await wipe(path, token)).status).toBe(404)
  const { id, token } = await issueAppPassword(house.domain, SYSTEM, { person: 'erin', name: 'lost' })
  const lost = house.stranger.as({ user: 'erin', password: token })
  expect((await wipe('check', token)).status).toBe(404)
  expect((await lost.dav('HEAD', FILES)).status).toBe(200)
  await markForWipe(house.domain, SYSTEM, 'erin', id)
  expect((await lost.propfind(FILES, [`{${DAV}}getetag`]).catch(String)).toString()).toContain('401')
  const asked = await wipe('check', token)
  expect([asked.status, asked.json()]).toEqual([200, { wipe: true }])
  expect(
    (
      await lost.dav('DELETE', `${FILES}ocs/v2.php/core/apppassword`, {
        without: { ocs: 'the desktop appends the address to that of the files, and gets what DAV says' },
      })
    ).status,
  ).toBe(401)
  expect((await wipe('success', token)).status).toBe(200)
  for (const path of ['check', 'success']) expect((await wipe(path, token)).status).toBe(404)
  const owner = await connect('SALLE-12 (Desktop Client - Linux)', 'form')
  expect((await owner.dav('GET', `${FILES}Documents/report.txt`)).text).toBe('report')
})
