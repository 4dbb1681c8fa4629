import type { Member } from '../../../vocabulary/actor.ts'
import { options } from '../methods/options.ts'
import { deleteTag } from '../methods/tags/delete.ts'
import { postTag } from '../methods/tags/post.ts'
import { propfindTags } from '../methods/tags/propfind.ts'
import { proppatchTag } from '../methods/tags/proppatch.ts'
import { refuseHere } from './refuse-here.ts'
import type { Methods } from './tree.ts'

/** `systemtags[/<tag>]`: the words one can choose from (webdav.md §20). */
export const tags: Methods<Member> = {
  OPTIONS: options,
  PROPFIND: propfindTags,
  PROPPATCH: proppatchTag,
  POST: postTag,
  DELETE: deleteTag,
  PUT: refuseHere,
  MKCOL: refuseHere,
}
