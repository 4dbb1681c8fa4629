import { type QName, ROOT_NAMESPACES } from './names.ts'
import { statusLine } from './status-line.ts'
import { renderTags, type Tags } from './tags.ts'

/** A property without content whose element is written short, `<d:resourcetype/>`. */
export const EMPTY_ELEMENT: unique symbol = Symbol('empty element')

/** Any other outcome than 200 and 404 for one property, e.g. 403, 424, or 204 for one that was removed. */
export interface PropertyStatus {
  readonly status: number
}

/**
 * What one property has to say: its content as XML (already escaped; an empty string is an empty text),
 * `EMPTY_ELEMENT`, null for "not found", or a status of its own.
 */
export type PropertyValue = string | typeof EMPTY_ELEMENT | null | PropertyStatus

export interface ResponseOptions {
  /** `Prefer: return=minimal` or `Brief: t` (RFC 8144): properties not found are left out. */
  readonly minimal?: boolean
}

/** Renders one `d:response`; `values` stand in the order of the names it was compiled for. */
export type ResponseWriter = (href: string, values: readonly PropertyValue[]) => string

const MULTISTATUS_OPEN = `<?xml version="1.0"?>\n<d:multistatus ${ROOT_NAMESPACES}>`
const MULTISTATUS_CLOSE = '</d:multistatus>\n'
const FOUND_CLOSE = `</d:prop><d:status>${statusLine(200)}</d:status></d:propstat>`
const MISSING_CLOSE = `</d:prop><d:status>${statusLine(404)}</d:status></d:propstat>`
const CHUNK_LENGTH = 64 * 1024

/**
 * Prepares the names of a request once for all its entries (RFC 4918 §14.24). In each response the 200 group
 * comes first, since iOS reads no other, then 404, then the rest by status; names keep the order of the request.
 */
export function compileResponse(names: readonly QName[], options: ResponseOptions = {}): ResponseWriter {
  const tags = renderTags(names)
  const minimal = options.minimal ?? false
  return (href, values) => {
    let found = ''
    let missing = ''
    let others: Map<number, string> | null = null
    for (let index = 0; index < tags.length; index += 1) {
      const tag = tags[index] as Tags
      const value = values[index]
      if (typeof value === 'string') found += tag.open + value + tag.close
      else if (value === EMPTY_ELEMENT) found += tag.empty
      else if (value === null || value === undefined) missing += tag.empty
      else others = addTo(others, value.status, tag.empty)
    }
    return response(href, groups(found, minimal ? '' : missing, others))
  }
}

function addTo(others: Map<number, string> | null, status: number, element: string): Map<number, string> {
  const map = others ?? new Map<number, string>()
  return map.set(status, (map.get(status) ?? '') + element)
}

function groups(found: string, missing: string, others: Map<number, string> | null): string {
  const listed = others === null ? '' : otherGroups(others)
  // A response needs a propstat (RFC 4918 §14.24), so an empty one stands where nothing is left to say.
  const head =
    found !== '' || (missing === '' && listed === '') ? `<d:propstat><d:prop>${found}${FOUND_CLOSE}` : ''
  return head + (missing === '' ? '' : `<d:propstat><d:prop>${missing}${MISSING_CLOSE}`) + listed
}

function otherGroups(others: Map<number, string>): string {
  let xml = ''
  for (const [status, elements] of [...others].sort(([a], [b]) => a - b))
    xml += `<d:propstat><d:prop>${elements}</d:prop><d:status>${statusLine(status)}</d:status></d:propstat>`
  return xml
}

const response = (href: string, inside: string): string =>
  `<d:response><d:href>${href}</d:href>${inside}</d:response>`

/**
 * A response about the resource as a whole (RFC 4918 §9.6.1), e.g. the member whose lock stands in the way.
 * @param error the content of a `d:error`, as XML
 */
export const statusResponse = (href: string, status: number, error?: string): string =>
  response(href, `<d:status>${statusLine(status)}</d:status>${error ? `<d:error>${error}</d:error>` : ''}`)

/** Only the names of what a resource has (`d:propname`, RFC 4918 §9.1). */
export const nameResponse = (href: string, names: readonly QName[]): string =>
  compileResponse(names)(
    href,
    names.map(() => EMPTY_ELEMENT),
  )

/** The whole document around a few responses. */
export const multistatusText = (responses: readonly string[]): string =>
  MULTISTATUS_OPEN + responses.join('') + MULTISTATUS_CLOSE

/** The document around responses, in pieces of about 64 KiB. */
export function* multistatus(responses: Iterable<string>): Generator<Buffer> {
  let text = MULTISTATUS_OPEN
  for (const one of responses) {
    text += one
    if (text.length >= CHUNK_LENGTH) {
      yield Buffer.from(text)
      text = ''
    }
  }
  yield Buffer.from(text + MULTISTATUS_CLOSE)
}

/**
 * As `multistatus`, for batches of responses that come as they are read. A fault in `batches` ends the
 * stream with that fault and without the closing tag: a listing is whole or broken, never short.
 */
export async function* multistatusOf(batches: AsyncIterable<Iterable<string>>): AsyncGenerator<Buffer> {
  let text = MULTISTATUS_OPEN
  for await (const responses of batches)
    for (const one of responses) {
      text += one
      if (text.length < CHUNK_LENGTH) continue
      yield Buffer.from(text)
      text = ''
    }
  yield Buffer.from(text + MULTISTATUS_CLOSE)
}
