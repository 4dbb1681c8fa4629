import { afterAll, beforeAll, expect, test } from 'vitest'
import { findSession } from '../../../server/src/domain/accounts/sessions/find.ts'
import { openSession } from '../../../server/src/domain/accounts/sessions/open.ts'
import { csrfToken } from '../../../server/src/domain/accounts/sessions/session.ts'
import type { Assets } from '../../../server/src/protocols/app/assets.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'

/** Where somebody who waits for the second factor may go, and where they may leave. */
const OPEN = new Set([
  'GET /login',
  'GET /login/second',
  'POST /login/second',
  'POST /login/second/set-up',
  'POST /logout',
])
/** Names in addresses that stand for something: somebody’s own, as far as there is any. */
const VALUES: Readonly<Record<string, string>> = { folder: 'root', person: 'alice', user: 'alice', id: '1' }
const DAV = ['PROPFIND', 'GET', 'PUT', 'DELETE', 'MKCOL', 'REPORT', 'SEARCH'] as const
const TREES = ['/remote.php/dav/files/alice/', '/remote.php/webdav/', '/remote.php/dav/trashbin/alice/trash/']

const AT_ONCE = 16

const app: Assets = {
  ...{ entry: 'app-1.js', styles: [], preload: [], words: { fr: 'words-fr-1.js', en: 'words-en-1.js' } },
  find: () => undefined,
}

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ app })
  await house.person({ id: 'alice' })
})
afterAll(() => house?.close())

interface Seen {
  readonly status: number
  readonly to: string | null
}

async function ask(method: string, path: string, headers: Record<string, string>): Promise<Seen> {
  const answer = await fetch(`${house.url}${path}`, {
    ...{ method, redirect: 'manual' },
    headers: { accept: 'text/html,application/json', ...headers },
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: '' }),
  })
  await answer.arrayBuffer()
  return { status: answer.status, to: answer.headers.get('location') }
}

/** What proves a session, and that a page of it asks. */
async function proofOf(state: 'signed-in' | 'second-factor-pending'): Promise<Record<string, string>> {
  const token = await openSession(house.domain, { state, person: 'alice', place: '127.0.0.1' })
  const session = (await findSession(house.domain, token, '127.0.0.1'))!
  return {
    cookie: `nuage-session=${token}`,
    requesttoken: csrfToken(house.domain, session),
    'ocs-apirequest': 'true',
  }
}

const concrete = (path: string): string =>
  path.replace(/:(\w+)/g, (_, name: string) => VALUES[name] ?? '1').replace('*', 'x')

test('a sign-in that waits for the second factor is a stranger at every address but its own', {
  timeout: 120_000,
}, async () => {
  const pending = await proofOf('second-factor-pending')
  const stranger = { 'ocs-apirequest': 'true' }
  const routes = [...house.routes]
    .filter((route) => !/^(TRACE|HEAD|OPTIONS) | \/index\.php\//.test(route) && !OPEN.has(route))
    .map((route) => route.split(' ') as [string, string])
  expect(routes.length).toBeGreaterThan(200)
  const opened: string[] = []
  const compare = async ([method, path]: [string, string]): Promise<void> => {
    const url = concrete(path)
    const [seen, usual] = await Promise.all([ask(method, url, pending), ask(method, url, stranger)])
    if (seen.status !== usual.status || seen.to !== usual.to)
      opened.push(`${method} ${path}: ${JSON.stringify(seen)} instead of ${JSON.stringify(usual)}`)
  }
  while (routes.length > 0) await Promise.all(routes.splice(0, AT_ONCE).map(compare))
  for (const tree of TREES)
    for (const method of DAV) {
      const seen = await ask(method, tree, pending)
      if (seen.status !== 401) opened.push(`${method} ${tree}: ${seen.status}`)
    }
  expect(opened).toEqual([])
})

test('the same addresses tell a whole session from a stranger: the comparison can fail', async () => {
  const whole = await proofOf('signed-in')
  for (const [method, path] of [
    ['GET', '/api/v1/session'],
    ['GET', '/settings/security'],
    ['GET', '/account'],
    ['PROPFIND', TREES[0]!],
  ] as const) {
    const [seen, usual] = [await ask(method, path, whole), await ask(method, path, {})]
    expect(seen, path).not.toEqual(usual)
    expect(seen.status, path).toBeLessThan(300)
  }
})
