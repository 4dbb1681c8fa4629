import { depositorName } from '../../../../domain/boxes/names.ts'
import { Refusal } from '../../../../vocabulary/refusal.ts'
import { type Exchange, header } from '../../exchange.ts'
import { badRequest } from '../../fault.ts'

/**
 * Who hands in, percent-encoded in a header; empty when they do not say.
 * @throws DavFault 400 in the words that clients know (webdav.md §21.2).
 */
export function nicknameOf(exchange: Pick<Exchange, 'request'>): string {
  const sent = header(exchange, 'x-nc-nickname') ?? ''
  const nickname = decoded(sent)
  try {
    if (nickname !== undefined) return depositorName(nickname)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  throw badRequest('nickname-invalid', { nickname: (nickname ?? sent).slice(0, 100) })
}

function decoded(sent: string): string | undefined {
  try {
    return decodeURIComponent(sent)
  } catch {
    return undefined
  }
}

/** Folders are made for somebody, so that those of two people stay apart. */
export function requireNickname(nickname: string, path: readonly string[]): void {
  if (nickname === '' && path.length > 1) throw badRequest('nickname-subfolder')
}
