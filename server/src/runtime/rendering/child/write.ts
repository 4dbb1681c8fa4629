import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import type { Variant } from '../../../domain/previews/variant.ts'
import type { Drawn } from '../task.ts'

// One core each, nothing kept between files; of files on disk nothing is opened that could name others.
sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoadSvgFile'] })

/** What is to be seen, before it is given a size. */
export interface Canvas {
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  /** A pipeline of its own for each picture, turned the right way up. */
  open(): Sharp
}

/** So many times longer than wide, a picture is no longer made to cover a square. */
const LONGEST = 4

function resize(image: Sharp, { width, height }: Canvas, { shape, size }: Variant): Sharp {
  const withoutEnlargement = true
  if (shape === 'square') {
    const side = Math.max(1, Math.min(size, width, height))
    return image.resize({ width: side, height: side, fit: 'cover' })
  }
  const isLong = Math.max(width, height) > LONGEST * Math.min(width, height)
  const box = shape === 'cover' && isLong ? size * LONGEST : size
  const fit = shape === 'cover' && !isLong ? 'outside' : 'inside'
  return image.resize({ width: box, height: box, fit, withoutEnlargement })
}

/** JPEG, or PNG for what can be seen through: the two that every client shows. */
export async function writePictures(
  canvas: Canvas,
  wanted: readonly Variant[],
  folder: string,
): Promise<Drawn[]> {
  const drawn: Drawn[] = []
  for (const [i, variant] of wanted.entries()) {
    const resized = resize(canvas.open(), canvas, variant).toColourspace('srgb')
    const bytes = canvas.hasAlpha
      ? await resized.png({ compressionLevel: 7 }).toBuffer()
      : await resized.jpeg({ quality: 82, mozjpeg: false }).toBuffer()
    const file = `picture-${i}`
    await writeFile(join(folder, file), bytes)
    drawn.push({ file, mime: canvas.hasAlpha ? 'image/png' : 'image/jpeg' })
  }
  return drawn
}

/** Bytes of red, green, blue and alpha, one after the other. */
export function rawCanvas(pixels: Uint8Array, width: number, height: number, hasAlpha: boolean): Canvas {
  const open = (): Sharp => {
    const image = sharp(pixels, { raw: { width, height, channels: 4 } })
    return hasAlpha ? image : image.removeAlpha()
  }
  return { width, height, hasAlpha, open }
}
