export type Credentials =
  /** No `Authorization` at all: a cookie may count. */
  | { readonly scheme: 'none' }
  | { readonly scheme: 'basic'; readonly login: string; readonly password: string }
  | { readonly scheme: 'bearer'; readonly token: string }
  /** A header that proves nothing: an unknown scheme, or not decodable. No cookie may stand in for it. */
  | { readonly scheme: 'unusable' }

const LONGEST = 8 * 1024
const UNUSABLE: Credentials = { scheme: 'unusable' }

/** `Authorization` (RFC 7617, RFC 6750): Basic in UTF-8, or in Latin-1 where the bytes are no UTF-8. */
export function parseAuthorization(value: string | undefined): Credentials {
  if (value === undefined) return { scheme: 'none' }
  if (value.length > LONGEST) return UNUSABLE
  const match = /^\s*([A-Za-z]+) +([A-Za-z0-9+/=._~-]+)\s*$/.exec(value)
  const scheme = match?.[1]?.toLowerCase()
  const rest = match?.[2] ?? ''
  if (scheme === 'bearer') return { scheme: 'bearer', token: rest }
  return scheme === 'basic' ? readBasic(rest) : UNUSABLE
}

function readBasic(base64: string): Credentials {
  const text = decode(Buffer.from(base64, 'base64'))
  const colon = text.indexOf(':')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 7617 §2 forbids them
  if (colon < 0 || /[\u0000-\u001f\u007f]/.test(text)) return UNUSABLE
  return { scheme: 'basic', login: text.slice(0, colon), password: text.slice(colon + 1) }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}
