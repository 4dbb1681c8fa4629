import { join, relative } from 'node:path'
import type { PreviewKind } from '../../../domain/previews/kind.ts'
import type { Drawn, Task } from '../task.ts'
import { openHeic } from './heic.ts'
import { openImage } from './image.ts'
import { drawInitials } from './initials.ts'
import { officeToPdf } from './office.ts'
import { drawPage } from './page.ts'
import { openPdf } from './pdf.ts'
import { openText } from './text.ts'
import { openVector } from './vector.ts'
import { openVideo } from './video.ts'
import { type Canvas, writePictures } from './write.ts'

const openOffice = async (file: string, folder: string): Promise<Canvas> =>
  await openPdf(await officeToPdf(file, folder))

const OPEN: Readonly<Record<PreviewKind, (file: string, folder: string) => Promise<Canvas>>> = {
  image: openImage,
  heic: openHeic,
  vector: openVector,
  pdf: openPdf,
  text: (file) => openText(file, false),
  markdown: (file) => openText(file, true),
  video: openVideo,
  document: openOffice,
  sheet: openOffice,
  slides: openOffice,
}

async function wholePdf({ folder, source }: Task & { kind: 'to-pdf' }): Promise<Drawn> {
  const file = await officeToPdf(join(folder, source), folder, true)
  return { file: relative(folder, file), mime: 'application/pdf' }
}

export async function draw(task: Task): Promise<Drawn[]> {
  if (task.kind === 'initials') return [await drawInitials(task)]
  if (task.kind === 'page') return [await drawPage(task)]
  if (task.kind === 'to-pdf') return [await wholePdf(task)]
  const canvas = await OPEN[task.kind](join(task.folder, task.source), task.folder)
  return await writePictures(canvas, task.wanted, task.folder)
}
