import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Types of colour (PNG §11.2.2). */
export const GREY = 0
export const COLOUR_WITH_ALPHA = 6

export interface Raster {
  /** Pixels of a side; the picture is square. */
  readonly side: number
  /** Bits of a channel. */
  readonly depth: 1 | 8
  readonly colour: typeof GREY | typeof COLOUR_WITH_ALPHA
  /** Row by row from the top, each with its filter before it (0 for none). */
  readonly rows: Uint8Array
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

/** A picture that was drawn here, as a PNG file. */
export function encodePng({ side, depth, colour, rows }: Raster): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([depth, colour, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
