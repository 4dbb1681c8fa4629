import { expect, test } from 'vitest'
import { parseChecksums, parseDigest } from './checksum-header.ts'

const sha1 = 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'
const md5 = '5d41402abc4b2a76b9719d911017c592'

test('types and digits are normalised', () => {
  expect(parseChecksums(`sha1:${sha1.toUpperCase()}  Md5:${md5}`)).toEqual({
    checksums: [`SHA1:${sha1}`, `MD5:${md5}`],
    unknown: [],
  })
  expect(parseChecksums('Adler32:062c0215').checksums).toEqual(['ADLER32:062c0215'])
  expect(parseChecksums(undefined)).toEqual({ checksums: [], unknown: [] })
})

test('unknown types are kept apart', () => {
  expect(parseChecksums(`CRC32:abc SHA1:${sha1}`)).toEqual({
    checksums: [`SHA1:${sha1}`],
    unknown: ['CRC32:abc'],
  })
})

test('digits that cannot be right are refused', () => {
  const bad = [
    'MD5:0123',
    `SHA1:${'g'.repeat(40)}`,
    'MD5',
    ':abc',
    'MD5:',
    `MD5:${md5} MD5:${'0'.repeat(32)}`,
  ]
  for (const value of [...bad, 'X:1 '.repeat(11), `X:${'a'.repeat(300)}`])
    expect(() => parseChecksums(value), value).toThrow('OC-Checksum is invalid')
})

test('a digest alone', () => {
  expect(parseDigest('MD5', md5.toUpperCase(), 'X-File-MD5')).toBe(`MD5:${md5}`)
  expect(() => parseDigest('MD5', '00', 'X-File-MD5')).toThrow('X-File-MD5 is invalid')
})
