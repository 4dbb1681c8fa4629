import type { FileFamily } from './file-families.ts'

/** Colours that stand apart on light and on dark ground alike (3:1, WCAG 1.4.11). */
export const GLYPH_COLOURS: Readonly<Record<FileFamily, string>> = {
  folder: '#2f7bd9',
  document: '#2f6fd0',
  sheet: '#1f8a4c',
  slides: '#c2570c',
  pdf: '#cf3a31',
  text: '#64748b',
  image: '#9a54c9',
  audio: '#b5479b',
  video: '#0d8699',
  archive: '#97702b',
  code: '#64748b',
  other: '#6f8098',
}

const SHEET = 'M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7z'
const CORNER = 'M14 2v4a2 2 0 0 0 2 2h4'

/** Paths of the lucide family (ISC licence), on a grid of 24. */
export const GLYPH_PATHS: Readonly<Record<FileFamily, readonly string[]>> = {
  folder: [
    'M20 20a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.9a2 2 0 0 1-1.69-.9L9.6 3.9A2 2 0 0 0 7.93 3H4a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2Z',
  ],
  document: [SHEET, CORNER, 'M10 9H8', 'M16 13H8', 'M16 17H8'],
  sheet: [SHEET, CORNER, 'M8 13h2', 'M14 13h2', 'M8 17h2', 'M14 17h2'],
  slides: ['M2 3h20', 'M21 3v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V3', 'm7 21 5-5 5 5'],
  pdf: [SHEET, CORNER, 'M8 12h8', 'M8 16h5'],
  text: [SHEET, CORNER, 'M11 18h2', 'M12 12v6', 'M9 13v-.5a.5.5 0 0 1 .5-.5h5a.5.5 0 0 1 .5.5v.5'],
  image: [
    'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2',
    'M11 9a2 2 0 1 1-4 0 2 2 0 0 1 4 0',
    'm21 15-3.1-3.1a2 2 0 0 0-2.8 0L6 21',
  ],
  audio: ['M9 18V5l12-2v13', 'M9 18a3 3 0 1 1-6 0 3 3 0 0 1 6 0', 'M21 16a3 3 0 1 1-6 0 3 3 0 0 1 6 0'],
  video: [
    'm16 13 5.2 3.5a.5.5 0 0 0 .8-.4V7.9a.5.5 0 0 0-.8-.4L16 10.5',
    'M4 6h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2',
  ],
  archive: [
    'M3 3h18a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1',
    'M4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8',
    'M10 12h4',
  ],
  code: [SHEET, CORNER, 'm10 12-2 2.5 2 2.5', 'm14 12 2 2.5-2 2.5'],
  other: [SHEET, CORNER],
}
