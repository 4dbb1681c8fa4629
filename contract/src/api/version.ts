import { type Static, Type } from 'typebox'
import { Bytes, named, orNull, PersonRef, Seconds } from './shape.ts'

/** What a file holds, or held before. */
export const Version = named('Version', {
  stamp: Type.Integer({ description: 'Its name among the versions of the file' }),
  size: Bytes,
  modified: Seconds,
  by: orNull(PersonRef),
  label: Type.String(),
  current: Type.Boolean(),
  preview: Type.Boolean(),
})
export type Version = Static<typeof Version>
export const Versions = named('Versions', { entries: Type.Array(Version) })
export type Versions = Static<typeof Versions>

export const LabelVersion = named('LabelVersion', { label: Type.String({ maxLength: 1024 }) })
