import { setImmediate as breathe } from 'node:timers/promises'
import type { Domain } from '../../domain.ts'
import { eachOf } from '../../each-of.ts'
import { forgetPreview } from '../../previews/keep.ts'
import { type Check, check } from '../check.ts'
import type { Finding } from '../finding.ts'

interface Row {
  content: number
  count: number
}

/** Along `content` of a table of what is known about the previews of contents. */
const dangling = (table: string): Check =>
  check<Row>({
    kind: 'preview-dangling',
    sql: `SELECT p.content, count(*) AS count FROM ${table} p WHERE p.content BETWEEN ? AND ?
      AND NOT EXISTS (SELECT 1 FROM content c WHERE c.id = p.content) GROUP BY p.content`,
    key: (row) => row.content,
    subject: (row) => `content ${row.content}`,
    detail: (row) => `${row.count} rows of ${table} belong to a content that does not exist`,
    async mend(writer, row) {
      await writer.run(`DELETE FROM ${table} WHERE content = ?`, row.content)
      return 'removed'
    },
  })

export const previewDangling = dangling('preview')
export const previewFailureDangling = dangling('preview_failure')

interface Kept {
  blob: string
  length: number
  content: number
}

const PAGE = 500
const ASKED_AT_ONCE = 16
const PREVIEWS = `SELECT blob, length, content FROM preview WHERE blob > ? ORDER BY blob LIMIT ${PAGE}`
const STILL = 'SELECT 1 AS still FROM preview WHERE blob = ?'

/** Previews whose bytes are gone. Nothing is lost with them: a repair forgets them, and they are made again. */
export async function examinePreviews(
  domain: Domain,
  repair: boolean,
  found: (finding: Finding) => void,
): Promise<void> {
  for (let after = ''; ; ) {
    const last = after
    const page = await domain.records.read((reader) => reader.all<Kept>(PREVIEWS, last))
    await eachOf(page, ASKED_AT_ONCE, async (kept) => {
      const size = await domain.blobs.size(kept.blob)
      if (size === kept.length) return
      if ((await domain.records.get(STILL, kept.blob)) === undefined) return
      if (repair) await forgetPreview(domain, kept)
      found({
        kind: 'preview-lost',
        subject: `blob ${kept.blob}`,
        detail: `a preview of content ${kept.content} should have ${kept.length} bytes and has ${size ?? 'none'}`,
        repaired: repair ? 'forgotten: it is made again when it is asked for' : null,
      })
    })
    if (page.length < PAGE) return
    after = page.at(-1)!.blob
    await breathe()
  }
}
