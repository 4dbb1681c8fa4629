import { countBody } from './byte-count.ts'

/** Room for the largest small body: JSON, forms, XML questions. */
export const SMALL_BODY = 1024 * 1024

/** A whole small body. @throws BodyTooLarge, BodyStalled, BodyTruncated */
export async function readBody(
  source: AsyncIterable<Uint8Array>,
  maximum = SMALL_BODY,
  stall = 30_000,
): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of countBody(source, { maximum, stall })) pieces.push(piece)
  return Buffer.concat(pieces)
}
