import { lookUpload, readUpload } from '../../../../domain/uploads/list.ts'
import type { Sender } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { notFound } from '../../fault.ts'
import { sendFile } from '../send-file.ts'
import { WHOLE } from './names.ts'
import { wholeEtag } from './propfind.ts'

/** What has arrived so far, or one chunk of it. */
export async function getUpload(exchange: Exchange<Sender>): Promise<void> {
  const { domain, actor, path } = exchange
  const [name, chunk, ...below] = path
  if (name === undefined) return answer(exchange, 200, { 'Content-Type': 'text/html; charset=utf-8' })
  const { upload, chunks } = await lookUpload(domain, actor, name)
  if (chunk === undefined) return answer(exchange, 200, { 'Content-Type': 'text/html; charset=utf-8' })
  const at = chunks.findIndex((one) => one.name === chunk)
  if (below.length > 0 || (at < 0 && chunk !== WHOLE))
    throw notFound('node-missing', { path: path.join('/') })
  const before = chunks.slice(0, Math.max(at, 0)).reduce((sum, one) => sum + one.size, 0)
  const { size, etag } = chunks[at] ?? { size: upload.size, etag: wholeEtag(upload) }
  const file = { size, etag, mtime: upload.touched, mime: 'application/octet-stream', checksums: '' }
  await sendFile(exchange, file, chunk, (range) =>
    readUpload(domain, upload, { start: before + range.start, end: before + range.end + 1 }),
  )
}
