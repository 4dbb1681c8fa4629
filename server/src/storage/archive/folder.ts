import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { BlobStore } from '../blobs/blob-store.ts'
import { DiskBlobs } from '../blobs/disk.ts'
import type { Value } from '../records/records.ts'
import type { Archive, ArchivedTable, Manifest, Row } from './archive.ts'

const MANIFEST = 'manifest.json'
const isRecords = (name: string): boolean => /^records-[0-9a-f]{12}$/.test(name)
const isOurs = (name: string): boolean =>
  isRecords(name) || ['blobs', MANIFEST, `${MANIFEST}.new`, 'secret', 'secret.new'].includes(name)

/**
 * An archive in a folder: `manifest.json`, `records-…/TABLE.ndjson.gz` with one array for each row, and the
 * blobs as the disk driver lays them out. A second archive into the same folder shares the blobs, and takes the
 * first one's place only when it is complete.
 */
export class FolderArchive implements Archive {
  readonly blobs: BlobStore
  readonly #folder: string
  readonly #records = `records-${randomBytes(6).toString('hex')}`

  private constructor(folder: string, blobs: BlobStore) {
    this.#folder = folder
    this.blobs = blobs
  }

  /** For writing: made where it is missing. @throws Error when other things lie there. */
  static async make(path: string): Promise<FolderArchive> {
    const folder = resolve(path)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const stranger = (await readdir(folder)).find((name) => !isOurs(name))
    if (stranger !== undefined)
      throw new Error(`${folder} holds “${stranger}”, which is no part of a backup: choose an empty folder`)
    const blobs = await DiskBlobs.open(join(folder, 'blobs'))
    // One that was killed leaves names behind that nobody could take again.
    await blobs.sweepUnfinished(Number.POSITIVE_INFINITY)
    return new FolderArchive(folder, blobs)
  }

  /** For reading. @throws Error when there is no complete backup. */
  static async open(path: string): Promise<FolderArchive> {
    const folder = resolve(path)
    const names = await readdir(folder).catch(() => [] as string[])
    if (!names.includes(MANIFEST) || !names.includes('blobs'))
      throw new Error(`${folder} holds no complete backup: it has no ${MANIFEST}`)
    return new FolderArchive(folder, await DiskBlobs.open(join(folder, 'blobs')))
  }

  async manifest(): Promise<Manifest | undefined> {
    const text = await readFile(join(this.#folder, MANIFEST), 'utf8').catch(unlessMissing)
    if (text === undefined) return undefined
    let manifest: Partial<Manifest>
    try {
      manifest = JSON.parse(text)
    } catch {
      throw new Error(`${MANIFEST} is damaged`)
    }
    if (manifest.format !== 1) throw new Error(`${MANIFEST} is of a format that this version does not know`)
    return manifest as Manifest
  }

  async keepTable(
    name: string,
    columns: readonly string[],
    rows: AsyncIterable<readonly Row[]>,
  ): Promise<ArchivedTable> {
    await mkdir(join(this.#folder, this.#records), { recursive: true, mode: 0o700 })
    const file = `${this.#records}/${name}.ndjson.gz`
    const path = join(this.#folder, file)
    const hash = createHash('sha256')
    let count = 0
    async function* lines(): AsyncGenerator<string> {
      for await (const some of rows) {
        count += some.length
        yield some.map((row) => `${JSON.stringify(row.map(written))}\n`).join('')
      }
    }
    const hashed = new Transform({
      transform(chunk, _encoding, done) {
        hash.update(chunk)
        done(null, chunk)
      },
    })
    const gzip = createGzip({ level: 4 })
    await pipeline(
      Readable.from(lines()),
      gzip,
      hashed,
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    )
    await sync(path)
    return { columns, rows: count, file, sha256: hash.digest('hex') }
  }

  async finish(manifest: Manifest): Promise<void> {
    await sync(join(this.#folder, this.#records))
    await replaceDurably(this.#folder, MANIFEST, `${JSON.stringify(manifest, undefined, 2)}\n`)
    for (const name of await readdir(this.#folder))
      if (isRecords(name) && name !== this.#records)
        await rm(join(this.#folder, name), { recursive: true, force: true })
  }

  async verifyTable(table: ArchivedTable): Promise<void> {
    const hash = createHash('sha256')
    try {
      for await (const chunk of createReadStream(this.#path(table))) hash.update(chunk as Buffer)
    } catch (error) {
      throw new Error(`${table.file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
    }
    if (hash.digest('hex') !== table.sha256) throw new Error(`${table.file} is damaged: its hash differs`)
  }

  async *rows(table: ArchivedTable): AsyncGenerator<Row> {
    const input = createReadStream(this.#path(table)).pipe(createGunzip())
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
      yield (JSON.parse(line) as Written[]).map(read)
  }

  /** The key for signatures, beside the archive and readable by its owner alone. */
  async keepSecret(secret: string): Promise<void> {
    await replaceDurably(this.#folder, 'secret', `${secret}\n`)
  }

  async forgetSecret(): Promise<void> {
    await rm(join(this.#folder, 'secret'), { force: true })
  }

  async secret(): Promise<string | undefined> {
    return (await readFile(join(this.#folder, 'secret'), 'utf8').catch(unlessMissing))?.trim()
  }

  /** A manifest may have been tampered with: it names nothing outside its folder. */
  #path(table: ArchivedTable): string {
    if (!/^records-[0-9a-f]{12}\/[a-z_]+\.ndjson\.gz$/.test(table.file))
      throw new Error(`${MANIFEST} names a file that cannot be a part of it`)
    return join(this.#folder, table.file)
  }
}

type Written = string | number | null | { base64: string }

const written = (value: Value): Written =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value
const read = (value: Written): Value =>
  typeof value === 'object' && value !== null ? Buffer.from(value.base64, 'base64') : value

async function replaceDurably(folder: string, name: string, text: string): Promise<void> {
  const fresh = join(folder, `${name}.new`)
  const handle = await open(fresh, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, join(folder, name))
  await sync(folder)
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}
