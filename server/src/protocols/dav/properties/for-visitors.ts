import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { allows, CREATE, SHARE } from '../../../vocabulary/permissions.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { DAV, NEXTCLOUD, OWNCLOUD } from '../../wire/xml/names.ts'
import { davProperties } from './dav.ts'
import { nextcloudProperties } from './nextcloud.ts'
import { owncloudProperties } from './owncloud.ts'
import { permissionLetters } from './permission-letters.ts'
import type { Catalogue, Catalogues } from './property.ts'

/** What of a catalogue is told to whoever comes by a link; whatever is added later is not, until it stands here. */
function seen(catalogue: Catalogue, names: string): Catalogue {
  const chosen = names.split(' ').filter((name) => Object.hasOwn(catalogue, name))
  return Object.fromEntries(chosen.map((name) => [name, catalogue[name]!]))
}

/** As the clients know them: there is no limit, and it is not told. */
const UNLIMITED = '-3'
const UNKNOWN = '-2'

/** The live properties that visitors of a link see (webdav.md §21.1): nothing about people but whose it is. */
export const forVisitors: Catalogues<Catalogue[string]> = {
  [DAV]: {
    ...seen(
      davProperties,
      'resourcetype displayname getcontentlength getcontenttype getlastmodified getetag creationdate quota-used-bytes',
    ),
    'quota-available-bytes': {
      facet: 'spaces',
      // How much room a teacher has left is the business of those who may fill it.
      value: ({ node, permissions }, { facets }) => {
        if (node.kind !== FOLDER) return null
        const free = facets.spaces.get(node.space)?.free ?? null
        if (free === null) return UNLIMITED
        return allows(permissions, CREATE) ? String(free) : UNKNOWN
      },
    },
  },
  [OWNCLOUD]: {
    ...seen(owncloudProperties, 'id fileid size owner-id checksums data-fingerprint downloadURL'),
    // A visitor may pass the address on; clients take a missing R for an error.
    permissions: {
      value: (entry) => permissionLetters({ ...entry, permissions: entry.permissions | SHARE }),
    },
  },
  [NEXTCLOUD]: {
    ...seen(
      nextcloudProperties,
      'has-preview mount-type is-mount-root share-attributes creation_time upload_time hidden contained-folder-count contained-file-count',
    ),
    note: { value: (_entry, { note }) => escapeXml(note) },
  },
}
