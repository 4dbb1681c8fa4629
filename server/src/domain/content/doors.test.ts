import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { expect, test } from 'vitest'

const SOURCES = join(import.meta.dirname, '../..')
const IMPORT =
  /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'[^']*content\/open\.ts'|import\s+\{([^}]*)\}\s+from\s+'\.\/open\.ts'/g
const OPENING = new Set(['openContent', 'readContent', 'readPieces'])

async function sources(): Promise<[path: string, text: string][]> {
  const names = await readdir(SOURCES, { recursive: true })
  const ours = names
    .map((name) => name.split(sep).join('/'))
    .filter((name) => /\.ts$/.test(name) && !/\.(test|suite)\.ts$/.test(name))
  return await Promise.all(
    ours.map(async (name) => [name, await readFile(join(SOURCES, name), 'utf8')] as [string, string]),
  )
}

/** Which files take the bytes of contents, by name of what they import. */
async function takers(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const [path, text] of await sources())
    for (const [, far = '', near = ''] of text.matchAll(IMPORT)) {
      if (near !== '' && !path.startsWith('domain/content/')) continue
      const names = `${far},${near}`.split(',').map((name) => name.trim().split(/\s+as\s+/)[0]!)
      const opening = names.filter((name) => OPENING.has(name)).sort()
      if (opening.length > 0) found[path] = opening
    }
  return found
}

/** Whoever is added here has said in docs/plans/sharing.md §3 how it asks whether the bytes may leave. */
test('the bytes of files leave by doors that are known', async () => {
  expect(await takers()).toEqual({
    'domain/boxes/take-upload.ts': ['openContent'],
    'domain/files/open.ts': ['openContent', 'readContent'],
    'domain/previews/draw.ts': ['openContent'],
    'domain/sweep/compact.ts': ['readPieces'],
    'domain/uploads/assemble.ts': ['openContent'],
    'domain/uploads/list.ts': ['readContent'],
    'domain/versions/list.ts': ['readContent', 'readPieces'],
  })
})
