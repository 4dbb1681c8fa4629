import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare } from './compare.ts'

const told = (mine: string, theirs: string): string[] =>
  compare(mine, theirs).map(({ text, of }) => `${of === 'both' ? ' ' : of === 'mine' ? '+' : '-'}${text}`)

test('what differs stands between what is the same', () => {
  expect(told('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-x', '+b', ' c'])
  expect(told('a', 'a')).toEqual([' a'])
  expect(told('a\nb\nc\nd', 'b\nd\ne')).toEqual(['+a', ' b', '+c', ' d', '-e'])
})

test('each text can be read from it whole', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })
    .map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (mine, theirs) => {
      const lines = compare(mine, theirs)
      const of = (which: string) =>
        lines.flatMap((line) => (line.of === 'both' || line.of === which ? [line.text] : [])).join('\n')
      expect([of('mine'), of('theirs')]).toEqual([mine, theirs])
    }),
  )
})

test('long texts that have nothing in common take no long time', () => {
  const long = (word: string) => Array.from({ length: 50_000 }, (_, i) => `${word} ${i}`).join('\n')
  expect(compare(long('a'), long('b'))).toHaveLength(100_000)
})
