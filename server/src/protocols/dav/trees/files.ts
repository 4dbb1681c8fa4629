import type { Member } from '../../../vocabulary/actor.ts'
import { del } from '../methods/delete.ts'
import { get } from '../methods/get.ts'
import { lock } from '../methods/lock.ts'
import { mkcol } from '../methods/mkcol.ts'
import { copyTo, move } from '../methods/move.ts'
import { options } from '../methods/options.ts'
import { propfind } from '../methods/propfind.ts'
import { proppatch } from '../methods/proppatch.ts'
import { put } from '../methods/put.ts'
import { report } from '../methods/report.ts'
import { unlock } from '../methods/unlock.ts'
import type { Methods } from './tree.ts'

/** A person's files. */
export const files: Methods<Member> = {
  OPTIONS: options,
  PROPFIND: propfind,
  PROPPATCH: proppatch,
  GET: get,
  HEAD: get,
  PUT: put,
  MKCOL: mkcol,
  DELETE: del,
  MOVE: move,
  COPY: copyTo,
  LOCK: lock,
  UNLOCK: unlock,
  REPORT: report,
}
