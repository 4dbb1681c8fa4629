import { describe, expect, test } from 'vitest'
import { freeName, nameFault } from './name-fault.ts'

const limits = { nameBytes: 20, nameCharacters: ['/', '\\'], nameEndings: ['.part'] }
const taken =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name)
const free = taken()

describe('a name that cannot be', () => {
  test('is told with one that can', () => {
    expect(nameFault('a/b\\c.txt', limits, free)).toMatchObject({
      kind: 'characters',
      what: '/ \\',
      offer: 'a-b-c.txt',
    })
    expect(nameFault('cours.PART', limits, free)).toMatchObject({ kind: 'ending', offer: 'cours' })
    expect(nameFault('b.txt', limits, taken('b.txt', 'b (2).txt'))).toMatchObject({
      kind: 'taken',
      offer: 'b (3).txt',
    })
    expect(nameFault('é'.repeat(11), limits, free)).toMatchObject({ kind: 'long' })
    expect(nameFault('..', limits, free)).toMatchObject({ kind: 'empty' })
    expect(nameFault('b.txt', limits, free)).toBeNull()
  })

  test('keeps its ending when it is counted', () => {
    expect(freeName('.profil', taken('.profil'))).toBe('.profil (2)')
    expect(freeName('Cours', taken('Cours'))).toBe('Cours (2)')
    expect(freeName('Cours', free)).toBe('Cours')
  })
})
