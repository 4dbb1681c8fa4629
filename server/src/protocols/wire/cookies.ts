/** The cookies of a `Cookie` header (RFC 6265, 5.4); of namesakes the first. Malformed pairs are left out. */
export function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const pair of (header ?? '').slice(0, 16_384).split(';')) {
    const at = pair.indexOf('=')
    if (at < 1) continue
    const name = pair.slice(0, at).trim()
    if (!found.has(name)) found.set(name, pair.slice(at + 1).trim())
  }
  return found
}

/** Where the browser may send cookies back to. */
export interface CookieScope {
  readonly secure: boolean
  /** Path in front of everything, without a slash at its end; empty when there is none. */
  readonly prefix: string
}

/** A browser keeps a `__Host-` cookie only if this host itself set it over https for all its paths. */
export const cookieName = (name: string, scope: CookieScope): string =>
  scope.secure && scope.prefix === '' ? `__Host-nuage-${name}` : `nuage-${name}`

/**
 * The value of a `Set-Cookie` header. `Lax`, not `Strict`: a sign-in elsewhere comes back by a link of another site.
 * @param seconds how long it lasts; without, until the browser closes; 0 removes it.
 */
export function setCookie(name: string, value: string, scope: CookieScope, seconds?: number): string {
  const parts = [`${cookieName(name, scope)}=${value}`, `Path=${scope.prefix}/`, 'HttpOnly', 'SameSite=Lax']
  if (scope.secure) parts.push('Secure')
  if (seconds !== undefined) parts.push(`Max-Age=${seconds}`)
  return parts.join('; ')
}
