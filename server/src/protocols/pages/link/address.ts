import { Refusal } from '../../../vocabulary/refusal.ts'
import { encodeSegment } from '../../wire/href.ts'
import type { Visit } from '../visit.ts'

/**
 * The address of a page about a link, without what stands before all addresses. A language that was chosen goes
 * along, since no cookie keeps it.
 * @param what begins with a slash, or is empty.
 */
export function linkRoute(
  visit: Visit,
  token: string,
  what = '',
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, lang: visit.carried }))
    if (value !== undefined) asked.set(name, value)
  const text = asked.toString().replaceAll('%2F', '/')
  return `/s/${token}${what}${text === '' ? '' : `?${text}`}`
}

/** The same as it stands in a page. */
export const linkPath = (...parts: Parameters<typeof linkRoute>): string => parts[0].path(linkRoute(...parts))

/** Where the bytes are (webdav.md §21.1). */
export const bytesRoute = (token: string, path: readonly string[]): string =>
  `/public.php/dav/files/${[token, ...path].map(encodeSegment).join('/')}`

/** Names below what is shared, as an address carries them. */
export const pathText = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : `/${names.join('/')}`

/** @throws Refusal `not-found` for what no path can be. */
export function readPath(text: string | undefined): string[] {
  const names = (text ?? '')
    .normalize('NFC')
    .split('/')
    .filter((name) => name !== '')
  if (names.some((name) => name === '.' || name === '..' || name.includes('\0')))
    throw new Refusal('not-found', 'item-missing')
  return names
}
