import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { openBox, type TestBox } from './box-rig.ts'

const ALICE = { id: 'alice', name: 'Alice', password: 'un mot de passe long' }
const SCRIPT = { 'X-Requested-With': 'XMLHttpRequest' }

/** A collection box as the clients know it, word for word (webdav.md §21.2). */
describe('a file drop', () => {
  let house: TestHouse
  let alice: Inhabitant
  let box: TestBox

  beforeAll(async () => {
    house = await openTestHouse()
    alice = await house.person(ALICE)
    box = await openBox(house, 'alice', 'Drop', { named: false })
  })
  afterAll(() => house?.close())

  const at = (path = ''): string => `/public.php/dav/files/${box.token}/${path}`
  const put = (path: string, body: string, headers: Record<string, string> = {}) =>
    house.stranger.dav('PUT', at(path), { body, headers: { ...SCRIPT, ...headers } })
  const exception = (text: string): string | undefined => /<s:exception>([^<]*)</.exec(text)?.[1]
  const message = (text: string): string | undefined => /<s:message>([^<]*)</.exec(text)?.[1]
  const kept = async (path: string): Promise<string> =>
    (await alice.client.dav('GET', `/remote.php/dav/files/alice/Drop/${path}`)).text

  test.each([
    'PROPFIND',
    'GET',
    'HEAD',
    'OPTIONS',
    'DELETE',
    'MOVE',
    'COPY',
    'PROPPATCH',
    'LOCK',
    'REPORT',
    'SEARCH',
    'POST',
  ])('%s is refused, whatever it asks about', async (method) => {
    for (const path of ['', 'drop.txt', '?accept=zip']) {
      const answer = await house.stranger.dav(method, at(path))
      expect(answer.status).toBe(405)
      if (method === 'HEAD') continue
      expect(exception(answer.text)).toBe('Sabre\\DAV\\Exception\\MethodNotAllowed')
      expect(message(answer.text)).toBe('Only PUT is allowed on files drop')
    }
  })

  test('what is put is kept, twice under one name too, and no id goes out', async () => {
    for (const body of ['1', '2']) {
      const answer = await put('drop.txt', body)
      expect(answer.status).toBe(201)
      expect(answer.header('etag')).toMatch(/^"[0-9a-f]+"$/)
      expect(answer.header('oc-etag')).toBe(answer.header('etag'))
      expect(answer.header('oc-fileid')).toBeUndefined()
    }
    expect([await kept('drop.txt'), await kept('drop%20(2).txt')]).toEqual(['1', '2'])
    await alice.client.dav('PUT', '/remote.php/dav/files/alice/Drop/p.txt', { body: 'hers' })
    expect((await put('p.txt', 'theirs')).status).toBe(201)
    expect([await kept('p.txt'), await kept('p%20(2).txt')]).toEqual(['hers', 'theirs'])
  })

  test('folders are made for somebody', async () => {
    const nobodys = await put('sub/x.txt', '2')
    expect([nobodys.status, message(nobodys.text)]).toEqual([
      400,
      'A nickname header is required when uploading subfolders',
    ])
    const folder = (headers: Record<string, string>) =>
      house.stranger.dav('MKCOL', at('sub'), { headers: { ...SCRIPT, ...headers } })
    const refused = await folder({})
    expect([refused.status, exception(refused.text)]).toEqual([400, 'Sabre\\DAV\\Exception\\BadRequest'])
    expect(message(refused.text)).toBe('A nickname header is required when uploading subfolders')
    expect((await folder({ 'X-NC-Nickname': 'Bob' })).status).toBe(201)
    expect((await put('sub/x.txt', '2', { 'X-NC-Nickname': 'Bob%20B' })).status).toBe(201)
    expect(await kept('Bob%20B/sub/x.txt')).toBe('2')
  })

  test.each(['.bad', '%2E%2E', 'a%2Fb', '%E2%80%AEtxt'])('nobody is called %s', async (nickname) => {
    const answer = await put('x.txt', '2', { 'X-NC-Nickname': nickname })
    expect([answer.status, exception(answer.text)]).toEqual([400, 'Sabre\\DAV\\Exception\\BadRequest'])
    expect(message(answer.text)).toBe(`Invalid nickname: ${decodeURIComponent(nickname)}`)
  })

  test('a box that asks for names has them from the apps too', async () => {
    const asking = await openBox(house, 'alice', 'Demande')
    const answer = await house.stranger.dav('PUT', `/public.php/dav/files/${asking.token}/x.txt`, {
      body: 'x',
    })
    expect([answer.status, message(answer.text)]).toEqual([
      400,
      'A nickname header is required for file requests',
    ])
  })

  test('a long file comes in pieces, and nobody else sees that it does', async () => {
    const uploads = `/public.php/dav/uploads/${box.token}`
    const upload = `${uploads}/b1946ac92492d2347c6235b4d2611184`
    expect((await house.stranger.dav('MKCOL', upload)).status).toBe(201)
    for (const [name, body] of [
      ['00002', ' world'],
      ['00001', 'hello'],
    ] as const)
      expect((await house.stranger.dav('PUT', `${upload}/${name}`, { body })).status).toBe(201)
    const listed = await house.stranger.propfind(`${uploads}/`, ['{DAV:}getcontentlength'], '1')
    expect(listed).toHaveLength(1)
    expect(await house.stranger.propfind(`${upload}/`, ['{DAV:}getcontentlength'], '1')).toHaveLength(4)
    expect((await house.stranger.dav('GET', `${upload}/00001`)).status).toBe(403)
    const headers = { Destination: at('big.bin'), 'OC-Total-Length': '11', 'X-NC-Nickname': 'Zo%C3%A9' }
    const moved = await house.stranger.dav('MOVE', `${upload}/.file`, { headers })
    expect([moved.status, moved.header('oc-fileid')]).toEqual([201, undefined])
    expect(await kept('Zo%C3%A9/big.bin')).toBe('hello world')
    expect((await house.stranger.dav('MOVE', `${upload}/.file`, { headers })).status).toBe(404)
  })

  test('a wrong checksum keeps nothing', async () => {
    const answer = await put('sum.txt', 'x', { 'OC-Checksum': `SHA1:${'0'.repeat(40)}` })
    expect(answer.status).toBe(400)
    expect((await alice.client.dav('GET', '/remote.php/dav/files/alice/Drop/sum.txt')).status).toBe(404)
  })

  test('the old address knows the same box', async () => {
    const authorization = `Basic ${btoa(`${box.token}:`)}`
    const put = await house.stranger.dav('PUT', '/public.php/webdav/old.txt', {
      body: 'o',
      headers: { authorization },
    })
    expect(put.status).toBe(201)
    const list = await house.stranger.dav('PROPFIND', '/public.php/webdav/', { headers: { authorization } })
    expect([list.status, message(list.text)]).toEqual([405, 'Only PUT is allowed on files drop'])
  })
})
