import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptName, isWindowsHostile, markedName, NAME_BYTES } from './node-name.ts'
import type { Refusal } from './refusal.ts'

const reason = (name: string): string | undefined => {
  try {
    acceptName(name)
    return undefined
  } catch (error) {
    return (error as Refusal).reason
  }
}

describe('acceptName', () => {
  it.each([
    ['.htaccess', 'name-reserved'],
    ['.HTaccess', 'name-reserved'],
    ['a.part', 'name-extension'],
    ['A.FilePart', 'name-extension'],
    ['a\\b', 'name-character'],
    ['a/b', 'name-character'],
    ['a\u0007b', 'name-control'],
    ['a\0b', 'name-control'],
    ['\ud800', 'name-control'],
    ['', 'name-empty'],
    ['  ', 'name-empty'],
    ['.', 'name-dots'],
    ['..', 'name-dots'],
    ['é'.repeat(126), 'name-long'],
    ['a'.repeat(251), 'name-long'],
  ])('refuses %j as %s', (name, expected) => {
    expect(reason(name)).toBe(expected)
  })

  it.each([
    ' lead',
    'trail.',
    'CON',
    'a:b*c?.txt',
    '.DS_Store',
    '._x',
    'Thumbs.db',
    '😀.txt',
    'a'.repeat(250),
    'é'.repeat(125),
    "ap'os(1)!~@$&=,;.txt",
  ])('keeps %j', (name) => {
    expect(acceptName(name)).toBe(name)
  })

  it('stores one spelling: NFC', () => {
    expect(acceptName('u\u0308.txt')).toBe('\u00fc.txt')
  })

  it('either refuses, or returns a name that it would accept again unchanged and that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        if (reason(raw) !== undefined) return
        const name = acceptName(raw)
        expect(acceptName(name)).toBe(name)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(NAME_BYTES)
        expect(name).not.toMatch(/[/\\\0]/)
      }),
    )
  })
})

describe('isWindowsHostile', () => {
  it.each(['a:b', 'a?', 'x ', 'x.', 'CON', 'con.txt', 'LPT9', 'nul.tar.gz', 'a|b', '"'])('%j', (name) => {
    expect(isWindowsHostile(name)).toBe(true)
  })
  it.each(['console', 'com0', 'com10', 'a.b', '.x', 'été'])('not %j', (name) => {
    expect(isWindowsHostile(name)).toBe(false)
  })
})

describe('markedName', () => {
  it('puts the mark before the extension', () => {
    expect(markedName('essay.odt', ' (2)')).toBe('essay (2).odt')
    expect(markedName('.profile', ' (2)')).toBe('.profile (2)')
    expect(markedName('Maths', ' (2)')).toBe('Maths (2)')
  })

  it('shortens what would be too long, between characters', () => {
    expect(markedName(`${'a'.repeat(246)}.odt`, ' (restored)')).toBe(`${'a'.repeat(235)} (restored).odt`)
    const flags = markedName(`${'🇫🇷'.repeat(31)}.x`, ' (restored)')
    expect(flags).toBe(`${'🇫🇷'.repeat(29)} (restored).x`)
  })

  it('always fits and keeps its mark, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 260 }), (raw) => {
        if (reason(raw) !== undefined) return
        const marked = markedName(acceptName(raw), ' (restored)')
        expect(Buffer.byteLength(marked)).toBeLessThanOrEqual(NAME_BYTES)
        expect(marked).toContain(' (restored)')
      }),
    )
  })
})
