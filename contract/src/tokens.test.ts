import { describe, expect, test } from 'vitest'
import { contrast } from './contrast.ts'
import { type Palette, tokenStyleSheet, tokens } from './tokens.ts'

type Colour = keyof Palette
const grounds: Colour[] = ['surface', 'surfaceQuiet', 'surfaceRaised']
const onEveryGround = (colour: Colour): [Colour, Colour][] => grounds.map((ground) => [colour, ground])

const readable: [Colour, Colour][] = [
  ...onEveryGround('text'),
  ...onEveryGround('textQuiet'),
  ...onEveryGround('accent'),
  ...onEveryGround('attention'),
  ...onEveryGround('loss'),
  ['text', 'accentQuiet'],
  ['accent', 'accentQuiet'],
  ['text', 'attentionQuiet'],
  ['attention', 'attentionQuiet'],
  ['text', 'lossQuiet'],
  ['loss', 'lossQuiet'],
  ['onAccent', 'accent'],
  ['onLoss', 'loss'],
]
const visible: [Colour, Colour][] = [...onEveryGround('lineStrong'), ...onEveryGround('focus')]

test('contrast is measured as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const palette = tokens.colour[theme]
  test.each(readable)('%s can be read on %s', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5)
  })
  test.each(visible)('%s can be seen on %s', (mark, ground) => {
    expect(contrast(palette[mark], palette[ground])).toBeGreaterThanOrEqual(3)
  })
})

test.each(['light', 'dark'] as const)('initials can be read on every ground, %s', (theme) => {
  const { text, grounds } = tokens.people[theme]
  for (const ground of grounds) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
})

test('the style sheet names every token, and every colour in both themes', () => {
  const sheet = tokenStyleSheet()
  for (const colour of Object.values(tokens.colour.light)) expect(sheet).toContain(`:${colour};`)
  const night = sheet.split('\n').find((line) => line.startsWith(':root[data-theme="dark"]'))
  for (const colour of Object.values(tokens.colour.dark)) expect(night).toContain(`:${colour};`)
  expect(sheet).toContain('--space-4:16px;')
  expect(sheet).toContain('--colour-text-quiet:')
  expect(sheet).toContain('@media (forced-colors:active)')
})
