import sharp, { type SharpOptions } from 'sharp'
import type { Canvas } from './write.ts'

/** More pixels than any camera makes; what claims more is a bomb. */
const MOST_PIXELS = 268_000_000
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff'])

const OPTIONS: SharpOptions = {
  limitInputPixels: MOST_PIXELS,
  sequentialRead: true,
  failOn: 'error',
  // Of what moves, the first picture.
  pages: 1,
}

/** Whatever the name says, the bytes must be one of the formats made of pixels. */
export async function openImage(file: string): Promise<Canvas> {
  const { format, width, height, hasAlpha, autoOrient } = await sharp(file, OPTIONS).metadata()
  if (!FORMATS.has(format)) throw new Error(`a ${format} is no picture made of pixels`)
  return {
    width: autoOrient.width ?? width,
    height: autoOrient.height ?? height,
    hasAlpha,
    open: () => sharp(file, OPTIONS).autoOrient(),
  }
}
