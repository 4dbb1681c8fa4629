import { expect, test } from 'vitest'
import { preferredLanguage } from './accept-language.ts'

test('the better language wins', () => {
  expect(preferredLanguage('fr-FR,fr;q=0.9,en;q=0.8', 'en')).toBe('fr')
  expect(preferredLanguage('de, en-GB;q=0.7, fr;q=0.3', 'fr')).toBe('en')
  expect(preferredLanguage('en;q=0.3, FR;q=0.7', 'en')).toBe('fr')
  expect(preferredLanguage('*, en;q=0.5', 'fr')).toBe('fr')
})

test('without a usable wish the house speaks its own', () => {
  for (const header of [undefined, '', 'de', 'en;q=0', 'free', ';;,,=', 'x'.repeat(5000)])
    expect(preferredLanguage(header, 'fr'), header).toBe('fr')
})
