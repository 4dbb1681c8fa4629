import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectRefusal, FILES, type Ground, openGround } from './ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.close())

const deep = (levels: number) => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`
const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
const inProp = (inside: string) => `<d:propfind xmlns:d="DAV:"><d:prop>${inside}</d:prop></d:propfind>`

const BOMBS: Readonly<Record<string, string | Buffer>> = {
  'a billion laughs': `<!DOCTYPE d [<!ENTITY l0 "lol">${laughs}]><d:propfind xmlns:d="DAV:">&l9;</d:propfind>`,
  'a file of the server': `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inProp('&x;')}`,
  'an address to call': `<!DOCTYPE d SYSTEM "http://127.0.0.1:1/evil.dtd">${inProp('<d:getetag/>')}`,
  'a parameter entity': `<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x">%p;]>${inProp('')}`,
  'a document type alone': `<!DOCTYPE propfind>${inProp('<d:getetag/>')}`,
  'an entity nobody knows': inProp('&unknown;'),
  'five thousand levels': inProp(deep(5_000)),
  'two megabytes of name': inProp(`<${'n'.repeat(2 * 1024 * 1024)}/>`),
  'two megabytes of text': inProp(`<a>${'t'.repeat(2 * 1024 * 1024)}</a>`),
  'fifty thousand elements': inProp('<a/>'.repeat(50_000)),
  'ten thousand attributes': inProp(`<a ${Array.from({ length: 10_000 }, (_, i) => `a${i}=""`).join(' ')}/>`),
  'ten thousand namespaces': inProp(
    `<a ${Array.from({ length: 10_000 }, (_, i) => `xmlns:n${i}="u${i}"`).join(' ')}/>`,
  ),
  'no end': '<d:propfind xmlns:d="DAV:"><d:prop>',
  'a prefix nobody declared': '<d:propfind><d:prop/></d:propfind>',
  'the same attribute twice': inProp('<a x="1" x="2"/>'),
  'two roots': `${inProp('')}${inProp('')}`,
  'bytes that are no UTF-8': Buffer.concat([
    Buffer.from('<d:propfind xmlns:d="DAV:">'),
    Buffer.from([0xc3, 0x28, 0xff]),
  ]),
  'another encoding': Buffer.from(inProp('<d:getetag/>'), 'utf16le'),
  'a NUL': inProp('<a>\0</a>'),
  'a character that XML forbids': inProp('<a>&#1;</a>'),
  JSON: '{"propfind": {}}',
  noise: Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + 13) % 256)),
}

const METHODS = ['PROPFIND', 'PROPPATCH', 'LOCK', 'REPORT'] as const
const CASES = METHODS.flatMap((method) => Object.keys(BOMBS).map((bomb) => [method, bomb] as const))

test.each(CASES)('%s with %s is refused, soon', async (method, bomb) => {
  const started = performance.now()
  const before = process.memoryUsage().rss
  await ground.unchanged(async () => {
    const answer = await ground.send(method, `${FILES}/kept.txt`, {
      body: BOMBS[bomb]!,
      headers: { 'Content-Type': 'application/xml' },
    })
    const message = expectRefusal(answer, 400, 'BadRequest')
    expect(message).not.toBe('')
    expect(answer.text).not.toContain('root:')
    expect(answer.text.length).toBeLessThan(2_000)
  })
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
})

test('MKCOL reads its body no less carefully, and makes nothing', async () => {
  for (const bomb of ['a billion laughs', 'a file of the server', 'five thousand levels', 'no end', 'noise'])
    await ground.unchanged(async () => {
      const answer = await ground.send('MKCOL', `${FILES}/made`, {
        body: BOMBS[bomb]!,
        headers: { 'Content-Type': 'application/xml' },
      })
      expectRefusal(answer, 400, 'BadRequest')
    })
})

test('a document of another kind is refused', async () => {
  for (const [method, body] of [
    ['PROPFIND', '<d:propertyupdate xmlns:d="DAV:"/>'],
    ['PROPFIND', '<propfind/>'],
    ['PROPPATCH', inProp('<d:getetag/>')],
    ['LOCK', inProp('<d:getetag/>')],
  ] as const)
    await ground.unchanged(async () => {
      expectRefusal(await ground.send(method, `${FILES}/kept.txt`, { body }), 400, 'BadRequest')
    })
})

test('properties: many, long and oddly named ones are bounded, and nothing half set', async () => {
  const set = (inside: string) =>
    `<d:propertyupdate xmlns:d="DAV:" xmlns:x="urn:x"><d:set><d:prop>${inside}</d:prop></d:set></d:propertyupdate>`
  await ground.unchanged(async () => {
    const long = await ground.send('PROPPATCH', `${FILES}/kept.txt`, {
      body: set(`<x:a>fine</x:a><x:b>${'t'.repeat(100_000)}</x:b>`),
    })
    expect(long.status).toBeGreaterThanOrEqual(400)
    const many = await ground.send('PROPPATCH', `${FILES}/kept.txt`, {
      body: set(Array.from({ length: 300 }, (_, i) => `<x:p${i}>v</x:p${i}>`).join('')),
    })
    expect(many.status).toBeGreaterThanOrEqual(400)
    const name = await ground.send('PROPPATCH', `${FILES}/kept.txt`, {
      body: set(`<x:${'n'.repeat(50_000)}/>`),
    })
    expect(name.status).toBeGreaterThanOrEqual(400)
  })
  const full = set(Array.from({ length: 200 }, (_, i) => `<x:p${i}>v</x:p${i}>`).join(''))
  expect((await ground.send('PROPPATCH', `${FILES}/folder/kept.txt`, { body: full })).status).toBe(207)
  const again = await ground.send('PROPPATCH', `${FILES}/folder/kept.txt`, {
    body: set('<x:p7>changed</x:p7>'),
  })
  expect(again.status).toBe(207)
  expect(again.text).toContain('HTTP/1.1 200')
})
