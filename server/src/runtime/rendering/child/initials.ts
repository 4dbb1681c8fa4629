import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Drawn, Task } from '../task.ts'
import { escapeMarkup } from './markup.ts'

/** Whoever shows it cuts it to a circle or not, as they like. */
export async function drawInitials(task: Task & { kind: 'initials' }): Promise<Drawn> {
  const { letters, background, foreground, size, folder } = task
  const fontSize = letters.length > 1 ? 42 : 50
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="${size}" height="${size}">
<rect width="100" height="100" fill="${background}"/><text x="50" y="50" dy="0.36em" text-anchor="middle"
font-family="DejaVu Sans" font-weight="bold" font-size="${fontSize}" fill="${foreground}">${escapeMarkup(letters)}</text></svg>`
  const file = 'picture-0'
  await writeFile(join(folder, file), await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer())
  return { file, mime: 'image/png' }
}
