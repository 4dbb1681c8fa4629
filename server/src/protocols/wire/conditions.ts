import { parseHttpDate } from './http-date.ts'
import { type Headers, headerOf } from './malformed-header.ts'

/** What is there now. */
export interface Representation {
  readonly exists: boolean
  /** Without quotes; null if there is none, e.g. for what does not exist. */
  readonly etag: string | null
  /** Seconds since 1970; null if unknown. */
  readonly modified: number | null
}

export type ConditionalHeader = 'If-Match' | 'If-None-Match' | 'If-Unmodified-Since'

export type Verdict =
  | { readonly kind: 'proceed' }
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'failed'; readonly header: ConditionalHeader }

const PROCEED: Verdict = { kind: 'proceed' }
const NOT_MODIFIED: Verdict = { kind: 'not-modified' }
const failed = (header: ConditionalHeader): Verdict => ({ kind: 'failed', header })

/** The conditions of a request in the order of RFC 9110 §13.2.2; `If-Range` is `rangeStillHolds`. */
export function evaluateConditions(method: string, headers: Headers, current: Representation): Verdict {
  const reads = method === 'GET' || method === 'HEAD'
  const match = headerOf(headers, 'if-match')
  if (match !== undefined) {
    if (!matches(match, current, 'strong')) return failed('If-Match')
  } else {
    const unmodified = parseHttpDate(headerOf(headers, 'if-unmodified-since'))
    if (unmodified !== null && current.modified !== null && Math.floor(current.modified) > unmodified)
      return failed('If-Unmodified-Since')
  }
  const noneMatch = headerOf(headers, 'if-none-match')
  if (noneMatch !== undefined) {
    if (!matches(noneMatch, current, 'weak')) return PROCEED
    return reads ? NOT_MODIFIED : failed('If-None-Match')
  }
  if (!reads || current.modified === null) return PROCEED
  const since = parseHttpDate(headerOf(headers, 'if-modified-since'))
  return since !== null && Math.floor(current.modified) <= since ? NOT_MODIFIED : PROCEED
}

/** Whether a range may be served, or the whole is due (`If-Range`, RFC 9110 §13.1.5). */
export function rangeStillHolds(headers: Headers, current: Representation): boolean {
  const value = headerOf(headers, 'if-range')?.trim()
  if (value === undefined) return true
  const date = parseHttpDate(value)
  if (date !== null) return current.modified !== null && Math.floor(current.modified) === date
  return current.etag !== null && value === `"${current.etag}"`
}

interface EntityTag {
  readonly weak: boolean
  readonly tag: string
}

function matches(header: string, current: Representation, comparison: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return current.exists
  if (!current.exists || current.etag === null) return false
  return parseEntityTags(header).some(
    ({ weak, tag }) => tag === current.etag && (comparison === 'weak' || !weak),
  )
}

/** A list of entity tags (RFC 9110 §8.8.3). Tags without quotes, as some scripts send them, are taken too. */
export function parseEntityTags(header: string): EntityTag[] {
  const tags: EntityTag[] = []
  for (const [, weak, quoted, bare] of header.matchAll(/(W\/)?(?:"([^"]*)"|([^\s,"]+))/g))
    tags.push({ weak: weak !== undefined, tag: quoted ?? bare ?? '' })
  return tags
}
