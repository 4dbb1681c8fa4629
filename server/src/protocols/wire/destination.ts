import { MalformedPath, parseTarget, type RequestPath } from './href.ts'
import { MalformedHeader } from './malformed-header.ts'

/**
 * `Destination` (RFC 4918 §10.3). Scheme and host are ignored: rclone, Finder and iOS send the URL they know,
 * which behind a proxy is not the server's; the desktop sends an absolute path.
 * @throws MalformedHeader `missing` when there is none, `invalid` when it is no path.
 */
export function parseDestination(value: string | undefined): RequestPath {
  if (value === undefined || value.trim() === '') throw new MalformedHeader('Destination', 'missing')
  try {
    return parseTarget(value.trim())
  } catch (error) {
    if (error instanceof MalformedPath) throw new MalformedHeader('Destination')
    throw error
  }
}

/**
 * The `Destination` that comes along with chunks: early advice only. Some desktop versions percent-encode the
 * whole URL there, so an unusable one is none (webdav.md §16.1).
 */
export function adviseDestination(value: string | undefined): RequestPath | null {
  try {
    return parseDestination(value)
  } catch (error) {
    if (error instanceof MalformedHeader) return null
    throw error
  }
}
