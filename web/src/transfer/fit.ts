import type { Row } from './row.ts'

/**
 * Which files have to stay behind so that as many as can be fit: the largest.
 * @param missing bytes that there is no room for.
 * @returns their ids.
 */
export function beyondRoom(rows: readonly Row[], missing: number): number[] {
  const beyond: number[] = []
  let left = missing
  for (const { id, size } of rows.toSorted((a, b) => b.size - a.size)) {
    if (left <= 0) break
    beyond.push(id)
    left -= size
  }
  return beyond
}
