/**
 * `whole` lies within a square of the size; `cover` covers one, nothing cut off; `square` is the middle, cut out.
 * `page` is one to read, its size the number of the page; `pdf` is the file itself in that format, without a size.
 */
export type Shape = 'whole' | 'cover' | 'square' | 'page' | 'pdf'

/** One of the few forms in which a picture of a file is made and kept. */
export interface Variant {
  readonly shape: Shape
  /** Pixels, one of {@link SIZES}, where it is a picture of the whole. */
  readonly size: number
}

const SIZES = [64, 256, 512, 1024, 2048] as const

/** From this one all others can be made. */
export const MASTER: Variant = { shape: 'whole', size: 2048 }

export interface Wish {
  /** Pixels, at least 1. */
  readonly width: number
  readonly height: number
  /** Nothing is cut off. */
  readonly keepsRatio: boolean
  /** The picture is to cover the wished size rather than to lie within it. */
  readonly covers: boolean
}

const atLeast = (pixels: number): number => SIZES.find((size) => size >= pixels) ?? SIZES.at(-1)!

/** The smallest variant that is sharp at the wished size: whoever asks scales it down. */
export function variantFor({ width, height, keepsRatio, covers }: Wish): Variant {
  if (!keepsRatio && width === height) return { shape: 'square', size: atLeast(width) }
  if (keepsRatio && !covers) return { shape: 'whole', size: atLeast(Math.max(width, height)) }
  return { shape: 'cover', size: atLeast(Math.min(width, height)) }
}
