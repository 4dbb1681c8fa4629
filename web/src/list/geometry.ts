/** How rows lie: tiles beside each other, or a list, which has one column. In CSS pixels. */
export interface Geometry {
  readonly columns: number
  readonly width: number
  readonly height: number
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Lines beyond what is seen that are drawn too, so that scrolling meets no empty ground. */
const AROUND = 10
/** As many are enough to begin with. */
const NEAR = 1
/** The window moves in steps, so that not every pixel draws anew. */
const STEP = 4

export const linesOf = (count: number, { columns }: Geometry): number => Math.ceil(count / columns)

/** Where a row lies, from the list’s upper left corner. */
export const spotOf = (
  place: number,
  { columns, width, height }: Geometry,
): { left: number; top: number } => ({
  left: (place % columns) * width,
  top: Math.floor(place / columns) * height,
})

/** Places from one to another; `end` is no longer drawn. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Places that have to be drawn when this much of the list is seen: soon, or at once. */
export function windowOf(
  seen: { readonly top: number; readonly bottom: number },
  count: number,
  geometry: Geometry,
  when: 'soon' | 'at once' = 'soon',
): Range {
  const { columns, height } = geometry
  const around = when === 'soon' ? AROUND : NEAR
  const first = Math.floor(Math.max(0, seen.top) / height / STEP) * STEP
  const last = Math.ceil(Math.max(0, seen.bottom) / height / STEP) * STEP
  const start = Math.max(0, first - around)
  const end = Math.min(linesOf(count, geometry), last + around)
  return { start: Math.min(start * columns, count), end: Math.min(Math.max(start, end) * columns, count) }
}
