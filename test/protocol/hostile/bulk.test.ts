import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectRefusal, FILES, type Ground, openGround } from './ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

interface Part {
  readonly path?: string
  readonly text?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
}

function part({ path = '/new.txt', text = 'body', headers = {} }: Part): string {
  const all: Record<string, string | undefined> = {
    'Content-Length': String(Buffer.byteLength(text)),
    'X-File-MD5': md5(text),
    'X-File-Mtime': '1700000000',
    'X-File-Path': path,
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  return `--cut\r\n${lines.join('\r\n')}\r\n\r\n${text}\r\n`
}

const post = (body: string, type = 'multipart/related; boundary=cut') =>
  ground.send('POST', '/remote.php/dav/bulk', { body, headers: { 'Content-Type': type } })

const REFUSED_ALONE: Readonly<Record<string, Part>> = {
  'a wrong hash': { headers: { 'X-File-MD5': md5('other') } },
  'a hash that is none': { headers: { 'X-File-MD5': 'zz' } },
  'an impossible time': { headers: { 'X-File-Mtime': '-5' } },
  'a path that climbs': { path: '/../bob/x.txt' },
  'a path that climbs within': { path: '/folder/../../x.txt' },
  'the root': { path: '/' },
  'an empty path': { path: '' },
  'a path with a NUL': { path: '/a\0b' },
  'a forbidden name': { path: '/.htaccess' },
  'a name of 300 bytes': { path: `/${'n'.repeat(300)}` },
  'a folder that is not there': { path: '/none/x.txt' },
  'the place of a folder': { path: '/folder' },
  'a file as a folder': { path: '/kept.txt/x' },
  'an etag that moved on': { path: '/kept.txt', headers: { 'If-Match': '"other"' } },
}

test.each(Object.keys(REFUSED_ALONE))(
  'a part with %s harms neither the house nor its neighbours',
  async (what) => {
    const liar = part(REFUSED_ALONE[what]!)
    await ground.unchanged(async () => {
      const answer = await post(`${liar}--cut--\r\n`)
      expect([200, 400]).toContain(answer.status)
      expect(answer.text).not.toContain('"error":false')
    })
    const beside = `/beside ${Object.keys(REFUSED_ALONE).indexOf(what)}.txt`
    const before = await ground.send('GET', `${FILES}/kept.txt`)
    await post(`${part({ path: beside, text: 'whole' })}${liar}--cut--\r\n`)
    expect((await ground.send('GET', FILES + encodeURI(beside))).text).toBe('whole')
    expect((await ground.send('GET', `${FILES}/kept.txt`)).text).toBe(before.text)
    expect((await ground.send('GET', `${FILES}/new.txt`)).status).toBe(404)
  },
)

const BROKEN: Readonly<Record<string, string>> = {
  'a length too short': part({ headers: { 'Content-Length': '2' } }),
  'a length too long': part({ headers: { 'Content-Length': '400' } }),
  'a negative length': part({ headers: { 'Content-Length': '-4' } }),
  'an endless length': part({ headers: { 'Content-Length': '9'.repeat(30) } }),
  'no length': part({ headers: { 'Content-Length': undefined } }),
  'no path': part({ headers: { 'X-File-Path': undefined } }),
  'a line of 100,000 bytes': part({ headers: { 'X-Long': 'x'.repeat(100_000) } }),
  'ten thousand headers': part({
    headers: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`X-${i}`, 'x'])),
  }),
  'no end of the headers': '--cut\r\nContent-Length: 4\r\n',
  noise: '\0\u0001\u0002--cu',
  nothing: '',
}

test.each(Object.keys(BROKEN))('a body with %s ends there, and nothing of it is stored', async (what) => {
  await ground.unchanged(async () => {
    const answer = await post(`${BROKEN[what]}--cut--\r\n`)
    expect([200, 400]).toContain(answer.status)
    expect(answer.text).not.toContain('"error":false')
  })
})

test('no hash at all is no permission', async () => {
  await ground.unchanged(async () => {
    const answer = await post(`${part({ headers: { 'X-File-MD5': undefined } })}--cut--\r\n`)
    expect(answer.text).not.toContain('"error":false')
  })
})

test('another type of body, no boundary and a silly boundary are refused in XML', async () => {
  await ground.unchanged(async () => {
    for (const type of [
      'text/plain',
      'multipart/related',
      'multipart/form-data; boundary=cut',
      `multipart/related; boundary=${'b'.repeat(2_000)}`,
    ])
      expectRefusal(await post(`${part({})}--cut--\r\n`, type), 400, 'BadRequest')
  })
})
