import type { Reader } from '../../storage/records/records.ts'
import type { Sender } from '../../vocabulary/actor.ts'
import type { ContentId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

/** An upload under way: a content that is not born yet. Its chunks are the extents of that content. */
export interface Upload {
  readonly id: number
  /** Empty for a visitor's. */
  readonly person: PersonId
  /** The link it came through; 0 for a person's own. */
  readonly share: number
  readonly name: string
  readonly content: ContentId
  /** Where room is kept for it. */
  readonly space: SpaceId
  /** Bytes it will have by its sender's word; 0 when nothing was said. */
  readonly declared: number
  /** Bytes that are there. */
  readonly size: number
  /** Rises with every chunk that comes, is replaced or goes. */
  readonly revision: number
  readonly created: number
  readonly touched: number
}

/** Whose uploads stand beside each other: a person's, or those of all visitors of a link. */
export const senderOf = (actor: Sender): readonly [person: PersonId, share: number] =>
  actor.kind === 'member' ? [actor.person, 0] : ['', actor.share]

export const UPLOAD = 'id, person, share, name, content, space, declared, size, revision, created, touched'
const NAMED = `SELECT ${UPLOAD} FROM upload WHERE person = ? AND share = ? AND name = ?`

/** What an upload keeps free for itself. */
export const reservedFor = (upload: { declared: number; size: number }): number =>
  Math.max(upload.declared, upload.size)

/** @throws Refusal `not-found`. */
export async function findUpload(reader: Reader, actor: Sender, name: string): Promise<Upload> {
  const upload = await reader.get<Upload>(NAMED, ...senderOf(actor), name)
  if (upload === undefined) throw new Refusal('not-found', 'node-missing', { facts: { path: `/${name}` } })
  return upload
}

/**
 * Chunks are put together in the natural order of their names, whatever order they came in: `1 2 10`,
 * `00001`, sixteen digits, or `start-end` as rclone writes them. The name itself follows, to tell `1` from `01`.
 */
export const chunkPosition = (name: string): string =>
  `${name.replace(/\d+/g, (digits) => digits.padStart(20, '0'))}/${name}`

export const chunkName = (position: string): string => position.slice(position.lastIndexOf('/') + 1)
