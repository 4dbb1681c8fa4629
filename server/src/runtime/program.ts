import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Manifest {
  name: string
  version: string
}

function readManifest(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  } catch {
    return undefined
  }
}

/** The folder that holds the whole program, whether it runs from its sources or bundled. */
function find(folder: string): { root: string; version: string } {
  const manifest = readManifest(folder)
  if (manifest?.name === 'nuage') return { root: folder, version: manifest.version }
  const parent = dirname(folder)
  if (parent === folder) throw new Error('the package.json of Nuage is missing')
  return find(parent)
}

export const program: { readonly root: string; readonly version: string } = find(import.meta.dirname)
