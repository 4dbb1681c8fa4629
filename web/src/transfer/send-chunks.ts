import { type Arrived, listChunks } from './chunk-list.ts'
import { conditionOf } from './condition.ts'
import { destination, send, uploadAddress } from './dav.ts'
import { chunkSize } from './plan.ts'
import { isFine, Refused } from './refused.ts'
import type { Row } from './row.ts'
import type { Sending } from './sending.ts'

const nameOf = (chunk: number): string => String(chunk).padStart(5, '0')

async function ask(method: string, address: string, wish: Parameters<typeof send>[2]): Promise<void> {
  const { status } = await send(method, address, wish)
  if (!isFine(status)) throw new Refused(status)
}

/** Opens the upload, or finds out how far it came; room for all of it is kept from then on. */
async function begin(
  row: Row,
  upload: string,
  target: readonly string[],
  signal: AbortSignal,
): Promise<Arrived> {
  const known = row.upload === undefined ? undefined : await listChunks(upload, signal)
  // More than the file has: it is another one’s.
  if (known !== undefined && known.bytes <= row.size) return known
  if (known !== undefined) await send('DELETE', uploadAddress(upload), { signal })
  const headers = { Destination: destination(target), 'OC-Total-Length': String(row.size) }
  await ask('MKCOL', uploadAddress(upload), { headers, signal })
  return { bytes: 0, last: 0 }
}

/**
 * One large file, piece by piece: what has arrived stays there when the line breaks or the window is closed, for a day.
 * @throws Refused, LineLost.
 */
export async function sendChunks({ rows: [row], fileOf, base, tell, signal }: Sending): Promise<void> {
  if (row === undefined) return
  const ids = [row.id]
  const file = fileOf(row)
  const upload = row.upload ?? `web-${crypto.randomUUID()}`
  const target = [...base, ...row.folder, row.name]
  const lengths = { 'OC-Total-Length': String(row.size) }
  tell({ kind: 'opened', id: row.id, upload })
  let { bytes: offset, last } = await begin(row, upload, target, signal)
  let pace: number | undefined
  while (offset < row.size) {
    tell({ kind: 'moved', ids, part: offset / row.size })
    const chunk = file.slice(offset, offset + chunkSize(pace))
    const began = performance.now()
    const from = offset
    await ask('PUT', uploadAddress(upload, nameOf(++last)), {
      headers: { ...lengths, Destination: destination(target), 'Content-Type': 'application/octet-stream' },
      body: chunk,
      onSent: (bytes) => tell({ kind: 'moved', ids, part: (from + Math.min(bytes, chunk.size)) / row.size }),
      signal,
    })
    offset += chunk.size
    pace = chunk.size / Math.max(0.001, (performance.now() - began) / 1000)
  }
  tell({ kind: 'finishing', ids })
  await ask('MOVE', uploadAddress(upload, '.file'), {
    headers: {
      ...lengths,
      ...conditionOf(row),
      Destination: destination(target),
      'X-OC-Mtime': String(row.modified),
    },
    signal,
  })
  tell({ kind: 'arrived', ids })
}

/** What has arrived of it is not wanted any more; should that not get through, the server forgets it in a day. */
export const abandon = (upload: string): Promise<unknown> =>
  send('DELETE', uploadAddress(upload)).catch(() => {})
