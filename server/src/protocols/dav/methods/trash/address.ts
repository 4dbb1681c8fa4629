import type { Exchange } from '../../exchange.ts'
import { notFound } from '../../fault.ts'

/** What an address below a person's trash speaks of. */
export type TrashAddress =
  | { readonly kind: 'root' | 'trash' | 'restore' }
  | {
      readonly kind: 'entry'
      readonly name: string
      /** Seconds. */
      readonly deleted: number
      /** Names below the entry. */
      readonly inner: readonly string[]
    }

/** An entry is called `NAME.d<second>`. */
const ENTRY = /^(.+)\.d(\d{1,12})$/s

/** @throws DavFault 404. */
export function trashAddress({ path }: Pick<Exchange, 'path'>): TrashAddress {
  const [top, entry, ...inner] = path
  if (top === undefined) return { kind: 'root' }
  if (entry === undefined && (top === 'trash' || top === 'restore')) return { kind: top }
  const match = top === 'trash' ? ENTRY.exec(entry ?? '') : null
  if (match === null) throw notFound('node-missing', { path: path.join('/') })
  return { kind: 'entry', name: match[1]!, deleted: Number(match[2]), inner }
}
