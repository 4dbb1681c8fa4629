import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { PAGE_SIZE } from '../../../domain/previews/renderer.ts'
import type { Drawn, Task } from '../task.ts'
import { openImage } from './image.ts'
import { escapeMarkup } from './markup.ts'
import { openPage } from './pdf.ts'

/** One page as a picture to read, marked where that is wanted. */
export async function drawPage(task: Task & { kind: 'page' }): Promise<Drawn> {
  const source = join(task.folder, task.source)
  const { canvas, pages } =
    task.of === 'pdf'
      ? await openPage(source, task.number, PAGE_SIZE)
      : { canvas: await openImage(source), pages: 1 }
  const fitted = canvas
    .open()
    .resize({ width: PAGE_SIZE, height: PAGE_SIZE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
  const drawn = task.mark === undefined ? fitted : await marked(fitted, task.mark)
  const file = 'picture-0'
  await writeFile(join(task.folder, file), await drawn.jpeg({ quality: 80 }).toBuffer())
  return { file, mime: 'image/jpeg', pages }
}

/** Aslant and all over, so that no part of it is without, and pale, so that it can be read through. */
async function marked(image: Sharp, mark: string): Promise<Sharp> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const step = Math.max(260, mark.length * 13)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
<pattern id="mark" width="${step}" height="150" patternUnits="userSpaceOnUse" patternTransform="rotate(-28)">
<text x="0" y="60" font-family="DejaVu Sans" font-size="20" fill="#808080" fill-opacity="0.34">${escapeMarkup(mark)}</text>
</pattern></defs><rect width="100%" height="100%" fill="url(#mark)"/></svg>`
  return sharp(data, { raw: info }).composite([{ input: Buffer.from(svg) }])
}
