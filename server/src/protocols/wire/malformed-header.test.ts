import { expect, test } from 'vitest'
import { headerOf, MalformedHeader } from './malformed-header.ts'

test('the first of repeated headers counts', () => {
  expect(headerOf({ depth: '1' }, 'depth')).toBe('1')
  expect(headerOf({ depth: ['0', '1'] }, 'depth')).toBe('0')
  expect(headerOf({}, 'depth')).toBeUndefined()
})

test('a fault names its header and nothing a stranger wrote', () => {
  const error = new MalformedHeader('Destination', 'missing')
  expect(error).toMatchObject({ header: 'Destination', fault: 'missing', message: 'Destination is missing' })
})
