import type { Box } from '@nuage/contract/api'
import { beforeEach, expect, test, vi } from 'vitest'
import { type BoxFields, changesIn, fieldsOf, wishOf, wrongIn } from './wish.ts'

vi.mock('../session/session.ts', () => ({ session: () => ({ features: { timezone: 'Europe/Paris' } }) }))

let fields: BoxFields
beforeEach(() => {
  fields = {
    ...{ title: ' Exposés ', instructions: '', late: true, named: true, password: '', types: ' pdf ' },
    ...{ mostFiles: '', mostSize: '', room: '', pattern: '', notices: 'daily' },
    opens: { day: '', hour: '' },
    closes: { day: '2027-01-15', hour: '17:00' },
  }
})

test('what is not said is not asked for', () => {
  expect(wishOf(fields)).toEqual({
    ...{
      title: 'Exposés',
      instructions: '',
      named: true,
      types: 'pdf',
      late: 'mark',
      opens: null,
      notices: 'daily',
    },
    closes: Date.UTC(2027, 0, 15, 16) / 1000,
  })
})

test('limits are numbers, sizes are megabytes with a comma as people write them', () => {
  expect(wishOf({ ...fields, mostFiles: '3', mostSize: '2,5', password: 'x', late: false })).toMatchObject({
    ...{ mostFiles: 3, mostBytes: 2_621_440, password: 'x', late: 'refuse' },
  })
})

test('the first field that is wrong is told', () => {
  expect(wrongIn(fields)).toBeUndefined()
  expect(wrongIn({ ...fields, title: '  ' })).toBe('title')
  expect(wrongIn({ ...fields, mostFiles: '1,5' })).toBe('mostFiles')
  expect(wrongIn({ ...fields, mostFiles: 'beaucoup' })).toBe('mostFiles')
  expect(wrongIn({ ...fields, mostSize: '-1' })).toBe('mostSize')
  expect(wrongIn({ ...fields, room: 'peu' })).toBe('room')
})

const box = {
  ...{
    title: 'Exposés',
    instructions: '',
    late: 'mark',
    named: true,
    types: 'pdf',
    pattern: '{nom}/{fichier}',
  },
  ...{ notices: 'at-once', mostFiles: 3, mostBytes: 2_621_440, room: 10_485_760, opens: null },
  closes: Date.UTC(2027, 0, 15, 16, 5, 33) / 1000,
} as Box

test('what was left alone is not sent, to the second', () => {
  const shown = fieldsOf(box)
  expect(shown).toMatchObject({ mostFiles: '3', mostSize: '2,5', room: '10', late: true })
  expect(shown.closes).toEqual({ day: '2027-01-15', hour: '17:05' })
  expect(changesIn(box, shown)).toEqual({})
})

test('what was changed is sent, and a limit that was emptied is lifted', () => {
  const changed: BoxFields = {
    ...fieldsOf(box),
    title: 'Oraux',
    mostFiles: '',
    mostSize: '4',
    notices: 'never',
  }
  expect(changesIn(box, changed)).toEqual({
    ...{ title: 'Oraux', mostFiles: null, mostBytes: 4_194_304, notices: 'never' },
  })
  const closed = { ...fieldsOf(box), closes: { day: '', hour: '' }, late: false, password: 'secret' }
  expect(changesIn(box, closed)).toEqual({ closes: null, late: 'refuse', password: 'secret' })
})
