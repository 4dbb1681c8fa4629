import { readFile } from 'node:fs/promises'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { MASTER } from '../../../domain/previews/variant.ts'
import { type Canvas, rawCanvas } from './write.ts'

let library: Promise<PDFiumLibrary> | undefined

/** The first page on white. */
export async function openPdf(file: string): Promise<Canvas> {
  library ??= PDFiumLibrary.init()
  const document = await (await library).loadDocument(await readFile(file))
  try {
    const page = document.getPage(0)
    const { originalWidth, originalHeight } = page.getOriginalSize()
    const scale = MASTER.size / Math.max(originalWidth, originalHeight)
    const width = Math.max(1, Math.round(originalWidth * scale))
    const height = Math.max(1, Math.round(originalHeight * scale))
    const shown = await page.render({ width, height, render: 'bitmap' })
    return rawCanvas(shown.data, shown.width, shown.height, false)
  } finally {
    document.destroy()
  }
}
