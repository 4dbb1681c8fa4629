import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { escapeMarkup } from './markup.ts'
import { type Line, linesOf } from './text-lines.ts'
import type { Canvas } from './write.ts'

const [WIDTH, HEIGHT] = [768, 1024]
const [MARGIN, BODY, LEADING] = [48, 20, 1.4]

/** The beginning, as a page of paper. */
export async function openText(file: string, isMarkdown: boolean): Promise<Canvas> {
  const bytes = await readFile(file)
  if (bytes.includes(0)) throw new Error('it is no text')
  const svg = Buffer.from(page(linesOf(decode(bytes), isMarkdown)))
  const open = () => sharp(svg).removeAlpha()
  return { width: WIDTH, height: HEIGHT, hasAlpha: false, open }
}

/** UTF-8, or what older editors on Windows write. The end may cut a letter in two. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function page(lines: Iterable<Line>): string {
  const shown: string[] = []
  let y = MARGIN
  for (const { text, scale, isBold, indent } of lines) {
    const size = BODY * scale
    y += size * LEADING
    if (y > HEIGHT - MARGIN / 2) break
    const weight = isBold ? ' font-weight="bold"' : ''
    shown.push(
      `<text x="${MARGIN + indent * BODY}" y="${y}" font-size="${size}"${weight} xml:space="preserve">${escapeMarkup(text)}</text>`,
    )
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<g font-family="DejaVu Sans" fill="#14202e">${shown.join('\n')}</g></svg>`
}
