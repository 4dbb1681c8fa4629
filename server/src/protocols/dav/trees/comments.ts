import type { Member } from '../../../vocabulary/actor.ts'
import { deleteComment } from '../methods/comments/delete.ts'
import { postComment } from '../methods/comments/post.ts'
import { propfindComments } from '../methods/comments/propfind.ts'
import { proppatchComments } from '../methods/comments/proppatch.ts'
import { reportComments } from '../methods/comments/report.ts'
import { options } from '../methods/options.ts'
import { refuseHere } from './refuse-here.ts'
import type { Methods } from './tree.ts'

/** `comments/files/<file>[/<comment>]`: what was said about a file (webdav.md §20). */
export const comments: Methods<Member> = {
  OPTIONS: options,
  PROPFIND: propfindComments,
  PROPPATCH: proppatchComments,
  REPORT: reportComments,
  POST: postComment,
  DELETE: deleteComment,
  PUT: refuseHere,
  MKCOL: refuseHere,
}
