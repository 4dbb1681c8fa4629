import { MalformedHeader } from './malformed-header.ts'

/** `Overwrite` of COPY and MOVE (RFC 4918 §10.6); absent means yes. @throws MalformedHeader unless T or F. */
export function parseOverwrite(value: string | undefined): boolean {
  if (value === undefined) return true
  const letter = value.trim().toUpperCase()
  if (letter !== 'T' && letter !== 'F') throw new MalformedHeader('Overwrite')
  return letter === 'T'
}
