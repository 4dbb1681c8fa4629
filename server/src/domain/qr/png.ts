import { crc32, deflateSync } from 'node:zlib'
import { type QrCode, QUIET } from './code.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const GREY = 0

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

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
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([1, GREY, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
