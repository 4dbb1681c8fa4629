import { type Static, Type } from 'typebox'
import { Bytes, Count, Id, named, oneOf, orNull, PersonRef, page, Seconds } from './shape.ts'

export const ItemKind = oneOf(['file', 'folder'])
export type ItemKind = Static<typeof ItemKind>

/** A mask, of what whoever asks may do. */
export const Rights = Type.Integer({
  minimum: 0,
  description: 'read 1, change 2, create 4, delete 8, share 16, have the original 32',
})

export const TagRef = named('TagRef', { id: Id, name: Type.String(), color: Type.String() })
export type TagRef = Static<typeof TagRef>

export const Lock = named('Lock', {
  by: orNull(PersonRef),
  kind: oneOf(['dav', 'user', 'app', 'token']),
  until: orNull(Seconds),
})
export type Lock = Static<typeof Lock>

/** To whom something was given: by whoever asks, or by what it was given to them. */
export const SharedWith = named('SharedWith', {
  kind: oneOf(['person', 'group', 'link', 'mail']),
  id: Type.String({ description: 'Empty for links' }),
  name: Type.String(),
})
export type SharedWith = Static<typeof SharedWith>

export const CommentCount = named('CommentCount', { all: Count, unread: Count })

const item = {
  id: Id,
  parent: orNull(Id),
  space: Id,
  name: Type.String(),
  kind: ItemKind,
  size: Bytes,
  modified: Seconds,
  mime: Type.String({ description: 'Empty for a folder' }),
  etag: Type.String(),
  rights: Rights,
  owner: orNull(PersonRef),
  received: Type.Boolean({ description: 'Given by somebody else, and shown here under a name of one’s own' }),
  shared: Type.Array(SharedWith),
  favourite: Type.Boolean(),
  lock: orNull(Lock),
  preview: Type.Boolean(),
  tags: Type.Array(TagRef),
  comments: CommentCount,
}

/** A file or folder as whoever asks sees it. */
export const Item = named('Item', item)
export type Item = Static<typeof Item>

/** A folder on the way, by its id. */
export const Step = named('Step', { id: Id, name: Type.String() })
export type Step = Static<typeof Step>

export const ItemDetails = named('ItemDetails', {
  ...item,
  /** From one’s root, which has no name, to the folder that it lies in. */
  way: Type.Array(Step),
  created: orNull(Seconds),
  uploaded: orNull(Seconds),
  checksums: Type.Array(Type.String()),
  contains: orNull(named('FolderCounts', { folders: Count, files: Count })),
})
export type ItemDetails = Static<typeof ItemDetails>

/** A file or folder in a list that is no folder: with where it lies. */
export const ListedItem = named('ListedItem', {
  ...item,
  folder: Type.Array(Type.String(), { description: 'Names of the folders above, from one’s root' }),
})
export type ListedItem = Static<typeof ListedItem>

export const Listing = page('Listing', ListedItem)
export type Listing = Static<typeof Listing>

/** Pictures of its pages are at `/core/preview?fileId=…&page=…`, from 1. */
export const Pages = named('Pages', {
  pages: Count,
  marked: Type.Boolean({
    description: 'The file itself may not be had: each picture bears the reader’s name',
  }),
})
export type Pages = Static<typeof Pages>
