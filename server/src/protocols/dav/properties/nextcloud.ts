import { hasPreview } from '../../../domain/previews/failures.ts'
import { NO_DOWNLOAD } from '../../../domain/shares/attributes.ts'
import type { Sharee } from '../../../domain/shares/on-nodes.ts'
import type { ShownTag } from '../../../domain/tags/shown.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { allows, DOWNLOAD } from '../../../vocabulary/permissions.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { EMPTY_ELEMENT } from '../../wire/xml/multistatus.ts'
import { ownLockProperties } from './own-lock.ts'
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

const textElement = (name: string, text: string): string =>
  text === '' ? `<nc:${name}/>` : `<nc:${name}>${escapeXml(text)}</nc:${name}>`

/** Of a link nothing is told but that there is one. */
const shareeElement = ({ kind, id, name }: Sharee): string =>
  `<nc:sharee>${textElement('id', id)}${textElement('display-name', name)}<nc:type>${kind}</nc:type></nc:sharee>`

/** The properties in Nextcloud's namespace (webdav.md §7.3); what is not here is "not found". */
export const nextcloudProperties: Catalogue = {
  // Android takes an absent one for true and asks for a preview of everything.
  'has-preview': {
    facet: 'previews',
    value: ({ node, permissions }, { means, facets }) =>
      String(allows(permissions, DOWNLOAD) && hasPreview(means, node, facets.previewFailures)),
  },
  'mount-type': { value: ({ mount }) => (mount === null ? '' : 'shared') },
  'is-mount-root': { value: ({ isMountRoot }) => String(isMountRoot) },
  'is-federated': always(''),
  'share-attributes': {
    value: ({ permissions }) => (allows(permissions, DOWNLOAD) ? '[]' : escapeXml(NO_DOWNLOAD)),
  },
  sharees: {
    facet: 'shares',
    value: ({ node }, view) => view.facets.shares.get(node.id)?.map(shareeElement).join('') ?? EMPTY_ELEMENT,
  },
  note: {
    facet: 'received',
    value: ({ mount }, view) =>
      mount === null ? null : escapeXml(view.facets.received.get(mount.node)?.note ?? ''),
  },
  'hide-download': {
    facet: 'received',
    value: ({ mount }, view) =>
      mount === null ? null : String(view.facets.received.get(mount.node)?.hideDownload ?? false),
  },
  creation_time: { value: ({ node }) => String(node.created) },
  upload_time: ofFiles(({ node }) => String(node.uploaded)),
  hidden: always('false'),
  'contained-folder-count': member('folders'),
  'contained-file-count': member('files'),
  ...ownLockProperties,
  'system-tags': {
    facet: 'tags',
    value: ({ node }, view) => view.facets.tags.get(node.id)?.map(tagElement).join('') ?? EMPTY_ELEMENT,
  },
}
