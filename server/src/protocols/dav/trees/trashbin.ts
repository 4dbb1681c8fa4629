import type { Member } from '../../../vocabulary/actor.ts'
import { forbidden } from '../fault.ts'
import { options } from '../methods/options.ts'
import { deleteTrashed } from '../methods/trash/delete.ts'
import { getTrashed } from '../methods/trash/get.ts'
import { moveTrashed } from '../methods/trash/move.ts'
import { propfindTrash } from '../methods/trash/propfind.ts'
import { refuseHere } from './refuse-here.ts'
import type { Handler, Methods } from './tree.ts'

const refuseNew: Handler = async () => {
  throw forbidden('trash-read-only')
}

/** What a person deleted (webdav.md §18). */
export const trashbin: Methods<Member> = {
  OPTIONS: options,
  PROPFIND: propfindTrash,
  PROPPATCH: refuseHere,
  GET: getTrashed,
  HEAD: getTrashed,
  PUT: refuseNew,
  MKCOL: refuseNew,
  DELETE: deleteTrashed,
  MOVE: moveTrashed,
  COPY: refuseHere,
}
