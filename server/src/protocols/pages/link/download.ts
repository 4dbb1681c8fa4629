import { Refusal } from '../../../vocabulary/refusal.ts'
import { sendNothing } from '../data.ts'
import type { Handler } from '../route.ts'
import { bytesRoute, readPath } from './address.ts'
import { mayHaveBytes, through } from './door.ts'

/** To where the bytes are, which can be resumed and asked for without cookies (ocs.md §8). */
export const download: Handler = through(async (visit, link, { query }) => {
  // The sharer's wish that nothing be offered: as recorded, it is as if the address were not there.
  if (link.row.hide_download === 1) return sendNothing(visit.reply, 404)
  if (!mayHaveBytes(link)) throw new Refusal('not-permitted', 'no-download')
  const files = query.get('files')
  const route = `${bytesRoute(link.token, readPath(query.get('path')))}/?accept=zip`
  return visit.redirect(
    files === undefined ? route : `${route}&${new URLSearchParams({ files: filesOf(files) })}`,
  )
}, 'downloadshare')

/** One name, or a list in JSON. */
function filesOf(text: string): string {
  if (text.startsWith('[')) return text
  return JSON.stringify([text])
}
