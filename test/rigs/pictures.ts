import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
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
export const film = (): Promise<Buffer> =>
  filmed('film.mp4', 'color=c=red:size=320x180:rate=10', ['-t', '3', '-c:v', 'mpeg4', '-q:v', '2'])

/** A minute that every browser plays, with as much to fetch in each part of it. */
export const longFilm = (): Promise<Buffer> =>
  filmed('film.webm', 'testsrc=size=160x90:rate=5,noise=alls=80:allf=t', [
    ...['-t', '60', '-c:v', 'libvpx', '-b:v', '500k', '-minrate', '500k', '-maxrate', '500k'],
    ...['-deadline', 'realtime', '-cpu-used', '8', '-g', '10'],
  ])

async function filmed(name: string, pattern: string, encode: readonly string[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-film-'))
  try {
    const file = join(folder, name)
    const source = ['-v', 'error', '-f', 'lavfi', '-i', pattern]
    await promisify(execFile)('ffmpeg', [...source, ...encode, '-y', file])
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A zip archive, packed; small enough for the plain format. */
function zip(members: Readonly<Record<string, Buffer>>): Buffer {
  const [locals, entries]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [name, content] of Object.entries(members)) {
    const packed = deflateRawSync(content, { level: 1 })
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, place, Buffer.from(name)]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end])
}

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

/** A document in few bytes that has as many paragraphs as told. */
export function bombDocx(paragraphs: number): Buffer {
  const paragraph = '<w:p><w:r><w:t>a</w:t></w:r></w:p>'
  return zip({
    '[Content_Types].xml': Buffer.from(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${MAIN_TYPE}"/></Types>`,
    ),
    '_rels/.rels': Buffer.from(
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r" Type="${OFFICE}" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': Buffer.concat([
      Buffer.from(`<w:document xmlns:w="${WORD}"><w:body>`),
      Buffer.alloc(paragraphs * paragraph.length, paragraph),
      Buffer.from('</w:body></w:document>'),
    ]),
  })
}
