import { hasPreview } from '../../../domain/previews/failures.ts'
import type { ShownTag } from '../../../domain/tags/shown.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { EMPTY_ELEMENT } from '../../wire/xml/multistatus.ts'
import { always, type Catalogue, ofFiles } from './property.ts'

const member = (kind: 'folders' | 'files') => ({
  facet: 'counts' as const,
  value: (
    { node }: { node: { id: number; kind: number } },
    view: { facets: { counts: ReadonlyMap<number, { folders: number; files: number }> } },
  ) => (node.kind === FOLDER ? String(view.facets.counts.get(node.id)?.[kind] ?? 0) : null),
})

/** Android finds the attributes by these prefixes. */
const tagElement = (tag: ShownTag): string =>
  `<nc:system-tag oc:can-assign="${tag.mayAssign}" oc:id="${tag.id}" oc:user-assignable="${tag.assignable}"` +
  ` oc:user-visible="${tag.visible}" nc:color="${tag.color}">${escapeXml(tag.name)}</nc:system-tag>`

/** The properties in Nextcloud's namespace (webdav.md §7.3); what is not here is "not found". */
export const nextcloudProperties: Catalogue = {
  // Android takes an absent one for true and asks for a preview of everything.
  'has-preview': {
    facet: 'previews',
    value: ({ node }, { means, facets }) => String(hasPreview(means, node, facets.previewFailures)),
  },
  'mount-type': { value: ({ mount }) => (mount === null ? '' : 'shared') },
  'is-mount-root': { value: ({ isMountRoot }) => String(isMountRoot) },
  'is-federated': always(''),
  'share-attributes': always('[]'),
  sharees: always(EMPTY_ELEMENT),
  creation_time: { value: ({ node }) => String(node.created) },
  upload_time: ofFiles(({ node }) => String(node.uploaded)),
  hidden: always('false'),
  'contained-folder-count': member('folders'),
  'contained-file-count': member('files'),
  'system-tags': {
    facet: 'tags',
    value: ({ node }, view) => view.facets.tags.get(node.id)?.map(tagElement).join('') ?? EMPTY_ELEMENT,
  },
}
