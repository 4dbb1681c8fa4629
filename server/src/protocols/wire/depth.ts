/**
 * `Depth` (RFC 4918 §10.2) as a number of levels, `Infinity` included. The reference honours any number, and
 * takes a missing or unreadable one for the default of the method.
 */
export function parseDepth(value: string | undefined, fallback = 1): number {
  const text = value?.trim().toLowerCase()
  if (text === 'infinity') return Number.POSITIVE_INFINITY
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : fallback
}
