import { createHash, type Hash } from 'node:crypto'
import type { Domain } from '../domain.ts'
import { chunkName, type Upload } from './upload.ts'

interface Prefix {
  hash: Hash
  /** The name of the last chunk that went in; undefined before the first. */
  last: string | undefined
  bytes: number
  /** A chunk is running through a copy of the hash. */
  busy: boolean
}

/** What one chunk does to the digest of the whole file while its bytes come in. */
export interface PrefixTurn {
  update(bytes: Uint8Array): void
  /** The chunk is stored. */
  keep(size: number): void
  drop(): void
}

export interface PrefixDigests {
  /** A turn, when this chunk continues the prefix that was already digested. */
  take(upload: Upload, position: string): PrefixTurn | undefined
  /** The digest of the first `bytes` of the file, as far as it got; continue with what is missing. */
  soFar(upload: number): { hash: Hash; bytes: number } | undefined
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

function createPrefixDigests(): PrefixDigests {
  const prefixes = new Map<number, Prefix>()
  return {
    take(upload, position) {
      const name = chunkName(position)
      let prefix = prefixes.get(upload.id)
      // After a restart the digest of what is there already is unknown.
      if (prefix === undefined && upload.revision === 0) {
        prefix = { hash: createHash('sha1'), last: undefined, bytes: 0, busy: false }
        prefixes.set(upload.id, prefix)
        if (prefixes.size > REMEMBERED) prefixes.delete(prefixes.keys().next().value!)
      }
      if (prefix === undefined || prefix.busy || !continues(prefix, name)) return undefined
      const mine = prefix
      const copy = mine.hash.copy()
      mine.busy = true
      return {
        update: (bytes) => void copy.update(bytes),
        keep(size) {
          Object.assign(mine, { hash: copy, last: name, bytes: mine.bytes + size, busy: false })
        },
        drop() {
          mine.busy = false
        },
      }
    },
    soFar(upload) {
      const prefix = prefixes.get(upload)
      return prefix === undefined || prefix.busy
        ? undefined
        : { hash: prefix.hash.copy(), bytes: prefix.bytes }
    },
    forget: (upload) => void prefixes.delete(upload),
  }
}
