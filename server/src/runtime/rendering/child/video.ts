import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MASTER } from '../../../domain/previews/variant.ts'
import { convert } from './convert.ts'
import { openImage } from './image.ts'
import type { Canvas } from './write.ts'

/** Formats that are nothing but their own bytes: a playlist would have other files read. */
const FORMATS = 'mov,matroska,avi,mpeg,mpegvideo,ogg'

const SCALE = `scale='min(${MASTER.size},iw)':'min(${MASTER.size},ih)':force_original_aspect_ratio=decrease`

/** Films often begin in the dark: the picture is of the second second, or the first where there is no more. */
export async function openVideo(file: string, folder: string): Promise<Canvas> {
  const picture = join(folder, 'frame.png')
  for (const start of ['1', '0']) {
    await takeFrame(file, start, picture)
    if ((await stat(picture).catch(() => undefined)) !== undefined) return await openImage(picture)
  }
  throw new Error('there is no picture in it')
}

async function takeFrame(file: string, start: string, picture: string): Promise<void> {
  await convert(process.env.NUAGE_FFMPEG, [
    ...['-nostdin', '-v', 'error', '-threads', '1'],
    ...['-protocol_whitelist', 'file', '-format_whitelist', FORMATS, '-ss', start, '-i', file],
    ...['-map', '0:v:0', '-frames:v', '1', '-vf', SCALE, '-threads', '1', '-f', 'image2', '-update', '1'],
    ...['-c:v', 'png', '-y', picture],
  ])
}
