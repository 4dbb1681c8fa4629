import { isUtf8 } from 'node:buffer'

/** What a client calls itself. Headers arrive as Latin-1; a telephone sends the name its owner gave it, in UTF-8. */
export function clientSaid(agent: string | undefined): string {
  const bytes = Buffer.from(agent ?? '', 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : (agent ?? '')
}
