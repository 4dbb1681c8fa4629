import { encodePng, GREY } from '../png/encode.ts'
import { type QrCode, QUIET } from './code.ts'

/**
 * Dark on white, one bit a pixel.
 * @param wanted pixels of a side; the picture is the largest that fits with whole pixels for each module.
 */
export function qrPng(code: QrCode, wanted: number): Buffer {
  const modules = code.size + 2 * QUIET
  const scale = Math.max(1, Math.floor(wanted / modules))
  const side = modules * scale
  const stride = 1 + Math.ceil(side / 8)
  const pixels = Buffer.alloc(stride * side, 0xff)
  for (let row = 0; row < side; row++) pixels[row * stride] = 0
  for (const run of code.runs) {
    const left = (run.column + QUIET) * scale
    const top = (run.row + QUIET) * scale
    for (let row = top; row < top + scale; row++)
      for (let column = left; column < left + run.length * scale; column++)
        pixels[row * stride + 1 + (column >> 3)]! &= ~(0x80 >> (column & 7))
  }
  return encodePng({ side, depth: 1, colour: GREY, rows: pixels })
}
