import { httpDate } from '../../wire/http-date.ts'
import { EMPTY_ELEMENT } from '../../wire/xml/multistatus.ts'
import { DAV, OWNCLOUD } from '../../wire/xml/names.ts'
import type { Catalogues, PropertyOf } from './property.ts'

/** A place for chunks, one of them, or what they will be together. */
export interface UploadLine {
  /** Null: a collection. */
  readonly file: { readonly size: number; readonly etag: string } | null
  /** Seconds; null where it is not known. */
  readonly modified: number | null
}

/** As clients ask for them to resume an upload. */
export const uploadProperties: Catalogues<PropertyOf<UploadLine>> = {
  [DAV]: {
    resourcetype: { value: ({ file }) => (file === null ? '<d:collection/>' : EMPTY_ELEMENT) },
    getcontentlength: { value: ({ file }) => (file === null ? null : String(file.size)) },
    getetag: { value: ({ file }) => (file === null ? null : `&quot;${file.etag}&quot;`) },
    getcontenttype: { value: ({ file }) => (file === null ? null : 'application/octet-stream') },
    getlastmodified: { value: ({ modified }) => (modified === null ? null : httpDate(modified)) },
  },
  [OWNCLOUD]: { size: { value: ({ file }) => (file === null ? null : String(file.size)) } },
}
