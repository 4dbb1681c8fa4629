import { COLOUR_WITH_ALPHA, encodePng } from '../../../domain/png/encode.ts'
import { type Html, html } from '../html.ts'

/** The logo: three circles on a flat base, in a square of 32. */
export const CIRCLES = [
  [9.5, 19, 6.5],
  [17.2, 14.3, 8.3],
  [24.4, 19.9, 5.6],
] as const
export const BASE = { left: 9.5, right: 24.4, top: 15, bottom: 25.5 }
const OUTLINE = 'M9.5 25.5A6.5 6.5 0 0 1 9.09 12.51A8.3 8.3 0 0 1 25.5 14.41A5.6 5.6 0 0 1 24.4 25.5Z'

export const cloud = (className: string): Html =>
  html`<svg class="${className}" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="${OUTLINE}"/></svg>`

export const cloudSvg = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="${colour}" d="${OUTLINE}"/></svg>`

function isInside(x: number, y: number): boolean {
  if (y > BASE.bottom) return false
  if (x >= BASE.left && x <= BASE.right && y >= BASE.top) return true
  return CIRCLES.some(([cx, cy, radius]) => (x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2)
}

const SAMPLES = 4

/** How much of a picture element the cloud covers, 0…255. */
function cover(column: number, row: number, size: number): number {
  let hits = 0
  for (let at = 0; at < SAMPLES * SAMPLES; at++) {
    const x = column + ((at % SAMPLES) + 0.5) / SAMPLES
    const y = row + (Math.floor(at / SAMPLES) + 0.5) / SAMPLES
    if (isInside((x * 32) / size, (y * 32) / size)) hits++
  }
  return Math.round((hits * 255) / (SAMPLES * SAMPLES))
}

/**
 * The logo for programs that do not draw SVG: a square PNG with alpha.
 * @param size in pixels.
 */
export function cloudPng(size: number, colour: readonly [number, number, number]): Buffer {
  const rows: Buffer[] = []
  for (let row = 0; row < size; row++) {
    const line = Buffer.alloc(1 + size * 4)
    for (let column = 0; column < size; column++)
      line.set([...colour, cover(column, row, size)], 1 + column * 4)
    rows.push(line)
  }
  return encodePng({ side: size, depth: 8, colour: COLOUR_WITH_ALPHA, rows: Buffer.concat(rows) })
}
