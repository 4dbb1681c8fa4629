import type { Member } from '../../../vocabulary/actor.ts'
import { options } from '../methods/options.ts'
import { deleteUpload } from '../methods/uploads/delete.ts'
import { getUpload } from '../methods/uploads/get.ts'
import { mkcolUpload } from '../methods/uploads/mkcol.ts'
import { moveUpload } from '../methods/uploads/move.ts'
import { propfindUploads } from '../methods/uploads/propfind.ts'
import { putChunk } from '../methods/uploads/put.ts'
import { refuseHere } from './refuse-here.ts'
import type { Methods } from './tree.ts'

/** Files that are on their way in pieces (webdav.md §16). */
export const uploads: Methods<Member> = {
  OPTIONS: options,
  PROPFIND: propfindUploads,
  PROPPATCH: refuseHere,
  GET: getUpload,
  HEAD: getUpload,
  PUT: putChunk,
  MKCOL: mkcolUpload,
  DELETE: deleteUpload,
  MOVE: moveUpload,
  COPY: refuseHere,
}
