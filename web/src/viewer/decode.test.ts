import { expect, test } from 'vitest'
import { decode, encode, evened } from './decode.ts'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as never))))

test('UTF-8, with and without a mark', () => {
  expect(decode(bytes('été'))).toEqual({ text: 'été', encoding: 'utf-8', marked: false, lineEnd: '\n' })
  expect(decode(bytes([0xef, 0xbb, 0xbf], 'a\r\nb'))).toEqual({
    ...{ text: 'a\r\nb', encoding: 'utf-8', marked: true, lineEnd: '\r\n' },
  })
  expect(decode(bytes())?.text).toBe('')
})

test('what older programs wrote', () => {
  expect(decode(bytes([0xe9, 0x74, 0xe9, 0x80]))).toMatchObject({ text: 'été€', encoding: 'windows-1252' })
  expect(decode(bytes([0xff, 0xfe, 0xe9, 0x00]))).toMatchObject({
    text: 'é',
    encoding: 'utf-16le',
    marked: true,
  })
  expect(decode(bytes([0xfe, 0xff, 0x00, 0xe9]))).toMatchObject({ text: 'é', encoding: 'utf-16be' })
})

test('what is no text', () => {
  expect(decode(bytes('PK', [3, 4, 0, 0]))).toBeUndefined()
})

test('a letter cut in two at the end is no mistake', () => {
  const cut = bytes('été').subarray(0, 4)
  expect(decode(cut, true)).toMatchObject({ text: 'ét', encoding: 'utf-8' })
  expect(decode(cut)).toMatchObject({ encoding: 'windows-1252' })
})

test('what was not changed is saved as it was', () => {
  for (const written of [bytes('a\nb'), bytes([0xef, 0xbb, 0xbf], 'a\r\nb\r\n'), bytes('')]) {
    const read = decode(written)!
    expect(Buffer.from(encode(evened(read.text), read))).toEqual(Buffer.from(written))
  }
})
