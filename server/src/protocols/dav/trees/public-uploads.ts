import type { LinkVisitor } from '../../../vocabulary/actor.ts'
import { publicOptions } from '../methods/options.ts'
import { deleteUpload } from '../methods/uploads/delete.ts'
import { mkcolUpload } from '../methods/uploads/mkcol.ts'
import { moveUpload } from '../methods/uploads/move.ts'
import { propfindUploads } from '../methods/uploads/propfind.ts'
import { putChunk } from '../methods/uploads/put.ts'
import { refuseHere } from './refuse-here.ts'
import type { Methods } from './tree.ts'

/**
 * Files that visitors of a link send in pieces (webdav.md §21.3). Whoever knows the name of an upload sent it: nothing
 * lists them, and nothing that was sent can be had back.
 */
export const publicUploads: Methods<LinkVisitor> = {
  OPTIONS: publicOptions,
  PROPFIND: propfindUploads,
  PROPPATCH: refuseHere,
  GET: refuseHere,
  HEAD: refuseHere,
  PUT: putChunk,
  MKCOL: mkcolUpload,
  DELETE: deleteUpload,
  MOVE: moveUpload,
  COPY: refuseHere,
}
