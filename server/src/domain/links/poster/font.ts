/** What a page needs to know of a TrueType font (ISO/IEC 14496-22). Measures are in units of `unitsPerEm`. */
export interface Font {
  readonly bytes: Buffer
  readonly tables: ReadonlyMap<string, Buffer>
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
  /** Left, bottom, right, top of all glyphs. */
  readonly box: readonly [number, number, number, number]
  readonly glyphs: number
  /** 0 where the font has none. */
  glyphOf(codePoint: number): number
  advanceOf(glyph: number): number
}

function readTables(bytes: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>()
  for (let i = 0; i < bytes.readUInt16BE(4); i++) {
    const at = 12 + 16 * i
    const start = bytes.readUInt32BE(at + 8)
    tables.set(
      bytes.toString('latin1', at, at + 4),
      bytes.subarray(start, start + bytes.readUInt32BE(at + 12)),
    )
  }
  return tables
}

/** @throws Error when it is no font with TrueType outlines and a table of Unicode characters. */
export function readFont(bytes: Buffer): Font {
  const tables = readTables(bytes)
  const table = (name: string): Buffer => {
    const found = tables.get(name)
    if (found === undefined) throw new Error(`the font has no ${name}`)
    return found
  }
  for (const name of ['glyf', 'loca']) table(name)
  const head = table('head')
  const hhea = table('hhea')
  const hmtx = table('hmtx')
  const measured = hhea.readUInt16BE(34)
  return {
    bytes,
    tables,
    unitsPerEm: head.readUInt16BE(18),
    ascent: hhea.readInt16BE(4),
    descent: hhea.readInt16BE(6),
    box: [head.readInt16BE(36), head.readInt16BE(38), head.readInt16BE(40), head.readInt16BE(42)],
    glyphs: table('maxp').readUInt16BE(4),
    glyphOf: glyphsByCharacter(table('cmap')),
    advanceOf: (glyph) => hmtx.readUInt16BE(4 * Math.min(glyph, measured - 1)),
  }
}

/** The characters of the basic plane: format 4 of platform 3, encoding 1. */
function glyphsByCharacter(cmap: Buffer): (codePoint: number) => number {
  let map: Buffer | undefined
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const at = 4 + 8 * i
    const found = cmap.subarray(cmap.readUInt32BE(at + 4))
    if (cmap.readUInt32BE(at) === 0x0003_0001 && found.readUInt16BE(0) === 4) map = found
  }
  if (map === undefined) throw new Error('the font has no table of Unicode characters')
  const segments = map
  const doubled = segments.readUInt16BE(6)
  return (codePoint) => {
    for (let i = 0; i < doubled; i += 2) {
      if (segments.readUInt16BE(14 + i) < codePoint) continue
      const first = segments.readUInt16BE(16 + doubled + i)
      if (first > codePoint) return 0
      const shift = segments.readInt16BE(16 + 2 * doubled + i)
      const at = 16 + 3 * doubled + i
      const offset = segments.readUInt16BE(at)
      if (offset === 0) return (codePoint + shift) & 0xffff
      const glyph = segments.readUInt16BE(at + offset + 2 * (codePoint - first))
      return glyph === 0 ? 0 : (glyph + shift) & 0xffff
    }
    return 0
  }
}
