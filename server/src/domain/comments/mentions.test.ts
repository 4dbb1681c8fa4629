import { expect, test } from 'vitest'
import { mentionsIn } from './mentions.ts'

test.each([
  ['hi @bob', ['bob']],
  ['@bob, @bob and @"Marie Durand"!', ['bob', 'Marie Durand']],
  ['write to bob@example.org', []],
  ['(@m.durand.)', ['m.durand']],
  ['@ nobody @"', []],
  ['', []],
])('%s', (message, names) => {
  expect(mentionsIn(message)).toEqual(names)
})

test('no more than fifty', () => {
  const message = Array.from({ length: 80 }, (_, i) => `@p${i}`).join(' ')
  expect(mentionsIn(message)).toHaveLength(50)
})
