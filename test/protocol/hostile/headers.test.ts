import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectRefusal, FILES, type Ground, openGround, UPLOADS } from './ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await ground.send('MKCOL', `${UPLOADS}/up`)
  await ground.send('PUT', `${UPLOADS}/up/1`, { body: 'chunk' })
})
afterAll(() => ground?.close())

const TIMES = [
  '-1',
  '0',
  '1',
  '86400',
  'now',
  '0x5f5e1000',
  '1e400',
  'NaN',
  'Infinity',
  '4294967296',
  '9'.repeat(30),
]
const TIMES_MORE = ['1700000000 1', '1.7.0', '--1', '١٧٠٠٠٠٠٠٠٠', '2023-11-14T22:13:20Z', '1'.repeat(5_000)]

test.each([...TIMES, ...TIMES_MORE.map((time) => Buffer.from(time).toString('latin1'))])(
  'the time %j is refused before anything is stored',
  async (time) => {
    await ground.unchanged(async () => {
      for (const header of ['X-OC-MTime', 'X-OC-CTime']) {
        const headers = { [header]: time }
        for (const path of [`${FILES}/kept.txt`, `${FILES}/new.txt`])
          expectRefusal(await ground.send('PUT', path, { body: 'x', headers }), 400, 'BadRequest')
        const Destination = `${FILES}/assembled.bin`
        expectRefusal(
          await ground.send('MOVE', `${UPLOADS}/up/.file`, { headers: { ...headers, Destination } }),
          400,
          'BadRequest',
        )
      }
    })
  },
)

const LENGTHS = ['-1', '1e3', '0x10', '12abc', '9007199254740993', '1'.repeat(40), '1,2']

test.each(LENGTHS)('an announced length of %s is refused before anything is stored', async (length) => {
  await ground.unchanged(async () => {
    for (const header of ['OC-Total-Length', 'X-Expected-Entity-Length']) {
      const headers = { [header]: length }
      expectRefusal(await ground.send('PUT', `${FILES}/new.txt`, { body: 'x', headers }), 400, 'BadRequest')
      expectRefusal(await ground.send('PUT', `${UPLOADS}/up/2`, { body: 'x', headers }), 400, 'BadRequest')
    }
    const headers = { 'OC-Total-Length': length }
    expectRefusal(await ground.send('MKCOL', `${UPLOADS}/other`, { headers }), 400, 'BadRequest')
  })
})

test('a length nobody has room for is refused before the body, and one that lies after it', async () => {
  await ground.unchanged(async () => {
    const huge = String(2 ** 53 - 1)
    for (const path of [`${FILES}/new.txt`, `${FILES}/kept.txt`])
      expectRefusal(
        await ground.send('PUT', path, {
          body: 'x',
          headers: { 'OC-Total-Length': huge, Expect: '100-continue' },
        }),
        507,
        'InsufficientStorage',
      )
    expectRefusal(
      await ground.send('PUT', `${FILES}/new.txt`, {
        body: 'four',
        chunked: true,
        headers: { 'X-Expected-Entity-Length': '5' },
      }),
      400,
      'BadRequest',
    )
    expectRefusal(
      await ground.send('PUT', `${FILES}/new.txt`, {
        chunked: true,
        headers: { 'X-Expected-Entity-Length': '5' },
      }),
      400,
      'BadRequest',
    )
    expectRefusal(
      await ground.send('MOVE', `${UPLOADS}/up/.file`, {
        headers: { Destination: `${FILES}/assembled.bin`, 'OC-Total-Length': '6' },
      }),
      400,
      'BadRequest',
    )
  })
})

test('uploads that announce more than all disks on earth do not spoil the books', async () => {
  const carol = await ground.house.person({ id: 'carol', quota: 'unlimited' })
  const huge = { 'OC-Total-Length': String(2 ** 53 - 1) }
  const statuses: number[] = []
  for (const name of ['a', 'b', 'c'])
    statuses.push(
      (await carol.client.dav('MKCOL', `/remote.php/dav/uploads/carol/${name}`, { headers: huge })).status,
    )
  expect(statuses.filter((status) => status !== 201 && status !== 507)).toEqual([])
  for (const name of ['a', 'b', 'c'])
    await carol.client.dav('DELETE', `/remote.php/dav/uploads/carol/${name}`)
  await ground.unchanged(async () => {})
})

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')
const CHECKSUMS = [
  `SHA1:${'0'.repeat(40)}`,
  `MD5:${'0'.repeat(32)}`,
  `SHA256:${'0'.repeat(64)}`,
  'ADLER32:00000000',
  `SHA3-256:${'0'.repeat(64)}`,
  `SHA1:${sha1('body')} MD5:${'0'.repeat(32)}`,
  `SHA1:${sha1('body')} SHA1:${sha1('other')}`,
  'SHA1:zz',
  `SHA1:${sha1('body').slice(1)}`,
  'SHA1:',
  'nonsense',
  ':abc',
  Array.from({ length: 50 }, (_, i) => `X${i}:00`).join(' '),
]

test.each(CHECKSUMS)('the checksum %s is refused and nothing stored', async (checksum) => {
  await ground.unchanged(async () => {
    const headers = { 'OC-Checksum': checksum }
    for (const path of [`${FILES}/kept.txt`, `${FILES}/new.txt`])
      expectRefusal(await ground.send('PUT', path, { body: 'body', headers }), 400, 'BadRequest')
    expectRefusal(
      await ground.send('MOVE', `${UPLOADS}/up/.file`, {
        headers: { ...headers, Destination: `${FILES}/a.bin` },
      }),
      400,
      'BadRequest',
    )
  })
})

test('the right checksum in any spelling is taken after all of that', async () => {
  const headers = { 'OC-Checksum': `sha1:${sha1('body').toUpperCase()}` }
  expect((await ground.send('PUT', `${FILES}/right.txt`, { body: 'body', headers })).status).toBe(201)
  expect((await ground.send('GET', `${FILES}/right.txt`)).header('OC-Checksum')).toBe(`SHA1:${sha1('body')}`)
})

const WHOLE = 200
const RANGES: readonly [range: string, status: number, part?: string][] = [
  ['bytes=0-0', 206, 'w'],
  ['bytes=-1', 206, 'e'],
  ['bytes=10-99999999999999999999', 206, ' there'.slice(-4)],
  ['bytes=-99999999999999999999', 206, 'what was there'],
  ['bytes=14-', 416],
  ['bytes=99999999999999999999-', 416],
  ['bytes=-0', 416],
  ['bytes=5-2', WHOLE],
  ['bytes=--5', WHOLE],
  ['bytes=-5-10', WHOLE],
  ['bytes=a-b', WHOLE],
  ['bytes=0x0-0x5', WHOLE],
  ['bytes=', WHOLE],
  ['bytes', WHOLE],
  ['lines=1-2', WHOLE],
  [`bytes=${Array.from({ length: 500 }, () => '0-13').join(',')}`, WHOLE],
  [`bytes=${Array.from({ length: 16 }, () => '0-').join(',')}`, WHOLE],
]

test.each(RANGES)(
  'the range %s is answered with %i',
  async (range: string, status: number, part?: string) => {
    const answer = await ground.send('GET', `${FILES}/kept.txt`, { headers: { Range: range } })
    if (status === 416) {
      expectRefusal(answer, 416, 'RequestedRangeNotSatisfiable')
      expect(answer.header('Content-Range')).toBe('bytes */14')
      return
    }
    expect(answer.status).toBe(status)
    expect(answer.text).toBe(status === 200 ? 'what was there' : part)
    expect(Number(answer.header('Content-Length'))).toBe(answer.body.length)
  },
)

test('a Content-Range on PUT, and conditions that are nonsense, change nothing', async () => {
  await ground.unchanged(async () => {
    const path = `${FILES}/kept.txt`
    const bad = (headers: Record<string, string>) => ground.send('PUT', path, { body: 'x', headers })
    expectRefusal(await bad({ 'Content-Range': 'bytes 0-0/1' }), 400, 'BadRequest')
    expectRefusal(await bad({ 'If-Match': '"other"' }), 412, 'PreconditionFailed')
    expectRefusal(await bad({ 'If-None-Match': '*' }), 412, 'PreconditionFailed')
    expectRefusal(
      await bad({ 'If-Unmodified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT' }),
      412,
      'PreconditionFailed',
    )
    expectRefusal(await bad({ If: '(<opaquelocktoken:unknown>)' }), 412, 'PreconditionFailed')
    for (const condition of [
      '(',
      '(<',
      '()',
      '<x',
      '([',
      '("',
      `(${'<a> '.repeat(20_000)})`.slice(0, 40_000),
    ])
      expect([400, 412]).toContain((await bad({ If: condition })).status)
  })
})
