import { createHmac } from 'node:crypto'
import type { Readable } from 'node:stream'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { drawPreview } from './draw.ts'
import { failuresOfContent, hasPreview } from './failures.ts'
import { forgetPreview, isVariant, keptPreviews, type Preview } from './keep.ts'
import { kindOf, type PreviewKind } from './kind.ts'
import type { Subject } from './subject.ts'
import { inTurn, patiently } from './turns.ts'
import { MASTER, type Variant } from './variant.ts'

const none = (subject: Subject): Refusal =>
  new Refusal('not-found', 'node-missing', { facts: { path: String(subject.node) } })

/** Changes with the content, whoever looks and whatever the file is called. */
export const previewEtag = (domain: Domain, { content, mime }: Subject, variant: Variant): string =>
  createHmac('sha256', domain.secret)
    .update(`preview ${content} ${mime} ${variant.shape} ${variant.size}`)
    .digest('hex')
    .slice(0, 32)

/**
 * A picture of a file, made when there is none yet.
 * @throws Refusal `not-found` when there is none and none can be made, `busy` when it takes longer than anybody
 * waits.
 */
export async function showPreview(
  domain: Domain,
  subject: Subject,
  variant: Variant,
): Promise<{ preview: Preview; body: Readable }> {
  const preview = await findOrMake(domain, subject, variant)
  try {
    return { preview, body: await openBlob(domain, preview) }
  } catch (error) {
    // Gone with a disk or by hand: nothing is lost, it is made anew.
    if ((await domain.blobs.size(preview.blob)) !== undefined) throw error
    await forgetPreview(domain, preview)
    const again = await findOrMake(domain, subject, variant)
    return { preview: again, body: await openBlob(domain, again) }
  }
}

const openBlob = (domain: Domain, { blob, length }: Preview): Promise<Readable> =>
  domain.blobs.open(blob, { start: 0, end: length })

async function findOrMake(domain: Domain, subject: Subject, variant: Variant): Promise<Preview> {
  const found = await find(domain, subject, variant)
  if ('preview' in found) return found.preview
  return await patiently(inTurn(domain, subject.content, () => findOrDraw(domain, subject, variant)))
}

async function findOrDraw(domain: Domain, subject: Subject, variant: Variant): Promise<Preview> {
  const found = await find(domain, subject, variant)
  if ('preview' in found) return found.preview
  await drawPreview(domain, subject, found.kind, variant, found.master)
  const made = await find(domain, subject, variant)
  if ('preview' in made) return made.preview
  throw none(subject)
}

type Found =
  | { readonly preview: Preview }
  | { readonly kind: PreviewKind; readonly master: Preview | undefined }

/** @throws Refusal `not-found` when there can be none. */
async function find(domain: Domain, subject: Subject, variant: Variant): Promise<Found> {
  const kind = kindOf(subject)
  if (kind === undefined) throw none(subject)
  const { content } = subject
  const now = seconds(domain.now())
  const { kept, failures } = await domain.records.read(async (reader) => ({
    kept: await keptPreviews(reader, content, kind),
    failures: await failuresOfContent(reader, content, now),
  }))
  const preview = kept.find((one) => isVariant(one, variant))
  if (preview !== undefined) return { preview }
  if (!hasPreview(domain.renderer, subject, failures)) throw none(subject)
  return { kind, master: kept.find((one) => isVariant(one, MASTER)) }
}
