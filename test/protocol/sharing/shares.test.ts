import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import type { Inhabitant } from '../../school/inhabitant.ts'
import { multistatus, statusOf, value } from '../multistatus.ts'
import { elements, first, parseXml, text } from '../xml.ts'
import {
  API,
  DAV,
  type Form,
  file,
  folder,
  form,
  openSchool,
  place,
  policy,
  type School,
  SHARES,
  seen,
  share,
  shareWith,
} from './school.ts'

const OC = 'http://owncloud.org/ns'
const NC = 'http://nextcloud.org/ns'
const OCS = 'http://open-collaboration-services.org/ns'
const OCM = 'http://open-cloud-mesh.org/ns'

let school: School
let alice: Inhabitant
let bob: Inhabitant
let carol: Inhabitant
let dave: Inhabitant

beforeAll(async () => {
  school = await openSchool({ settings: { NUAGE_TIMEZONE: 'Europe/Paris' } })
  ;({ alice, bob, carol, dave } = school)
})
afterAll(() => school.close())

const list = async (who: Inhabitant, query = '') => (await form(who.client, 'GET', SHARES + query)).data
const one = (who: Inhabitant, id: string) => form(who.client, 'GET', `${SHARES}/${id}`)
const put = (who: Inhabitant, id: string, fields: Form) => form(who.client, 'PUT', `${SHARES}/${id}`, fields)
const remove = (who: Inhabitant, id: string) => form(who.client, 'DELETE', `${SHARES}/${id}`)
const rename = async (who: Inhabitant, from: string, to: string): Promise<void> => {
  const answer = await who.client.dav('MOVE', place(who, from), { headers: { Destination: place(who, to) } })
  expect(answer.status).toBe(201)
}
const idsOf = (shares: { id: string }[]): string[] => shares.map(({ id }) => id)

/** @returns the line of a listing about the thing itself. */
async function props(who: Inhabitant, path: string, names: readonly string[]) {
  return (await who.client.propfind(place(who, path), names))[0]!
}

describe('a share with a person', () => {
  test('is told as it was made, and stands with the recipient at once', async () => {
    await folder(alice, '/Documents')
    await file(alice, '/Documents/report.txt', 'seventeen letters')
    const made = await share(alice, '/Documents/report.txt', { shareType: '0', shareWith: 'bob' })
    expect(made).toEqual({
      ...{
        id: expect.stringMatching(/^\d+$/),
        share_type: 0,
        uid_owner: 'alice',
        displayname_owner: 'Alice',
      },
      ...{ permissions: 19, can_edit: true, can_delete: true, stime: expect.any(Number), parent: null },
      ...{ expiration: null, token: null, uid_file_owner: 'alice', note: '', label: '' },
      ...{ displayname_file_owner: 'Alice', path: '/Documents/report.txt', item_type: 'file' },
      ...{ item_permissions: 27, 'is-mount-root': false, 'mount-type': '', mimetype: 'text/plain' },
      ...{ has_preview: expect.any(Boolean), storage_id: 'home::alice', storage: expect.any(Number) },
      ...{ item_source: expect.any(Number), file_source: made.item_source, file_parent: expect.any(Number) },
      ...{ file_target: '/report.txt', item_size: 17, item_mtime: expect.any(Number), share_with: 'bob' },
      ...{ share_with_displayname: 'Bob', share_with_displayname_unique: 'bob@example.org' },
      ...{ mail_send: 1, hide_download: 0, attributes: null },
    })
    expect(await seen(bob)).toContain('report.txt')
    expect((await bob.client.dav('GET', `${DAV}/bob/report.txt`)).text).toBe('seventeen letters')
    expect((await one(alice, made.id)).data).toEqual([{ ...made, mail_send: 0 }])
    const received = await list(bob, '?shared_with_me=true')
    expect(received).toEqual([
      {
        ...{ ...made, mail_send: 0, can_edit: false, path: '/report.txt' },
        ...{ 'is-mount-root': true, 'mount-type': 'shared', storage_id: 'shared::/report.txt' },
      },
    ])
    expect((await one(bob, made.id)).data).toEqual(received)
  })

  test('is the same one when it is made again, whatever is said then', async () => {
    await file(alice, '/twice.txt')
    const made = await shareWith(alice, '/twice.txt', bob, 1)
    const again = await share(alice, '/twice.txt', { shareType: '0', shareWith: 'BOB', permissions: '19' })
    expect(again).toMatchObject({ id: made.id, permissions: 1 })
    expect(await list(alice, '?path=/twice.txt')).toHaveLength(1)
  })

  test.each([
    ['/forced', '4', 5],
    ['/forced', '0', 1],
    ['/forced', '31', 31],
    ['/forced', undefined, 31],
    ['/forced.txt', '31', 19],
    ['/forced.txt', '15', 3],
    ['/forced.txt', undefined, 19],
  ])('of %s with the rights %s is one of %i', async (path, permissions, stored) => {
    await folder(alice, '/forced')
    await file(alice, '/forced.txt')
    const wish: Form = permissions === undefined ? {} : { permissions }
    const made = await share(alice, path, { shareType: '0', shareWith: 'dave', ...wish })
    expect(made.permissions).toBe(stored)
    expect((await put(alice, made.id, { permissions: permissions ?? '31' })).data.permissions).toBe(stored)
    await remove(alice, made.id)
  })

  test.each(['slashes', '/slashes', '/slashes/', '//slashes'])('takes the path %s', async (path) => {
    await folder(alice, '/slashes')
    const made = await shareWith(alice, path, dave)
    expect(made.path).toBe('/slashes')
    expect(idsOf(await list(alice, `?path=${path}`))).toEqual([made.id])
    await remove(alice, made.id)
  })

  test('is ended by whoever made it, and then nothing of it is left', async () => {
    await folder(alice, '/ended')
    const { id } = await shareWith(alice, '/ended', bob)
    expect(await remove(alice, id)).toMatchObject({ status: 200, code: 200, data: [] })
    expect(await seen(bob)).not.toContain('ended')
    for (const who of [alice, bob]) expect((await one(who, id)).code).toBe(404)
    expect((await remove(alice, id)).code).toBe(404)
  })

  test('is given up by its recipient, for good', async () => {
    await folder(alice, '/given up')
    const { id } = await shareWith(alice, '/given up', bob)
    expect((await remove(bob, id)).code).toBe(200)
    expect(await seen(bob)).not.toContain('given up')
    expect((await one(alice, id)).code).toBe(404)
    await shareWith(alice, '/given up', bob)
    expect(await seen(bob)).toContain('given up')
  })

  test('hides nothing: what it gives takes another name where one is taken', async () => {
    await folder(alice, '/same')
    await folder(bob, '/same')
    const made = await shareWith(alice, '/same', bob)
    expect(made.file_target).toBe('/same (2)')
    expect(await seen(bob)).toEqual(expect.arrayContaining(['same', 'same (2)']))
  })

  test('is known to v1 in XML, with numbers and booleans as Android reads them', async () => {
    await file(alice, '/xml.txt')
    const answer = await alice.client.send({
      method: 'POST',
      path: `/ocs/v1.php${SHARES}`,
      headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'path=%2Fxml.txt&shareType=0&shareWith=bob',
    })
    const root = parseXml(answer.text)
    expect(text(first(first(root, '', 'meta')!, '', 'statuscode')!)).toBe('100')
    const data = Object.fromEntries(
      elements(first(root, '', 'data')!).map((child) => [child.local, text(child)]),
    )
    expect(data).toMatchObject({
      ...{ share_type: '0', permissions: '19', can_edit: '1', 'is-mount-root': '', expiration: '' },
      ...{ hide_download: '0', share_with: 'bob', path: '/xml.txt' },
    })
    expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['url']))
    expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['password']))
  })

  test('takes JSON with numbers as texts, as Android sends it', async () => {
    await folder(alice, '/json')
    const { id } = await shareWith(alice, '/json', bob)
    const answer = await alice.client.send({
      method: 'PUT',
      path: `/ocs/v2.php${SHARES}/${id}?format=json`,
      headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/json' },
      body: JSON.stringify({
        ...{ permissions: '1', expireDate: '2037-02-03T00:00:00+0000', hideDownload: 'false', note: '' },
        ...{ label: '', attributes: '[{"scope":"permissions","key":"download","enabled":false}]' },
      }),
    })
    expect((answer.json() as { ocs: { data: object } }).ocs.data).toMatchObject({
      ...{ permissions: 1, expiration: '2037-02-03 00:00:00', label: '' },
      attributes: '[{"scope":"permissions","key":"download","enabled":false}]',
    })
  })
})

describe('an end', () => {
  let id: string
  beforeAll(async () => {
    await folder(alice, '/timed')
    id = (await shareWith(alice, '/timed', bob)).id
  })
  const expires = async (): Promise<number | null> =>
    (await school.house.domain.records.get<{ expires: number | null }>(
      'SELECT expires FROM share WHERE id = ?',
      Number(id),
    ))!.expires

  test('is that of the day, where the school is', async () => {
    const { data } = await put(alice, id, { expireDate: '2037-07-14' })
    expect(data.expiration).toBe('2037-07-14 00:00:00')
    expect(await expires()).toBe(Date.UTC(2037, 6, 14, 21, 59, 59) / 1000)
  })

  test('stays to the second when it is sent back as it was shown', async () => {
    const at = Date.UTC(2037, 6, 14, 12, 30, 0) / 1000
    await school.house.domain.records.write([], (writer) =>
      writer.run('UPDATE share SET expires = ? WHERE id = ?', at, Number(id)),
    )
    await put(alice, id, { expireDate: '2037-07-14', note: 'on the feast' })
    expect(await expires()).toBe(at)
    await put(alice, id, { expireDate: '2037-07-14 00:00:00' })
    expect(await expires()).toBe(at)
    await put(alice, id, { note: 'and not a word of the end' })
    expect(await expires()).toBe(at)
  })

  test('is taken away by an empty one', async () => {
    expect((await put(alice, id, { expireDate: '' })).data.expiration).toBe(null)
  })

  test('takes the thing away from its recipient, and the share out of every list', async () => {
    await school.house.domain.records.write([], (writer) =>
      writer.run('UPDATE share SET expires = 1000 WHERE id = ?', Number(id)),
    )
    expect(await seen(bob)).not.toContain('timed')
    expect((await one(alice, id)).code).toBe(404)
    expect(idsOf(await list(alice))).not.toContain(id)
    const again = await shareWith(alice, '/timed', bob)
    expect(again.id).not.toBe(id)
    expect(await seen(bob)).toContain('timed')
  })

  test('comes from policy when nothing is said, and not when none is wanted', async () => {
    await policy(school, 'shareapi_default_expire_date', 'yes')
    await policy(school, 'shareapi_default_internal_expire_date', 'yes')
    await policy(school, 'shareapi_internal_expire_after_n_days', '3')
    await folder(alice, '/by default')
    const inDays = (days: number): string =>
      new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(Date.now() + days * 86_400_000)
    const link = await share(alice, '/by default', { shareType: '3' })
    expect([inDays(7), inDays(7 - 1 / 24)]).toContain(link.expiration.slice(0, 10))
    const without = await share(alice, '/by default', { shareType: '3', expireDate: '' })
    expect(without.expiration).toBe(null)
    const person = await shareWith(alice, '/by default', bob)
    expect([inDays(3), inDays(3 - 1 / 24)]).toContain(person.expiration.slice(0, 10))
    await policy(school, 'shareapi_enforce_expire_date', 'yes')
    const enforced = await share(alice, '/by default', { shareType: '3', expireDate: '' })
    expect(enforced.expiration).toBe(link.expiration)
    for (const key of ['default', 'default_internal', 'enforce'])
      await policy(school, `shareapi_${key}_expire_date`, null)
    await policy(school, 'shareapi_internal_expire_after_n_days', null)
  })
})

describe('a share with a group', () => {
  test('stands with each member, and is left by each for themselves', async () => {
    await folder(alice, '/class')
    const made = await share(alice, '/class', { shareType: '1', shareWith: 'team', permissions: '31' })
    expect(made).toMatchObject({ share_type: 1, share_with: 'team', share_with_displayname: 'team' })
    expect(made).not.toHaveProperty('share_with_displayname_unique')
    for (const who of [bob, carol]) expect(await seen(who)).toContain('class')
    expect(await seen(dave)).not.toContain('class')
    expect((await form(bob.client, 'POST', `${SHARES}/pending/${made.id}`)).code).toBe(200)
    expect((await form(dave.client, 'POST', `${SHARES}/pending/${made.id}`)).code).toBe(404)
    expect((await list(bob, '?shared_with_me=true&path=/class'))[0]).toMatchObject({
      ...{ id: made.id, path: '/class', can_edit: false, can_delete: true },
    })
    expect((await remove(bob, made.id)).code).toBe(200)
    expect(await seen(bob)).not.toContain('class')
    expect(await seen(carol)).toContain('class')
    expect((await one(bob, made.id)).code).toBe(404)
    expect((await one(alice, made.id)).code).toBe(200)
  })

  test('that was left can be taken back', async () => {
    const left = (await form(bob.client, 'GET', `${API}/deletedshares`)).data
    expect(left).toHaveLength(1)
    expect(left[0]).toMatchObject({ share_type: 1, permissions: 0, path: '/class', file_target: '/class' })
    const id: string = left[0].id
    expect(id).toMatch(/^ocinternal:\d+$/)
    const bare = await form(bob.client, 'POST', `${API}/deletedshares/${id.slice(11)}`)
    expect(bare).toMatchObject({ code: 404, message: 'Share not found' })
    expect((await form(carol.client, 'POST', `${API}/deletedshares/${id}`)).code).toBe(404)
    expect((await form(bob.client, 'POST', `${API}/deletedshares/${id}`)).code).toBe(200)
    expect(await seen(bob)).toContain('class')
    expect((await form(bob.client, 'GET', `${API}/deletedshares`)).data).toEqual([])
  })

  test('and with one of its members themselves is one folder', async () => {
    await folder(alice, '/both ways')
    await share(alice, '/both ways', { shareType: '1', shareWith: 'team', permissions: '1' })
    await shareWith(alice, '/both ways', bob, 15)
    expect((await seen(bob)).filter((name) => name.startsWith('both ways'))).toEqual(['both ways'])
    const received = await list(bob, '?shared_with_me=true&path=/both%20ways')
    expect(received.map((each: { share_type: number }) => each.share_type)).toEqual([0, 1])
    const letters = await props(bob, '/both ways/', [`{${OC}}permissions`])
    expect(value(letters, OC, 'permissions')).toBe('SGDNVCK')
  })

  test('stands with somebody who joins it, and no longer with whoever leaves it', async () => {
    const groups = '/cloud/users/dave/groups'
    await form(school.root.client, 'POST', groups, { groupid: 'team' })
    expect(await seen(dave)).toContain('class')
    await form(school.root.client, 'DELETE', `${groups}?groupid=team`)
    expect(await seen(dave)).not.toContain('class')
  })
})

describe('whoever wants to be asked', () => {
  const pending = async () => (await form(dave.client, 'GET', `${SHARES}/pending`)).data
  const wish = (value: string | null) =>
    setSetting(school.house.domain, SYSTEM, { scope: 'person', subject: 'dave' }, 'sharing.accept', value)
  afterAll(() => wish(null))
  beforeAll(async () => {
    await wish('ask')
    await folder(alice, '/asked')
    await folder(alice, '/asked too')
  })

  test('sees nothing before they have said yes', async () => {
    const { id } = await shareWith(alice, '/asked', dave)
    expect(await seen(dave)).not.toContain('asked')
    expect(await pending()).toMatchObject([{ id, permissions: 0, path: '/asked', file_target: '/asked' }])
    expect(await list(dave, '?shared_with_me=true')).toEqual([])
    expect((await form(dave.client, 'POST', `${SHARES}/pending/${id}`)).code).toBe(200)
    expect(await seen(dave)).toContain('asked')
    expect(await pending()).toEqual([])
  })

  test('may say no', async () => {
    const { id } = await shareWith(alice, '/asked too', dave)
    expect((await remove(dave, id)).code).toBe(200)
    expect(await pending()).toEqual([])
    expect((await one(alice, id)).code).toBe(404)
  })

  test('is asked about what a group is given, too', async () => {
    await form(school.root.client, 'POST', '/cloud/users/dave/groups', { groupid: 'staff' })
    await folder(bob, '/for the staff')
    const { id } = await share(bob, '/for the staff', { shareType: '1', shareWith: 'staff' })
    expect(await seen(alice)).toContain('for the staff')
    expect(await seen(dave)).not.toContain('for the staff')
    expect(await pending()).toMatchObject([{ id, share_type: 1 }])
    expect((await form(dave.client, 'POST', `${SHARES}/pending/${id}`)).code).toBe(200)
    expect(await seen(dave)).toContain('for the staff')
    await remove(bob, id)
    await form(school.root.client, 'DELETE', '/cloud/users/dave/groups?groupid=staff')
  })

  test('is asked about what a group has that they join', async () => {
    await folder(bob, '/of the staff')
    const { id } = await share(bob, '/of the staff', { shareType: '1', shareWith: 'staff' })
    await form(school.root.client, 'POST', '/cloud/users/dave/groups', { groupid: 'staff' })
    expect(await seen(dave)).not.toContain('of the staff')
    expect(await pending()).toMatchObject([{ id, share_type: 1, file_target: '/of the staff' }])
    expect((await form(dave.client, 'POST', `${SHARES}/pending/${id}`)).code).toBe(200)
    expect(await seen(dave)).toContain('of the staff')
    await remove(bob, id)
    await form(school.root.client, 'DELETE', '/cloud/users/dave/groups?groupid=staff')
  })
})

describe('a link', () => {
  test('has an address, and null where there is no password', async () => {
    await folder(alice, '/linked')
    const made = await share(alice, '/linked', { shareType: '3', label: 'first', note: 'a note' })
    expect(made).toMatchObject({
      ...{ share_type: 3, permissions: 1, share_with: null, share_with_displayname: '(Shared link)' },
      ...{ password: null, send_password_by_talk: false, label: 'first', note: 'a note' },
      ...{ file_target: '/linked', token: expect.stringMatching(/^[A-Za-z0-9]{15,32}$/) },
      url: `${school.house.url}/s/${made.token}`,
    })
    const other = await share(alice, '/linked', { shareType: '3' })
    expect(other.token).not.toBe(made.token)
    expect(await list(alice, '?path=/linked')).toHaveLength(2)
  })

  test.each([
    [{ publicUpload: 'true' }, 15],
    [{ publicUpload: 'false', permissions: '15' }, 1],
    [{ publicUpload: 'true', permissions: '1' }, 15],
    [{ permissions: '4' }, 4],
    [{ permissions: '5' }, 5],
    [{ permissions: '15' }, 15],
    [{ permissions: '1' }, 1],
  ])('made with %j gives %i', async (fields: Form, permissions) => {
    await folder(alice, '/linked rights')
    expect(await share(alice, '/linked rights', { shareType: '3', ...fields })).toMatchObject({ permissions })
  })

  test('changes by one thing at a time', async () => {
    await folder(alice, '/changing')
    const { id } = await share(alice, '/changing', { shareType: '3' })
    const changes: [Form, object][] = [
      [{ publicUpload: 'true' }, { permissions: 15 }],
      [{ permissions: '5' }, { permissions: 5 }],
      [{ publicUpload: 'false' }, { permissions: 1 }],
      [{ label: 'two' }, { label: 'two', permissions: 1 }],
      [{ note: 'three' }, { note: 'three', label: 'two' }],
      [{ hideDownload: 'true' }, { hide_download: 1 }],
      [{ hideDownload: 'false' }, { hide_download: 0 }],
      [{ label: '' }, { label: '' }],
      [{ expireDate: '2037-01-31' }, { expiration: '2037-01-31 00:00:00' }],
      [{ expireDate: '' }, { expiration: null }],
    ]
    for (const [fields, expected] of changes)
      expect((await put(alice, id, fields)).data).toMatchObject(expected)
  })

  test('keeps its password when the mark comes back, and loses it to an empty one', async () => {
    await folder(alice, '/secret')
    const made = await share(alice, '/secret', { shareType: '3', password: 'quiet yellow boat' })
    const hash = async (): Promise<unknown> =>
      school.house.domain.records.get('SELECT password FROM link WHERE share = ?', Number(made.id))
    expect(made.password).toBe(`pw-set:${made.id}`)
    expect(made.share_with).toBe(made.password)
    const before = await hash()
    const kept = await put(alice, made.id, {
      password: made.password,
      permissions: '1',
      hideDownload: 'false',
    })
    expect(kept.data.password).toBe(made.password)
    expect(await hash()).toEqual(before)
    expect((await put(alice, made.id, { password: 'another yellow boat' })).data.password).toBe(made.password)
    expect(await hash()).not.toEqual(before)
    expect((await put(alice, made.id, { password: '' })).data).toMatchObject({
      password: null,
      share_with: null,
    })
  })

  test('hides its download from the first on', async () => {
    await file(alice, '/hidden.txt')
    const made = await share(alice, '/hidden.txt', { shareType: '3', hideDownload: 'true' })
    expect(made.hide_download).toBe(1)
  })
})

describe('lists', () => {
  const made: Record<string, string> = {}
  beforeAll(async () => {
    await folder(alice, '/tree')
    await folder(alice, '/tree/sub')
    await file(alice, '/tree/sub/leaf.txt')
    made.tree = (await shareWith(alice, '/tree', bob)).id
    made.sub = (await share(alice, '/tree/sub', { shareType: '3' })).id
    made.leaf = (await shareWith(alice, '/tree/sub/leaf.txt', dave, 1)).id
    made.reshare = (await shareWith(bob, '/tree', carol, 17)).id
    made.deep = (await shareWith(bob, '/tree/sub', carol, 1)).id
  })

  test('of all that one made', async () => {
    const own = idsOf(await list(alice))
    expect(own).toEqual(expect.arrayContaining([made.tree, made.sub, made.leaf]))
    expect(own).not.toContain(made.reshare)
    expect(idsOf(await list(bob))).toEqual([made.reshare, made.deep])
    expect(await list(dave)).toEqual([])
  })

  test('of one thing, without and with what others made of it', async () => {
    expect(idsOf(await list(alice, '?path=/tree'))).toEqual([made.tree])
    expect(idsOf(await list(alice, '?path=/tree&reshares=true'))).toEqual([made.tree, made.reshare])
    expect(idsOf(await list(bob, '?path=/tree'))).toEqual([made.reshare])
    expect(idsOf(await list(alice, '?reshares=true'))).toEqual(
      expect.arrayContaining([made.reshare, made.deep]),
    )
    expect(await list(alice, '?path=/tree/sub/leaf.txt&reshares=true')).toMatchObject([{ id: made.leaf }])
  })

  test('of a thing that one received never tell the address of another’s link', async () => {
    expect(idsOf(await list(bob, '?path=/tree/sub&reshares=true'))).toEqual([made.deep])
  })

  test('of the members of a folder', async () => {
    expect(idsOf(await list(alice, '?path=/tree&subfiles=true'))).toEqual([made.deep, made.sub])
    expect(idsOf(await list(alice, '?path=/tree/sub&subfiles=true'))).toEqual([made.leaf])
    expect(idsOf(await list(alice, '?path=/tree/sub&subfiles=false'))).toEqual([made.sub])
    expect(idsOf(await list(bob, '?path=/&subfiles=true'))).toContain(made.reshare)
  })

  test('of what one received, of one thing, and of nothing', async () => {
    const received = await list(carol, '?shared_with_me=true')
    expect(idsOf(received)).toEqual(expect.arrayContaining([made.reshare, made.deep]))
    const reshared = received.find(({ id }: { id: string }) => id === made.reshare)
    expect(reshared).toMatchObject({ uid_owner: 'bob', uid_file_owner: 'alice', path: '/tree' })
    expect(idsOf(await list(carol, '?shared_with_me=true&path=/tree'))).toEqual([made.reshare])
    expect(await list(alice, '?shared_with_me=true')).toEqual([])
    expect(await list(carol, '?shared_with_me=true&path=/tree/sub')).toMatchObject([{ id: made.deep }])
  })

  test('of what the folders above give, with the folder', async () => {
    const inherited = (await form(alice.client, 'GET', `${SHARES}/inherited?path=/tree/sub/leaf.txt`)).data
    expect(idsOf(inherited)).toEqual([made.deep, made.sub, made.tree, made.reshare])
    expect(inherited[2]).toMatchObject({ via_path: '/tree', via_fileid: inherited[2].item_source })
    expect((await form(alice.client, 'GET', `${SHARES}/inherited?path=/tree`)).data).toEqual([])
  })

  test('with the mark of what is a favourite', async () => {
    const body = `<d:propertyupdate xmlns:d="DAV:" xmlns:oc="${OC}"><d:set><d:prop><oc:favorite>1</oc:favorite></d:prop></d:set></d:propertyupdate>`
    await bob.client.dav('PROPPATCH', `${DAV}/bob/tree/`, { body })
    const received = await list(bob, '?shared_with_me=true&path=/tree&include_tags=true')
    expect(received).toMatchObject([{ tags: ['_$!<Favorite>!$_'] }])
    expect((await list(alice, '?path=/tree&include_tags=true'))[0].tags).toEqual([])
    expect((await list(alice, '?path=/tree'))[0]).not.toHaveProperty('tags')
  })

  test('say where the recipient has it now, and what it is called now where nobody has a place for it', async () => {
    await folder(alice, '/before')
    const ids = [
      (await shareWith(alice, '/before', bob)).id,
      (await share(alice, '/before', { shareType: '1', shareWith: 'staff' })).id,
      (await share(alice, '/before', { shareType: '3' })).id,
    ]
    await rename(alice, '/before', '/after')
    await folder(bob, '/kept')
    await rename(bob, '/before', '/kept/mine')
    const targets = async (who: Inhabitant) =>
      await Promise.all(ids.map(async (id) => (await one(who, id)).data[0]?.file_target))
    expect(await targets(alice)).toEqual(['/kept/mine', '/after', '/after'])
    expect((await targets(bob)).slice(0, 2)).toEqual(['/kept/mine', '/kept/mine'])
    for (const id of ids) await remove(alice, id)
  })

  test('from other servers are empty', async () => {
    for (const path of ['remote_shares', 'remote_shares/pending'])
      expect(await form(alice.client, 'GET', `${API}/${path}`)).toMatchObject({ code: 200, data: [] })
    expect((await form(alice.client, 'GET', `${API}/remote_shares/1`)).code).toBe(404)
    expect((await form(alice.client, 'GET', `${SHARES}/pending`)).data).toEqual([])
    expect((await form(alice.client, 'GET', `${API}/token`)).data.token).toMatch(/^[A-Za-z0-9]{15,32}$/)
  })

  test('tell a recipient what is left of what they were given', async () => {
    await put(alice, made.tree!, { permissions: '17' })
    const wide = await shareWith(alice, '/tree', bob)
    expect(wide).toMatchObject({ id: made.tree, permissions: 17 })
    await put(alice, made.tree!, { permissions: '31' })
    const all = await shareWith(bob, '/tree/sub', dave, 31)
    await put(alice, made.tree!, { permissions: '17' })
    const seenBy = async (who: Inhabitant) => (await one(who, all.id)).data[0].permissions
    expect(await seenBy(dave)).toBe(17)
    expect(await seenBy(bob)).toBe(31)
    await put(alice, made.tree!, { permissions: '31' })
    expect(await seenBy(dave)).toBe(31)
    await remove(bob, all.id)
  })

  test('whoever owns a thing ends what others made of it, and others do not', async () => {
    expect((await remove(dave, made.reshare!)).code).toBe(404)
    expect((await put(alice, made.reshare!, { permissions: '1' })).data.permissions).toBe(1)
    expect((await remove(alice, made.reshare!)).code).toBe(200)
    expect(await seen(carol)).not.toContain('tree')
  })

  test('what was given by somebody who lost it themselves is gone', async () => {
    expect(await seen(carol)).toContain('sub')
    await remove(alice, made.tree!)
    expect(await seen(carol)).not.toContain('sub')
    expect(idsOf(await list(bob))).not.toContain(made.deep)
    expect(await list(carol, '?shared_with_me=true&path=/')).toEqual([])
  })
})

describe('properties', () => {
  const SHARING = [`{${OC}}share-types`, `{${NC}}sharees`, `{${NC}}note`, `{${NC}}hide-download`]
  const RIGHTS = [`{${OC}}permissions`, `{${OCS}}share-permissions`, `{${OCM}}share-permissions`]
  const ATTRIBUTES = `{${NC}}share-attributes`

  test('tell at once with whom something is shared, and by what it was received', async () => {
    await folder(alice, '/told')
    await folder(alice, '/told/sub')
    const { id } = await share(alice, '/told', { shareType: '0', shareWith: 'bob', note: 'hello' })
    await share(alice, '/told', { shareType: '3' })
    const answer = await alice.client.dav('PROPFIND', `${DAV}/alice/told/`, {
      headers: { Depth: '1' },
      body: `<d:propfind xmlns:d="DAV:" xmlns:oc="${OC}" xmlns:nc="${NC}"><d:prop><oc:share-types/><nc:sharees/></d:prop></d:propfind>`,
    })
    expect(answer.text).toContain(
      '<oc:share-types><oc:share-type>0</oc:share-type><oc:share-type>3</oc:share-type></oc:share-types>' +
        '<nc:sharees><nc:sharee><nc:id>bob</nc:id><nc:display-name>Bob</nc:display-name><nc:type>0</nc:type></nc:sharee>' +
        '<nc:sharee><nc:id/><nc:display-name/><nc:type>3</nc:type></nc:sharee></nc:sharees>',
    )
    expect(multistatus(answer).map((line) => value(line, OC, 'share-types'))).toEqual(['03', ''])
    const received = await props(bob, '/told/', SHARING)
    expect(value(received, NC, 'note')).toBe('hello')
    expect(value(received, NC, 'hide-download')).toBe('false')
    const below = await props(bob, '/told/sub/', SHARING)
    expect(value(below, NC, 'note')).toBe('hello')
    const own = await props(alice, '/told/', SHARING)
    for (const name of ['note', 'hide-download']) expect(statusOf(own, NC, name)).toBe(404)
    await remove(alice, id)
    expect(
      (
        await alice.client.dav('PROPFIND', `${DAV}/alice/told/`, {
          headers: { Depth: '0' },
          body: `<d:propfind xmlns:d="DAV:" xmlns:oc="${OC}"><d:prop><oc:share-types/></d:prop></d:propfind>`,
        })
      ).text,
    ).toContain('<oc:share-types><oc:share-type>3</oc:share-type></oc:share-types>')
  })

  test.each([
    [31, 'SRGDNVCK', '31', '["share","read","write"]'],
    [17, 'SRGD', '17', '["share","read"]'],
    [15, 'SGDNVCK', '15', '["read","write"]'],
    [1, 'SGD', '1', '["read"]'],
  ])('of a folder given with %i are %s', async (permissions, letters, mask, words) => {
    await folder(alice, `/held ${permissions}`)
    await shareWith(alice, `/held ${permissions}`, bob, permissions)
    const line = await props(bob, `/held ${permissions}/`, [...RIGHTS, ATTRIBUTES])
    expect(value(line, OC, 'permissions')).toBe(letters)
    expect(value(line, OCS, 'share-permissions')).toBe(mask)
    expect(value(line, OCM, 'share-permissions')).toBe(words)
    expect(value(line, NC, 'share-attributes')).toBe('[]')
  })

  test('tell of what may be seen and not taken away', async () => {
    await file(alice, '/view only.txt')
    const attributes = '[{"scope":"permissions","key":"download","value":false}]'
    const { id } = await share(alice, '/view only.txt', {
      ...{ shareType: '0', shareWith: 'bob', permissions: '17' },
      attributes: '[{"scope": "permissions", "key": "download", "value": false}]',
    })
    expect((await one(alice, id)).data[0].attributes).toBe(attributes)
    const line = await props(bob, '/view only.txt', [...RIGHTS, ATTRIBUTES])
    expect(value(line, NC, 'share-attributes')).toBe(attributes)
    const passedOn = await shareWith(bob, '/view only.txt', carol, 1)
    expect(passedOn.attributes).toBe(attributes)
    expect((await props(carol, '/view only.txt', [ATTRIBUTES])).propstats[0]!.status).toBe(200)
    expect(value(await props(carol, '/view only.txt', [ATTRIBUTES]), NC, 'share-attributes')).toBe(attributes)
    expect((await put(alice, id, { attributes: '[]' })).data.attributes).toBe(null)
    expect(value(await props(bob, '/view only.txt', [ATTRIBUTES]), NC, 'share-attributes')).toBe('[]')
  })
})

test('who did what is written down, and no password', async () => {
  await folder(alice, '/audited')
  const { id } = await share(alice, '/audited', { shareType: '3', password: 'quiet yellow boat' })
  await put(alice, id, { password: 'another yellow boat', note: 'words of mine' })
  await remove(alice, id)
  const rows = await school.house.domain.records.read((reader) =>
    reader.all<{ verb: string; actor: string; detail: string }>(
      "SELECT verb, actor, detail FROM audit WHERE subject = ? AND verb LIKE 'share.%' ORDER BY id",
      id,
    ),
  )
  expect(rows.map(({ verb, actor }) => `${actor} ${verb}`)).toEqual([
    ...['alice share.create', 'alice share.update', 'alice share.remove'],
  ])
  expect(JSON.stringify(rows)).not.toMatch(/yellow|words of mine/)
})
