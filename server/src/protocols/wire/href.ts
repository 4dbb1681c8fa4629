const plain = /^[A-Za-z0-9_.~():@-]*$/
const encoded = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  return plain.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`
})

/**
 * One path segment as it stands in a `d:href`: percent-encoded as the reference does, with lower-case digits
 * and `@ : ( )` left alone, because Android and iOS compare hrefs literally (webdav.md §5.1).
 */
export function encodeSegment(name: string): string {
  if (plain.test(name)) return name
  let href = ''
  for (const byte of Buffer.from(name)) href += encoded[byte]
  return href
}

/** An absolute path for a `d:href`, with a closing slash for collections. */
export function encodePath(segments: readonly string[], collection = false): string {
  let href = ''
  for (const segment of segments) href += `/${encodeSegment(segment)}`
  return collection || href === '' ? `${href}/` : href
}

/** A request path that cannot be understood: a 400. */
export class MalformedPath extends Error {
  readonly fault: 'encoding' | 'nul' | 'form' | 'too-long'

  constructor(fault: MalformedPath['fault']) {
    super(`request path: ${fault}`)
    this.name = 'MalformedPath'
    this.fault = fault
  }
}

export interface RequestPath {
  /** Decoded, in NFC, without empty ones, `.` and `..`. */
  readonly segments: readonly string[]
  readonly trailingSlash: boolean
  /** What follows the `?`, undecoded. */
  readonly query: string
}

const encodedOrForeign = /[%\u0080-\uffff]/

/** Room for 4000 bytes of name, each percent-encoded, and a query (webdav.md §5.3). */
const LONGEST_TARGET = 32 * 1024

/**
 * Reads the target of a request line or of a header (RFC 3986 §3.3). Dots are resolved after decoding and
 * never lead above the root; `%2F` separates, as in the reference; `+` is a plus; doubled slashes, which the
 * desktop sends, count once. Scheme and host of an absolute URL are not looked at.
 * @throws MalformedPath
 */
export function parseTarget(target: string): RequestPath {
  if (target.length > LONGEST_TARGET) throw new MalformedPath('too-long')
  const local = target.startsWith('/') ? target : withoutOrigin(target)
  const question = local.indexOf('?')
  const path = question < 0 ? local : local.slice(0, question)
  const query = question < 0 ? '' : local.slice(question + 1)
  const simple = !encodedOrForeign.test(path)
  const decoded = simple ? path : decodePercent(path).normalize('NFC')
  if (decoded.includes('\0')) throw new MalformedPath('nul')
  const segments: string[] = []
  let collection = true
  for (const segment of decoded.split('/')) {
    collection = segment === '' || segment === '.' || segment === '..'
    if (segment === '..') segments.pop()
    else if (!collection) segments.push(segment)
  }
  return { segments, trailingSlash: collection, query }
}

function withoutOrigin(url: string): string {
  const origin = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(url)?.[0]
  if (origin === undefined) throw new MalformedPath('form')
  const rest = url.slice(origin.length)
  return rest.startsWith('/') ? rest : `/${rest}`
}

/**
 * Percent-decoding of strict UTF-8. Characters below U+0100 that came unencoded are bytes, since Node reads
 * request lines and headers as Latin-1.
 * @throws MalformedPath
 */
export function decodePercent(text: string): string {
  if (!encodedOrForeign.test(text)) return text
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw new MalformedPath('encoding')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of one byte is meant
  const raw = /^[\u0000-\u00ff]*$/.test(text) ? Buffer.from(text, 'latin1') : Buffer.from(text)
  const bytes = Buffer.allocUnsafe(raw.length)
  let length = 0
  for (let at = 0; at < raw.length; at += 1) {
    let byte = raw[at] as number
    if (byte === 0x25) {
      byte = Number.parseInt(raw.toString('latin1', at + 1, at + 3), 16)
      at += 2
    }
    bytes[length] = byte
    length += 1
  }
  return decodeUtf8(bytes.subarray(0, length))
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new MalformedPath('encoding')
  }
}
