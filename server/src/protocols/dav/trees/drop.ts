import type { DropVisitor } from '../../../vocabulary/actor.ts'
import { DavFault, SABRE } from '../fault.ts'
import { mkcolDrop } from '../methods/drop/mkcol.ts'
import { moveDrop } from '../methods/drop/move.ts'
import { putDrop } from '../methods/drop/put.ts'
import { deleteUpload } from '../methods/uploads/delete.ts'
import { mkcolUpload } from '../methods/uploads/mkcol.ts'
import { propfindUploads } from '../methods/uploads/propfind.ts'
import { putChunk } from '../methods/uploads/put.ts'
import { refuseHere } from './refuse-here.ts'
import type { Handler, Methods } from './tree.ts'

const METHODS = 'OPTIONS PROPFIND PROPPATCH GET HEAD DELETE MOVE COPY LOCK UNLOCK REPORT SEARCH POST'.split(
  ' ',
)

const refuse: Handler<DropVisitor> = async () => {
  throw new DavFault(405, `${SABRE}MethodNotAllowed`, 'drop-put-only')
}

/** A collection box as the clients know it, a file drop: it takes, and shows nothing (webdav.md §21.2). */
export const drop: Methods<DropVisitor> = {
  ...Object.fromEntries(METHODS.map((method) => [method, refuse])),
  PUT: putDrop,
  MKCOL: mkcolDrop,
}

/** What is handed in in pieces; whoever knows the name of an upload sent it. */
export const dropUploads: Methods<DropVisitor> = {
  OPTIONS: refuseHere,
  PROPFIND: propfindUploads,
  PROPPATCH: refuseHere,
  GET: refuseHere,
  HEAD: refuseHere,
  PUT: putChunk,
  MKCOL: mkcolUpload,
  DELETE: deleteUpload,
  MOVE: moveDrop,
  COPY: refuseHere,
}
