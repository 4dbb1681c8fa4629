import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { listAssets, type WebManifest } from '../server/src/runtime/web-assets.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'dist', 'web')
const assets = join(folder, 'assets')

/** What the app is made from; a change below any of these makes it stale. */
const SOURCES = ['web', 'contract/src', 'docs/aide', 'tools/build-web.ts', 'package-lock.json']
const NOT_SOURCES = /(?:^|\/)(?:node_modules|dist)(?:\/|$)|\.(?:test|suite)\.tsx?$/
const PACKED = /\.(?:js|mjs|css|svg|json)$/

interface ViteChunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}

async function listSources(path: string): Promise<string[]> {
  if (NOT_SOURCES.test(relative(root, path))) return []
  const facts = await stat(path).catch(() => undefined)
  if (facts === undefined) return []
  if (!facts.isDirectory()) return [`${relative(root, path)} ${facts.size} ${facts.mtimeMs}`]
  const below = await readdir(path)
  return (await Promise.all(below.map((name) => listSources(join(path, name))))).flat()
}

async function digestOfSources(): Promise<string> {
  const lines = (await Promise.all(SOURCES.map((source) => listSources(join(root, source))))).flat()
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex')
}

/** Appears whole, or not at all. */
async function put(path: string, bytes: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  await writeFile(temporary, bytes)
  await rename(temporary, path)
}

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** What has the name already has the same content. */
async function putAsset(name: string, bytes: Uint8Array, there: ReadonlySet<string>): Promise<void> {
  await mkdir(dirname(join(assets, name)), { recursive: true })
  if (PACKED.test(name)) {
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    if (!there.has(`${name}.br`)) await put(join(assets, `${name}.br`), await brotli(bytes, { params }))
    if (!there.has(`${name}.gz`)) await put(join(assets, `${name}.gz`), await gzipped(bytes, { level: 9 }))
  }
  if (!there.has(name)) await put(join(assets, name), bytes)
}

const nameOf = (file: string): string => file.replace(/^assets\//, '')

/** The entry, and everything that it cannot start without. */
function manifestOf(chunks: Readonly<Record<string, ViteChunk>>): WebManifest {
  const entry = Object.values(chunks).find(({ isEntry }) => isEntry)
  if (entry === undefined) throw new Error('the web app has no entry')
  const needed = new Set<ViteChunk>()
  const need = (chunk: ViteChunk): void => {
    if (needed.has(chunk)) return
    needed.add(chunk)
    for (const key of chunk.imports ?? []) need(chunks[key]!)
  }
  need(entry)
  const words = Object.entries(chunks).flatMap(([key, { file }]) => {
    const language = /words\/languages\/(\w+)\.ts$/.exec(key)?.[1]
    return language === undefined ? [] : [[language, nameOf(file)] as const]
  })
  return {
    entry: nameOf(entry.file),
    styles: [...new Set([...needed].flatMap(({ css }) => css ?? []))].map(nameOf),
    preload: [...needed].filter((chunk) => chunk !== entry).map(({ file }) => nameOf(file)),
    words: Object.fromEntries(words),
  }
}

/** The environment decides for which kind of use Vite builds, and that of tests would ship the tools of developers. */
async function asReleased<T>(make: () => Promise<T>): Promise<T> {
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    return await make()
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

async function bundle(): Promise<Map<string, Uint8Array>> {
  const configFile = join(root, 'web', 'vite.config.ts')
  const result = await asReleased(() => build({ configFile, logLevel: 'warn', build: { write: false } }))
  const { output } = (Array.isArray(result) ? result[0] : result) as Rolldown.RolldownOutput
  return new Map(
    output.map((file) => [
      file.fileName,
      Buffer.from(file.type === 'chunk' ? file.code : (file.source as string | Uint8Array)),
    ]),
  )
}

async function filesOfLastBuild(): Promise<string[]> {
  try {
    return JSON.parse(await readFile(join(folder, 'files.json'), 'utf8'))
  } catch {
    return []
  }
}

/** The last build's files stay: a page that was loaded before may still ask for its later parts. */
async function sweep(kept: ReadonlySet<string>): Promise<void> {
  for (const name of await listAssets(assets))
    if (!kept.has(name.replace(/\.(?:br|gz)$/, ''))) await rm(join(assets, name), { force: true })
}

/** Builds the web app into `dist/web`; the manifest comes last, so that a start meanwhile finds the app before. */
export async function buildWeb(): Promise<void> {
  await mkdir(assets, { recursive: true })
  const files = await bundle()
  const chunks = JSON.parse(Buffer.from(files.get('vite.json')!).toString()) as Record<string, ViteChunk>
  files.delete('vite.json')
  const there = new Set(await listAssets(assets))
  await Promise.all([...files].map(([file, bytes]) => putAsset(nameOf(file), bytes, there)))
  const names = [...files.keys()].map(nameOf)
  const last = await filesOfLastBuild()
  await put(join(folder, 'manifest.json'), JSON.stringify(manifestOf(chunks)))
  await sweep(new Set([...names, ...last]))
  await put(join(folder, 'files.json'), JSON.stringify(names))
}

/** For what runs from the sources: builds only what has changed since. */
export async function buildWebIfStale(): Promise<void> {
  const stamp = join(folder, 'sources')
  const sources = await digestOfSources()
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return
  await buildWeb()
  await put(stamp, sources)
}
