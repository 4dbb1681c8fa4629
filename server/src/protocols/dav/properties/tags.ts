import type { UsedTag } from '../../../domain/tags/in-use.ts'
import type { Tag } from '../../../domain/tags/tag.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { EMPTY_ELEMENT, type PropertyValue } from '../../wire/xml/multistatus.ts'
import { DAV, NEXTCLOUD, OWNCLOUD } from '../../wire/xml/names.ts'
import type { Catalogues, PropertyOf } from './property.ts'

/** A tag as whoever asks may use it; with its uses where these are listed. */
export interface TagLine {
  readonly tag: Tag & Partial<UsedTag>
  readonly mayAssign: boolean
  readonly forAdministrator: boolean
}

const told = (value: (line: TagLine) => PropertyValue): PropertyOf<TagLine | null> => ({
  value: (line) => (line === null ? null : value(line)),
})

const number = (value: number | undefined): PropertyValue => (value === undefined ? null : String(value))

/** The properties of tags (webdav.md §20). Collections of them have none but their kind. */
export const tagProperties: Catalogues<PropertyOf<TagLine | null>> = {
  [DAV]: { resourcetype: { value: (line) => (line === null ? '<d:collection/>' : EMPTY_ELEMENT) } },
  [OWNCLOUD]: {
    id: told(({ tag }) => String(tag.id)),
    'display-name': told(({ tag }) => escapeXml(tag.name)),
    'user-visible': told(({ tag }) => String(tag.visible)),
    'user-assignable': told(({ tag }) => String(tag.assignable)),
    'can-assign': told(({ mayAssign }) => String(mayAssign)),
    // No group has tags of its own; whether one has is told to administrators alone.
    groups: told(({ forAdministrator }) => (forAdministrator ? '' : { status: 403 })),
  },
  [NEXTCLOUD]: {
    color: told(({ tag }) => tag.color),
    'files-assigned': told(({ tag }) => number(tag.count)),
    'reference-fileid': told(({ tag }) => number(tag.example)),
  },
}
