import type { Node } from '../../../domain/files/node.ts'
import type { TrashEntry } from '../../../domain/trash/entry.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { httpDate } from '../../wire/http-date.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { EMPTY_ELEMENT, type PropertyValue } from '../../wire/xml/multistatus.ts'
import { DAV, NEXTCLOUD, OWNCLOUD } from '../../wire/xml/names.ts'
import type { Catalogues, PropertyOf } from './property.ts'

/** One thing in the trash: what was deleted, or what lies inside it. */
export interface TrashLine {
  readonly entry: TrashEntry
  readonly node: Node
  readonly name: string
  /** Names below the entry; empty for the entry itself. */
  readonly inner: readonly string[]
  readonly hasPreview: boolean
}

type Value = (line: TrashLine) => PropertyValue

/** Of what was deleted; the collections around it have nothing but their type. */
const trashed = (value: Value): PropertyOf<TrashLine | null> => ({
  value: (line) => (line === null ? null : value(line)),
})

const ofFiles = (value: Value): PropertyOf<TrashLine | null> =>
  trashed((line) => (line.node.kind === FOLDER ? null : value(line)))

const id: Value = ({ node }) => String(node.id)

/** Where it was, from the root of its space. */
const location: Value = ({ entry, inner }) => escapeXml([entry.location, ...inner].join('/'))

/** The properties of the trash (webdav.md §18). Ids are bare numbers here, as Android expects them. */
export const trashProperties: Catalogues<PropertyOf<TrashLine | null>> = {
  [DAV]: {
    resourcetype: {
      value: (line) => (line === null || line.node.kind === FOLDER ? '<d:collection/>' : EMPTY_ELEMENT),
    },
    displayname: trashed(({ name }) => escapeXml(name)),
    getcontentlength: ofFiles(({ node }) => String(node.size)),
    getcontenttype: ofFiles(({ node }) => node.mime),
    getetag: trashed(({ node }) => `&quot;${node.etag}&quot;`),
    getlastmodified: trashed(({ entry }) => httpDate(entry.deleted)),
  },
  [OWNCLOUD]: {
    id: trashed(id),
    fileid: trashed(id),
    size: trashed(({ node }) => String(node.size)),
    permissions: trashed(() => 'GD'),
  },
  [NEXTCLOUD]: {
    'trashbin-filename': trashed(({ name }) => escapeXml(name)),
    'trashbin-original-location': trashed(location),
    'trashbin-title': trashed(location),
    'trashbin-deletion-time': trashed(({ entry }) => String(entry.deleted)),
    'trashbin-deleted-by-id': trashed(({ entry }) => escapeXml(entry.deletedBy ?? '')),
    'trashbin-deleted-by-display-name': trashed(({ entry }) => escapeXml(entry.deletedByName)),
    'has-preview': trashed((line) => String(line.hasPreview)),
    'mount-type': trashed(() => ''),
  },
}
