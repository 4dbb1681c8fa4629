import { Readable } from 'node:stream'
import type { Reader, Writer } from '../../storage/records/records.ts'
import { newBlobKey } from '../../vocabulary/blob-key.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import type { PreviewKind } from './kind.ts'
import type { Picture } from './renderer.ts'
import type { Shape, Variant } from './variant.ts'

/** A picture of a content that is there. */
export interface Preview {
  readonly shape: Shape
  /** The size of the variant, in pixels. */
  readonly size: number
  readonly mime: string
  readonly blob: string
  /** Bytes. */
  readonly length: number
}

const KEPT = 'SELECT shape, size, mime, blob, length FROM preview WHERE content = ? AND kind = ?'
/** The row is taken for the length of the transaction: the sweeper waits, or has taken the content away before. */
const STILL = 'UPDATE content SET size = size WHERE id = ?'
const KEEP = `INSERT INTO preview (content, kind, shape, size, mime, blob, length, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (content, kind, shape, size) DO NOTHING`
const FORGIVE = 'DELETE FROM preview_failure WHERE content = ? AND kind = ?'
const BLOBS_OF = 'SELECT blob FROM preview WHERE content = ?'

export const keptPreviews = (reader: Reader, content: ContentId, kind: PreviewKind): Promise<Preview[]> =>
  reader.all<Preview>(KEPT, content, kind)

export const isVariant = (one: Variant, other: Variant): boolean =>
  one.shape === other.shape && one.size === other.size

/** Bytes first, rows second: what is cut off leaves strays. What another process kept meanwhile stays. */
export async function keepPictures(
  domain: Domain,
  content: ContentId,
  kind: PreviewKind,
  pictures: readonly Picture[],
): Promise<void> {
  const made = seconds(domain.now())
  const stored: (Picture & { blob: string })[] = []
  for (const picture of pictures) {
    const blob = newBlobKey(domain.now())
    await domain.blobs.put(blob, Readable.from([picture.bytes]), picture.bytes.length)
    stored.push({ ...picture, blob })
  }
  const superfluous = await domain.records.write([], async (writer) => {
    if ((await writer.run(STILL, content)) === 0) return stored.map(({ blob }) => blob)
    const unused: string[] = []
    for (const { shape, size, mime, blob, bytes } of stored)
      if ((await writer.run(KEEP, content, kind, shape, size, mime, blob, bytes.length, made)) === 0)
        unused.push(blob)
    await writer.run(FORGIVE, content, kind)
    return unused
  })
  await domain.blobs.remove(superfluous)
}

/** For a content that goes. @returns the keys of the blobs that go with it. */
export async function forgetPreviews(writer: Writer, content: ContentId): Promise<string[]> {
  const blobs = await writer.all<{ blob: string }>(BLOBS_OF, content)
  await writer.run('DELETE FROM preview WHERE content = ?', content)
  await writer.run('DELETE FROM preview_failure WHERE content = ?', content)
  return blobs.map(({ blob }) => blob)
}

/** A preview whose bytes are gone is forgotten, and made again when it is asked for. */
export const forgetPreview = (domain: Domain, { blob }: Pick<Preview, 'blob'>): Promise<number> =>
  domain.records.write([], (writer) => writer.run('DELETE FROM preview WHERE blob = ?', blob))
