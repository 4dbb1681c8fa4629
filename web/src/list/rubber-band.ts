import { type Box, type Geometry, linesOf } from './geometry.ts'

export const bandBetween = (x: number, y: number, toX: number, toY: number): Box => ({
  left: Math.min(x, toX),
  top: Math.min(y, toY),
  right: Math.max(x, toX),
  bottom: Math.max(y, toY),
})

/** Places that a band touches, by how rows lie: what is not drawn is caught too. */
export function placesIn(band: Box, count: number, geometry: Geometry): number[] {
  const { columns, width, height } = geometry
  const firstLine = Math.max(0, Math.floor(band.top / height))
  const lastLine = Math.min(linesOf(count, geometry) - 1, Math.ceil(band.bottom / height) - 1)
  const firstColumn = Math.max(0, Math.floor(band.left / width))
  const lastColumn = Math.min(columns - 1, Math.ceil(band.right / width) - 1)
  const places: number[] = []
  for (let line = firstLine; line <= lastLine; line++)
    for (let column = firstColumn; column <= lastColumn; column++) {
      const place = line * columns + column
      if (place < count) places.push(place)
    }
  return places
}
