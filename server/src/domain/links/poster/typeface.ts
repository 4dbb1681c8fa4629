import type { Font } from './font.ts'
import { type Pdf, pdfNumber, type Ref } from './pdf.ts'
import { subset } from './subset.ts'

/** A font as one page uses it: what was set is what gets embedded. */
export class Typeface {
  readonly #font: Font
  readonly #used = new Map<number, number>()

  constructor(font: Font) {
    this.#font = font
  }

  /** What of a text can be shown: characters that the font lacks are taken apart, or left out. */
  shown(text: string): string {
    let shown = ''
    for (const character of text.toWellFormed().normalize('NFC')) {
      if (this.#has(character)) shown += character
      else for (const part of character.normalize('NFKD')) if (this.#has(part)) shown += part
    }
    return shown
  }

  #has(character: string): boolean {
    return this.#font.glyphOf(character.codePointAt(0)!) !== 0
  }

  /** In points. @param spacing added after each character. */
  widthOf(text: string, size: number, spacing = 0): number {
    let width = 0
    for (const character of text)
      width += (this.#font.advanceOf(this.#glyph(character)) * size) / this.#font.unitsPerEm + spacing
    return width
  }

  #glyph(character: string): number {
    return this.#font.glyphOf(character.codePointAt(0)!)
  }

  /** The operand of `Tj`. */
  set(text: string): string {
    let hex = ''
    for (const character of text) {
      const glyph = this.#glyph(character)
      this.#used.set(glyph, character.codePointAt(0)!)
      hex += glyph.toString(16).padStart(4, '0')
    }
    return `<${hex}>`
  }

  /** Puts the font into the document, once everything is set. */
  embed(pdf: Pdf, name: string): Ref {
    const font = this.#font
    const scale = (units: number): string => pdfNumber((units * 1000) / font.unitsPerEm)
    const glyphs = [...this.#used.keys()].sort((a, b) => a - b)
    const file = subset(font, glyphs)
    const program = pdf.addStream(file, `/Length1 ${file.length}`)
    const descriptor = pdf.add(
      `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${font.box.map(scale).join(' ')}]/ItalicAngle 0/Ascent ${scale(font.ascent)}/Descent ${scale(font.descent)}/CapHeight ${scale(font.ascent)}/StemV 80/FontFile2 ${program}>>`,
    )
    const widths = glyphs.map((glyph) => `${glyph}[${scale(font.advanceOf(glyph))}]`).join('')
    const descendant = pdf.add(
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${descriptor}/DW 600/W[${widths}]/CIDToGIDMap/Identity>>`,
    )
    const unicode = pdf.addStream(Buffer.from(this.#unicode(glyphs), 'latin1'))
    return pdf.add(
      `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${descendant}]/ToUnicode ${unicode}>>`,
    )
  }

  /** So that text can be searched, copied and read aloud. */
  #unicode(glyphs: readonly number[]): string {
    const hex = (value: number): string => value.toString(16).padStart(4, '0')
    const blocks: string[] = []
    for (let at = 0; at < glyphs.length; at += 100) {
      const lines = glyphs
        .slice(at, at + 100)
        .map((glyph) => `<${hex(glyph)}><${hex(this.#used.get(glyph)!)}>`)
      blocks.push(`${lines.length} beginbfchar\n${lines.join('\n')}\nendbfchar`)
    }
    return `/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict/CMap defineresource pop
end
end
`
  }
}
