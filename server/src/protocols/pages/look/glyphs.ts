import type { FileFamily } from '@nuage/contract'
import { GLYPH_COLOURS, GLYPH_PATHS } from '@nuage/contract/glyphs'

/** The glyph of a family as a picture of its own: for apps that show it beside a name. */
export const glyphSvg = (family: FileFamily): string => drawn(GLYPH_COLOURS[family], GLYPH_PATHS[family])

/** What was done: small marks beside a line of activity. */
const DEEDS = {
  add: ['M5 12h14', 'M12 5v14'],
  edit: [
    'M21.2 6.8a2.8 2.8 0 0 0-4-4L3.8 16.2a2 2 0 0 0-.5.8l-1.3 4.4a.5.5 0 0 0 .6.6L7 20.7a2 2 0 0 0 .8-.5z',
  ],
  rename: ['M5 12h14', 'm12 5 7 7-7 7'],
  history: ['M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8', 'M3 3v5h5', 'M12 7v5l4 2'],
  delete: ['M3 6h18', 'M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6', 'M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2'],
  notification: [
    'M10.3 21a2 2 0 0 0 3.4 0',
    'M3.3 15.3A1 1 0 0 0 4 17h16a1 1 0 0 0 .7-1.7C19.4 14 18 12.5 18 8A6 6 0 0 0 6 8c0 4.5-1.4 6-2.7 7.3',
  ],
} as const
export type Deed = keyof typeof DEEDS
export const deeds = Object.keys(DEEDS) as Deed[]
export const deedSvg = (deed: Deed): string => drawn('#6f8098', DEEDS[deed])

const drawn = (colour: string, paths: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${paths
    .map((path) => `<path d="${path}"/>`)
    .join('')}</svg>`
