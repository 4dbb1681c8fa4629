import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectRefusal, FILES, type Ground, openGround, UPLOADS } from './ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await ground.send('MKCOL', `${UPLOADS}/up`)
})
afterAll(() => ground?.close())

/** No address of anything: whatever the method. */
const MALFORMED: Readonly<Record<string, string>> = {
  NUL: '%00',
  'NUL inside a name': 'a%00.txt',
  'no UTF-8': '%ff%fe',
  'a lone continuation byte': '%80',
  'a slash the long way': '%c0%af',
  'half a surrogate': '%ed%a0%80',
  'beyond Unicode': '%f4%90%80%80',
  'an escape that is none': '%zz',
  'an escape cut off': 'abc%2',
  'a percent sign alone': '100%',
  '40,000 characters': 'a/'.repeat(20_000),
}

test.each(Object.keys(MALFORMED))('a path with %s is a 400 for every method', async (what) => {
  const path = `${FILES}/${MALFORMED[what]}`
  await ground.unchanged(async () => {
    for (const method of ['GET', 'PROPFIND', 'PUT', 'MKCOL', 'DELETE', 'LOCK'])
      expectRefusal(await ground.send(method, path, method === 'PUT' ? { body: 'x' } : {}), 400, 'BadRequest')
    for (const method of ['MOVE', 'COPY']) {
      const answer = await ground.send(method, `${FILES}/kept.txt`, { headers: { Destination: path } })
      expectRefusal(answer, 400, 'BadRequest')
      expectRefusal(
        await ground.send(method, path, { headers: { Destination: `${FILES}/x` } }),
        400,
        'BadRequest',
      )
    }
  })
})

/** Names that must not come into the world. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  '300 bytes': 'n'.repeat(300),
  '251 bytes': 'n'.repeat(251),
  '300 bytes of accents': '%c3%a9'.repeat(150),
  'a backslash': 'a%5cb',
  'a line break': 'a%0ab',
  'an escape character': '%1b[2J',
  'a tabulator': '%09',
  'nothing but a blank': '%20',
  '.htaccess': '.htaccess',
  '.HTACCESS': '.HTACCESS',
  'a half file': 'x.part',
  'another half file': 'x.FilePart',
}

test.each(Object.keys(FORBIDDEN))('a name of %s is refused wherever something would get it', async (what) => {
  const path = `${FILES}/${FORBIDDEN[what]}`
  await ground.unchanged(async () => {
    const tries = [
      await ground.send('PUT', path, { body: 'x' }),
      await ground.send('PUT', path, { body: 'x'.repeat(100_000) }),
      await ground.send('MKCOL', path),
      await ground.send('MOVE', `${FILES}/kept.txt`, { headers: { Destination: path } }),
      await ground.send('COPY', `${FILES}/folder`, { headers: { Destination: path } }),
      await ground.send('MOVE', `${UPLOADS}/up/.file`, { headers: { Destination: path } }),
    ]
    for (const answer of tries) expect(expectRefusal(answer, 400, 'InvalidPath')).not.toBe('')
  })
})

test('250 bytes, 4,000 bytes of path and 40 levels are all allowed', async () => {
  const name = `${'é'.repeat(123)}.txt`
  expect(Buffer.byteLength(name)).toBe(250)
  const path = `${FILES}/${encodeURIComponent(name)}`
  expect((await ground.send('PUT', path, { body: 'x' })).status).toBe(201)
  expect((await ground.send('GET', path)).text).toBe('x')
  const levels = Array.from({ length: 40 }, (_, i) => `${'d'.repeat(98)}${i % 10}`)
  const deep = `${FILES}/${levels.join('/')}/file.txt`
  const headers = { 'X-NC-WebDAV-Auto-Mkcol': '1' }
  expect((await ground.send('PUT', deep, { body: 'deep', headers })).status).toBe(201)
  expect((await ground.send('GET', deep)).text).toBe('deep')
  expect((await ground.send('DELETE', `${FILES}/${levels[0]}`)).status).toBe(204)
})

/** Ways out of the tree, each with where it truly leads; nothing of the machine may come back. */
const ESCAPES: Readonly<Record<string, number>> = {
  '/../../../../../../etc/passwd': 404,
  '/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd': 404,
  '/..%2f..%2f..%2f..%2f..%2fetc/passwd': 404,
  '/%2e%2e%2fbob/': 404,
  '/../bob/': 404,
  '/folder%2f..%2f..%2fbob': 404,
  '/folder/%2E./%2e%2E/bob/x': 404,
  '/..%5c..%5cetc%5cpasswd': 404,
  '/....//....//etc/passwd': 404,
  '/%252e%252e/%252e%252e/bob': 404,
  '//../../../uploads/bob/': 404,
}

test.each(Object.entries(ESCAPES))('%s leads nowhere', async (way, status) => {
  await ground.unchanged(async () => {
    for (const method of ['GET', 'PROPFIND', 'DELETE']) {
      const answer = await ground.send(method, FILES + way)
      expectRefusal(answer, status)
      expect(answer.text).not.toContain('root:')
    }
    for (const method of ['MOVE', 'COPY']) {
      const answer = await ground.send(method, `${FILES}/kept.txt`, {
        headers: { Destination: FILES + way },
      })
      expect([400, 403, 404, 409]).toContain(answer.status)
    }
  })
})

test('dots that stay inside are resolved, and address the same file', async () => {
  for (const path of [
    '/folder/../kept.txt',
    '/%2e/kept.txt',
    '/folder%2f..%2fkept.txt',
    '/./folder//../kept.txt',
  ])
    expect((await ground.send('GET', FILES + path)).text).toBe('what was there')
})

const DESTINATIONS: Readonly<Record<string, readonly [value: string, status: number]>> = {
  'of somebody else': ['/remote.php/dav/files/bob/x', 403],
  'of nobody': ['/remote.php/dav/files/nobody/x', 403],
  'in another tree': ['/remote.php/dav/trashbin/alice/trash/x', 403],
  'in the uploads': ['/remote.php/dav/uploads/alice/up/1', 403],
  outside: ['/index.php/apps/files', 403],
  'on another machine, outside': ['https://evil.example.org/steal', 403],
  'without a path': ['http://127.0.0.1', 403],
  'with another scheme': ['file:///etc/passwd', 403],
  'that is no address': ['mailto:alice@example.org', 400],
  'that is empty': ['', 400],
  'that is relative': ['folder/x', 400],
  'that is the same': [`${FILES}/folder`, 403],
  'that is inside itself': [`${FILES}/folder/inside`, 409],
  'whose folder is missing': [`${FILES}/none/x`, 409],
  'whose folder is a file': [`${FILES}/kept.txt/x`, 415],
  'that climbs out': [`${FILES}/../bob/x`, 403],
}

test.each(Object.keys(DESTINATIONS))('a Destination %s is refused', async (what) => {
  const [value, status] = DESTINATIONS[what]!
  await ground.unchanged(async () => {
    for (const method of ['MOVE', 'COPY'])
      expectRefusal(await ground.send(method, `${FILES}/folder`, { headers: { Destination: value } }), status)
  })
})

test('a missing Destination, a wrong Overwrite and a wrong Depth say so', async () => {
  await ground.unchanged(async () => {
    const Destination = `${FILES}/x`
    expectRefusal(await ground.send('MOVE', `${FILES}/kept.txt`), 400, 'BadRequest')
    for (const Overwrite of ['yes', '', 'TF', '1'])
      expectRefusal(
        await ground.send('MOVE', `${FILES}/kept.txt`, { headers: { Destination, Overwrite } }),
        400,
        'BadRequest',
      )
    const answer = await ground.send('PROPFIND', `${FILES}/`, { headers: { Depth: 'many' } })
    expect([400, 207]).toContain(answer.status)
  })
})

test('a Destination on another machine under our path is ours: only its path counts', async () => {
  const headers = {
    Destination: 'https://somewhere.else.example.org:8443/remote.php/dav/files/alice/moved%20here.txt',
  }
  expect((await ground.send('COPY', `${FILES}/kept.txt`, { headers })).status).toBe(201)
  expect((await ground.send('GET', `${FILES}/moved%20here.txt`)).text).toBe('what was there')
})

test('ten thousand levels are refused before the first is made', async () => {
  const deep = `${FILES}/${'d/'.repeat(10_000)}x`
  await ground.unchanged(async () => {
    const headers = { 'X-NC-WebDAV-Auto-Mkcol': '1' }
    expectRefusal(await ground.send('PUT', deep, { body: 'x', headers }), 400, 'InvalidPath')
    expectRefusal(await ground.send('MKCOL', deep), 400, 'InvalidPath')
    expectRefusal(
      await ground.send('COPY', `${FILES}/folder`, { headers: { Destination: deep } }),
      400,
      'InvalidPath',
    )
    expectRefusal(await ground.send('GET', deep), 404, 'NotFound')
  })
})
