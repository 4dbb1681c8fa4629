import type { Font } from './font.ts'

/** Tables that a font inside a PDF needs (ISO 32000-2 §9.9.1); ours holds no hinting programs. */
const KEPT = ['head', 'hhea', 'hmtx', 'maxp'] as const

const HAS_COMPOSITES = -1
const ARGUMENTS_ARE_WORDS = 0x0001
const HAS_SCALE = 0x0008
const MORE = 0x0020
const HAS_TWO_SCALES = 0x0040
const HAS_MATRIX = 0x0080

type Outlines = (glyph: number) => Buffer

function outlinesOf(font: Font): Outlines {
  const [loca, glyf] = [font.tables.get('loca')!, font.tables.get('glyf')!]
  const isLong = font.tables.get('head')!.readInt16BE(50) === 1
  const start = (glyph: number): number =>
    isLong ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph)
  return (glyph) => glyf.subarray(start(glyph), start(glyph + 1))
}

/** The glyphs that a composite one, such as `é`, is put together from. */
function partsOf(outline: Buffer): number[] {
  if (outline.length === 0 || outline.readInt16BE(0) !== HAS_COMPOSITES) return []
  const parts: number[] = []
  for (let at = 10, flags = MORE; flags & MORE; ) {
    flags = outline.readUInt16BE(at)
    parts.push(outline.readUInt16BE(at + 2))
    at += 4 + (flags & ARGUMENTS_ARE_WORDS ? 4 : 2)
    if (flags & HAS_SCALE) at += 2
    else if (flags & HAS_TWO_SCALES) at += 4
    else if (flags & HAS_MATRIX) at += 8
  }
  return parts
}

function withParts(outlineOf: Outlines, glyphs: Iterable<number>): Set<number> {
  const kept = new Set([0])
  const waiting = [...glyphs]
  for (let glyph = waiting.pop(); glyph !== undefined; glyph = waiting.pop()) {
    if (kept.has(glyph)) continue
    kept.add(glyph)
    waiting.push(...partsOf(outlineOf(glyph)))
  }
  return kept
}

/** The font with the outlines of these glyphs alone; they keep their numbers. */
export function subset(font: Font, glyphs: Iterable<number>): Buffer {
  const outlineOf = outlinesOf(font)
  const kept = withParts(outlineOf, glyphs)
  const loca = Buffer.alloc(4 * (font.glyphs + 1))
  const outlines: Buffer[] = []
  let length = 0
  for (let glyph = 0; glyph < font.glyphs; glyph++) {
    loca.writeUInt32BE(length, 4 * glyph)
    if (!kept.has(glyph)) continue
    const outline = padded(outlineOf(glyph))
    outlines.push(outline)
    length += outline.length
  }
  loca.writeUInt32BE(length, 4 * font.glyphs)
  const head = Buffer.from(font.tables.get('head')!)
  head.writeInt16BE(1, 50)
  const tables = new Map<string, Buffer>(KEPT.map((name) => [name, font.tables.get(name)!]))
  return assemble(tables.set('head', head).set('glyf', Buffer.concat(outlines)).set('loca', loca))
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

function assemble(tables: ReadonlyMap<string, Buffer>): Buffer {
  const names = [...tables.keys()].sort()
  const power = 2 ** Math.floor(Math.log2(names.length))
  const header = Buffer.alloc(12 + 16 * names.length)
  header.writeUInt32BE(0x0001_0000, 0)
  header.writeUInt16BE(names.length, 4)
  header.writeUInt16BE(16 * power, 6)
  header.writeUInt16BE(Math.log2(power), 8)
  header.writeUInt16BE(16 * (names.length - power), 10)
  const bodies: Buffer[] = []
  let offset = header.length
  for (const [i, name] of names.entries()) {
    const table = tables.get(name)!
    const at = 12 + 16 * i
    header.write(name, at, 'latin1')
    header.writeUInt32BE(sum(padded(table)), at + 4)
    header.writeUInt32BE(offset, at + 8)
    header.writeUInt32BE(table.length, at + 12)
    bodies.push(padded(table))
    offset += padded(table).length
  }
  return Buffer.concat([header, ...bodies])
}

function sum(words: Buffer): number {
  let total = 0
  for (let at = 0; at < words.length; at += 4) total = (total + words.readUInt32BE(at)) >>> 0
  return total
}
