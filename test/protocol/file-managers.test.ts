import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { AcceptedAnswer, Asked, Client } from './client.ts'
import { multistatus, value } from './multistatus.ts'

/** What Finder, Explorer and Office do to save a file, step by step (webdav.md §14.2, §24). */

let house: TestHouse
let lea: Client

beforeAll(async () => {
  house = await openTestHouse()
  lea = (await house.person({ id: 'lea' })).client
})
afterAll(() => house.close())

const LOCK = `<?xml version="1.0" encoding="utf-8"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope>
  <D:locktype><D:write/></D:locktype><D:owner><D:href>LEA-PC</D:href></D:owner></D:lockinfo>`

const tokenOf = (answer: AcceptedAnswer): string =>
  /^<(.+)>$/.exec(answer.header('Lock-Token') ?? '')?.[1] ?? ''

describe('Finder', () => {
  const FINDER = { 'User-Agent': 'WebDAVFS/3.0.0 (03008000) Darwin/22.1.0 (arm64)' }
  const FILES = '/remote.php/dav/files/lea'
  const send = (method: string, path: string, rest: Omit<Asked, 'method' | 'path'> = {}) =>
    lea.dav(method, path, { ...rest, headers: { ...FINDER, ...(rest.headers as Record<string, string>) } })

  test('finds a volume that it may write to', async () => {
    const answer = await send('OPTIONS', `${FILES}/`)
    expect(answer.status).toBe(200)
    expect(answer.header('DAV')?.split(', ')).toContain('2')
    expect(answer.header('Allow')).toContain('LOCK')
  })

  test('saves: an empty file, a lock, the content in chunks, and lets go', async () => {
    const path = `${FILES}/e%CC%81te%CC%81.txt`
    expect((await send('PUT', path)).status).toBe(201)
    const lock = await send('LOCK', path, { headers: { Timeout: 'Second-600' }, body: LOCK })
    expect(lock.status).toBe(200)
    const token = tokenOf(lock)
    expect(token).toMatch(/^opaquelocktoken:/)
    const body = 'une phrase'
    const headers = { If: `(<${token}>)`, 'X-Expected-Entity-Length': String(body.length) }
    expect((await send('PUT', path, { headers, body: Buffer.from(body), chunked: true })).status).toBe(204)
    expect((await send('PUT', path, { body: 'without the token' })).status).toBe(423)
    expect((await send('UNLOCK', path, { headers: { 'Lock-Token': `<${token}>` } })).status).toBe(204)
    // Stored in one spelling, whichever it was sent in.
    const listed = await lea.propfind(`${FILES}/`, ['{DAV:}getcontentlength'], '1')
    expect(listed.map((one) => one.href)).toContain(`${FILES}/%c3%a9t%c3%a9.txt`)
    expect((await lea.dav('GET', `${FILES}/%C3%A9t%C3%A9.txt`)).text).toBe(body)
  })

  test('an announced length that does not come keeps the old content', async () => {
    const path = `${FILES}/kept.txt`
    await send('PUT', path, { body: 'old' })
    const headers = { 'X-Expected-Entity-Length': '5' }
    expect((await send('PUT', path, { headers, body: Buffer.from(''), chunked: true })).status).toBe(400)
    expect((await lea.dav('GET', path)).text).toBe('old')
  })

  test('saves by moving a temporary file over the original, which stays in the trash', async () => {
    await send('PUT', `${FILES}/lettre.txt`, { body: 'first' })
    await send('PUT', `${FILES}/.lettre.txt.sb-1`, { body: 'second' })
    const moved = await send('MOVE', `${FILES}/.lettre.txt.sb-1`, {
      headers: { Destination: `${house.url}${FILES}/lettre.txt`, Overwrite: 'T' },
    })
    expect(moved.status).toBe(204)
    expect((await lea.dav('GET', `${FILES}/lettre.txt`)).text).toBe('second')
    const trash = await lea.propfind('/remote.php/dav/trashbin/lea/trash/', ['{DAV:}getcontentlength'], '1')
    const entry = trash.find((one) => one.href.includes('lettre.txt.d'))
    expect((await lea.dav('GET', entry!.href)).text).toBe('first')
  })

  test('its companions come and go', async () => {
    for (const name of ['._photo.jpg', '.DS_Store']) {
      expect((await send('PROPFIND', `${FILES}/${name}`, { headers: { Depth: '0' } })).status).toBe(404)
      expect((await send('PUT', `${FILES}/${name}`, { body: 'x' })).status).toBe(201)
      expect((await send('DELETE', `${FILES}/${name}`)).status).toBe(204)
    }
  })
})

describe('Explorer', () => {
  const EXPLORER = { 'User-Agent': 'Microsoft-WebDAV-MiniRedir/10.0.22621', Translate: 'f' }
  const FILES = '/remote.php/webdav'
  const send = (method: string, path: string, rest: Omit<Asked, 'method' | 'path'> = {}) =>
    lea.dav(method, path, { ...rest, headers: { ...EXPLORER, ...(rest.headers as Record<string, string>) } })

  test('is led from the bare address to the files, and asked for a password there', async () => {
    const bare = await house.stranger.send({
      method: 'OPTIONS',
      path: '/',
      headers: { 'User-Agent': 'DavClnt' },
    })
    expect([bare.status, bare.header('Location')]).toEqual([302, '/remote.php/webdav/'])
    const asked = await house.stranger.send({
      method: 'PROPFIND',
      path: `${FILES}/`,
      headers: { ...EXPLORER, Depth: '0' },
    })
    expect(asked.status).toBe(401)
    expect(asked.header('WWW-Authenticate')).toMatch(/^Basic /)
  })

  test('lists without saying what it wants to know', async () => {
    const answer = await send('PROPFIND', `${FILES}/`, { headers: { Depth: '1' } })
    expect(answer.header('MS-Author-Via') ?? 'DAV').toBe('DAV')
    expect(multistatus(answer)[0]?.href).toBe('/remote.php/webdav/')
  })

  const TIMES = `<?xml version="1.0" encoding="utf-8"?><D:propertyupdate xmlns:D="DAV:" xmlns:Z="urn:schemas-microsoft-com:"><D:set><D:prop>
    <Z:Win32CreationTime>Tue, 14 Nov 2023 22:13:20 GMT</Z:Win32CreationTime>
    <Z:Win32LastModifiedTime>Tue, 14 Nov 2023 22:13:20 GMT</Z:Win32LastModifiedTime>
    <Z:Win32FileAttributes>00000020</Z:Win32FileAttributes></D:prop></D:set></D:propertyupdate>`

  test('saves: an empty file, a lock, the content, its own times, and lets go', async () => {
    const path = `${FILES}/Bulletin%203B.docx`
    expect((await send('PUT', path)).status).toBe(201)
    const lock = await send('LOCK', path, { headers: { Timeout: 'Second-3600' }, body: LOCK })
    expect(lock.status).toBe(200)
    const If = `(<${tokenOf(lock)}>)`
    expect((await send('HEAD', path)).status).toBe(200)
    expect((await send('PUT', path, { headers: { If }, body: 'PK content' })).status).toBe(204)
    const patched = await send('PROPPATCH', path, { headers: { If }, body: TIMES })
    expect(patched.status).toBe(207)
    const statuses = [...patched.text.matchAll(/<d:status>([^<]+)</g)].map(([, status]) => status)
    expect(statuses).toEqual(['HTTP/1.1 200 OK'])
    expect((await send('UNLOCK', path, { headers: { 'Lock-Token': If.slice(1, -1) } })).status).toBe(204)
    const [file] = await lea.propfind(path, [
      '{urn:schemas-microsoft-com:}Win32FileAttributes',
      '{DAV:}getcontentlength',
    ])
    expect(value(file!, 'DAV:', 'getcontentlength')).toBe('10')
    expect(value(file!, 'urn:schemas-microsoft-com:', 'Win32FileAttributes')).toBe('00000020')
  })
})
