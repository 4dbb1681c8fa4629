import { seconds } from '../../vocabulary/clock.ts'
import { openContent } from '../content/open.ts'
import type { Domain } from '../domain.ts'
import { rememberFailure } from './failures.ts'
import { isVariant, keepPictures, type Preview } from './keep.ts'
import { COSTLY, type PreviewKind } from './kind.ts'
import { type Source, Unrenderable } from './renderer.ts'
import type { Subject } from './subject.ts'
import { MASTER, type Variant } from './variant.ts'

/** Seconds before what took too much time or memory is tried again. */
const RETRY = 24 * 3600

/**
 * Draws and keeps a variant, from the master where there is one; of what is costly to open the master is drawn
 * with it. That nothing can be drawn is remembered, and no error here.
 * @throws Refusal `busy`.
 */
export async function drawPreview(
  domain: Domain,
  subject: Subject,
  kind: PreviewKind,
  variant: Variant,
  master: Preview | undefined,
): Promise<void> {
  const { content } = subject
  try {
    const pictures =
      master === undefined
        ? await domain.renderer.draw(kind, sourceOf(domain, subject), wantedWith(kind, variant))
        : await domain.renderer.draw('image', masterSource(domain, master), [variant])
    await keepPictures(domain, content, kind, pictures)
  } catch (error) {
    if (!(error instanceof Unrenderable)) throw error
    const retry = error.forGood ? null : seconds(domain.now()) + RETRY
    const { revision } = domain.renderer
    await domain.records.write([], (writer) => rememberFailure(writer, content, kind, revision, retry))
  }
}

const wantedWith = (kind: PreviewKind, variant: Variant): Variant[] =>
  COSTLY.has(kind) && !isVariant(variant, MASTER) ? [variant, MASTER] : [variant]

/** What is drawn, in the bytes it is kept in. */
export const sourceOf = (domain: Domain, { content, size }: Subject): Source => ({
  size,
  open: (range) => openContent(domain, content, range),
})

const masterSource = (domain: Domain, { blob, length }: Preview): Source => ({
  size: length,
  open: (range) => domain.blobs.open(blob, range),
})
