import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { AssetFile, Assets } from '../protocols/app/assets.ts'
import { program } from './program.ts'

/** Written by `tools/build-web.ts`, after everything that it names. */
export interface WebManifest {
  readonly entry: string
  readonly styles: readonly string[]
  readonly preload: readonly string[]
  readonly words: Readonly<Record<string, string>>
}

/** Where the build puts the web app. */
export const WEB_FOLDER = join(program.root, 'dist', 'web')

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
}

const typeOf = (name: string): string =>
  TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

/** Names of all files below a folder, those of its folders with `/`. */
export async function listAssets(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
}

/** The built web app, read into memory once. @throws when it was not built. */
export async function readWebAssets(folder = WEB_FOLDER): Promise<Assets> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as WebManifest
  const below = join(folder, 'assets')
  const names = new Set(await listAssets(below))
  const read = (name: string): Promise<Buffer | undefined> | undefined =>
    names.has(name) ? readFile(join(below, name)) : undefined
  const files = new Map<string, AssetFile>()
  for (const name of names) {
    if (/\.(?:br|gz|tmp)$/.test(name)) continue
    const [plain, brotli, gzip] = await Promise.all([read(name), read(`${name}.br`), read(`${name}.gz`)])
    files.set(name, { type: typeOf(name), plain: plain!, ...(brotli && { brotli }), ...(gzip && { gzip }) })
  }
  return { ...manifest, find: (name) => files.get(name) }
}

/** Tells a page whether the app that it came from is still the one that is served. */
export function versionWith(version: string, assets: Assets | undefined): string {
  if (assets === undefined) return version
  const { entry, styles, preload, words } = assets
  const names = JSON.stringify([entry, styles, preload, words])
  return `${version}+${createHash('sha256').update(names).digest('hex').slice(0, 8)}`
}
