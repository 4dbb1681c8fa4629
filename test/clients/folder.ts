import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { removeAtExit } from '../rigs/daemon.ts'

/** A folder that is gone when the test process is. */
export async function freshFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `nuage-${name}-`))
  removeAtExit(folder)
  return folder
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })

/** @param mtime unix seconds. */
export async function put(
  folder: string,
  path: string,
  body: string | Buffer,
  mtime?: number,
): Promise<void> {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, body)
  if (mtime !== undefined) await utimes(file, mtime, mtime)
}

export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha1')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export const digest = (bytes: Buffer | string): string => createHash('sha1').update(bytes).digest('hex')

/** `.sync_…db` and the like: what sync clients keep for themselves. */
const OWN = /^(?:\.sync_|\._sync_|\.owncloudsync|\.nextcloudsync)/

/**
 * Everything below a folder: path → `folder`, or size, modification time in whole seconds and digest of a file.
 * Two equal answers are two equal folders.
 */
export async function inventory(folder: string, times = true): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (OWN.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    const path = file.slice(folder.length + 1)
    if (entry.isDirectory()) all[path] = 'folder'
    else {
      const { size, mtimeMs } = await stat(file)
      const time = times ? ` ${Math.floor(mtimeMs / 1000)}` : ''
      all[path] = `${size}${time} ${await digestOf(file)}`
    }
  }
  return all
}

/** Bytes that nothing can compress, the same for the same seed. */
export function noise(length: number, seed: string): Buffer {
  const block = createHash('sha512').update(seed).digest()
  const bytes = Buffer.allocUnsafe(length)
  for (let at = 0, i = 0; at < length; at += 64, i++)
    createHash('sha512').update(block).update(String(i)).digest().copy(bytes, at)
  return bytes
}
