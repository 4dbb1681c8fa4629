export interface Shape {
  readonly count: number
  /** Tiles beside each other; 1 in a list. */
  readonly columns: number
  /** Lines that are seen at once. */
  readonly lines: number
}

/** Where a key leads from a place; undefined for keys that lead nowhere. */
export function placeAfterKey(
  key: string,
  from: number,
  { count, columns, lines }: Shape,
): number | undefined {
  if (count === 0) return undefined
  const step = stepOf(key, columns, lines)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  if (step === undefined) return undefined
  if (from < 0) return 0
  const to = from + step
  if (to >= 0 && to < count) return to
  return Math.abs(step) > columns || columns === 1
    ? to < 0
      ? 0
      : count - 1
    : lastLine(from, to, count, columns)
}

/** Down from the last but one line reaches the last tile, though nothing is right below. */
function lastLine(from: number, to: number, count: number, columns: number): number {
  const isLower = Math.floor((count - 1) / columns) > Math.floor(from / columns)
  return to >= count && isLower ? count - 1 : from
}

function stepOf(key: string, columns: number, lines: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return columns
    case 'ArrowUp':
      return -columns
    case 'ArrowRight':
      return columns > 1 ? 1 : undefined
    case 'ArrowLeft':
      return columns > 1 ? -1 : undefined
    case 'PageDown':
      return columns * Math.max(1, lines - 1)
    case 'PageUp':
      return -columns * Math.max(1, lines - 1)
    default:
      return undefined
  }
}
