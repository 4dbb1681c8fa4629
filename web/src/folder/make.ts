import type { FolderPage } from '@nuage/contract/api'
import { refresh } from '../acts/caches.ts'
import { makeFolder } from '../acts/make-folder.ts'
import { client } from '../api/client.ts'
import { Problem, problemOfStatus } from '../api/problem.ts'
import { wayTo } from '../list/rows.ts'
import { fileAddress, send } from '../transfer/index.ts'
import { say } from '../words/say.ts'
import { folderQuery } from './folder-query.ts'

/** @returns its id. @throws Problem, LineLost. */
export const makeFolderHere = async (folder: number, name: string): Promise<number> =>
  (await makeFolder(folder, name)).id

const taken = (name: string): Problem =>
  new Problem({
    status: 412,
    kind: 'exists',
    reason: 'name-taken',
    title: say('acts.name.taken', { name }),
    facts: {},
  })

/** An empty file; never over one that stands there. @returns its id. @throws Problem, LineLost. */
export async function makeDocument(page: FolderPage, name: string): Promise<number> {
  const headers = { 'if-none-match': '*', 'content-type': 'text/plain' }
  const { status } = await send('PUT', fileAddress([...wayTo(page), name]), { headers, body: '' })
  if (status === 412) throw taken(name)
  if (status >= 400) throw problemOfStatus(status)
  await refresh([page.folder.id])
  const now = await client.fetchQuery(folderQuery(page.folder.id))
  return now.entries.id[now.entries.name.indexOf(name)] ?? 0
}
