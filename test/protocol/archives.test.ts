import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { Client } from './client.ts'

const FILES = '/remote.php/dav/files/alice'

let house: TestHouse
let alice: Client

beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice', name: 'Alice', quota: 'unlimited' })).client
  for (const folder of ['docs', 'docs/m', 'docs/m/vide', 'à part'])
    await alice.dav('MKCOL', `${FILES}/${encodeURIComponent(folder).replaceAll('%2F', '/')}`)
  await put('docs/a.txt', 'aaaaa')
  await put('docs/m/é.txt', 'accent')
  await put('docs/long.bin', 'x'.repeat(700_000))
})
afterAll(() => house.close())

const put = (name: string, body: string) =>
  alice.dav('PUT', `${FILES}/${name.split('/').map(encodeURIComponent).join('/')}`, {
    body,
    headers: { 'X-OC-MTime': '1700000000' },
  })
const get = (path: string, headers: Record<string, string> = {}) =>
  alice.dav('GET', FILES + path, { headers })

/** The names in the directory of a zip file. */
function namesIn(body: Buffer): string[] {
  const names: string[] = []
  let at = body.readUInt32LE(body.length - 6)
  while (body.readUInt32LE(at) === 0x02014b50) {
    const length = body.readUInt16LE(at + 28)
    names.push(body.toString('utf8', at + 46, at + 46 + length))
    at += 46 + length + body.readUInt16LE(at + 30)
  }
  return names
}

test('a folder is packed with its own name, its length known', async () => {
  const zip = await get('/docs', { Accept: 'application/zip' })
  expect(zip.status).toBe(200)
  expect(zip.header('content-type')).toBe('application/zip')
  expect(zip.header('content-disposition')).toBe(`attachment; filename*=UTF-8''docs.zip; filename="docs.zip"`)
  expect(zip.header('content-transfer-encoding')).toBe('binary')
  expect(zip.header('content-length')).toBe(String(zip.body.length))
  expect(namesIn(zip.body).sort()).toEqual(
    ['docs/', 'docs/a.txt', 'docs/long.bin', 'docs/m/', 'docs/m/vide/', 'docs/m/é.txt'].sort(),
  )
  const head = await alice.dav('HEAD', `${FILES}/docs?accept=zip`)
  expect(head.header('content-length')).toBe(zip.header('content-length'))
})

test('named members only, asked for by query or by header', async () => {
  const names = encodeURIComponent(JSON.stringify(['m', 'a.txt']))
  const queried = await get(`/docs?accept=zip&files=${names}`)
  expect(namesIn(queried.body).sort()).toEqual(['a.txt', 'm/', 'm/vide/', 'm/é.txt'])
  const single = await get(`/docs?accept=zip&files=${encodeURIComponent('"a.txt"')}`)
  expect(namesIn(single.body)).toEqual(['a.txt'])
  const named = await get('/docs', { Accept: 'application/zip', 'X-NC-Files': 'a.txt' })
  expect(namesIn(named.body)).toEqual(['a.txt'])
})

test('everything a person has is called download', async () => {
  const zip = await get(`/?accept=zip&files=${encodeURIComponent('["à part"]')}&downloadStartSecret=abc123`)
  expect(zip.header('content-disposition')).toContain('filename="download.zip"')
  expect(zip.header('set-cookie')).toBe('ocDownloadStarted=abc123; Max-Age=20; path=/')
  expect(namesIn(zip.body)).toEqual(['à part/'])
  expect(namesIn((await get('/?accept=zip')).body)).toContain('docs/a.txt')
})

test('a tar as well', async () => {
  const tar = await get('/docs', { Accept: 'application/x-tar' })
  expect(tar.header('content-type')).toBe('application/x-tar')
  expect(tar.body.subarray(0, 5).toString()).toBe('docs/')
  expect(tar.body.length % 512).toBe(0)
})

test('a download that broke off goes on where it was, as long as nothing changed', async () => {
  const whole = await get('/docs?accept=zip')
  const etag = whole.header('etag')!
  const rest = await get('/docs?accept=zip', { Range: 'bytes=500000-', 'If-Range': etag })
  expect(rest.status).toBe(206)
  expect(rest.body.equals(whole.body.subarray(500_000))).toBe(true)
  await put('docs/a.txt', 'bbbbb')
  const anew = await get('/docs?accept=zip', { Range: 'bytes=500000-', 'If-Range': etag })
  expect(anew.status).toBe(200)
  expect(anew.header('etag')).not.toBe(etag)
})

test('what is missing is said; what cannot be read as a question is an ordinary request', async () => {
  expect((await get(`/docs?accept=zip&files=${encodeURIComponent('["rien"]')}`)).status).toBe(404)
  expect((await get(`/docs?accept=zip&files=${encodeURIComponent('["../docs"]')}`)).status).toBe(404)
  const odd = await get('/docs?accept=zip&files=nope')
  expect([odd.status, odd.header('content-length')]).toEqual([200, '0'])
  const plain = await get('/docs', { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
  expect([plain.status, plain.header('content-length')]).toEqual([200, '0'])
})
