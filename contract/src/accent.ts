import { contrast, mixed } from './contrast.ts'
import { type Palette, tokens } from './tokens.ts'

/** What an accent decides of a theme. */
export type AccentPalette = Pick<Palette, 'accent' | 'accentQuiet' | 'onAccent' | 'focus'>

/** Of text on its ground. */
const READABLE = 4.5
const STEPS = 50

/**
 * An accent of somebody else's choice, so that it can be read wherever ours can: as they chose it where that is enough,
 * else nearer to black by day and to white by night, by as little as it takes.
 * @param colour `#rrggbb`.
 */
export function accentPalette(colour: string): {
  readonly light: AccentPalette
  readonly dark: AccentPalette
} {
  return {
    light: within(tokens.colour.light, colour, '#000000'),
    dark: within(tokens.colour.dark, colour, '#ffffff'),
  }
}

function within(palette: Palette, colour: string, towards: string): AccentPalette {
  const isNight = towards === '#ffffff'
  for (let step = 0; step < STEPS; step++) {
    const accent = mixed(colour, towards, step / STEPS)
    const accentQuiet = mixed(palette.surfaceRaised, accent, isNight ? 0.14 : 0.1)
    const onAccent = isNight ? mixed(accent, '#000000', 0.86) : palette.onAccent
    const readable = [
      ...[palette.surface, palette.surfaceQuiet, palette.surfaceRaised, accentQuiet].map((on) =>
        contrast(accent, on),
      ),
      ...[
        contrast(onAccent, accent),
        contrast(palette.text, accentQuiet),
        contrast(palette.textQuiet, accentQuiet),
      ],
    ]
    if (readable.every((value) => value >= READABLE)) return { accent, accentQuiet, onAccent, focus: accent }
  }
  return palette
}

const declarations = ({ accent, accentQuiet, onAccent, focus }: AccentPalette): string =>
  `--colour-accent:${accent};--colour-accent-quiet:${accentQuiet};--colour-on-accent:${onAccent};--colour-focus:${focus};`

/** Laid over the style sheet of tokens. */
export function accentStyleSheet(colour: string): string {
  const { light, dark } = accentPalette(colour)
  return [
    `:root{${declarations(light)}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${declarations(dark)}}}`,
    `:root[data-theme="dark"]{${declarations(dark)}}`,
    '@media (forced-colors:active){:root{--colour-focus:Highlight;}}',
    '',
  ].join('\n')
}
