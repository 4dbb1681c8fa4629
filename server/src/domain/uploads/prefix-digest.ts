import { createHash, type Hash } from 'node:crypto'
import type { Sender } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import { chunkName, type Upload } from './upload.ts'

/** Which digest of a whole file is going to be asked for. */
export type PrefixType = 'SHA1' | 'SHA256'

/** Clients verify what they send by its SHA-1; a receipt tells the SHA-256 of what was handed in. */
export const expectedFrom = (actor: Sender): PrefixType => (actor.kind === 'drop-visitor' ? 'SHA256' : 'SHA1')

interface Prefix {
  readonly type: PrefixType
  hash: Hash
  /** The name of the last chunk that went in; undefined before the first. */
  last: string | undefined
  bytes: number
  /** How many chunks went in, and a digest of where they lie. */
  chunks: number
  places: Hash
  /** A chunk is running through a copy of the hash. */
  busy: boolean
}

/** What one chunk does to the digest of the whole file while its bytes come in. */
export interface PrefixTurn {
  update(bytes: Uint8Array): void
  /** The chunk is stored, there; an empty one has the blob ''. */
  keep(size: number, at: ChunkPlace): void
  drop(): void
}

/** Where the bytes of a chunk lie: no two chunks share a place. */
export interface ChunkPlace {
  readonly blob: string
  readonly start: number
}

export interface PrefixSoFar {
  readonly type: PrefixType
  readonly hash: Hash
  readonly bytes: number
  readonly chunks: number
  /** Nothing else ever came or went: then they are the whole file, and need not be compared one by one. */
  readonly isWhole: boolean
  /** Whether these, in this order, are what went in. */
  isOf(places: readonly ChunkPlace[]): boolean
}

export interface PrefixDigests {
  /** A turn, when this chunk continues the prefix that was already digested. */
  take(upload: Upload, position: string, type: PrefixType): PrefixTurn | undefined
  /**
   * The digest of the first `chunks`, as far as it got; continue with what is missing. It is only good for the
   * file if those are the first ones there: others may have come before them since, also to another process.
   */
  soFar(upload: Upload): PrefixSoFar | undefined
  forget(upload: number): void
}

/** The digests are a saving, not a truth: what is forgotten is read back at the end. */
const REMEMBERED = 2_000

const byDomain = new WeakMap<Domain, PrefixDigests>()

export function prefixDigests(domain: Domain): PrefixDigests {
  const digests = byDomain.get(domain) ?? createPrefixDigests()
  byDomain.set(domain, digests)
  return digests
}

/** `…/00002` follows `…/00001`; `100-199` follows whatever ended at 100; the first is 0 or 1. */
function continues(prefix: Prefix, name: string): boolean {
  const range = /^(\d+)-(\d+)$/.exec(name)
  if (range !== null) return Number(range[1]) === prefix.bytes
  if (!/^\d+$/.test(name)) return false
  if (prefix.last === undefined) return Number(name) <= 1
  return /^\d+$/.test(prefix.last) && Number(name) === Number(prefix.last) + 1
}

const started = (type: PrefixType): Pick<Prefix, 'type' | 'hash' | 'places'> => ({
  type,
  hash: createHash(type),
  places: createHash('sha1'),
})

const lineOf = ({ blob, start }: ChunkPlace): string => `${blob} ${start}
`

const digestOf = (places: readonly ChunkPlace[]): string =>
  createHash('sha1').update(places.map(lineOf).join('')).digest('hex')

function createPrefixDigests(): PrefixDigests {
  const prefixes = new Map<number, Prefix>()
  return {
    take(upload, position, type) {
      const name = chunkName(position)
      let prefix = prefixes.get(upload.id)
      // After a restart the digest of what is there already is unknown.
      if (prefix === undefined && upload.revision === 0) {
        prefix = { ...started(type), last: undefined, bytes: 0, chunks: 0, busy: false }
        prefixes.set(upload.id, prefix)
        if (prefixes.size > REMEMBERED) prefixes.delete(prefixes.keys().next().value!)
      }
      if (prefix === undefined || prefix.busy || !continues(prefix, name)) return undefined
      const mine = prefix
      const copy = mine.hash.copy()
      mine.busy = true
      return {
        update: (bytes) => void copy.update(bytes),
        keep(size, at) {
          mine.places.update(lineOf(at))
          Object.assign(mine, { hash: copy, last: name, bytes: mine.bytes + size, busy: false })
          mine.chunks++
        },
        drop() {
          mine.busy = false
        },
      }
    },
    soFar(upload) {
      const prefix = prefixes.get(upload.id)
      if (prefix === undefined || prefix.busy) return undefined
      const { type, bytes, chunks } = prefix
      const places = prefix.places.copy()
      return {
        type,
        hash: prefix.hash.copy(),
        bytes,
        chunks,
        // Each chunk that goes in raises the revision by one, and so does whatever else happens to the upload.
        isWhole: upload.revision === chunks && upload.size === bytes,
        isOf: (found) => digestOf(found) === places.copy().digest('hex'),
      }
    },
    forget: (upload) => void prefixes.delete(upload),
  }
}
