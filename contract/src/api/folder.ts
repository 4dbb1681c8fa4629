import { type Static, Type } from 'typebox'
import { ItemDetails, Lock, SharedWith, TagRef } from './item.ts'
import { Bytes, Count, Id, MOST_AT_ONCE, named, oneOf, orNull, PersonRef, Problem, Seconds } from './shape.ts'

/** The members of a folder, a column for each of their fields: of ten thousand, half as long, and quickly read. */
export const Members = named('Members', {
  id: Type.Array(Id),
  name: Type.Array(Type.String()),
  folder: Type.Array(Type.Integer({ minimum: 0, maximum: 1 }), { description: '1 for a folder' }),
  size: Type.Array(Bytes),
  modified: Type.Array(Seconds),
  mime: Type.Array(Count, { description: 'Place in `mimes`' }),
  stamp: Type.Array(Type.String(), { description: 'The beginning of the etag' }),
  rights: Type.Array(Type.Integer({ minimum: 0 })),
  preview: Type.Array(Type.Integer({ minimum: 0, maximum: 1 })),
})
export type Members = Static<typeof Members>

export const FolderPage = named('FolderPage', {
  folder: ItemDetails,
  entries: Members,
  mimes: Type.Array(Type.String()),
  favourites: Type.Array(Id),
  received: Type.Array(named('ReceivedMark', { id: Id, owner: orNull(PersonRef), space: Id })),
  shared: Type.Array(named('ShareMark', { id: Id, with: Type.Array(SharedWith) })),
  locked: Type.Array(named('LockMark', { id: Id, lock: Lock })),
  tags: Type.Array(TagRef),
  tagged: Type.Array(named('TagMark', { id: Id, tags: Type.Array(Id) })),
  commented: Type.Array(named('CommentMark', { id: Id, all: Count, unread: Count })),
})
export type FolderPage = Static<typeof FolderPage>

export const NewFolder = named('NewFolder', {
  name: Type.String({ maxLength: 1024 }),
  onClash: Type.Optional(oneOf(['refuse', 'keep-both'])),
})

/** Names below a folder, the last one’s own included. */
export const RelativePath = Type.Array(Type.String({ maxLength: 1024 }), { minItems: 1, maxItems: 250 })

export const NewTree = named('NewTree', { paths: Type.Array(RelativePath, { maxItems: MOST_AT_ONCE }) })

/** In the order of the paths; `id` is the folder’s, 0 where there is none. */
export const TreeOutcomes = Type.Array(
  Type.Union([
    Type.Object({ id: Id, ok: Type.Literal(true) }, { additionalProperties: false }),
    Type.Object(
      { id: Type.Literal(0), ok: Type.Literal(false), problem: Problem },
      { additionalProperties: false },
    ),
  ]),
)
export type TreeOutcomes = Static<typeof TreeOutcomes>

export const Arrivals = named('Arrivals', {
  files: Type.Array(named('Arrival', { path: RelativePath, size: Bytes }), { maxItems: MOST_AT_ONCE }),
  /** Bytes of all that is to come, also beyond these files; theirs when absent. */
  total: Type.Optional(Bytes),
})

const Standing = named('Standing', {
  id: Id,
  kind: oneOf(['file', 'folder']),
  size: Bytes,
  modified: Seconds,
  etag: Type.String(),
})

export const ArrivalChecked = Type.Union(
  [
    Type.Object(
      {
        ok: Type.Literal(true),
        there: Type.Optional(Standing),
        freeName: Type.Optional(Type.String({ description: 'Under which both can be kept' })),
      },
      { additionalProperties: false },
    ),
    Type.Object({ ok: Type.Literal(false), problem: Problem }, { additionalProperties: false }),
  ],
  { title: 'ArrivalChecked' },
)

export const ArrivalsChecked = named('ArrivalsChecked', {
  /** In the order of the files. */
  files: Type.Array(ArrivalChecked),
  /** Bytes that there is no room for; 0 when all fits. */
  missing: Bytes,
  free: orNull(Bytes),
})
export type ArrivalsChecked = Static<typeof ArrivalsChecked>
