import { findReadable, readFile } from '../../../domain/files/open.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { answer, type Exchange } from '../exchange.ts'
import { archiveQuestion, sendArchive } from './get-archive.ts'
import { sendFile } from './send-file.ts'

/** GET and HEAD. A folder has no body of its own, but may be had as an archive. */
export async function get(exchange: Exchange): Promise<void> {
  const { domain, actor, path } = exchange
  const place = await findReadable(domain, actor, path)
  if (place.node.kind === FOLDER) {
    const question = archiveQuestion(exchange)
    if (question === undefined) return answer(exchange, 200, {})
    tellStart(exchange)
    return await sendArchive(exchange, question)
  }
  tellStart(exchange)
  await sendFile(exchange, place.node, path.at(-1) ?? place.node.name, (range) =>
    readFile(domain, place.node, { start: range.start, end: range.end + 1 }),
  )
}

/** A page that started a download learns from a cookie that it has begun (webdav.md §11). */
function tellStart({ query, response }: Exchange): void {
  const secret = new URLSearchParams(query).get('downloadStartSecret')
  if (secret !== null && /^[A-Za-z0-9]{1,32}$/.test(secret))
    response.setHeader('Set-Cookie', `ocDownloadStarted=${secret}; Max-Age=20; path=/`)
}
