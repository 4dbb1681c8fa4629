import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic } from '../client.ts'
import { FILES, type Ground, openGround, UPLOADS } from './ground.ts'

const STALL = 800

let ground: Ground
beforeAll(async () => {
  ground = await openGround({ stall: STALL })
  await ground.send('MKCOL', `${UPLOADS}/up`)
})
afterAll(() => ground?.close())

const TARGETS: readonly (readonly [
  what: string,
  method: string,
  path: string,
  headers: readonly string[],
])[] = [
  ['a new file', 'PUT', `${FILES}/new.bin`, []],
  ['a file that is there', 'PUT', `${FILES}/kept.txt`, []],
  ['a chunk', 'PUT', `${UPLOADS}/up/7`, []],
  ['a bulk upload', 'POST', '/remote.php/dav/bulk', ['Content-Type: multipart/related; boundary=cut']],
]
const BULK = '--cut\r\nContent-Length: 900\r\nX-File-MD5: 0123\r\nX-File-Path: /half.txt\r\n\r\nhalf'
const start = (method: string): string => (method === 'POST' ? BULK : 'only the beginning')

describe('lengths that are no lengths', () => {
  const LIES: Readonly<Record<string, readonly string[]>> = {
    negative: ['Content-Length: -5'],
    huge: [`Content-Length: ${'9'.repeat(40)}`],
    'in letters': ['Content-Length: five'],
    'two different ones': ['Content-Length: 4', 'Content-Length: 40'],
    'two at once': ['Content-Length: 4, 40'],
    'beside chunks': ['Content-Length: 4', 'Transfer-Encoding: chunked'],
    'in an encoding nobody knows': ['Transfer-Encoding: bogus'],
  }
  test.each(Object.keys(LIES))('%s', async (what) => {
    await ground.unchanged(async () => {
      for (const path of [`${FILES}/new.bin`, `${FILES}/kept.txt`]) {
        const answer = await ground.raw(`${ground.head('PUT', path, LIES[what])}\r\n\r\nbody`)
        expect(answer.status === 0 || (answer.status >= 400 && answer.status < 500)).toBe(true)
        expect(answer.closed).toBe(true)
      }
    })
  })

  test('longer than any room is told before the body', async () => {
    const dave = await ground.house.person({ id: 'dave', quota: 1000 })
    const head = [
      'PUT /remote.php/dav/files/dave/x HTTP/1.1',
      `Host: ${new URL(ground.house.url).host}`,
      `Authorization: ${basic(dave.app)}`,
      'Content-Length: 5000000000',
    ].join('\r\n')
    await ground.unchanged(async () => {
      const answer = await ground.raw(`${head}\r\n\r\nand so on`, { until: /<\/d:error>/ })
      expect(answer.status).toBe(507)
    })
  })

  test('shorter than the body: the rest is no request that anybody asked for', async () => {
    const smuggled = `DELETE ${FILES}/kept.txt HTTP/1.1\r\nHost: x\r\n\r\n`
    const answer = await ground.raw(
      `${ground.head('PUT', `${FILES}/short.txt`, ['Content-Length: 4'])}\r\n\r\nbody${smuggled}`,
      {
        wait: 1_500,
      },
    )
    expect(answer.status).toBe(201)
    expect(answer.text).toContain('401 Unauthorized')
    expect((await ground.send('GET', `${FILES}/short.txt`)).text).toBe('body')
    expect((await ground.send('GET', `${FILES}/kept.txt`)).status).toBe(200)
  })
})

describe('bodies that do not come to their end', () => {
  test.each(TARGETS)('%s: the line breaks', async (_what, method, path, headers) => {
    await ground.unchanged(async () => {
      for (const more of [['Content-Length: 1000000'], ['Transfer-Encoding: chunked']]) {
        const body = more[0]!.startsWith('Transfer') ? `ff\r\n${start(method)}` : start(method)
        await ground.raw(`${ground.head(method, path, [...headers, ...more])}\r\n\r\n${body}`, { wait: 100 })
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    })
  })

  test.each(TARGETS)('%s: the sender says it is done too early', async (_what, method, path, headers) => {
    await ground.unchanged(async () => {
      const head = ground.head(method, path, [...headers, 'Content-Length: 1000000'])
      const answer = await ground.raw(`${head}\r\n\r\n${start(method)}`, { end: true })
      expect(answer.closed).toBe(true)
      expect(answer.status === 0 || answer.status === 400).toBe(true)
    })
  })

  test.each(TARGETS)(
    '%s: the sender falls silent, is told so, and let go',
    async (_what, method, path, headers) => {
      await ground.unchanged(async () => {
        const started = performance.now()
        const head = ground.head(method, path, [...headers, 'Content-Length: 1000000'])
        const answer = await ground.raw(`${head}\r\n\r\n${start(method)}`, { wait: 10 * STALL })
        expect(answer.status).toBe(400)
        expect(answer.closed).toBe(true)
        const took = performance.now() - started
        expect(took).toBeGreaterThan(STALL - 50)
        expect(took).toBeLessThan(8 * STALL)
      })
    },
  )

  test('one who is refused at once and never sends the rest is let go too, signed in or not', async () => {
    await ground.unchanged(async () => {
      const host = `Host: ${new URL(ground.house.url).host}`
      const heads = [
        ground.head('PUT', `${FILES}/none/x.txt`, ['Content-Length: 1000000']),
        `PUT ${FILES}/x.txt HTTP/1.1\r\n${host}\r\nContent-Length: 1000000`,
      ]
      const statuses = await Promise.all(
        heads.map(async (head) => {
          const answer = await ground.raw(`${head}\r\n\r\n`, { wait: 10 * STALL })
          expect(answer.closed).toBe(true)
          return answer.status
        }),
      )
      expect(statuses).toEqual([409, 401])
    })
  })

  test('one who is slow but steady is served', async () => {
    const { hostname, port } = new URL(ground.house.url)
    const { connect } = await import('node:net')
    const socket = connect(Number(port), hostname)
    let read = ''
    socket.on('data', (piece) => {
      read += piece
    })
    socket.write(`${ground.head('PUT', `${FILES}/slow.txt`, ['Content-Length: 10'])}\r\n\r\n`)
    for (let i = 0; i < 10; i++) {
      await new Promise((resolve) => setTimeout(resolve, STALL / 8))
      socket.write(String(i))
    }
    await expect.poll(() => read).toContain('201 Created')
    socket.destroy()
    expect((await ground.send('GET', `${FILES}/slow.txt`)).text).toBe('0123456789')
  })
})

describe('chunked garbage', () => {
  const GARBAGE: Readonly<Record<string, string>> = {
    'no size': '\r\nbody\r\n0\r\n\r\n',
    letters: 'zz\r\nbody\r\n0\r\n\r\n',
    'a negative size': '-4\r\nbody\r\n0\r\n\r\n',
    'an endless size': `${'f'.repeat(40)}\r\nbody`,
    'more than it says': '2\r\nbody\r\n0\r\n\r\n',
    'less than it says': 'ff\r\nbody\r\n0\r\n\r\n',
    'an extension without end': `4;${'x'.repeat(200_000)}\r\nbody\r\n0\r\n\r\n`,
  }
  test.each(Object.keys(GARBAGE))('%s', async (what) => {
    await ground.unchanged(async () => {
      for (const path of [`${FILES}/new.bin`, `${FILES}/kept.txt`]) {
        const head = ground.head('PUT', path, ['Transfer-Encoding: chunked'])
        const answer = await ground.raw(`${head}\r\n\r\n${GARBAGE[what]}`)
        expect(answer.closed).toBe(true)
        expect(answer.status === 0 || (answer.status >= 400 && answer.status < 500)).toBe(true)
      }
    })
  })
})

describe('heads', () => {
  test('a request line of 9,000 bytes is read, one of 100,000 refused', async () => {
    const long = await ground.send('GET', `${FILES}/kept.txt?${'q'.repeat(9_000)}`)
    expect(long.text).toBe('what was there')
    const path = `${FILES}/${Array.from({ length: 45 }, () => 'n'.repeat(199)).join('/')}`
    expect((await ground.send('GET', path)).status).toBe(404)
    await ground.unchanged(async () => {
      const answer = await ground.raw(`${ground.head('GET', `${FILES}/${'n'.repeat(100_000)}`)}\r\n\r\n`)
      expect(answer.closed).toBe(true)
      expect([0, 414, 431]).toContain(answer.status)
    })
  })

  test('no HTTP, no host, no version, a line without an end of line', async () => {
    await ground.unchanged(async () => {
      for (const bytes of [
        '\0\0\0\0\r\n\r\n',
        'GET\r\n\r\n',
        `GET ${FILES}/ HTTP/9.9\r\n\r\n`,
        `GET ${FILES}/ HTTP/1.1\r\n\r\n`,
      ]) {
        const answer = await ground.raw(bytes)
        expect(answer.status === 0 || (answer.status >= 400 && answer.status < 506)).toBe(true)
      }
      const torn = await ground.raw(
        `${ground.head('DELETE', `${FILES}/kept.txt`)}\r\nX-Bad: a\nb\r\n : \r\n\r\n`,
      )
      expect(torn.status).toBe(400)
    })
  })
})

test('what was interrupted is written whole the next time', async () => {
  const body = Buffer.alloc(3 * 1024 * 1024, 'whole')
  expect((await ground.send('PUT', `${FILES}/kept.txt`, { body })).status).toBe(204)
  const got = await ground.send('GET', `${FILES}/kept.txt`)
  const digest = (bytes: Buffer) => createHash('sha1').update(bytes).digest('hex')
  expect(digest(got.body)).toBe(digest(body))
})
