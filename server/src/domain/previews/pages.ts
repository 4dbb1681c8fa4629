import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { ContentId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { sourceOf } from './draw.ts'
import { forgetPreview, isVariant, keepPictures, keptPreviews, type Preview } from './keep.ts'
import type { PreviewKind } from './kind.ts'
import { type DrawnPage, type Source, Unrenderable } from './renderer.ts'
import { showPreview } from './show.ts'
import type { Subject } from './subject.ts'
import { inTurn, patiently } from './turns.ts'
import { MASTER, type Variant } from './variant.ts'

const OFFICE: ReadonlySet<PreviewKind> = new Set(['document', 'sheet', 'slides'])
/** Nobody reads more of them in a browser. */
const MOST = 200
const PDF: Variant = { shape: 'pdf', size: 0 }

export interface ShownPage {
  readonly mime: string
  readonly bytes: Buffer
  readonly pages: number
}

/** So many contents are known at a time by how many pages they have. */
const KNOWN = 10_000
const counted = new WeakMap<Domain, Map<ContentId, number>>()

function countsOf(domain: Domain): Map<ContentId, number> {
  const counts = counted.get(domain) ?? new Map<ContentId, number>()
  counted.set(domain, counts)
  if (counts.size > KNOWN) counts.clear()
  return counts
}

const none = (subject: Subject): Refusal =>
  new Refusal('not-found', 'node-missing', { facts: { path: String(subject.node) } })

/**
 * A page of a file as a picture to read, made when there is none yet.
 * @param number from 1.
 * @param mark laid over it, for those who may not have the original.
 * @throws Refusal `not-found` when there is no such page or none can be made, `busy`.
 */
export async function showPage(
  domain: Domain,
  subject: Subject,
  kind: PreviewKind,
  number: number,
  mark?: string,
): Promise<ShownPage> {
  if (number < 1 || number > MOST) throw none(subject)
  try {
    const page = await plainPage(domain, subject, kind, number)
    if (mark === undefined) return page
    const { bytes } = await domain.renderer.drawPage('image', inMemory(page.bytes), { number: 1, mark })
    return { ...page, bytes }
  } catch (error) {
    if (error instanceof Unrenderable) throw none(subject)
    throw error
  }
}

/** Milliseconds that a page with pictures waits to know how many: meanwhile somebody looks at nothing. */
const GLANCE = 8_000

/** How many pages a file has. @throws as {@link showPage}; `busy` already when it takes a while. */
export async function countPages(domain: Domain, subject: Subject, kind: PreviewKind): Promise<number> {
  const known = countsOf(domain).get(subject.content)
  return known ?? (await patiently(showPage(domain, subject, kind, 1), GLANCE)).pages
}

async function plainPage(
  domain: Domain,
  subject: Subject,
  kind: PreviewKind,
  number: number,
): Promise<ShownPage> {
  if (kind !== 'pdf' && !OFFICE.has(kind)) return await picture(domain, subject)
  return await patiently(inTurn(domain, subject.content, () => keptOrDrawn(domain, subject, kind, number)))
}

async function keptOrDrawn(
  domain: Domain,
  subject: Subject,
  kind: PreviewKind,
  number: number,
): Promise<ShownPage> {
  const variant: Variant = { shape: 'page', size: number }
  const kept = await keptBytes(domain, subject.content, kind, variant)
  const pages = countsOf(domain).get(subject.content)
  if (kept !== undefined && pages !== undefined) return { ...kept, pages }
  const drawn = await domain.renderer.drawPage('pdf', await pdfOf(domain, subject, kind), { number })
  await remember(domain, subject.content, kind, variant, drawn)
  return { ...drawn, pages: Math.min(MOST, drawn.pages) }
}

async function remember(
  domain: Domain,
  content: ContentId,
  kind: PreviewKind,
  variant: Variant,
  drawn: DrawnPage,
): Promise<void> {
  countsOf(domain).set(content, Math.min(MOST, drawn.pages))
  await keepPictures(domain, content, kind, [{ ...variant, mime: drawn.mime, bytes: drawn.bytes }])
}

/** What is one page by itself. */
async function picture(domain: Domain, subject: Subject): Promise<ShownPage> {
  const { preview, body } = await showPreview(domain, subject, MASTER)
  const drawn = await domain.renderer.drawPage('image', inMemory(await buffer(body)), { number: 1 })
  countsOf(domain).set(subject.content, 1)
  return { mime: drawn.mime ?? preview.mime, bytes: drawn.bytes, pages: 1 }
}

async function pdfOf(domain: Domain, subject: Subject, kind: PreviewKind): Promise<Source> {
  if (kind === 'pdf') return sourceOf(domain, subject)
  const kept = await keptBytes(domain, subject.content, kind, PDF)
  if (kept !== undefined) return inMemory(kept.bytes)
  const bytes = await domain.renderer.toPdf(kind, sourceOf(domain, subject))
  await keepPictures(domain, subject.content, kind, [{ ...PDF, mime: 'application/pdf', bytes }])
  return inMemory(bytes)
}

async function keptBytes(
  domain: Domain,
  content: ContentId,
  kind: PreviewKind,
  variant: Variant,
): Promise<{ mime: string; bytes: Buffer } | undefined> {
  const kept = await domain.records.read((reader) => keptPreviews(reader, content, kind))
  const preview: Preview | undefined = kept.find((one) => isVariant(one, variant))
  if (preview === undefined) return undefined
  try {
    const body = await domain.blobs.open(preview.blob, { start: 0, end: preview.length })
    return { mime: preview.mime, bytes: await buffer(body) }
  } catch (error) {
    // Gone with a disk or by hand: nothing is lost, it is made anew.
    if ((await domain.blobs.size(preview.blob)) !== undefined) throw error
    await forgetPreview(domain, preview)
    return undefined
  }
}

const inMemory = (bytes: Buffer): Source => ({
  size: bytes.length,
  open: async ({ start, end }) => Readable.from([bytes.subarray(start, end)]),
})
