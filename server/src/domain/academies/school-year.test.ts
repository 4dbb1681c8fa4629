import { expect, test } from 'vitest'
import { schoolYear } from './school-year.ts'

test.each([
  ['2026-11-22T04:00:00Z', '09-01', 'Europe/Paris', '2026-09-01', '2027-09-01'],
  ['2026-08-31T21:59:59Z', '09-01', 'Europe/Paris', '2025-09-01', '2026-09-01'],
  ['2026-08-31T22:00:00Z', '09-01', 'Europe/Paris', '2026-09-01', '2027-09-01'],
  ['2026-08-31T22:00:00Z', '09-01', 'America/Martinique', '2025-09-01', '2026-09-01'],
  ['2027-01-01T00:00:00Z', '01-01', '', '2027-01-01', '2028-01-01'],
])('at %s a year that starts on %s in %s is that of %s', (at, yearStarts, zone, from, until) => {
  expect(schoolYear({ yearStarts, zone }, Date.parse(at), 'UTC')).toEqual({ from, until })
})
