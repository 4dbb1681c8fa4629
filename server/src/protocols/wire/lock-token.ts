import { MalformedHeader } from './malformed-header.ts'

/** `Lock-Token` of an UNLOCK, `<opaquelocktoken:…>` (RFC 4918 §10.5). @throws MalformedHeader */
export function parseLockToken(value: string | undefined): string {
  if (value === undefined) throw new MalformedHeader('Lock-Token', 'missing')
  const match = /^\s*<([^<>\s]{1,512})>\s*$/.exec(value)
  if (!match) throw new MalformedHeader('Lock-Token')
  return match[1] as string
}

/** The `Lock-Token` header of an answer; Windows, davfs2 and cadaver look for it (webdav.md §14.2). */
export const lockTokenHeader = (token: string): string => `<${token}>`
