import { Item, LabelVersion, Versions } from '@nuage/contract/api'
import { namesOf } from '../../../domain/accounts/people/names.ts'
import { tellOfVersions } from '../../../domain/previews/tell.ts'
import { labelVersion, removeVersion } from '../../../domain/versions/change.ts'
import { listVersions } from '../../../domain/versions/list.ts'
import { restoreVersion } from '../../../domain/versions/restore.ts'
import { personRef } from '../render/person.ts'
import { type Route, route } from '../route.ts'
import { itemNow } from './folders.ts'

export const versionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/items/{id}/versions',
    summary: 'What a file holds, and what it held before, the newest first',
    answer: Versions,
    async handle({ domain, actor, path }) {
      const { node, held } = await listVersions(domain, actor, path.id)
      const tell = await tellOfVersions(domain, path.id)
      const names = await namesOf(
        domain,
        held.map(({ author }) => author),
      )
      return {
        entries: held.map(({ stamp, size, mtime, author, label, content }, at) => ({
          ...{ stamp, size, modified: mtime, label, current: at === 0 },
          by: personRef(author, names),
          preview: tell({ content, mime: node.mime, size }),
        })),
      }
    },
  }),
  route({
    method: 'PATCH',
    path: '/items/{id}/versions/{stamp}',
    summary: 'Names a version, which is then kept when others are thinned',
    body: LabelVersion,
    handle: ({ domain, actor, path, body }) => labelVersion(domain, actor, path.id, path.stamp, body.label),
  }),
  route({
    method: 'DELETE',
    path: '/items/{id}/versions/{stamp}',
    summary: 'Deletes a version for good',
    handle: ({ domain, actor, path }) => removeVersion(domain, actor, path.id, path.stamp),
  }),
  route({
    method: 'POST',
    path: '/items/{id}/versions/{stamp}/restore',
    summary: 'Gives a file back what it held; what it holds now becomes a version',
    answer: Item,
    async handle(call) {
      const { domain, actor, path } = call
      await restoreVersion(domain, actor, path.id, path.stamp)
      return await itemNow(call, path.id)
    },
  }),
]
