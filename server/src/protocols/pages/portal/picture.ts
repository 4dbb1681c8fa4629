import { findPicture } from '../../../domain/academies/picture.ts'
import { sendNothing } from '../data.ts'
import type { Handler } from '../route.ts'

/** The logo of an academy or the picture of a tile: named by what it shows, so it never changes. */
export const picture: Handler = async ({ domain, reply }, _fields, _query, { hash = '' }) => {
  const found = await findPicture(domain, hash)
  if (found === undefined) return sendNothing(reply, 404)
  return reply
    .header('content-type', found.mime)
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'")
    .send(found.bytes)
}
