import { addGroup } from '../../../server/src/domain/accounts/groups/change.ts'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse, type TestHouseWish } from '../../house.ts'
import type { Inhabitant } from '../../school/inhabitant.ts'
import type { AcceptedAnswer, Client } from '../client.ts'
import { ocsCall } from '../ocs-call.ts'

export const API = '/apps/files_sharing/api/v1'
export const SHARES = `${API}/shares`
export const DAV = '/remote.php/dav/files'

/** A house with people who share. */
export interface School {
  readonly house: TestHouse
  readonly root: Inhabitant
  readonly alice: Inhabitant
  readonly bob: Inhabitant
  readonly carol: Inhabitant
  readonly dave: Inhabitant
  close(): Promise<void>
}

/** `team` is bob and carol, `staff` alice and bob; nobody else is in a group. */
export async function openSchool(wish: TestHouseWish = {}): Promise<School> {
  const house = await openTestHouse(wish)
  for (const id of ['team', 'staff']) await addGroup(house.domain, SYSTEM, { id })
  const person = (id: string, groups: string[], more = {}): Promise<Inhabitant> =>
    house.person({ id, name: id[0]!.toUpperCase() + id.slice(1), language: 'en', groups, ...more })
  return {
    house,
    root: await person('root', [], { admin: true }),
    alice: await person('alice', ['staff'], { email: 'alice@example.org' }),
    bob: await person('bob', ['staff', 'team'], { email: 'bob@example.org' }),
    carol: await person('carol', ['team']),
    dave: await person('dave', []),
    close: () => house.close(),
  }
}

/** Somebody else, for one test. */
export const newcomer = (school: School, id: string): Promise<unknown> =>
  addPerson(school.house.domain, SYSTEM, { id })

/** The address of something in somebody's files. */
export const place = (who: Inhabitant, path: string): string => encodeURI(`${DAV}/${who.id}${path}`)

export const folder = (who: Inhabitant, path: string): Promise<AcceptedAnswer> =>
  who.client.dav('MKCOL', place(who, path))
export const file = (who: Inhabitant, path: string, body = 'text'): Promise<AcceptedAnswer> =>
  who.client.dav('PUT', place(who, path), { body })

export type Form = Readonly<Record<string, string>>

/** As the desktop speaks: a form, answered in JSON. */
export async function form(client: Client, method: string, path: string, fields: Form = {}) {
  const answer = await client.send({
    method,
    path: `/ocs/v2.php${path}${path.includes('?') ? '&' : '?'}format=json`,
    headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
    ...(method === 'GET' ? {} : { body: new URLSearchParams(fields).toString() }),
  })
  const { meta, data } =
    answer.body.length === 0
      ? { meta: { statuscode: answer.status, message: '' }, data: null }
      : (answer.json() as { ocs: { meta: { statuscode: number; message: string }; data: never } }).ocs
  return {
    status: answer.status,
    code: meta.statuscode,
    message: meta.message,
    // biome-ignore lint/suspicious/noExplicitAny: what a route answers is what its test is about.
    data: data as any,
    answer,
  }
}

/** @throws when it is refused. */
export async function share(who: Inhabitant, path: string, fields: Form) {
  const made = await form(who.client, 'POST', SHARES, { path, ...fields })
  if (made.code !== 200) throw new Error(`${path} was not shared: ${made.code} ${made.message}`)
  return made.data
}

export const shareWith = (who: Inhabitant, path: string, whom: Inhabitant, permissions = 31) =>
  share(who, path, { shareType: '0', shareWith: whom.id, permissions: String(permissions) })

/** What stands in somebody's folder. */
export async function seen(who: Inhabitant, path = '/'): Promise<string[]> {
  const lines = await who.client.propfind(place(who, path), ['{DAV:}getetag'], '1')
  return lines
    .slice(1)
    .map(({ href }) => decodeURIComponent(href.replace(/\/$/, '').split('/').at(-1)!))
    .sort()
}

/** Says a policy by its name in the tools of administrators. */
export async function policy(school: School, key: string, value: string | null): Promise<void> {
  const path = `/apps/provisioning_api/api/v1/config/apps/core/${key}`
  const said =
    value === null
      ? await ocsCall(school.root.client, 'DELETE', path)
      : await form(school.root.client, 'POST', path, { value })
  if (said.code !== 200) throw new Error(`${key}: ${said.code} ${said.message}`)
}
