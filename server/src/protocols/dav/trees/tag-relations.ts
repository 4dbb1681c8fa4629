import type { Member } from '../../../vocabulary/actor.ts'
import { options } from '../methods/options.ts'
import { deleteRelation } from '../methods/tags/delete.ts'
import { postRelation } from '../methods/tags/post.ts'
import { propfindRelations } from '../methods/tags/propfind.ts'
import { putRelation } from '../methods/tags/put.ts'
import { refuseHere } from './refuse-here.ts'
import type { Methods } from './tree.ts'

/** `systemtags-relations/files/<file>[/<tag>]`: what hangs on a file. */
export const tagRelations: Methods<Member> = {
  OPTIONS: options,
  PROPFIND: propfindRelations,
  POST: postRelation,
  PUT: putRelation,
  DELETE: deleteRelation,
  MKCOL: refuseHere,
}
