import type { Node } from '../../../domain/files/node.ts'
import type { Held } from '../../../domain/versions/list.ts'
import { httpDate } from '../../wire/http-date.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { EMPTY_ELEMENT, type PropertyValue } from '../../wire/xml/multistatus.ts'
import { DAV, NEXTCLOUD } from '../../wire/xml/names.ts'
import type { Catalogues, PropertyOf } from './property.ts'

export interface VersionLine {
  readonly node: Node
  readonly held: Held
  readonly hasPreview: boolean
}

/** The second alone would stay the same if another content took its place in the list. */
export const heldEtag = ({ stamp, content }: Held): string => `${stamp}-${content ?? 0}`

const held = (value: (held: Held, node: Node) => PropertyValue): PropertyOf<VersionLine | null> => ({
  value: (line) => (line === null ? null : value(line.held, line.node)),
})

/** The properties of versions (webdav.md §19). */
export const versionProperties: Catalogues<PropertyOf<VersionLine | null>> = {
  [DAV]: {
    resourcetype: { value: (line) => (line === null ? '<d:collection/>' : EMPTY_ELEMENT) },
    getcontentlength: held(({ size }) => String(size)),
    getcontenttype: held((_held, node) => node.mime),
    getlastmodified: held(({ mtime }) => httpDate(mtime)),
    getetag: held((one) => `&quot;${heldEtag(one)}&quot;`),
  },
  [NEXTCLOUD]: {
    'version-author': held(({ author }) => (author === null ? null : escapeXml(author))),
    'version-label': held(({ label }) => (label === '' ? null : escapeXml(label))),
    'has-preview': { value: (line) => (line === null ? null : String(line.hasPreview)) },
  },
}
