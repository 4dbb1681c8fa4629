import { conditionOf } from './condition.ts'
import { fileAddress, send } from './dav.ts'
import { isFine, Refused } from './refused.ts'
import type { Sending } from './sending.ts'

/** One file in one request. @throws Refused, LineLost. */
export async function sendWhole({ rows: [row], fileOf, base, tell, signal }: Sending): Promise<void> {
  if (row === undefined) return
  const ids = [row.id]
  const { status } = await send('PUT', fileAddress([...base, ...row.folder, row.name]), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'X-OC-Mtime': String(row.modified),
      ...conditionOf(row),
    },
    body: fileOf(row),
    onSent: (bytes) => {
      if (row.size === 0 || bytes >= row.size) tell({ kind: 'finishing', ids })
      else tell({ kind: 'moved', ids, part: bytes / row.size })
    },
    signal,
  })
  if (!isFine(status)) throw new Refused(status)
  tell({ kind: 'arrived', ids })
}
