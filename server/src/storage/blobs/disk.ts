import { closeSync, existsSync, fsync, openSync, renameSync } from 'node:fs'
import { mkdir, open, readdir, stat, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { type BlobKey, isBlobKey } from '../../vocabulary/blob-key.ts'
import { BlobMissing, BlobTaken, checkBlobKey } from './blob-errors.ts'
import type { BlobRange, BlobReader, BlobStore } from './blob-store.ts'
import { readBlob } from './disk-read.ts'
import { removeQuietly, writeBody, writeWhole } from './disk-write.ts'
import { streamFrom } from './stream-of.ts'

const unfinishedSuffix = '.part'
/** Second characters of fan-out folders. */
const seconds = [...'0123456789abcdefghijklmnopqrstuvwxyz']
const isFanOut = (name: string) => /^[0-9a-z]{2}$/.test(name)
const isUnfinished = (name: string) =>
  name.endsWith(unfinishedSuffix) && isBlobKey(name.slice(0, -unfinishedSuffix.length))

/** Blobs as files of one folder, `<first two characters>/<key>`; while being written, `….part`. */
export class DiskBlobs implements BlobStore {
  readonly #root: string
  /** Fan-out folders known to exist durably, or about to. */
  readonly #folders = new Map<string, Promise<void>>()

  private constructor(root: string) {
    this.#root = root
  }

  /** Makes the folder where it is missing. */
  static async open(folder: string): Promise<DiskBlobs> {
    const root = resolve(folder)
    const first = await mkdir(root, { recursive: true, mode: 0o700 })
    if (first) for (let at = root; at.length >= first.length; at = dirname(at)) await syncFolder(dirname(at))
    const blobs = new DiskBlobs(root)
    await blobs.#know()
    return blobs
  }

  async put(key: BlobKey, body: AsyncIterable<Uint8Array>, size?: number): Promise<number> {
    checkBlobKey(key)
    const path = this.#path(key)
    const unfinished = path + unfinishedSuffix
    const written = await writeBody(body, size, {
      create: () => this.#begin(key, unfinished),
      whole: (bytes) => this.#writeWhole(key, unfinished, bytes),
    })
    let name = unfinished
    try {
      renameSync(unfinished, path)
      name = path
      await syncFolder(dirname(path))
    } catch (error) {
      removeQuietly(name)
      throw error
    }
    return written
  }

  /**
   * The unfinished name belongs to whoever creates it, and is given up by the rename only: so of two writers
   * of one key the second finds either that name or the finished blob, and a rename never replaces anything.
   */
  async #begin(key: BlobKey, unfinished: string) {
    await this.#ensureFolder(key.slice(0, 2))
    const handle = await open(unfinished, 'wx', 0o600).catch(asTaken(key))
    const abandon = async () => {
      await handle.close().catch(() => {})
      await unlink(unfinished).catch(() => {})
    }
    try {
      this.#refuseTaken(key)
    } catch (error) {
      await abandon()
      throw error
    }
    return { handle, abandon }
  }

  async #writeWhole(key: BlobKey, unfinished: string, bytes: Uint8Array): Promise<void> {
    await this.#ensureFolder(key.slice(0, 2))
    await writeWhole(unfinished, bytes, () => this.#refuseTaken(key)).catch(asTaken(key))
  }

  #refuseTaken(key: BlobKey): void {
    if (existsSync(this.#path(key))) throw new BlobTaken(key)
  }

  async open(key: BlobKey, range?: BlobRange): Promise<Readable> {
    const { reader, length } = await this.#read(key, range)
    return streamFrom(reader, length)
  }

  async read(key: BlobKey, range?: BlobRange): Promise<BlobReader> {
    return (await this.#read(key, range)).reader
  }

  async #read(key: BlobKey, range?: BlobRange) {
    checkBlobKey(key)
    try {
      return await readBlob(this.#path(key), range)
    } catch (error) {
      throw isMissing(error) ? new BlobMissing(key) : error
    }
  }

  async size(key: BlobKey): Promise<number | undefined> {
    checkBlobKey(key)
    try {
      return (await stat(this.#path(key))).size
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  async remove(keys: readonly BlobKey[]): Promise<void> {
    for (const key of keys) checkBlobKey(key)
    for (const key of keys) await unlinkIfThere(this.#path(key))
  }

  async *list(after?: BlobKey): AsyncIterable<BlobKey> {
    if (after !== undefined) checkBlobKey(after)
    const from = after?.slice(0, 2) ?? ''
    for (const folder of await this.#fanOut()) {
      if (folder < from) continue
      const names = await readdir(join(this.#root, folder))
      const keys = names.filter((name) => isBlobKey(name) && name.startsWith(folder)).sort()
      for (const key of keys) if (after === undefined || key > after) yield key
    }
  }

  async sweepUnfinished(before: number): Promise<number> {
    let swept = 0
    for (const folder of await this.#fanOut())
      for (const name of (await readdir(join(this.#root, folder))).filter(isUnfinished)) {
        const path = join(this.#root, folder, name)
        const written = await stat(path).then(
          (found) => found.mtimeMs,
          () => Number.POSITIVE_INFINITY,
        )
        if (written < before && (await unlinkIfThere(path))) swept++
      }
    return swept
  }

  async close(): Promise<void> {}

  #path(key: BlobKey): string {
    return `${this.#root}/${key.slice(0, 2)}/${key}`
  }

  async #fanOut(): Promise<string[]> {
    return (await readdir(this.#root)).filter(isFanOut).sort()
  }

  /** What is there may not be durable yet: whoever made it may have been killed. */
  async #know(): Promise<void> {
    const names = await this.#fanOut()
    if (names.length === 0) return
    await syncFolder(this.#root)
    for (const name of names) this.#folders.set(name, Promise.resolve())
  }

  /**
   * A file is only as durable as the folders above it. All folders of one first character are made together: they
   * will all be wanted, and share a flush.
   */
  #ensureFolder(name: string): Promise<void> {
    const known = this.#folders.get(name)
    if (known) return known
    const names = seconds
      .map((second) => `${name.charAt(0)}${second}`)
      .filter((one) => !this.#folders.has(one))
    const made = this.#makeFolders(names)
    for (const one of names) this.#folders.set(one, made)
    made.catch(() => {
      for (const one of names) this.#folders.delete(one)
    })
    return made
  }

  async #makeFolders(names: readonly string[]): Promise<void> {
    for (const name of names) await mkdir(join(this.#root, name), { recursive: true, mode: 0o700 })
    await syncFolder(this.#root)
  }
}

const flushed = promisify(fsync)

async function syncFolder(path: string): Promise<void> {
  const descriptor = openSync(path, 'r')
  try {
    await flushed(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const asTaken = (key: BlobKey) => (error: NodeJS.ErrnoException) => {
  throw error.code === 'EEXIST' ? new BlobTaken(key) : error
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

async function unlinkIfThere(path: string): Promise<boolean> {
  try {
    await unlink(path)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
