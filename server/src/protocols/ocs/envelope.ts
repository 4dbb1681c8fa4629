import type { OcsAnswer } from './call.ts'
import { httpStatus, isSuccess, success, type Version } from './status.ts'
import { writeXml } from './xml.ts'

export type Format = 'json' | 'xml'

export interface Wrapped {
  readonly status: number
  readonly type: string
  readonly body: string
}

export interface Outcome extends Pick<OcsAnswer, 'data' | 'totalItems' | 'itemsPerPage'> {
  readonly code: number
  readonly message: string
}

/** A success as an outcome; a code of its own (201) is kept in both versions. */
export const outcomeOf = (version: Version, answer: OcsAnswer): Outcome => ({
  ...answer,
  code: answer.code ?? success(version),
  message: 'OK',
})

/** Compact JSON: the desktop looks for the text `"statuscode":200`. */
export function wrap(format: Format, version: Version, outcome: Outcome): Wrapped {
  const unused = version === 1 ? '' : undefined
  const meta = {
    status: isSuccess(outcome.code) ? 'ok' : 'failure',
    statuscode: outcome.code,
    message: outcome.message,
    totalitems: outcome.totalItems ?? unused,
    itemsperpage: outcome.itemsPerPage ?? unused,
  }
  const ocs = { meta, data: outcome.data }
  const status = httpStatus(version, outcome.code)
  return format === 'json'
    ? { status, type: 'application/json; charset=utf-8', body: JSON.stringify({ ocs }) }
    : { status, type: 'application/xml; charset=utf-8', body: writeXml({ ocs }) }
}
