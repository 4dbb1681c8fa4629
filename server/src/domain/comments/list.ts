import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { COMMENTS, type Comment, type CommentRow, commentOf, readComment, readCommented } from './comment.ts'
import { readMark } from './mark.ts'

export interface Discussion {
  /** The newest first. */
  readonly comments: readonly Comment[]
  /** When whoever asks last said to have seen all; undefined: never. Seconds since 1970. */
  readonly marked: number | undefined
}

export interface CommentsWish {
  readonly offset?: number
  readonly limit?: number
  /** Only those up to then; seconds since 1970. */
  readonly until?: number
  /** Only those with a lower number. */
  readonly before?: number
}

/** So many hang on one node. */
export const MOST_COMMENTS = 5_000

const NEWEST = `${COMMENTS} WHERE c.node = ? AND c.created <= ? AND c.id < ? ORDER BY c.id DESC LIMIT ? OFFSET ?`

/** @throws Refusal `not-found`. */
export const listComments = (
  domain: Domain,
  actor: Member,
  node: NodeId,
  wish: CommentsWish = {},
): Promise<Discussion> =>
  domain.records.read(async (reader) => {
    const { offset = 0, limit = MOST_COMMENTS } = wish
    const { until = Number.MAX_SAFE_INTEGER, before = Number.MAX_SAFE_INTEGER } = wish
    await readCommented(reader, actor, node, seconds(domain.now()))
    const rows = await reader.all<CommentRow>(NEWEST, actor.person, node, until, before, limit, offset)
    return {
      comments: rows.map((row) => commentOf(row, actor)),
      marked: await readMark(reader, actor.person, node),
    }
  })

/** @throws Refusal `not-found`. */
export const findComment = (domain: Domain, actor: Member, node: NodeId, id: number): Promise<Comment> =>
  domain.records.read(async (reader) => {
    await readCommented(reader, actor, node, seconds(domain.now()))
    return await readComment(reader, actor, node, id)
  })
