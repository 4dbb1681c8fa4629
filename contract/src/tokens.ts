/** Every colour of one theme. Mails and posters read them here; pages and the web app through the style sheet. */
export interface Palette {
  readonly surface: string
  readonly surfaceQuiet: string
  readonly surfaceRaised: string
  /** Decorative lines only; what marks a control uses `lineStrong`. */
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly textQuiet: string
  readonly accent: string
  readonly accentQuiet: string
  readonly onAccent: string
  readonly attention: string
  readonly attentionQuiet: string
  /** For loss alone: what it marks cannot be had back. */
  readonly loss: string
  readonly lossQuiet: string
  readonly onLoss: string
  readonly focus: string
}

const light: Palette = {
  surface: '#ffffff',
  surfaceQuiet: '#f3f7fc',
  surfaceRaised: '#ffffff',
  line: '#cfd9e6',
  lineStrong: '#6f8098',
  text: '#14202e',
  textQuiet: '#4a5a6d',
  accent: '#1d5bbf',
  accentQuiet: '#e4eefb',
  onAccent: '#ffffff',
  attention: '#8a4b00',
  attentionQuiet: '#fff2d9',
  loss: '#b3261e',
  lossQuiet: '#fdecea',
  onLoss: '#ffffff',
  focus: '#1d5bbf',
}

const dark: Palette = {
  surface: '#0f1722',
  surfaceQuiet: '#162130',
  surfaceRaised: '#1d2a3b',
  line: '#33445a',
  lineStrong: '#7d90a8',
  text: '#e8eef6',
  textQuiet: '#a9b8ca',
  accent: '#8ab8ff',
  accentQuiet: '#1b3355',
  onAccent: '#0b1b33',
  attention: '#ffc46b',
  attentionQuiet: '#3a2a0e',
  loss: '#ff9d94',
  lossQuiet: '#41201d',
  onLoss: '#2b0906',
  focus: '#8ab8ff',
}

/** Behind the initials of people, who are given one of the grounds each. */
const people = {
  light: {
    text: '#ffffff',
    grounds: ['#1d5bbf', '#8a4b00', '#0f6b5c', '#7a3ea8', '#a8325e', '#2f6f1f', '#4a5a6d', '#9a3b1c'],
  },
  dark: {
    text: '#e8eef6',
    grounds: ['#1f4580', '#5c3a0a', '#12514a', '#4f2c70', '#6b2342', '#27541c', '#3b4c63', '#63301a'],
  },
} as const

export const tokens = {
  colour: { light, dark },
  people,
  /** A grid of 4 px, named by its number of steps. */
  space: {
    1: '4px',
    2: '8px',
    3: '12px',
    4: '16px',
    5: '20px',
    6: '24px',
    8: '32px',
    12: '48px',
    16: '64px',
  },
  /** 13 · 15 · 18 · 22 · 28 px where the reader's own base is 16 px. */
  type: { small: '0.8125rem', body: '0.9375rem', lead: '1.125rem', title: '1.375rem', display: '1.75rem' },
  font: {
    text: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
    code: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  },
  radius: { control: '8px', dialog: '12px' },
  shadow: { floating: '0 2px 6px rgb(15 23 34 / 0.14), 0 8px 24px rgb(15 23 34 / 0.12)' },
  motion: { fast: '120ms', slow: '180ms', ease: 'ease-out' },
  row: { normal: '44px', compact: '36px', touch: '56px' },
} as const

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const declarations = (group: string, values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `--${group}-${kebab(name)}:${value};`)
    .join('')

/**
 * The tokens as a style sheet of custom properties, such as `--colour-text-quiet` and `--space-4`.
 * The reader's system chooses the theme unless `data-theme="light"` or `"dark"` stands on the root. Forced
 * colours replace every colour by themselves: nothing may be told by a background or a shadow alone.
 */
export function tokenStyleSheet(): string {
  const { colour, people: _, ...rest } = tokens
  const fixed = Object.entries(rest)
    .map(([group, values]) => declarations(group, values))
    .join('')
  const day = `color-scheme:light;${declarations('colour', colour.light)}`
  const night = `color-scheme:dark;${declarations('colour', colour.dark)}`
  return [
    `:root{${fixed}${day}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${night}}}`,
    `:root[data-theme="dark"]{${night}}`,
    '@media (prefers-reduced-motion:reduce){:root{--motion-fast:0ms;--motion-slow:0ms;}}',
    '@media (forced-colors:active){:root{--colour-focus:Highlight;--shadow-floating:none;}}',
    '',
  ].join('\n')
}
