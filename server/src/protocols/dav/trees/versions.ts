import type { Member } from '../../../vocabulary/actor.ts'
import { options } from '../methods/options.ts'
import { deleteVersion } from '../methods/versions/delete.ts'
import { getVersion } from '../methods/versions/get.ts'
import { moveVersion } from '../methods/versions/move.ts'
import { propfindVersions } from '../methods/versions/propfind.ts'
import { proppatchVersion } from '../methods/versions/proppatch.ts'
import { refuseHere } from './refuse-here.ts'
import type { Methods } from './tree.ts'

/** What files held before (webdav.md §19). */
export const versions: Methods<Member> = {
  OPTIONS: options,
  PROPFIND: propfindVersions,
  PROPPATCH: proppatchVersion,
  GET: getVersion,
  HEAD: getVersion,
  PUT: refuseHere,
  MKCOL: refuseHere,
  DELETE: deleteVersion,
  MOVE: moveVersion,
  COPY: refuseHere,
}
