import type { LinkVisitor } from '../../../vocabulary/actor.ts'
import { del } from '../methods/delete.ts'
import { get } from '../methods/get.ts'
import { mkcol } from '../methods/mkcol.ts'
import { copyTo, move } from '../methods/move.ts'
import { publicOptions } from '../methods/options.ts'
import { propfind } from '../methods/propfind.ts'
import { proppatch } from '../methods/proppatch.ts'
import { put } from '../methods/put.ts'
import type { Methods } from './tree.ts'

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
}
