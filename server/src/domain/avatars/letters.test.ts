import { expect, test } from 'vitest'
import { lettersOf } from './letters.ts'

test.each([
  ['Marie Durand', 'm.durand', 'MD'],
  ['élodie de la tour', 'elodie', 'ÉT'],
  ['alice', 'alice', 'A'],
  ['  ', 'bob', 'B'],
  ['Ελένη Παπά', 'eleni', 'ΕΠ'],
  ['王 小明', 'wang', 'W'],
  ['🌻 Zoé', 'zoe', 'Z'],
  ['(Anne) "B"', 'x', 'AB'],
  ['ßeta', 'x', 'S'],
  ['🌻', '---', '?'],
])('of %j', (name, id, letters) => {
  expect(lettersOf(name, id)).toBe(letters)
})
