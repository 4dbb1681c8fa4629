import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { MASTER } from '../../../domain/previews/variant.ts'
import type { Canvas } from './write.ts'

const MOST_PIXELS = 32_000_000
const DPI = 72

/**
 * Drawn from memory: a document without an address of its own cannot name files beside it, and the library
 * fetches nothing from elsewhere and runs no script. What leaves here is pixels.
 */
export async function openVector(file: string): Promise<Canvas> {
  const bytes = await readFile(file)
  const own = await sharp(bytes, { limitInputPixels: false }).metadata()
  if (own.format !== 'svg') throw new Error(`a ${own.format} is no SVG`)
  const longest = Math.max(own.width, own.height, 1)
  const density = Math.min(Math.max((DPI * MASTER.size) / longest, 1), 4800)
  const options = { density, limitInputPixels: MOST_PIXELS }
  const { width, height } = await sharp(bytes, options).metadata()
  return { width, height, hasAlpha: true, open: () => sharp(bytes, options) }
}
