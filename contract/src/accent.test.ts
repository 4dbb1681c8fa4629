import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentPalette, accentStyleSheet } from './accent.ts'
import { contrast } from './contrast.ts'
import { tokens } from './tokens.ts'

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

/** Everything that text stands on, and what stands there. */
function pairs(colour: string, theme: 'light' | 'dark'): number[] {
  const { accent, accentQuiet, onAccent } = accentPalette(colour)[theme]
  const { surface, surfaceQuiet, surfaceRaised, text, textQuiet } = tokens.colour[theme]
  return [
    ...[surface, surfaceQuiet, surfaceRaised, accentQuiet].map((ground) => contrast(accent, ground)),
    ...[contrast(onAccent, accent), contrast(text, accentQuiet), contrast(textQuiet, accentQuiet)],
  ]
}

test('whatever an academy chooses, what stands in its colour can be read, by day and by night', () => {
  fc.assert(
    fc.property(anyColour, fc.constantFrom('light' as const, 'dark' as const), (colour, theme) => {
      expect(Math.min(...pairs(colour, theme))).toBeGreaterThanOrEqual(4.5)
    }),
    {
      numRuns: 3_000,
      examples: [
        ['#000000', 'dark'],
        ['#ffffff', 'light'],
        ['#ffff00', 'light'],
        ['#0000ff', 'dark'],
      ],
    },
  )
})

test('what can be read as it was chosen stays as it was chosen, and what cannot is another shade of it', () => {
  expect(accentPalette('#7a1f5c').light.accent).toBe('#7a1f5c')
  expect(accentPalette('#ffd100').dark.accent).toBe('#ffd100')
  const [red, green, blue] = [1, 3, 5].map((at) =>
    Number.parseInt(accentPalette('#ffd100').light.accent.slice(at, at + 2), 16),
  ) as [number, number, number]
  expect(red > green && green > blue && red < 0xff).toBe(true)
})

test('the style sheet has both themes, and leaves forced colours alone', () => {
  const sheet = accentStyleSheet('#7a1f5c')
  expect(sheet).toContain(':root{--colour-accent:#7a1f5c;')
  expect(sheet).toContain(`:root[data-theme="dark"]{--colour-accent:${accentPalette('#7a1f5c').dark.accent};`)
  expect(sheet).toContain('--colour-focus:Highlight')
})
