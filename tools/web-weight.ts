import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { WebManifest } from '../server/src/runtime/web-assets.ts'

/** Bytes as they are sent: what the first list may weigh on an old line. */
export const FIRST_LOAD = { script: 260_000, style: 25_000 }

const folder = join(import.meta.dirname, '..', 'dist', 'web')

/** Bytes of a built file as a browser gets it. @param name below `/assets/`. */
export async function sentBytes(name: string): Promise<number> {
  const file = join(folder, 'assets', name)
  const packed = await stat(`${file}.br`).catch(() => undefined)
  return packed?.size ?? brotliCompressSync(await readFile(file)).length
}

/** Prints what is in the build, the heaviest first; `*` marks what the app cannot start without. */
async function list(): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as WebManifest
  const needed = new Set([manifest.entry, ...manifest.preload, ...manifest.styles, manifest.words.fr])
  const current = JSON.parse(await readFile(join(folder, 'files.json'), 'utf8')) as string[]
  const there = new Set(await readdir(join(folder, 'assets')))
  const rows = await Promise.all(
    current.filter((name) => there.has(name)).map(async (name) => ({ name, bytes: await sentBytes(name) })),
  )
  rows.sort((a, b) => b.bytes - a.bytes)
  for (const { name, bytes } of rows)
    process.stdout.write(`${String(bytes).padStart(8)} ${needed.has(name) ? '*' : ' '} ${name}\n`)
}

if (import.meta.main) await list()
