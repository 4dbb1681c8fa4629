import { expect, test } from 'vitest'
import { moment } from './figures.ts'

const at = (iso: string): number => Date.parse(iso) / 1000

test.each([
  [
    'fr',
    'Europe/Paris',
    '2026-11-27T17:00:00Z',
    'vendredi 27 novembre 2026 à 18:00 (heure d’Europe centrale)',
  ],
  ['en', 'Europe/Paris', '2026-11-27T17:00:00Z', 'Friday, 27 November 2026 at 18:00 (Central European Time)'],
  ['fr', 'Indian/Reunion', '2026-11-27T17:00:00Z', 'vendredi 27 novembre 2026 à 21:00 (heure de La Réunion)'],
  ['fr', 'Europe/Paris', '2026-11-27T22:59:59Z', 'vendredi 27 novembre 2026'],
] as const)('in %s and %s, %s is told as %s', (language, zone, iso, told) => {
  expect(moment(at(iso), language, zone).replace(/[\u00a0\u202f]/g, ' ')).toBe(told)
})
