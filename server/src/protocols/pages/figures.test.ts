import { expect, test } from 'vitest'
import { day, moment } from './figures.ts'

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
  ['fr', 'Europe/Paris', '2026-12-01T22:59:59Z', 'mardi 1er décembre 2026'],
] as const)('in %s and %s, %s is told as %s', (language, zone, iso, told) => {
  expect(moment(at(iso), language, zone).replace(/[\u00a0\u202f]/g, ' ')).toBe(told)
})

test.each([
  ['2026-11-22T23:30:00Z', 'Europe/Paris', 'aujourd’hui'],
  ['2026-11-22T22:30:00Z', 'Europe/Paris', 'hier'],
  ['2026-11-22T22:30:00Z', 'Indian/Reunion', 'aujourd’hui'],
  ['2026-03-03T12:00:00Z', 'Europe/Paris', 'le 3 mars 2026'],
  ['2026-09-01T12:00:00Z', 'Europe/Paris', 'le 1er septembre 2026'],
  ['2026-08-31T12:00:00Z', 'Europe/Paris', 'le 31 août 2026'],
] as const)('seen from noon of November 23rd, %s in %s is %s', (iso, zone, told) => {
  expect(day(at(iso), at('2026-11-23T11:00:00Z'), 'fr', zone)).toBe(told)
})
