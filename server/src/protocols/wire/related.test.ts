import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MalformedRelated, parseRelated, relatedBoundary } from './related.ts'

async function* pieces(whole: Buffer, size = whole.length || 1) {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

const part = (headers: string[], body: Buffer | string, boundary = 'XX') =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
const close = (boundary = 'XX') => Buffer.from(`--${boundary}--\r\n`)

async function read(body: Buffer, size?: number, boundary = 'XX') {
  const found: { headers: Record<string, string>; content: Buffer }[] = []
  for await (const one of parseRelated(pieces(body, size), boundary)) {
    const content: Uint8Array[] = []
    for await (const bytes of one.body) content.push(bytes)
    found.push({ headers: Object.fromEntries(one.headers), content: Buffer.concat(content) })
  }
  return found
}

async function fault(body: Buffer): Promise<string> {
  try {
    await read(body, 7)
  } catch (error) {
    if (error instanceof MalformedRelated) return `${error.part} ${error.fault}`
    throw error
  }
  return 'accepted'
}

test('the boundary of the type', () => {
  expect(relatedBoundary('multipart/related; boundary="boundary_.oOo._P8MPfo"')).toBe('boundary_.oOo._P8MPfo')
  expect(relatedBoundary('Multipart/Related;type=x; BOUNDARY=XX')).toBe('XX')
  expect(relatedBoundary('multipart/related; boundary="a\\"b"')).toBe('a"b')
  const bad = [
    undefined,
    'multipart/form-data; boundary=XX',
    'multipart/related',
    'multipart/related; boundary=""',
  ]
  for (const type of [...bad, `multipart/related; boundary=${'x'.repeat(300)}`])
    expect(relatedBoundary(type)).toBeNull()
})

test('the recorded bulk upload, cut at every size', async () => {
  const body = Buffer.concat([
    part(
      ['Content-Length: 4', 'X-File-MD5: 5bbf', 'X-File-Mtime: 1704164645', 'X-File-Path: /ü one.txt'],
      'one\n',
    ),
    part(
      ['content-length: 3', 'OC-Checksum: md5:900150983cd24fb0d6963f7d28e17f72', 'X-File-Path: /b'],
      'abc',
    ),
    part(['Content-Length: 0', 'X-File-Path: /bulkempty'], ''),
    close(),
  ])
  for (const size of [1, 2, 3, 5, 17, body.length]) {
    const found = await read(body, size)
    expect(found.map((one) => one.content.toString())).toEqual(['one\n', 'abc', ''])
    expect(found[0]?.headers['x-file-path']).toBe('/ü one.txt')
    expect(found[1]?.headers['oc-checksum']).toBe('md5:900150983cd24fb0d6963f7d28e17f72')
  }
  expect(await read(body.subarray(0, -2), 9)).toHaveLength(3)
})

test('any content, the boundary in it too', async () => {
  const content = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(close(), part([], '')))
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 64 }),
      async (all, size) => {
        const parts = all.map((bytes) => part([`Content-Length: ${bytes.length}`], Buffer.from(bytes)))
        const found = await read(Buffer.concat([...parts, close()]), size)
        expect(found.map((one) => one.content.toString('hex'))).toEqual(
          all.map((one) => Buffer.from(one).toString('hex')),
        )
      },
    ),
  )
})

test('a part that is not read is skipped', async () => {
  const body = Buffer.concat([
    part(['Content-Length: 5'], 'hello'),
    part(['Content-Length: 2'], 'ab'),
    close(),
  ])
  const lengths: number[] = []
  for await (const one of parseRelated(pieces(body, 3), 'XX')) {
    lengths.push(one.length)
    for await (const _ of one.body) break
  }
  expect(lengths).toEqual([5, 2])
})

test('faults name their part', async () => {
  const good = part(['Content-Length: 5'], 'hello')
  expect(await fault(Buffer.concat([good, part(['X-File-Path: /a'], 'x'), close()]))).toBe('1 length')
  expect(await fault(Buffer.concat([good, part(['Content-Length: -1'], 'x'), close()]))).toBe('1 length')
  expect(await fault(Buffer.concat([part(['Content-Length: 4'], 'hello'), close()]))).toBe('0 length')
  expect(await fault(Buffer.concat([part(['Content-Length: 9'], 'hello')]))).toBe('0 truncated')
  expect(await fault(good)).toBe('0 truncated')
  expect(await fault(part(['Content-Length: 99'], 'hello'))).toBe('0 truncated')
  expect(await fault(part(['no header'], ''))).toBe('0 headers')
  expect(await fault(part(['A: 1', 'a: 2', 'Content-Length: 0'], ''))).toBe('0 headers')
  expect(await fault(part([`A: ${'x'.repeat(10_000)}`], ''))).toBe('0 headers')
  expect(
    await fault(
      part(
        Array.from({ length: 50 }, (_, at) => `H${at}: x`),
        '',
      ),
    ),
  ).toBe('0 headers')
  expect(
    await fault(Buffer.concat([Buffer.from('--XX\r\nX: '), Buffer.from([0xe4]), Buffer.from('\r\n\r\n')])),
  ).toBe('0 headers')
  expect(await fault(Buffer.from('hello\r\n--YY\r\n'))).toBe('0 boundary')
  expect(await fault(Buffer.alloc(0))).toBe('0 boundary')
  expect(await fault(Buffer.alloc(100_000, 0x0a))).toBe('0 boundary')
})
