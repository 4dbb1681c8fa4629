import { readFile } from 'node:fs/promises'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { MASTER } from '../../../domain/previews/variant.ts'
import { type Canvas, rawCanvas } from './write.ts'

let library: Promise<PDFiumLibrary> | undefined

/** The first page on white. */
export const openPdf = async (file: string): Promise<Canvas> => (await openPage(file, 1, MASTER.size)).canvas

/** @param number from 1. @param size pixels of the longer side. */
export async function openPage(
  file: string,
  number: number,
  size: number,
): Promise<{ canvas: Canvas; pages: number }> {
  library ??= PDFiumLibrary.init()
  const document = await (await library).loadDocument(await readFile(file))
  try {
    const pages = document.getPageCount()
    if (number > pages) throw new Error(`there are only ${pages} pages`)
    const page = document.getPage(number - 1)
    const { originalWidth, originalHeight } = page.getOriginalSize()
    const scale = size / Math.max(originalWidth, originalHeight)
    const width = Math.max(1, Math.round(originalWidth * scale))
    const height = Math.max(1, Math.round(originalHeight * scale))
    const shown = await page.render({ width, height, render: 'bitmap' })
    return { canvas: rawCanvas(shown.data, shown.width, shown.height, false), pages }
  } finally {
    document.destroy()
  }
}
