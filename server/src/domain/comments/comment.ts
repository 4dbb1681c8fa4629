import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { allows, READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { readById } from '../files/find-by-id.ts'
import type { Node } from '../files/node.ts'

/** What somebody said about a file or folder. */
export interface Comment {
  /** Below 2³¹; later ones have higher numbers. */
  readonly id: number
  readonly node: NodeId
  /** Null once the account is gone. */
  readonly author: { readonly id: PersonId; readonly name: string } | null
  readonly message: string
  /** Seconds since 1970. */
  readonly created: number
  /** For whoever asks. */
  readonly unread: boolean
}

export const LONGEST_MESSAGE = 1000

/** @throws Refusal `bad-request`. */
export function acceptMessage(message: string): string {
  // What no XML can hold would be missing for some and not for others; PostgreSQL keeps no NUL.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
  const accepted = message.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '').trim()
  if (accepted === '') throw new Refusal('bad-request', 'comment-empty')
  if ([...accepted].length > LONGEST_MESSAGE)
    throw new Refusal('bad-request', 'comment-long', { facts: { length: LONGEST_MESSAGE } })
  return accepted
}

/** Whoever can read a file reads and writes comments on it. @throws Refusal `not-found`. */
export async function readCommented(reader: Reader, actor: Member, id: NodeId, now: number): Promise<Node> {
  const { node, location } = await readById(reader, actor, id, now)
  if (!allows(location.permissions, READ)) throw new Refusal('not-found', 'item-missing')
  return node
}

export interface CommentRow {
  id: number
  node: NodeId
  person: PersonId
  name: string | null
  removed: number | null
  message: string
  created: number
  seen: number
}

/** The first value is the person who asks. */
export const COMMENTS = `SELECT c.id, c.node, c.person, p.name, p.removed, c.message, c.created,
    COALESCE((SELECT k.seen FROM comment_mark k WHERE k.node = c.node AND k.person = ?), 0) AS seen
  FROM comment c LEFT JOIN person p ON p.id = c.person`

export const commentOf = (row: CommentRow, actor: Member): Comment => ({
  id: row.id,
  node: row.node,
  author: row.removed === null ? { id: row.person, name: row.name || row.person } : null,
  message: row.message,
  created: row.created,
  unread: row.id > row.seen && row.person !== actor.person,
})

const ONE = `${COMMENTS} WHERE c.node = ? AND c.id = ?`

/** @throws Refusal `not-found`. */
export async function readComment(reader: Reader, actor: Member, node: NodeId, id: number): Promise<Comment> {
  const row = await reader.get<CommentRow>(ONE, actor.person, node, id)
  if (row === undefined) throw new Refusal('not-found', 'comment-missing', { facts: { id } })
  return commentOf(row, actor)
}
