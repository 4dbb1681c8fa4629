import { familyOf } from '@nuage/contract'
import type { Facets } from '../../../domain/files/facets.ts'
import type { Found } from '../../../domain/files/found.ts'
import { hasPreview } from '../../../domain/previews/failures.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { allows, DOWNLOAD } from '../../../vocabulary/permissions.ts'
import { sentence } from '../../wire/speech.ts'
import type { MemberCall } from '../call.ts'

/** One hit of the unified search (ocs.md §13.5). */
export function searchRecord(call: MemberCall, { path, entry }: Found, facets: Facets) {
  const { base, domain, language } = call
  const { node, name, permissions } = entry
  const family = node.kind === FOLDER ? 'folder' : familyOf(node.mime)
  const within = path.slice(0, -1).join('/')
  const drawn = allows(permissions, DOWNLOAD) && hasPreview(domain.renderer, node, facets.previewFailures)
  return {
    thumbnailUrl: drawn ? `${base}/core/preview?x=32&y=32&fileId=${node.id}` : '',
    title: name,
    subline: within === '' ? '' : (sentence(language, 'ocs.search.within', { folder: within }) ?? ''),
    resourceUrl: `${base}/f/${node.id}`,
    icon: `${new URL(base).pathname.replace(/\/$/, '')}/apps/theming/img/core/filetypes/${family}.svg`,
    rounded: false,
    attributes: { fileId: String(node.id), path: `/${path.join('/')}` },
  }
}
