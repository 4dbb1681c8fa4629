/** What tags can be told apart by, beside their names: as many as one can. Six hexadecimal digits, as they are kept. */
export const COLOURS = [
  '1d5bbf',
  '0f6b5c',
  '2f6f1f',
  '8a4b00',
  'b3261e',
  'a8325e',
  '7a3ea8',
  '4a5a6d',
] as const
export type Colour = (typeof COLOURS)[number]

/** For a dot beside a name. */
export const shownColour = (color: string): string =>
  /^[0-9a-f]{6}$/i.test(color) ? `#${color}` : 'var(--colour-line-strong)'
