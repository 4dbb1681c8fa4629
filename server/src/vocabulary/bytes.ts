const UNITS: Record<string, number> = {
  '': 0,
  B: 0,
  K: 1,
  KB: 1,
  M: 2,
  MB: 2,
  G: 3,
  GB: 3,
  T: 4,
  TB: 4,
  P: 5,
  PB: 5,
}

/**
 * `100GB`, `5 GB`, `1.5 GB`, `1073741824`: multiples of 1024, as people and sync clients count them.
 * @returns undefined when it is none of these.
 */
export function parseBytes(text: string): number | undefined {
  const found = /^\s*(\d{1,16}(?:\.\d{1,6})?)\s*([KMGTP]?B?)\s*$/i.exec(text)
  if (found === null) return undefined
  const bytes = Math.floor(Number(found[1]) * 1024 ** UNITS[found[2]!.toUpperCase()]!)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}
