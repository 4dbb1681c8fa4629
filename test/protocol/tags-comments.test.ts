import { afterAll, beforeAll, expect, test } from 'vitest'
import { look } from '../../server/src/domain/files/list.ts'
import { READ } from '../../server/src/vocabulary/permissions.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { giveShare } from '../rigs/shares.ts'
import type { AcceptedAnswer, Client } from './client.ts'
import { found, multistatus, statusOf, value } from './multistatus.ts'
import { ocsCall } from './ocs-call.ts'
import { elements, text } from './xml.ts'

const OC = 'http://owncloud.org/ns'
const NC = 'http://nextcloud.org/ns'
const DAV = '/remote.php/dav'
const JSON_TYPE = { 'Content-Type': 'application/json' }

let house: TestHouse
let alice: Client
let bob: Client
let root: Client
let file: number

beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice', name: 'Alice' })).client
  bob = (await house.person({ id: 'bob', name: 'Bob' })).client
  root = (await house.person({ id: 'root', name: 'Root', admin: true })).client
  file = await write('shared.txt')
  await share('shared.txt')
})
afterAll(() => house.close())

async function write(name: string): Promise<number> {
  const answer = await alice.dav('PUT', `${DAV}/files/alice/${name}`, { body: name })
  return Number(answer.header('oc-fileid')!.slice(0, -12))
}

/** Bob may read it. */
async function share(name: string): Promise<void> {
  const { self } = await look(house.domain, { kind: 'member', person: 'alice', admin: false }, [name], [])
  const given = { node: self.node.id, sharer: 'alice', recipient: 'bob', permissions: READ }
  await giveShare(house.domain, given)
}

const post = (who: Client, place: string, body: object): Promise<AcceptedAnswer> =>
  who.dav('POST', `${DAV}/${place}`, { headers: JSON_TYPE, body: JSON.stringify(body) })
const patch = (who: Client, place: string, props: string): Promise<AcceptedAnswer> =>
  who.dav('PROPPATCH', `${DAV}/${place}`, {
    body: `<d:propertyupdate xmlns:d="DAV:" xmlns:oc="${OC}" xmlns:nc="${NC}"><d:set><d:prop>${props}</d:prop></d:set></d:propertyupdate>`,
  })
const made = (answer: AcceptedAnswer): number => {
  expect(answer.status).toBe(201)
  return Number(answer.header('content-location')!.split('/').at(-1))
}
const filter = (who: Client, person: string, rules: string): Promise<AcceptedAnswer> =>
  who.dav('REPORT', `${DAV}/files/${person}/`, {
    body: `<oc:filter-files xmlns:d="DAV:" xmlns:oc="${OC}" xmlns:nc="${NC}"><d:prop><oc:fileid/><nc:system-tags/></d:prop>${rules}</oc:filter-files>`,
  })
const tagged = (...ids: number[]): string =>
  `<oc:filter-rules>${ids.map((id) => `<oc:systemtag>${id}</oc:systemtag>`).join('')}</oc:filter-rules>`
const hrefs = (answer: AcceptedAnswer): string[] => multistatus(answer).map(({ href }) => href)

async function tagsOf(who: Client, address: string): Promise<(readonly [string, string | undefined])[]> {
  const [line] = await who.propfind(address, [`{${NC}}system-tags`])
  return elements(found(line!, NC, 'system-tags')!).map(
    (tag) => [text(tag), tag.attributes.find(({ name }) => name === 'oc:can-assign')?.value] as const,
  )
}

test('whose tag it is decides who chooses from it, not who is shown it', async () => {
  const own = made(await post(alice, `systemtags-relations/files/${file}`, { name: 'own & dear' }))
  const common = made(await post(root, 'systemtags', { name: 'Common' }))
  made(await post(root, 'systemtags', { name: 'hidden', userVisible: false }))
  expect((await alice.dav('PUT', `${DAV}/systemtags-relations/files/${file}/${common}`)).status).toBe(201)
  expect(await tagsOf(alice, `${DAV}/files/alice/shared.txt`)).toEqual([
    ['Common', 'true'],
    ['own & dear', 'true'],
  ])
  expect(await tagsOf(bob, `${DAV}/files/bob/shared.txt`)).toEqual([
    ['Common', 'true'],
    ['own & dear', 'false'],
  ])
  const listed = async (who: Client): Promise<(string | undefined)[]> =>
    (await who.propfind(`${DAV}/systemtags/`, [`{${OC}}display-name`], '1'))
      .slice(1)
      .map((line) => value(line, OC, 'display-name'))
  expect(await listed(alice)).toEqual(['Common', 'own & dear'])
  expect(await listed(bob)).toEqual(['Common'])
  expect(await listed(root)).toEqual(['Common', 'hidden'])
  const groups = async (who: Client): Promise<number | undefined> =>
    statusOf((await who.propfind(`${DAV}/systemtags/${common}`, [`{${OC}}groups`]))[0]!, OC, 'groups')
  expect([await groups(bob), await groups(root)]).toEqual([403, 200])

  for (const place of [`systemtags/${common}`, `systemtags-relations/files/${file}/${own}`])
    expect([place, (await bob.dav('DELETE', `${DAV}/${place}`)).status]).toEqual([place, 403])
  expect((await bob.dav('DELETE', `${DAV}/systemtags/${own}`)).status).toBe(404)
  expect((await patch(bob, `systemtags/${common}`, '<nc:color>ff0000</nc:color>')).status).toBe(403)
  expect((await bob.dav('PUT', `${DAV}/systemtags-relations/files/${file}/${common}`)).status).toBe(403)
  const private_ = await write('private.txt')
  expect((await bob.dav('PROPFIND', `${DAV}/systemtags-relations/files/${private_}`)).status).toBe(404)
  expect((await bob.dav('PUT', `${DAV}/systemtags-relations/files/${private_}/${common}`)).status).toBe(404)

  expect(hrefs(await filter(bob, 'bob', tagged(common, own)))).toEqual([`${DAV}/files/bob/shared.txt`])
  expect((await filter(root, 'root', tagged(own))).status).toBe(412)
  expect((await filter(root, 'root', tagged(common))).status).toBe(207)
  expect((await filter(bob, 'bob', tagged(999_999))).status).toBe(412)
  const used = await bob.propfind(`${DAV}/systemtags-assigned`, [`{${NC}}files-assigned`], '1')
  expect(used.slice(1).map((line) => [line.href, value(line, NC, 'files-assigned')])).toEqual([
    [`${DAV}/systemtags/${common}/`, '1'],
    [`${DAV}/systemtags/${own}/`, '1'],
  ])
  expect((await root.dav('DELETE', `${DAV}/systemtags/${common}`)).status).toBe(204)
  expect(await tagsOf(bob, `${DAV}/files/bob/shared.txt`)).toEqual([['own & dear', 'false']])
})

test('a tag is changed in one piece or not at all, and bad input is refused', async () => {
  const id = made(await post(alice, 'systemtags', { name: 'plain' }))
  const both = await patch(alice, `systemtags/${id}`, '<nc:color>#00FF00</nc:color><oc:groups>x</oc:groups>')
  expect([both.status, /403 Forbidden/.test(both.text), /424/.test(both.text)]).toEqual([207, true, true])
  await patch(
    alice,
    `systemtags/${id}`,
    '<nc:color>#00FF00</nc:color><oc:display-name>green</oc:display-name>',
  )
  const [line] = await alice.propfind(`${DAV}/systemtags/${id}`, [`{${OC}}display-name`, `{${NC}}color`])
  expect([value(line!, OC, 'display-name'), value(line!, NC, 'color')]).toEqual(['green', '00ff00'])
  expect((await patch(alice, `systemtags/${id}`, '<nc:color>green</nc:color>')).status).toBe(400)
  for (const body of [{}, { name: 7 }, { name: '' }, { name: 'x', userVisible: 'no' }])
    expect([body, (await post(alice, 'systemtags', body)).status]).toEqual([body, 400])
  expect((await alice.dav('POST', `${DAV}/systemtags`, { body: 'name=x' })).status).toBe(415)
  expect((await alice.dav('POST', `${DAV}/systemtags`, { headers: JSON_TYPE, body: '{' })).status).toBe(400)
  for (const place of [
    'systemtags/x',
    'systemtags/1/2',
    'systemtags-relations/people',
    'systemtags-assigned/a/b',
  ])
    expect([place, (await alice.dav('PROPFIND', `${DAV}/${place}`)).status]).toEqual([place, 404])
})

test('favourites and tags together, a page at a time', async () => {
  for (const name of ['f1.txt', 'f2.txt', 'f3.txt']) {
    await write(name)
    await patch(alice, `files/alice/${name}`, '<oc:favorite>1</oc:favorite>')
  }
  const favourites = (more = ''): Promise<AcceptedAnswer> =>
    filter(alice, 'alice', `<oc:filter-rules><oc:favorite>1</oc:favorite>${more}</oc:filter-rules>`)
  expect(hrefs(await favourites())).toEqual(
    ['f1', 'f2', 'f3'].map((name) => `${DAV}/files/alice/${name}.txt`),
  )
  const paged = await filter(
    alice,
    'alice',
    '<oc:filter-rules><oc:favorite>1</oc:favorite></oc:filter-rules><d:limit><d:nresults>1</d:nresults><nc:firstresult>1</nc:firstresult></d:limit>',
  )
  expect(hrefs(paged)).toEqual([`${DAV}/files/alice/f2.txt`])
  const [line] = await alice.propfind(`${DAV}/files/alice/f3.txt`, [`{${OC}}fileid`])
  const tag = made(
    await post(alice, `systemtags-relations/files/${value(line!, OC, 'fileid')}`, { name: 'third' }),
  )
  expect(hrefs(await favourites(`<oc:systemtag>${tag}</oc:systemtag>`))).toEqual([
    `${DAV}/files/alice/f3.txt`,
  ])
  expect((await filter(alice, 'alice', '')).status).toBe(400)
  expect((await filter(alice, 'alice', '<oc:filter-rules/>')).status).toBe(400)
})

test('comments by two people, counted, seen, changed, and told to the owner', async () => {
  const place = `comments/files/${file}`
  const id = made(
    await post(bob, place, { actorType: 'users', verb: 'comment', message: 'Is it <this>? @alice' }),
  )
  const counts = [`{${OC}}comments-count`, `{${OC}}comments-unread`, `{${OC}}comments-href`]
  const counted = async (who: Client, person: string): Promise<(string | undefined)[]> => {
    const lines = await who.propfind(`${DAV}/files/${person}/`, counts, '1')
    const line = lines.find(({ href }) => href.endsWith('shared.txt'))!
    return ['count', 'unread', 'href'].map((name) => value(line, OC, `comments-${name}`))
  }
  const href = `${DAV}/comments/files/${file}`
  expect(await counted(alice, 'alice')).toEqual(['1', '1', href])
  expect(await counted(bob, 'bob')).toEqual(['1', '0', href])

  const listed = await alice.propfind(
    `${DAV}/${place}`,
    ['message', 'actorDisplayName', 'isUnread', 'mentions'].map((name) => `{${OC}}${name}`),
    '1',
  )
  expect(listed.map((line) => [line.href, value(line, OC, 'message')])).toEqual([
    [`${href}/`, undefined],
    [`${href}/${id}`, 'Is it <this>? @alice'],
  ])
  expect([value(listed[1]!, OC, 'actorDisplayName'), value(listed[1]!, OC, 'isUnread')]).toEqual([
    'Bob',
    'true',
  ])
  expect((await patch(alice, place, '<oc:readMarker/>')).status).toBe(207)
  expect(await counted(alice, 'alice')).toEqual(['1', '0', href])

  const { data } = await ocsCall(alice, 'GET', '/apps/notifications/api/v2/notifications')
  expect(data).toEqual([
    expect.objectContaining({
      app: 'comments',
      object_id: String(id),
      message: 'Is it <this>? @alice',
      link: `${house.url}/f/${file}`,
      subjectRichParameters: expect.objectContaining({
        user: { type: 'user', id: 'bob', name: 'Bob' },
        file: expect.objectContaining({ id: String(file), name: 'shared.txt' }),
      }),
    }),
  ])
  expect(data[0].subject).toMatch(/Bob.*shared\.txt/)

  expect((await patch(alice, `${place}/${id}`, '<oc:message>x</oc:message>')).status).toBe(403)
  expect((await patch(bob, `${place}/${id}`, '<oc:message>It is.</oc:message>')).status).toBe(207)
  const report = await alice.dav('REPORT', `${DAV}/${place}`, {
    body: `<oc:filter-comments xmlns:oc="${OC}"><oc:limit>20</oc:limit><oc:offset>0</oc:offset></oc:filter-comments>`,
  })
  expect(multistatus(report).map((line) => value(line, OC, 'message'))).toEqual(['It is.'])
  expect((await alice.dav('DELETE', `${DAV}/${place}/${id}`)).status).toBe(204)
  expect((await ocsCall(alice, 'GET', '/apps/notifications/api/v2/notifications')).data).toEqual([])
})

test('whoever cannot read a file learns nothing of what is said about it', async () => {
  const hidden = await write('hidden.txt')
  const place = `comments/files/${hidden}`
  const id = made(await post(alice, place, { verb: 'comment', message: 'a secret' }))
  const statuses = [
    await bob.dav('PROPFIND', `${DAV}/${place}`),
    await bob.dav('PROPFIND', `${DAV}/${place}/${id}`),
    await post(bob, place, { verb: 'comment', message: 'x' }),
    await patch(bob, place, '<oc:readMarker/>'),
    await patch(bob, `${place}/${id}`, '<oc:message>x</oc:message>'),
    await bob.dav('DELETE', `${DAV}/${place}/${id}`),
    await bob.dav('REPORT', `${DAV}/${place}`, { body: `<oc:filter-comments xmlns:oc="${OC}"/>` }),
    // A comment is nobody's way to another file.
    await bob.dav('PROPFIND', `${DAV}/comments/files/${file}/${id}`),
  ].map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set([404]))
  expect((await house.stranger.dav('PROPFIND', `${DAV}/${place}`)).status).toBe(401)
  expect((await post(alice, place, { verb: 'comment', message: 'x'.repeat(1001) })).status).toBe(400)
  expect((await post(alice, place, { verb: 'like', message: 'x' })).status).toBe(400)
})

test('the apps are told that there are tags and comments', async () => {
  const { data } = await ocsCall(alice, 'GET', '/cloud/capabilities')
  expect(data.capabilities).toMatchObject({ files: { comments: true }, systemtags: { enabled: true } })
})
