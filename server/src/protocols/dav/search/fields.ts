import type { NumberField, SortKey, TextField } from '../../../domain/search/query.ts'
import { clark, DAV, NEXTCLOUD, OWNCLOUD, type QName } from '../../wire/xml/names.ts'
import { badRequest } from '../fault.ts'
import { isLive } from '../properties/compile.ts'

/** What a searchable property is to the domain, and how its literals are read (webdav.md §15.1). */
export type Field =
  | { readonly kind: 'text'; readonly field: TextField }
  | { readonly kind: 'number'; readonly field: NumberField }
  | { readonly kind: 'time'; readonly field: NumberField }
  | { readonly kind: 'favourite' }
  | { readonly kind: 'owner' }
  | { readonly kind: 'nothing' }

const FIELDS: Readonly<Record<string, Field>> = {
  [`{${DAV}}displayname`]: { kind: 'text', field: 'name' },
  [`{${DAV}}getcontenttype`]: { kind: 'text', field: 'mime' },
  [`{${DAV}}getlastmodified`]: { kind: 'time', field: 'mtime' },
  [`{${DAV}}getcontentlength`]: { kind: 'number', field: 'size' },
  [`{${DAV}}creationdate`]: { kind: 'time', field: 'created' },
  [`{${NEXTCLOUD}}creation_time`]: { kind: 'time', field: 'created' },
  [`{${NEXTCLOUD}}upload_time`]: { kind: 'time', field: 'uploaded' },
  // Cameras give a picture the time it was taken as its file's own; iOS asks for pictures by this property alone.
  [`{${NEXTCLOUD}}metadata-photos-original_date_time`]: { kind: 'time', field: 'taken' },
  [`{${OWNCLOUD}}size`]: { kind: 'number', field: 'size' },
  [`{${OWNCLOUD}}fileid`]: { kind: 'number', field: 'id' },
  [`{${OWNCLOUD}}favorite`]: { kind: 'favourite' },
  [`{${OWNCLOUD}}owner-id`]: { kind: 'owner' },
}
/** Metadata of photos that are not kept: nothing has them. */
const METADATA = /^metadata-[a-z_-]{1,60}$/

/** @throws DavFault 400 in the words of the reference. */
export function fieldOf(name: QName): Field {
  const key = clark(name)
  if (Object.hasOwn(FIELDS, key)) return FIELDS[key]!
  if (name.ns === NEXTCLOUD && METADATA.test(name.name)) return { kind: 'nothing' }
  throw badRequest(isLive(name) ? 'search-property-unsearchable' : 'search-property-unknown')
}

/** @throws DavFault 400 for what nothing can be put in order by. */
export function sortKeyOf(name: QName): SortKey | undefined {
  const field = fieldOf(name)
  if (field.kind === 'nothing') return undefined
  if (field.kind === 'favourite') return 'favourite'
  if (field.kind === 'owner' || field.field === 'id') throw badRequest('search-property-unsortable')
  return field.field
}
