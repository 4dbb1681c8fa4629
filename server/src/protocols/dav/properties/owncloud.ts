import type { Sharee } from '../../../domain/shares/on-nodes.ts'
import { FILE, FOLDER } from '../../../vocabulary/node-kind.ts'
import { allows, DOWNLOAD } from '../../../vocabulary/permissions.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { EMPTY_ELEMENT, type PropertyValue } from '../../wire/xml/multistatus.ts'
import { publicId } from '../exchange.ts'
import { permissionLetters, sharePermissions } from './permission-letters.ts'
import { always, type Catalogue, ofFiles, type Property } from './property.ts'

const comments = (which: 'all' | 'unread'): Property => ({
  facet: 'comments',
  value: ({ node }, view) => String(view.facets.comments.get(node.id)?.[which] ?? 0),
})

const shareTypes = (sharees: readonly Sharee[] = []): PropertyValue =>
  sharees.length === 0
    ? EMPTY_ELEMENT
    : [...new Set(sharees.map(({ kind }) => kind))]
        .map((kind) => `<oc:share-type>${kind}</oc:share-type>`)
        .join('')

/** The properties in ownCloud's namespace (webdav.md §7.2). */
export const owncloudProperties: Catalogue = {
  id: { value: ({ node }, view) => publicId(node.id, view.instanceId) },
  fileid: { value: ({ node }) => String(node.id) },
  permissions: {
    facet: 'locks',
    value: (entry, { facets }) =>
      permissionLetters(
        entry,
        facets.locks.get(entry.node.id)?.some(({ others }) => others),
      ),
  },
  size: { value: ({ node }) => String(node.size) },
  favorite: {
    facet: 'favourites',
    value: ({ node }, view) => (view.facets.favourites.has(node.id) ? '1' : '0'),
  },
  tags: always(EMPTY_ELEMENT),
  'share-types': { facet: 'shares', value: ({ node }, view) => shareTypes(view.facets.shares.get(node.id)) },
  'owner-id': {
    facet: 'spaces',
    value: ({ node }, view) => escapeXml(view.facets.spaces.get(node.space)?.owner ?? ''),
  },
  'owner-display-name': {
    facet: 'spaces',
    value: ({ node }, view) => escapeXml(view.facets.spaces.get(node.space)?.ownerName ?? ''),
  },
  checksums: {
    value: ({ node, permissions }) =>
      node.kind !== FILE || node.checksums === '' || !allows(permissions, DOWNLOAD)
        ? null
        : node.checksums
            .split(' ')
            .map((checksum) => `<oc:checksum>${checksum}</oc:checksum>`)
            .join(''),
  },
  'comments-unread': comments('unread'),
  'comments-count': comments('all'),
  'comments-href': { value: ({ node }, view) => `${view.commons}/comments/files/${node.id}` },
  'data-fingerprint': { facet: 'fingerprint', value: (_entry, view) => escapeXml(view.facets.fingerprint) },
  downloadURL: ofFiles(({ permissions }) => (allows(permissions, DOWNLOAD) ? '' : null)),
}

/** `{http://open-collaboration-services.org/ns}` and `{http://open-cloud-mesh.org/ns}` (webdav.md §7.4). */
export const sharingProperties: Catalogue = {
  'share-permissions': { value: (entry) => String(sharePermissions(entry)) },
}

export const meshProperties: Catalogue = {
  'share-permissions': {
    value: (entry) => {
      const held = sharePermissions(entry)
      const words = [
        held & 16 ? 'share' : '',
        'read',
        held & (entry.node.kind === FOLDER ? 4 : 2) ? 'write' : '',
      ]
      return escapeXml(JSON.stringify(words.filter((word) => word !== '')))
    },
  },
}
