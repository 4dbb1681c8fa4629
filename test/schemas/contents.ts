import { createHash } from 'node:crypto'
import { openContent } from '../../server/src/domain/content/open.ts'
import type { Domain } from '../../server/src/domain/domain.ts'

const CONTENTS: Readonly<Record<string, string>> = {
  node: 'SELECT id, content, size FROM node WHERE content IS NOT NULL ORDER BY id',
  version: 'SELECT id, content, size FROM version ORDER BY id',
  upload: 'SELECT id, content, size FROM upload ORDER BY id',
}

/** The SHA-1 of everything that a file, a version, the trash or an upload has, as `Expected.contents`. */
export async function digestContents(domain: Domain): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [table, text] of Object.entries(CONTENTS)) {
    const rows = await domain.records.read((reader) =>
      reader.all<{ id: number; content: number; size: number }>(text),
    )
    for (const { id, content, size } of rows) {
      const digest = createHash('sha1')
      for await (const piece of await openContent(domain, content, { start: 0, end: size }))
        digest.update(piece as Uint8Array)
      found[`${table} ${id}`] = digest.digest('hex')
    }
  }
  return found
}
