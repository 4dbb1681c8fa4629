import {
  Arrivals,
  ArrivalsChecked,
  FolderPage,
  Item,
  ItemDetails,
  NewFolder,
  NewTree,
  Pages,
  TreeOutcomes,
} from '@nuage/contract/api'
import { listById, lookById } from '../../../domain/files/list-by-id.ts'
import { makeFolderIn } from '../../../domain/files/make-folder-in.ts'
import { makeTree } from '../../../domain/files/make-tree.ts'
import { countPages } from '../../../domain/previews/pages.ts'
import { sightById } from '../../../domain/previews/sight.ts'
import { type Foreseen, foresee } from '../../../domain/uploads/foresee.ts'
import { problemOf } from '../problem.ts'
import { folderPage } from '../render/folder.ts'
import { DETAILED, detailsOf, itemOf, kindOf, SHOWN } from '../render/item.ts'
import { type Call, type Route, route } from '../route.ts'

/** One thing as it is now, such as after it was changed. */
export async function itemNow({ domain, actor }: Call, id: number): Promise<Item> {
  const page = await lookById(domain, actor, id, SHOWN)
  return itemOf({ domain, facets: page.facets }, page.self)
}

function checked({ language, log }: Call, foreseen: Foreseen): ArrivalsChecked['files'][number] {
  if ('refused' in foreseen) return { ok: false, problem: problemOf(foreseen.refused, language, log) }
  const { there, freeName } = foreseen
  if (there === undefined) return { ok: true }
  const { id, kind, size, mtime, etag } = there
  return {
    ok: true,
    there: { id, kind: kindOf(kind), size, modified: mtime, etag },
    ...(freeName === undefined ? {} : { freeName }),
  }
}

export const folderRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/folders/{id}',
    summary: 'A folder with all its members, column by column',
    answer: FolderPage,
    async handle({ domain, actor, path }) {
      const page = await listById(domain, actor, path.id, DETAILED)
      return folderPage({ domain, facets: page.facets }, page)
    },
  }),
  route({
    method: 'GET',
    path: '/items/{id}',
    summary: 'A file or folder, with the way to it',
    answer: ItemDetails,
    async handle({ domain, actor, path }) {
      const page = await lookById(domain, actor, path.id, DETAILED)
      return detailsOf({ domain, facets: page.facets }, page)
    },
  }),
  route({
    method: 'GET',
    path: '/items/{id}/pages',
    summary: 'How many pages a file has to be looked at; 503 while they are being made',
    answer: Pages,
    async handle({ domain, actor, path }) {
      const { subject, kind, free } = await sightById(domain, actor, path.id)
      return { pages: await countPages(domain, subject, kind), marked: !free }
    },
  }),
  route({
    method: 'POST',
    path: '/folders/{id}/folders',
    summary: 'A new folder',
    body: NewFolder,
    answer: Item,
    status: 201,
    async handle(call) {
      const { domain, actor, path, body, hold } = call
      const wish = { name: body.name, onClash: body.onClash ?? 'refuse', hold } as const
      return await itemNow(call, (await makeFolderIn(domain, actor, path.id, wish)).id)
    },
  }),
  route({
    method: 'POST',
    path: '/folders/{id}/tree',
    summary: 'Folders below a folder, with those on the way; what is there already is fine',
    body: NewTree,
    answer: TreeOutcomes,
    async handle({ domain, actor, path, body, hold, language, log }) {
      const outcomes = await makeTree(domain, actor, path.id, body.paths, hold)
      return outcomes.map((outcome) =>
        'refused' in outcome
          ? { id: 0 as const, ok: false as const, problem: problemOf(outcome.refused, language, log) }
          : { id: outcome.id, ok: true as const },
      )
    },
  }),
  route({
    method: 'POST',
    path: '/folders/{id}/arrivals',
    summary: 'What would become of files that are to be sent, before a byte is sent',
    body: Arrivals,
    answer: ArrivalsChecked,
    async handle(call) {
      const { domain, actor, path, body, hold } = call
      const total = body.total ?? body.files.reduce((sum, { size }) => sum + size, 0)
      const { files, missing, free } = await foresee(domain, actor, path.id, body.files, { total, hold })
      return { files: files.map((one) => checked(call, one)), missing, free }
    },
  }),
]
