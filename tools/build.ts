import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, type OutputFile } from 'esbuild'
import { buildWebIfStale } from './build-web.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const listing = join(dist, 'files.json')

/** Left in node_modules: native addons, which cannot be bundled, and large packages few installations load. */
const external = [
  ...['better-sqlite3', '@node-rs/argon2', '@aws-sdk/*', 'pg', 'pg-native', 'sharp', 'ioredis'],
  ...['@hyzyla/pdfium', 'libheif-js'],
]

/** CommonJS packages inside the bundle ask for Node's own modules through `require`. */
const banner =
  "import { createRequire as nuageRequire } from 'node:module';const require = nuageRequire(import.meta.url);"

async function bundleServer(): Promise<OutputFile[]> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: {
      nuage: 'server/src/runtime/main.ts',
      // Threads of their own, which load nothing of the server but its connection to SQLite.
      checkpoints: 'server/src/storage/records/checkpoints/worker.ts',
      aside: 'server/src/storage/records/aside/worker.ts',
      // Processes of their own, which load nothing of the server either.
      draw: 'server/src/runtime/rendering/child/main.ts',
    },
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: 'linked',
    sourcesContent: false,
    banner: { js: banner },
    external,
    write: false,
    logLevel: 'warning',
  })
  return result.outputFiles
}

async function filesOfLastBuild(): Promise<string[]> {
  try {
    return JSON.parse(await readFile(listing, 'utf8'))
  } catch {
    return []
  }
}

/** Each file appears whole, and the entry last: a start in the middle of a build runs the old program. */
async function write(files: OutputFile[]): Promise<void> {
  const entryLast = files.toSorted(
    (a, b) => Number(a.path.endsWith('nuage.mjs')) - Number(b.path.endsWith('nuage.mjs')),
  )
  for (const file of entryLast) {
    const temporary = `${file.path}.${process.pid}`
    await writeFile(temporary, file.contents)
    await rename(temporary, file.path)
  }
}

/** The last build's parts stay: a server started from it may not have loaded all of them yet. */
async function sweep(kept: Set<string>): Promise<void> {
  for (const name of await readdir(dist)) {
    if (name.startsWith('chunk-') && !kept.has(name)) await rm(join(dist, name), { force: true })
  }
}

async function buildAll(): Promise<void> {
  await mkdir(dist, { recursive: true })
  const files = await bundleServer()
  const names = files.map((file) => basename(file.path))
  const last = await filesOfLastBuild()
  await write(files)
  await sweep(new Set([...names, ...last]))
  await writeFile(listing, JSON.stringify(names))
  await buildWebIfStale()
}

try {
  await buildAll()
} catch (error) {
  // The bundler has shown what is wrong in the sources; where it noticed tells nobody anything.
  if (!(error instanceof Error && 'errors' in error)) console.error(error)
  process.exitCode = 1
}
