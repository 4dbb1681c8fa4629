import fc from 'fast-check'
import { expect, test } from 'vitest'
import { depositorName, fileName, storedName } from './names.ts'
import { acceptPattern, filed, USUAL_PATTERN } from './pattern.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '..',
        '.',
        '/',
        '\\',
        '\0',
        '\n',
        '\u202e',
        '\u200b',
        'a',
        'é',
        ' ',
        ':',
        '{nom}',
        '%2f',
        '🎒',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
)

/** What nothing that is stored may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NEVER = /[\\/:*?"<>|\u0000-\u001f\u202a-\u202e\u2066-\u2069]|[ .]$|^\.{1,2}$/

const orRefused = (make: () => string): string | undefined => {
  try {
    return make()
  } catch (error) {
    expect((error as Error).name).toBe('Refusal')
    return undefined
  }
}

test('whatever a file is called, it is stored as one name or refused', () => {
  fc.assert(
    fc.property(hostile, (sent) => {
      const name = orRefused(() => fileName(sent))
      if (name === undefined) return
      expect(name).not.toMatch(/[/\p{Cc}\u202e]/u)
      const stored = orRefused(() => storedName(name))
      if (stored !== undefined) expect(stored).not.toMatch(NEVER)
    }),
    { numRuns: 2_000 },
  )
})

test('whoever hands in, and whatever, the file stays below its folder', () => {
  fc.assert(
    fc.property(hostile, hostile, (who, what) => {
      const nom = orRefused(() => depositorName(who))
      const fichier = orRefused(() => fileName(what))
      if (nom === undefined || fichier === undefined) return
      const filing = { nom, fichier, date: '2026-11-22', heure: '14h05', n: 1 }
      const path = orRefused(() => {
        const { folders, name } = filed(USUAL_PATTERN, filing)
        expect(folders.length).toBeLessThanOrEqual(1)
        for (const folder of folders) expect(folder).not.toMatch(NEVER)
        return name
      })
      if (path !== undefined) expect(path).not.toMatch(NEVER)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['C:\\Users\\Léa\\devoir.odt', 'devoir.odt'],
  ['../../etc/passwd', 'passwd'],
  ['rapport\u202efdp.exe', 'rapportfdp.exe'],
  ['  devoir.pdf  ', 'devoir.pdf'],
  ['e\u0301le\u0300ve.pdf', 'élève.pdf'],
  ['👩‍🎓 photo.jpg', '👩‍🎓 photo.jpg'],
])('the file %j is %j', (sent, name) => expect(fileName(sent)).toBe(name))

test('a name that is too long is cut before its ending', () => {
  const name = fileName(`${'é'.repeat(300)}.pdf`)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(250)
  expect(name).toMatch(/^é+\.pdf$/)
})

test.each(['.caché', 'a/b', 'a\\b', 'a\u0000b', 'a\u202eb', 'x'.repeat(101), '..', 'a.part'])(
  'nobody is called %j',
  (sent) =>
    expect(() => depositorName(sent)).toThrow(expect.objectContaining({ reason: 'nickname-invalid' })),
)

test.each([
  ['{nom}/{fichier}', { folders: ['Léa Martin'], name: 'devoir.v2.pdf' }],
  ['{nom} {date} {heure} - {fichier}', { folders: [], name: 'Léa Martin 2026-11-22 14h05 - devoir.v2.pdf' }],
  ['{date}/{nom}/{n}', { folders: ['2026-11-22', 'Léa Martin'], name: '3.pdf' }],
])('%s files as %j', (pattern, place) => {
  const filing = { nom: 'Léa Martin', date: '2026-11-22', heure: '14h05', fichier: 'devoir.v2.pdf', n: 3 }
  expect(filed(acceptPattern(pattern), filing)).toEqual(place)
})

test('whoever gave no name has no folder', () => {
  const filing = { nom: '', date: '2026-11-22', heure: '14h05', fichier: 'a.pdf', n: 1 }
  expect(filed('{nom}/{nom} - {fichier}', filing)).toEqual({ folders: [], name: 'a.pdf' })
})

test.each([
  '',
  '{nom}',
  '{fichier}/{nom}',
  '{nom}//{fichier}',
  'a/b/c/d/{fichier}',
  '{classe}/{fichier}',
  '{fichier',
])('the pattern %j is refused', (pattern) =>
  expect(() => acceptPattern(pattern)).toThrow(expect.objectContaining({ kind: 'bad-request' })),
)
