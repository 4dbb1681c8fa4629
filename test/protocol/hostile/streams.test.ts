import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attach } from '../../../server/src/domain/files/attach.ts'
import { list } from '../../../server/src/domain/files/list.ts'
import type { Reader, Records } from '../../../server/src/storage/records/records.ts'
import { FILE } from '../../../server/src/vocabulary/node-kind.ts'
import { basic } from '../client.ts'
import { FILES, type Ground, openGround } from './ground.ts'

const MANY = 10_000

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  const { domain } = ground.house
  const member = { kind: 'member', person: 'alice', admin: false } as const
  for (const [name, count] of [
    ['many', MANY],
    ['sub', 300],
  ] as const) {
    await ground.send('MKCOL', `${FILES}/${name}`)
    const { node } = (await list(domain, member, [name], [])).self
    await domain.records.write([node.space], async (writer) => {
      for (let i = 0; i < count; i++)
        await attach(writer, {
          ...{
            space: node.space,
            parent: node.id,
            name: `file ${i} é.txt`,
            kind: FILE,
            size: 0,
            mtime: 1_700_000_000,
          },
          ...{
            etag: `e${i}`,
            content: null,
            mime: 'text/plain',
            checksums: '',
            created: 0,
            uploaded: 0,
            author: null,
          },
        })
    })
  }
}, 120_000)
afterAll(() => ground?.close())

const PROPS =
  '<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><d:getetag/><d:getcontentlength/><d:resourcetype/><d:getlastmodified/><oc:id/><oc:permissions/><oc:size/></d:prop></d:propfind>'

interface Streamed {
  /** 0: the line broke before anything came. */
  readonly status: number
  readonly body: Buffer
  /** Whether HTTP says that the answer is whole. */
  readonly complete: boolean
  /** How many reads it took. */
  readonly pieces: number
}

async function ask(path: string, depth: string, headers: Record<string, string> = {}): Promise<Streamed> {
  const sent = request(ground.house.url + path, {
    method: 'PROPFIND',
    agent: false,
    headers: {
      Authorization: basic(ground.alice.app),
      Depth: depth,
      'Content-Length': Buffer.byteLength(PROPS),
      ...headers,
    },
  })
  sent.end(PROPS)
  const response = await once(sent, 'response').then(
    ([one]) => one as IncomingMessage,
    () => undefined,
  )
  if (response === undefined) return { status: 0, body: Buffer.alloc(0), complete: false, pieces: 0 }
  const parts: Buffer[] = []
  try {
    for await (const part of response) parts.push(part as Buffer)
  } catch {
    // Cut off: `complete` tells.
  }
  return {
    status: response.statusCode!,
    body: Buffer.concat(parts),
    complete: response.complete,
    pieces: parts.length,
  }
}

const responses = (text: string): number => text.match(/<d:response>/g)?.length ?? 0

test(`a folder of ${MANY} is listed whole, in pieces`, async () => {
  const answer = await ask(`${FILES}/many/`, '1')
  expect(answer.status).toBe(207)
  expect(answer.complete).toBe(true)
  expect(answer.pieces).toBeGreaterThan(10)
  const text = answer.body.toString()
  expect(responses(text)).toBe(MANY + 1)
  expect(text.endsWith('</d:multistatus>\n')).toBe(true)
  expect(new Set(text.match(/<d:href>[^<]*/g)).size).toBe(MANY + 1)
})

test('ten such listings at once are bounded in memory, and hold up nobody for long', async () => {
  await ask(`${FILES}/many/`, '1')
  const before = process.memoryUsage().rss
  let slowest = 0
  let running = true
  const others = (async () => {
    while (running) {
      const started = performance.now()
      await ground.send('GET', `${FILES}/kept.txt`)
      slowest = Math.max(slowest, performance.now() - started)
    }
  })()
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => ask(`${FILES}/many/`, '1', { 'Accept-Encoding': 'gzip' })),
  )
  running = false
  await others
  for (const answer of answers) expect(responses(gunzipSync(answer.body).toString())).toBe(MANY + 1)
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
  expect(slowest).toBeLessThan(5_000)
}, 60_000)

/** The records of the house with a fault that comes with the `after`th statement for which `hits` is true. */
async function withFault(
  hits: (sql: string) => boolean,
  after: number,
  run: () => Promise<void>,
): Promise<void> {
  const { domain } = ground.house
  const whole = domain.records
  let seen = 0
  const faulty = (reader: Reader): Reader => ({
    engine: reader.engine,
    get: async (sql, ...values) => {
      if (hits(sql) && ++seen > after) throw new Error('the disk is gone')
      return await reader.get(sql, ...values)
    },
    all: async (sql, ...values) => {
      if (hits(sql) && ++seen > after) throw new Error('the disk is gone')
      return await reader.all(sql, ...values)
    },
  })
  const records = new Proxy(whole, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (name === 'read' || name === 'survey')
        return (fn: (reader: Reader) => Promise<unknown>) =>
          (target as Records)[name]((reader) => fn(faulty(reader)))
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  Object.assign(domain, { records })
  try {
    await run()
  } finally {
    Object.assign(domain, { records: whole })
  }
}

const isMembers = (sql: string): boolean => sql.includes('FROM node n WHERE n.parent = ?')

test('a fault before the first line is a 500, not a listing', async () => {
  await withFault(isMembers, 0, async () => {
    const answer = await ask(`${FILES}/many/`, '1')
    expect(answer.status).toBe(500)
    expect(answer.complete).toBe(true)
    const text = answer.body.toString()
    expect(text).toContain('<s:exception>')
    expect(text).not.toMatch(/disk is gone|node_modules|\.ts:/)
  })
})

test.each([
  ['identity', 1],
  ['identity', 3],
  ['gzip', 1],
  ['gzip', 3],
] as const)(
  'a fault in the middle breaks the answer (%s, folder %i): never a short 207',
  async (encoding, after) => {
    await withFault(isMembers, after, async () => {
      const answer = await ask(`${FILES}/`, 'infinity', { 'Accept-Encoding': encoding })
      expect(answer.complete).toBe(false)
      expect([0, 207]).toContain(answer.status)
      // By the third folder ten thousand lines are on their way.
      if (after === 3) expect(answer.body.length).toBeGreaterThan(10_000)
      expect(answer.body.includes('</d:multistatus>')).toBe(false)
      if (encoding === 'gzip') expect(() => gunzipSync(answer.body)).toThrow()
    })
    expect((await ask(`${FILES}/many/`, '0')).status).toBe(207)
  },
)

test('a fault in whatever is asked besides the lines is no shorter line either', async () => {
  for (const table of ['FROM lock', 'FROM favourite', 'FROM mount', 'FROM space'])
    await withFault(
      (sql) => sql.includes(table),
      0,
      async () => {
        const answer = await ask(`${FILES}/sub/`, '1')
        const text = answer.body.toString()
        if (answer.status === 207 && answer.complete) expect(responses(text)).toBe(301)
        else expect([500, 503, 207]).toContain(answer.status)
      },
    )
})

test('a reader who leaves in the middle leaves nothing running, and nobody else waits', async () => {
  for (let i = 0; i < 10; i++) {
    const sent = request(`${ground.house.url}${FILES}/many/`, {
      method: 'PROPFIND',
      agent: false,
      headers: { Authorization: basic(ground.alice.app), Depth: '1' },
    })
    sent.end()
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    response.once('data', () => response.destroy())
    await once(response, 'close').catch(() => {})
  }
  expect(responses((await ask(`${FILES}/sub/`, '1')).body.toString())).toBe(301)
})
