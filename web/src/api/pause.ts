/** Milliseconds before trying for the nth time (from 0): longer each time, and not all at once after a restart. */
export function pauseBefore(attempt: number, random = Math.random()): number {
  const longest = Math.min(30_000, 1_000 * 2 ** attempt)
  return longest * (0.5 + random / 2)
}
