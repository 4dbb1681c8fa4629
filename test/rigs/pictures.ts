import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import type { Source } from '../../server/src/domain/previews/renderer.ts'

export const sourceOf = (bytes: Buffer): Source => ({
  size: bytes.length,
  open: async ({ start, end }) => Readable.from([bytes.subarray(start, end)]),
})

/** Half red, half blue, so that it can be told which way up it is. */
export function twoHalves(width: number, height: number) {
  const half = Math.floor(width / 2)
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    { input: { create: { width: half, height, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
  ])
}

export const photo = (width = 400, height = 300): Promise<Buffer> =>
  twoHalves(width, height).jpeg().toBuffer()

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A PNG of this many pixels in a few kilobytes. */
export function bombPng(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 6, 0, 0, 1], 8)
  const pixels = deflateSync(Buffer.alloc(16 * 1024 * 1024))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The mean of each channel over a part of a picture, told as shares of its width and height. */
export async function colourAt(picture: Buffer, x: number, y: number): Promise<[number, number, number]> {
  const { data, info } = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  return [data[at]!, data[at + 1]!, data[at + 2]!]
}

/** A film of a few seconds by the ffmpeg of the machine. */
export async function film(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-film-'))
  try {
    const file = join(folder, 'film.mp4')
    const pattern = 'color=c=red:size=320x180:rate=10'
    const encode = ['-t', '3', '-c:v', 'mpeg4', '-q:v', '2', '-y', file]
    await promisify(execFile)('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', pattern, ...encode])
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
