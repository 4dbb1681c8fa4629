import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateIfHeader, type LockState, parseIfHeader } from './if-header.ts'
import { MalformedHeader } from './malformed-header.ts'

const state: LockState = { etag: 'e1', lockTokens: ['opaquelocktoken:t1'] }
const holds = (value: string, current: LockState | null = state) =>
  evaluateIfHeader(parseIfHeader(value), () => current)

test('the forms clients send', async () => {
  const desktop = parseIfHeader('</remote.php/dav/files/alice/large%20.bin> (["de1466"])')
  expect(desktop.lists).toEqual([
    {
      resource: ['remote.php', 'dav', 'files', 'alice', 'large .bin'],
      conditions: [{ not: false, kind: 'etag', value: 'de1466', weak: false }],
    },
  ])
  expect(desktop.tokens).toEqual([])
  const windows = parseIfHeader('<https://h/a/b> (<opaquelocktoken:t1>)')
  expect(windows.lists[0]?.resource).toEqual(['a', 'b'])
  expect(windows.tokens).toEqual(['opaquelocktoken:t1'])
  expect(parseIfHeader('(<opaquelocktoken:t1>)').lists[0]?.resource).toBeNull()
})

test('the conditionals of litmus locks', async () => {
  const token = '<opaquelocktoken:t1>'
  // cond_put, fail_cond_put, cond_put_with_not, cond_put_corrupt_token, complex_cond_put, fail_complex_cond_put
  expect(await holds(`(${token} ["e1"])`)).toBe(true)
  expect(await holds(`(${token} ["wrong"])`)).toBe(false)
  expect(await holds(`(${token}) (Not <DAV:no-lock>)`)).toBe(true)
  expect(await holds('(<opaquelocktoken:t1x>) (Not <DAV:no-lock>)')).toBe(true)
  expect(await holds('(<DAV:no-lock>)')).toBe(false)
  expect(await holds(`(${token} ["e1"]) (Not <DAV:no-lock> ["e1"])`)).toBe(true)
  expect(await holds(`(${token} ["x"]) (Not <DAV:no-lock> ["x"])`)).toBe(false)
  // cond_put_unlocked, fail_cond_put_unlocked
  expect(await holds(`(${token})`, { etag: 'e1', lockTokens: [] })).toBe(false)
  expect(await holds('(<DAV:no-lock>)', null)).toBe(false)
  expect(await holds('(Not <DAV:no-lock>)', null)).toBe(true)
})

test('a corrupt token is not a submitted one that matches', () => {
  expect(parseIfHeader('(<opaquelocktoken:t1x>) (Not <DAV:no-lock>)').tokens).toEqual(['opaquelocktoken:t1x'])
})

test('the examples of RFC 4918 §10.4', async () => {
  const rfc = parseIfHeader(
    '(<urn:uuid:181d4fae-7d8c-11d0-a765-00a0c91e6bf2>\r\n ["I am an ETag"])\n (["I am another ETag"])',
  )
  expect(rfc.lists).toHaveLength(2)
  expect(await evaluateIfHeader(rfc, () => ({ etag: 'I am another ETag', lockTokens: [] }))).toBe(true)
  expect(await holds('(Not <urn:x> <opaquelocktoken:t1>)')).toBe(true)
  expect(await holds('([W/"e1"])')).toBe(false)
  expect(await holds('(Not [W/"e1"])')).toBe(true)
  const tagged = parseIfHeader('</a> (<urn:1> [W/"A"]) (["strong"]) <http://x/b>(["B"])')
  expect(tagged.lists.map((list) => list.resource)).toEqual([['a'], ['a'], ['b']])
  const asked: unknown[] = []
  const outcome = await evaluateIfHeader(tagged, async (path) => {
    asked.push(path)
    return path?.[0] === 'b' ? { etag: 'B', lockTokens: [] } : null
  })
  expect(outcome).toBe(true)
  expect(asked).toEqual([['a'], ['b']])
})

test('what does not follow the grammar is refused', () => {
  const bad = [
    '',
    '()',
    '(Not)',
    '(<a>',
    '<a>',
    '</a>',
    '</a> </b> (<c>)',
    '(<a>) </b> (<c>)',
    '((<a>))',
    '(Not Not <a>)',
    'garbage',
    '(<a>) x',
    '<%ff> (<a>)',
    '([""])',
    `(${'<a>'.repeat(300)})`,
    `(<${'a'.repeat(20_000)}>)`,
  ]
  for (const value of bad) expect(() => parseIfHeader(value), value).toThrow(MalformedHeader)
})

test('any list that is written is read back and means what it says', async () => {
  const condition = fc.record({
    not: fc.boolean(),
    kind: fc.constantFrom('token' as const, 'etag' as const),
    value: fc.constantFrom('t1', 't2', 'e1', 'e2'),
    weak: fc.constant(false),
  })
  const lists = fc.array(fc.array(condition, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(
      lists,
      fc.subarray(['t1', 't2']),
      fc.constantFrom('e1', 'e2', null),
      async (all, tokens, etag) => {
        const text = all
          .map((list) => {
            const items = list.map(
              (one) =>
                `${one.not ? 'Not ' : ''}${one.kind === 'token' ? `<${one.value}>` : `["${one.value}"]`}`,
            )
            return `(${items.join(' ')})`
          })
          .join(' ')
        const header = parseIfHeader(text)
        expect(header.lists.map((list) => list.conditions)).toEqual(all)
        const expected = all.some((list) =>
          list.every(
            (one) => (one.kind === 'token' ? tokens.includes(one.value) : etag === one.value) !== one.not,
          ),
        )
        expect(await evaluateIfHeader(header, () => ({ etag, lockTokens: tokens }))).toBe(expected)
      },
    ),
  )
})

test('any text is read or refused', () => {
  const text = fc
    .array(fc.constantFrom('(', ')', '<a>', '</b>', '["e"]', 'Not', ' ', ',', '[', '"', 'x'))
    .map((all) => all.join(''))
  fc.assert(
    fc.property(text, (value) => {
      try {
        parseIfHeader(value)
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedHeader)
      }
    }),
  )
})
