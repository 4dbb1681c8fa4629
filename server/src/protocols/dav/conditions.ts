import type { Pin } from '../../domain/files/commit-write.ts'
import { type PathState, stateOf } from '../../domain/locks/find.ts'
import type { Hold } from '../../domain/locks/lock.ts'
import { evaluateConditions, type Representation } from '../wire/conditions.ts'
import { evaluateIfHeader, parseIfHeader } from '../wire/if-header.ts'
import { type Exchange, header, holdOf, quoted } from './exchange.ts'
import { DavFault, SABRE } from './fault.ts'

export interface Judged {
  /** What the conditions were judged by: the domain refuses the write when it is no longer so. */
  readonly pin?: Pin
  readonly hold: Hold
}

const CONDITIONAL = ['if-match', 'if-none-match', 'if-unmodified-since'] as const

export const representation = (state: Pick<PathState, 'etag' | 'mtime'>): Representation => ({
  exists: state.etag !== undefined,
  etag: state.etag ?? null,
  modified: state.mtime ?? null,
})

/** A failed If-Match tells the tag that would have matched (webdav.md §4.1). */
export const conditionFailed = (name: string, etag: string | undefined): DavFault =>
  new DavFault(412, `${SABRE}PreconditionFailed`, `condition-${name.toLowerCase()}`, {
    header: name,
    ...(name === 'If-Match' && etag !== undefined ? { headers: { ETag: quoted(etag) } } : {}),
  })

/**
 * Judges the conditions of a request that changes something (RFC 9110 §13.1, RFC 4918 §10.4).
 * @param subject the path they speak of: for the final MOVE of an upload, that is its destination.
 * @throws DavFault 412.
 */
export async function judge(exchange: Exchange, subject: readonly string[]): Promise<Judged> {
  const { domain, actor } = exchange
  const conditional = CONDITIONAL.some((name) => header(exchange, name) !== undefined)
  const ifHeader = header(exchange, 'if')
  if (!conditional && ifHeader === undefined) return { hold: holdOf(actor) }
  const state = await stateOf(domain, actor, subject)
  const verdict = evaluateConditions(exchange.method, exchange.request.headers, representation(state))
  if (verdict.kind === 'failed') throw conditionFailed(verdict.header, state.etag)
  const parsed = ifHeader === undefined ? undefined : parseIfHeader(ifHeader)
  if (parsed !== undefined && !(await evaluateIfHeader(parsed, (path) => lockState(exchange, state, path))))
    throw conditionFailed('If', state.etag)
  const pinned = conditional || parsed?.lists.some((list) => list.conditions.some((c) => c.kind === 'etag'))
  return {
    hold: holdOf(actor, parsed?.tokens),
    ...(pinned ? { pin: state.pin } : {}),
  }
}

async function lockState(exchange: Exchange, own: PathState, path: readonly string[] | null) {
  let state: PathState | undefined = own
  if (path !== null) {
    const names = exchange.filesAt({ segments: path })
    state = names === undefined ? undefined : await stateOf(exchange.domain, exchange.actor, names)
  }
  if (state === undefined) return null
  return { etag: state.etag ?? null, lockTokens: state.locks.map((lock) => lock.token) }
}
