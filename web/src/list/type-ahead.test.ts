import { expect, test } from 'vitest'
import { findTyped, PAUSE, typedNext } from './type-ahead.ts'

const rows = ['Été', 'elan', 'Ecole', 'Zoo'].map((name) => ({ name }))

test('letters find the next name that begins so, round and round', () => {
  expect(findTyped(rows, 0, 'e')).toBe(1)
  expect(findTyped(rows, 2, 'e')).toBe(0)
  expect(findTyped(rows, 0, 'ec')).toBe(2)
  expect(findTyped(rows, 0, 'ete')).toBe(0)
  expect(findTyped(rows, 0, 'x')).toBeUndefined()
  expect(findTyped([], 0, 'e')).toBeUndefined()
})

test('the same letter again walks through all that begin with it', () => {
  expect(findTyped(rows, 1, 'ee')).toBe(2)
  expect(findTyped(rows, 2, 'eee')).toBe(0)
})

test('letters belong together until a pause', () => {
  const one = typedNext({ letters: '', at: 0 }, 'e', 5_000)
  expect(typedNext(one, 'c', 5_000 + PAUSE).letters).toBe('ec')
  expect(typedNext(one, 'c', 5_001 + PAUSE).letters).toBe('c')
})
