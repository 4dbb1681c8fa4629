import type { LinkVisitor } from '../../../vocabulary/actor.ts'
import { DavFault, SABRE } from '../fault.ts'
import { del } from '../methods/delete.ts'
import { get } from '../methods/get.ts'
import { mkcol } from '../methods/mkcol.ts'
import { copyTo, move } from '../methods/move.ts'
import { publicOptions } from '../methods/options.ts'
import { propfind } from '../methods/propfind.ts'
import { proppatch } from '../methods/proppatch.ts'
import { put } from '../methods/put.ts'
import type { Handler, Methods } from './tree.ts'

/** There is none that visitors could ask for. */
const noReport: Handler<LinkVisitor> = async () => {
  throw new DavFault(415, `${SABRE}ReportNotSupported`, 'report-none', {
    conditions: ['<d:supported-report/>'],
  })
}

/** What a link shows: files with no locks, reports or searches of its visitors' own (webdav.md §21). */
export const publicFiles: Methods<LinkVisitor> = {
  OPTIONS: publicOptions,
  PROPFIND: propfind,
  PROPPATCH: proppatch,
  GET: get,
  HEAD: get,
  PUT: put,
  MKCOL: mkcol,
  DELETE: del,
  MOVE: move,
  COPY: copyTo,
  REPORT: noReport,
}
