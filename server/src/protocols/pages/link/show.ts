import { list } from '../../../domain/files/list.ts'
import { countView } from '../../../domain/links/counters.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { showBox } from '../box/show.ts'
import type { Handler } from '../route.ts'
import { pathText, readPath } from './address.ts'
import { sharerOf, through } from './door.ts'
import { showFile } from './file.ts'
import { showFolder } from './folder.ts'

/** What is shared, or a folder below it; a file is at {@link view}. */
export const show: Handler = through(
  async (visit, link, { query }) => {
    const page = await list(visit.domain, link.visitor, readPath(query.get('path')), [])
    if (page.path.length === 0 && visit.request.method === 'GET') countView(visit.domain, link.row.share)
    const sharer = await sharerOf(visit, link)
    if (page.self.node.kind !== FOLDER) return await showFile(visit, { ...link, sharer }, page)
    return showFolder(visit, { ...link, sharer }, page, {
      number: Number(query.get('page')) || 1,
      done: query.get('done'),
      did: query.get('did'),
      path: pathText(page.path),
    })
  },
  'showshare',
  showBox,
)

/** One file of a shared folder, to look at. */
export const view: Handler = through(async (visit, link, { query }) => {
  const page = await list(visit.domain, link.visitor, readPath(query.get('path')), [])
  return await showFile(visit, { ...link, sharer: await sharerOf(visit, link) }, page)
})
