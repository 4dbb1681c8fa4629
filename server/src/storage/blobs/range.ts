import { BlobRangeOutside } from './blob-errors.ts'
import type { BlobRange } from './blob-store.ts'

/** Refuses a range that no blob could have. */
export function checkRange({ start, end }: BlobRange): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start)
    throw new BlobRangeOutside(`no range ${start} to ${end}`)
}

/** The range asked for, or the whole; refuses one that reaches past the end. */
export function rangeWithin(range: BlobRange | undefined, size: number): BlobRange {
  if (!range) return { start: 0, end: size }
  checkRange(range)
  if (range.end > size) throw new BlobRangeOutside(`range to ${range.end} in a blob of ${size} bytes`)
  return range
}
