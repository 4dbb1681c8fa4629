import { afterEach, expect, test } from 'vitest'
import { fullDate, relative, size, when } from './figures.ts'
import { speak } from './say.ts'

afterEach(() => speak('fr', new Map()))

const at = (...parts: [number, number, number, number?, number?]): number =>
  new Date(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0).getTime() / 1000

test('bytes, in the steps of quotas', () => {
  expect([0, 1, 1023, 1024, 1_468_006, 150 * 1024 ** 2, 12.4 * 1024 ** 3].map(size)).toEqual([
    ...['0 o', '1 o', '1 023 o', '1 ko', '1,4 Mo', '150 Mo', '12,4 Go'].map((text) =>
      text.replace(/ (?=\S+$)/, '\u202f').replace(' ', '\u202f'),
    ),
  ])
  speak('en', new Map())
  expect(size(1_468_006)).toBe('1.4\u202fMB')
})

test('moments, as seen from now', () => {
  const now = at(2026, 11, 22, 15, 0)
  expect(when(at(2026, 11, 22, 14, 32), now)).toBe('aujourd’hui 14:32')
  expect(when(at(2026, 11, 21, 9, 5), now)).toBe('hier 09:05')
  expect(when(at(2026, 3, 3, 10), now)).toBe('mardi 3 mars')
  expect(when(at(2024, 3, 1, 10), now)).toBe('1er mars 2024')
  expect(when(at(2024, 3, 21, 10), now)).toBe('21 mars 2024')
  expect(when(at(2024, 3, 3, 10), now)).toBe('3 mars 2024')
  expect(fullDate(at(2026, 3, 3, 10, 4))).toBe('mardi 3 mars 2026 à 10:04')
  speak('en', new Map())
  expect(when(at(2026, 11, 22, 14, 32), now)).toBe('today 14:32')
  expect(when(at(2026, 3, 3, 10), now)).toBe('Tuesday 3 March')
})

test('how far a moment is', () => {
  const now = at(2026, 11, 22, 15, 0)
  expect(relative(now - 3 * 3600, now)).toBe('il y a 3 heures')
  expect(relative(now + 2 * 86_400, now)).toBe('après-demain')
  expect(relative(now - 5, now)).toBe('maintenant')
})
