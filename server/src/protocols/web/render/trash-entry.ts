import type { TrashEntry } from '@nuage/contract/api'
import type { Tell } from '../../../domain/previews/tell.ts'
import type { TrashEntry as Entry } from '../../../domain/trash/entry.ts'
import { kindOf } from './item.ts'

/** @param own the space of whoever asks. */
export const trashEntryOf = (
  { own, tell }: { own: number; tell: Tell },
  { id, node, space, name, location, deleted, deletedBy, deletedByName }: Entry,
): TrashEntry => ({
  id,
  item: node.id,
  space,
  name,
  kind: kindOf(node.kind),
  mime: node.mime,
  size: node.size,
  folder: location.split('/').slice(0, -1),
  deleted,
  by: deletedBy === null ? null : { id: deletedBy, name: deletedByName },
  preview: tell(node),
  etag: node.etag,
  own: space === own,
})
