import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { whyRefused } from './floor-rules.ts'
import type { Import } from './floors.ts'
import { importCycles } from './import-cycles.ts'
import { readImports } from './read-imports.ts'

const TREES = ['server/src', 'contract/src', 'web']

function sourceFiles(root: string): string[] {
  return TREES.flatMap((tree) => {
    const entries = readdirSync(join(root, tree), { recursive: true, encoding: 'utf8' })
    return entries.map((entry) => `${tree}/${entry.split(sep).join('/')}`)
  }).filter((path) => /\.(ts|tsx|mts)$/.test(path) && !/\/(node_modules|dist)\//.test(path))
}

const readAll = (root: string, files: readonly string[]): Import[] =>
  files.flatMap((file) => readImports(file, readFileSync(join(root, file), 'utf8')))

/** @returns one line for each breach; none when the stairs are sound */
export function checkFloors(root: string): { files: number; breaches: string[] } {
  const files = sourceFiles(root)
  if (!files.some((file) => file.startsWith('server/src/'))) {
    return {
      files: 0,
      breaches: ['server/src holds no file to check: looking in the wrong place proves nothing'],
    }
  }
  const imports = readAll(root, files)
  const refused = imports.flatMap((found) => {
    const reason = whyRefused(found)
    return reason === undefined ? [] : [`${found.from}:${found.line} imports ${found.specifier}: ${reason}`]
  })
  const rings = importCycles(imports).map((ring) => `files import each other in a ring: ${ring.join(' → ')}`)
  return { files: files.length, breaches: [...refused, ...rings] }
}

if (import.meta.main) {
  const { files, breaches } = checkFloors(resolve(process.argv[2] ?? join(import.meta.dirname, '..')))
  for (const breach of breaches) console.error(breach)
  if (breaches.length > 0) process.exit(1)
  console.log(`floors: ${files} files, every import goes down`)
}
