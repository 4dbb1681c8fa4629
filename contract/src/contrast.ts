/** Red, green and blue, 0…255. */
export type Parts = readonly [number, number, number]

/** @param colour `#rrggbb`. */
export const partsOf = (colour: string): Parts =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Parts

const colourOf = (parts: Parts): string =>
  `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

/** Relative luminance as WCAG 2.2 defines it, of `#rrggbb`. */
function luminance(colour: string): number {
  const [red, green, blue] = partsOf(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as unknown as Parts
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** From 1 to 21, as WCAG 2.2 measures it. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** @param share of the second colour, 0…1. */
export const mixed = (one: string, other: string, share: number): string => {
  const [a, b] = [partsOf(one), partsOf(other)]
  return colourOf(a.map((part, at) => part + (b[at]! - part) * share) as unknown as Parts)
}
