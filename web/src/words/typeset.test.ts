import { expect, test } from 'vitest'
import { typeset } from './typeset.ts'

test('a whole catalogue is set, under the same keys', () => {
  expect([...typeset(new Map([['a.b', 'Vider la corbeille ?']]))]).toEqual([
    ['a.b', 'Vider la corbeille\u00a0?'],
  ])
})
