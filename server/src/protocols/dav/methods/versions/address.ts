import { type Held, listVersions } from '../../../../domain/versions/list.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import type { Exchange } from '../../exchange.ts'
import { type DavFault, notFound } from '../../fault.ts'
import type { VersionLine } from '../../properties/versions.ts'

/** What an address below a person's versions speaks of. */
export type VersionAddress =
  | { readonly kind: 'root' | 'versions' | 'restore' }
  | { readonly kind: 'file'; readonly id: number }
  | { readonly kind: 'version'; readonly id: number; readonly stamp: number }

const NUMBER = /^\d{1,15}$/

const missing = (path: readonly string[]): DavFault => notFound('node-missing', { path: path.join('/') })

/** @throws DavFault 404. */
export function versionAddress({ path }: Pick<Exchange, 'path'>): VersionAddress {
  const [top, id, stamp, ...below] = path
  if (top === undefined) return { kind: 'root' }
  if (id === undefined && (top === 'versions' || top === 'restore')) return { kind: top }
  if (top !== 'versions' || below.length > 0 || !NUMBER.test(id!) || !NUMBER.test(stamp ?? '0'))
    throw missing(path)
  if (stamp === undefined) return { kind: 'file', id: Number(id) }
  return { kind: 'version', id: Number(id), stamp: Number(stamp) }
}

/** @throws DavFault 404; Refusal. */
export async function findHeld(
  exchange: Exchange<Member>,
  { id, stamp }: VersionAddress & { kind: 'version' },
): Promise<Omit<VersionLine, 'hasPreview'>> {
  const { node, held } = await listVersions(exchange.domain, exchange.actor, id)
  const found = held.find((one: Held) => one.stamp === stamp)
  if (found === undefined) throw missing(exchange.path)
  return { node, held: found }
}
