import type { DropVisitor } from '../../../vocabulary/actor.ts'
import { DavFault, SABRE } from '../fault.ts'
import type { Handler, Methods } from './tree.ts'

/** Nothing of a drop is told, not even to whoever handed something in (webdav.md §21.2). */
const refuse: Handler<DropVisitor> = async () => {
  throw new DavFault(405, `${SABRE}MethodNotAllowed`, 'drop-put-only')
}

const METHODS =
  'OPTIONS PROPFIND PROPPATCH GET HEAD PUT MKCOL DELETE MOVE COPY LOCK UNLOCK REPORT SEARCH POST'.split(' ')

const nothing: Methods<DropVisitor> = Object.fromEntries(METHODS.map((method) => [method, refuse]))

export const drop: Methods<DropVisitor> = nothing
export const dropUploads: Methods<DropVisitor> = nothing
