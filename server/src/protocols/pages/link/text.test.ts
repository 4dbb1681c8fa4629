import { expect, test } from 'vitest'
import { decode } from './text.ts'

const utf8 = Buffer.from('Il était une fois…')

test.each([
  ['UTF-8', utf8, 'Il était une fois…'],
  [
    'the encoding of old Windows programs',
    Buffer.from('Il \xe9tait une fois\x85', 'latin1'),
    'Il était une fois…',
  ],
  ['UTF-16', Buffer.from('\ufeffIl était', 'utf16le'), 'Il était'],
  ['nothing', Buffer.alloc(0), ''],
])('reads %s', (_what, bytes, text) => expect(decode(bytes, false)).toBe(text))

test.each([1, 2, 3])('leaves out a last character that was cut off, %i bytes early', (bytes) => {
  expect(decode(Buffer.from('où 🎉').subarray(0, -bytes), true)).toBe('où ')
})

test('what holds zeros is no text', () =>
  expect(decode(Buffer.from([80, 75, 3, 4, 0]), false)).toBeUndefined())
