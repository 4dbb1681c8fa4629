import { expect, test } from 'vitest'
import { unbroken } from './typeset.ts'

test('quotes and marks never stand alone at the end or the beginning of a line', () => {
  expect(unbroken('Déplacer « {{name}} » ?')).toBe('Déplacer «\u00a0{{name}}\u00a0»\u00a0?')
  expect(unbroken('Attention : deux ; trois')).toBe('Attention\u00a0: deux\u00a0; trois')
  expect(unbroken('Envoi en cours : 40 %.')).toBe('Envoi en cours\u00a0: 40\u00a0%.')
  expect(unbroken('Sans marque, rien ne change.')).toBe('Sans marque, rien ne change.')
})
