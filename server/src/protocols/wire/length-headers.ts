import { type Headers, headerOf, MalformedHeader } from './malformed-header.ts'

/**
 * A length in bytes: digits only, below 2^53.
 * @returns null without the header. @throws MalformedHeader
 */
export function parseLength(value: string | undefined, header: string): number | null {
  if (value === undefined) return null
  const text = value.trim()
  const length = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(length)) throw new MalformedHeader(header)
  return length
}

export interface AnnouncedLengths {
  /** The body's own length, null with chunked transfer coding. */
  readonly content: number | null
  /** The largest length any header speaks of, for the check of the quota; null if none does. */
  readonly expected: number | null
  /** `OC-Total-Length`: the sum of all chunks. */
  readonly total: number | null
  /** `X-Expected-Entity-Length`: Finder announces with it what it will send chunked. */
  readonly entity: number | null
}

/** The lengths a request announces (webdav.md §10, §22). @throws MalformedHeader */
export function announcedLengths(headers: Headers): AnnouncedLengths {
  const content = parseLength(headerOf(headers, 'content-length'), 'Content-Length')
  const total = parseLength(headerOf(headers, 'oc-total-length'), 'OC-Total-Length')
  const entity = parseLength(headerOf(headers, 'x-expected-entity-length'), 'X-Expected-Entity-Length')
  const given = [content, total, entity].filter((length) => length !== null)
  return { content, total, entity, expected: given.length === 0 ? null : Math.max(...given) }
}
