import { beforeEach, expect, test, vi } from 'vitest'
import { type BoxFields, wishOf, wrongIn } from './wish.ts'

vi.mock('../session/session.ts', () => ({ session: () => ({ features: { timezone: 'Europe/Paris' } }) }))

let fields: BoxFields
beforeEach(() => {
  fields = {
    ...{ title: ' Exposés ', instructions: '', late: true, named: true, password: '', types: ' pdf ' },
    ...{ mostFiles: '', mostSize: '' },
    opens: { day: '', hour: '' },
    closes: { day: '2027-01-15', hour: '17:00' },
  }
})

test('what is not said is not asked for', () => {
  expect(wishOf(fields)).toEqual({
    ...{ title: 'Exposés', instructions: '', named: true, types: 'pdf', late: 'mark', opens: null },
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
})
