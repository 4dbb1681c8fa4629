import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePercent, encodePath, encodeSegment, MalformedPath, parseTarget } from './href.ts'

test('names are encoded as recorded', () => {
  const recorded = {
    ' lead': '%20lead',
    "ap'os(1)!~@$&=,;.txt": 'ap%27os(1)%21~@%24%26%3d%2c%3b.txt',
    'c:olon': 'c:olon',
    'plus+.txt': 'plus%2b.txt',
    'pct%.txt': 'pct%25.txt',
    'hash#.txt': 'hash%23.txt',
    'q?.txt': 'q%3f.txt',
    'star*.txt': 'star%2a.txt',
    'lt<gt>.txt': 'lt%3cgt%3e.txt',
    'ä.txt': '%c3%a4.txt',
    '😀': '%f0%9f%98%80',
    'a/b': 'a%2fb',
  }
  for (const [name, href] of Object.entries(recorded)) expect(encodeSegment(name)).toBe(href)
})

test('collections end in a slash', () => {
  expect(encodePath(['remote.php', 'dav', 'ä'])).toBe('/remote.php/dav/%c3%a4')
  expect(encodePath(['remote.php', 'dav'], true)).toBe('/remote.php/dav/')
  expect(encodePath([])).toBe('/')
})

test('any valid encoding of a name is understood, plus is plus', () => {
  for (const path of ['/a%2B%c3%A4', '/%61%2b%C3%A4', '//a+%C3%A4'])
    expect(parseTarget(path).segments, path).toEqual(['a+ä'])
  // A raw UTF-8 request line as Node hands it over
  expect(parseTarget('/a+\u00c3\u00a4').segments).toEqual(['a+ä'])
  expect(parseTarget('/u%CC%88.txt').segments).toEqual(['ü.txt'])
})

test('slashes, dots and queries', () => {
  expect(parseTarget('/remote.php/dav/files//')).toEqual({
    segments: ['remote.php', 'dav', 'files'],
    trailingSlash: true,
    query: '',
  })
  expect(parseTarget('/a/b?accept=zip&x=%2F').query).toBe('accept=zip&x=%2F')
  expect(parseTarget('/a/b').trailingSlash).toBe(false)
  expect(parseTarget('/a%2Fb').segments).toEqual(['a', 'b'])
  expect(parseTarget('/a/./b/../c').segments).toEqual(['a', 'c'])
  expect(parseTarget('/a/b/..')).toMatchObject({ segments: ['a'], trailingSlash: true })
  expect(parseTarget('/../../etc/%2e%2E/%2e%2e%2fpasswd').segments).toEqual(['passwd'])
  expect(parseTarget('/%252e%252e/x').segments).toEqual(['%2e%2e', 'x'])
  expect(parseTarget('https://u@host:8443/a/b').segments).toEqual(['a', 'b'])
  expect(parseTarget('https://host').segments).toEqual([])
})

test('what is no path is refused', () => {
  const fault = (target: string) => {
    try {
      parseTarget(target)
    } catch (error) {
      if (error instanceof MalformedPath) return error.fault
    }
    return 'accepted'
  }
  expect(fault('/%e4.txt')).toBe('encoding')
  expect(fault('/\u00e4.txt')).toBe('encoding')
  expect(fault('/100%')).toBe('encoding')
  expect(fault('/%zz')).toBe('encoding')
  expect(fault('/%c0%ae%c0%ae/')).toBe('encoding')
  expect(fault('/%ed%a0%80')).toBe('encoding')
  expect(fault('/a%00b')).toBe('nul')
  expect(fault('*')).toBe('form')
  expect(fault('https%3A//cloud.example.org/a')).toBe('form')
  expect(fault(`/${'a'.repeat(40_000)}`)).toBe('too-long')
})

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => text.normalize('NFC').replace(/[/\0]/g, '-'))
  .filter((text) => text !== '.' && text !== '..')

test('every path comes back from its href', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 6 }), fc.boolean(), (segments, collection) => {
      const href = encodePath(segments, collection)
      expect(href).toMatch(/^[A-Za-z0-9_.~()/:@%-]+$/)
      const back = parseTarget(href)
      expect(back.segments).toEqual(segments)
      expect(back.trailingSlash).toBe(collection || segments.length === 0)
    }),
  )
})

test('nothing leads above the root or keeps a separator', () => {
  const piece = fc.constantFrom('..', '.', '%2e%2e', '%2E.', '%2f', '/', 'a', '%61', '%5c', '\\', '%252f')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      for (const segment of parseTarget(`/${pieces.join('')}`).segments) {
        expect(segment).not.toBe('..')
        expect(segment).not.toContain('/')
      }
    }),
  )
})

test('any text decodes or is refused, nothing else happens', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      try {
        decodePercent(text)
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedPath)
      }
    }),
  )
})
