import { addGroup } from '../../../../server/src/domain/accounts/groups/change.ts'
import { addMember, removeMember } from '../../../../server/src/domain/accounts/groups/members.ts'
import { openSession } from '../../../../server/src/domain/accounts/sessions/open.ts'
import { openBox } from '../../../../server/src/domain/boxes/open.ts'
import { issueDirectLink } from '../../../../server/src/domain/files/direct-link.ts'
import { hashLinkPassword } from '../../../../server/src/domain/links/password.ts'
import { type Member, SYSTEM } from '../../../../server/src/vocabulary/actor.ts'
import type { Inhabitant, TestHouse } from '../../../house.ts'
import { basic } from '../../client.ts'
import type { Asker } from './lines-dav.ts'
import { give, makeThing, nodeNamed, sign } from './make-thing.ts'
import type { Thing } from './thing.ts'

/** Somebody who may not have something, and how they ask for it. */
export interface Outsider extends Asker {
  /** Headers of a program of theirs, and of their browser. */
  readonly program: Readonly<Record<string, string>>
  readonly browser: Readonly<Record<string, string>>
  readonly thing: () => Promise<Thing>
  /** Which of its signs they may not be told. */
  readonly blind: 'all' | 'bytes'
  /** Of the link that they try. */
  readonly token: string
  /** Whether they may hand something in. */
  readonly hands?: true
}

/** Ids so large that they stand nowhere by chance. */
const FIRST_NODE = 1_234_567_000
const PAST = 1_700_000_000

export const OUTSIDERS = [
  'a stranger',
  'nobody',
  'somebody whose share has expired',
  'somebody whose share was taken back',
  'somebody who left the group',
  'somebody below whose share a folder was deleted',
  'somebody who may not download',
  'a visitor whose link has ended',
  'a visitor whose link was taken back',
  'a visitor who does not know the password',
  'a visitor of something else',
  'a visitor who may only hand in',
  'a visitor who may not download',
] as const

export interface School {
  readonly owner: Outsider
  readonly outsiders: Readonly<Record<(typeof OUTSIDERS)[number], Outsider>>
}

export async function makeSchool(house: TestHouse): Promise<School> {
  const { domain } = house
  await domain.records.write([], (writer) =>
    writer.run(`UPDATE sequence SET next = ${FIRST_NODE} WHERE name = 'node'`),
  )
  const alice = await house.person({ id: 'alice' })
  const thing = await makeThing(domain, alice)
  const above = `Above${sign()}`
  await alice.client.dav('MKCOL', `/remote.php/dav/files/alice/${above}`)
  const buried = await makeThing(domain, alice, `/${above}`)
  const folder = (await thing()).folder.name
  const buriedFolder = (await buried()).folder.name

  const cookie = async (person: string): Promise<Record<string, string>> => ({
    cookie: `nuage-session=${await openSession(domain, { state: 'signed-in', person, place: '127.0.0.1' })}`,
  })
  const outsider = async (who: Inhabitant | undefined, more: Partial<Outsider> = {}): Promise<Outsider> => ({
    ...{ user: who?.id ?? 'alice', owner: 'alice', place: folder, blind: 'all' as const, thing },
    token: sign() + sign() + sign() + sign(),
    program: who === undefined ? {} : { authorization: basic(who.app) },
    browser: who === undefined ? {} : await cookie(who.id),
    ...more,
  })
  const receive = async (id: string, more: Parameters<typeof give>[3] | object = {}, name = folder) => {
    const who = await house.person({ id })
    const { share } = await give(domain, 'alice', name, { kind: 0, recipient: id, ...more })
    return { who, share }
  }
  const files = (id: string) => `/remote.php/dav/files/${id}/${folder}`
  const file = (await thing()).file.name
  /** All that somebody can leave behind while they may: a mark, words, something deleted, an address without a password. */
  const use = async (who: Inhabitant): Promise<string> => {
    const { id } = await nodeNamed(domain, file)
    const propfind = await who.client.dav('PROPFIND', `${files(who.id)}/`, { headers: { Depth: '1' } })
    if (!propfind.text.includes(file)) throw new Error(`${who.id} does not see what was shared`)
    await who.client.dav('PROPPATCH', `${files(who.id)}/${file}`, {
      body: '<d:propertyupdate xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:set><d:prop><oc:favorite>1</oc:favorite></d:prop></d:set></d:propertyupdate>',
    })
    const own = `${sign()}.txt`
    await who.client.dav('PUT', `${files(who.id)}/${own}`, { body: 'mine' })
    await who.client.dav('DELETE', `${files(who.id)}/${own}`)
    const member: Member = { kind: 'member', person: who.id, admin: false }
    return await issueDirectLink(domain, { member }, id)
  }
  const change = (text: string, ...values: (string | number)[]) =>
    domain.records.write([], (writer) => writer.run(text, ...values))

  const eve = await house.person({ id: 'eve' })
  const fay = await receive('fay')
  const fays = await use(fay.who)
  await change('UPDATE share SET expires = ? WHERE id = ?', PAST, fay.share)
  const gus = await receive('gus')
  const guss = await use(gus.who)
  await change('DELETE FROM share WHERE id = ?', gus.share)
  await addGroup(domain, SYSTEM, { id: 'team' })
  const hal = await house.person({ id: 'hal' })
  await addMember(domain, SYSTEM, { person: 'hal', group: 'team' })
  await give(domain, 'alice', folder, { kind: 1, recipient: 'team' })
  const hals = await use(hal)
  await removeMember(domain, SYSTEM, { person: 'hal', group: 'team' })
  const joe = await receive('joe', {}, buriedFolder)
  const seen = await makeThing(domain, alice)
  const seenFolder = (await seen()).folder.name
  const kim = await receive('kim', { permissions: 3, download: false }, seenFolder)
  const visitor = async (more: Partial<Outsider>): Promise<Outsider> => await outsider(undefined, more)
  const link = (name: string, more: Partial<Parameters<typeof give>[3]> = {}) =>
    give(domain, 'alice', name, { kind: 3, permissions: 1, ...more })
  const ended = await link(folder)
  await change('UPDATE share SET expires = ? WHERE id = ?', PAST, ended.share)
  const taken = await link(folder)
  await change('DELETE FROM share WHERE id = ?', taken.share)
  await change('DELETE FROM link WHERE share = ?', taken.share)
  const locked = await link(folder)
  const hash = await hashLinkPassword('quatre petits nuages gris')
  await change('UPDATE link SET password = ? WHERE share = ?', hash, locked.share)
  const elsewhere = `Else${sign()}`
  await alice.client.dav('MKCOL', `/remote.php/dav/files/alice/${elsewhere}`)
  const other = await link(elsewhere)
  const drop = await link(folder, { permissions: 4 })
  await domain.records.write([], (writer) => openBox(writer, drop.share))
  const shown = await link(seenFolder, { download: false })
  await alice.client.dav('DELETE', `/remote.php/dav/files/alice/${above}`)
  return {
    owner: await outsider(alice, { token: (await thing()).token }),
    outsiders: {
      'a stranger': await outsider(eve),
      nobody: await outsider(undefined),
      'somebody whose share has expired': await outsider(fay.who, { direct: fays }),
      'somebody whose share was taken back': await outsider(gus.who, { direct: guss }),
      'somebody who left the group': await outsider(hal, { direct: hals }),
      'somebody below whose share a folder was deleted': await outsider(joe.who, {
        ...{ place: buriedFolder, thing: buried },
      }),
      'somebody who may not download': await outsider(kim.who, {
        ...{ blind: 'bytes', place: seenFolder, thing: seen },
      }),
      'a visitor whose link has ended': await visitor(ended),
      'a visitor whose link was taken back': await visitor(taken),
      'a visitor who does not know the password': await visitor(locked),
      'a visitor of something else': await visitor(other),
      'a visitor who may only hand in': await visitor({ token: drop.token, hands: true }),
      'a visitor who may not download': await visitor({
        ...{ token: shown.token, blind: 'bytes', thing: seen, place: seenFolder },
      }),
    },
  }
}
