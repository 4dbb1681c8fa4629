import type { ServerResponse } from 'node:http'
import { Refusal } from '../../vocabulary/refusal.ts'
import { BodyStalled, BodyTooLarge, BodyTruncated } from '../wire/byte-count.ts'
import { MalformedPath } from '../wire/href.ts'
import { MalformedHeader } from '../wire/malformed-header.ts'
import { sentence as plainSentence, sayFault } from '../wire/speech.ts'
import { type ErrorBody, errorBody } from '../wire/xml/error-body.ts'
import { escapeText } from '../wire/xml/escape.ts'
import { MalformedXml } from '../wire/xml/parse.ts'
import { answer, type Exchange, XML_TYPE } from './exchange.ts'
import { badRequest, CONNECTOR, DavFault, SABRE } from './fault.ts'
import { ALLOW, DAV_CLASSES } from './methods/options.ts'
import { answers, exceptions, headers } from './refusals.ts'

export type Failing = Pick<Exchange, 'response' | 'method' | 'language' | 'log' | 'request'>

/** What went wrong, in the words of the wire; undefined for our own faults. */
function asFault(error: unknown, method: string): DavFault | undefined {
  if (error instanceof DavFault) return error
  if (error instanceof MalformedPath) return badRequest('path-malformed')
  if (error instanceof MalformedHeader) return badRequest('header-malformed', { header: error.header })
  if (error instanceof MalformedXml) return badRequest('xml-malformed')
  if (error instanceof BodyTruncated) return badRequest('body-truncated')
  if (error instanceof BodyStalled) return badRequest('body-stalled')
  if (error instanceof BodyTooLarge) return new DavFault(413, `${CONNECTOR}EntityTooLarge`, 'body-large')
  if (error instanceof Refusal) {
    const { status, exception } =
      exceptions[`${method} ${error.reason}`] ??
      exceptions[`${method} ${error.kind}`] ??
      exceptions[error.reason] ??
      answers[error.kind]
    const header = headers[error.reason]
    return new DavFault(status, exception, error.reason, {
      facts: error.facts,
      ...(header === undefined || status !== 412 ? {} : { header }),
    })
  }
  return undefined
}

/**
 * The sentence for a fault: some methods have their own. Clients show it to people, and without a wish for
 * another language it is the one that the reference server says.
 */
export function sentence(failing: Pick<Failing, 'language' | 'method'>, fault: DavFault): string {
  const { language, method } = failing
  return (
    sayFault(language, `${method.toLowerCase()}-${fault.reason}`, fault.facts) ??
    sayFault(language, fault.reason, fault.facts) ??
    plainSentence(language, `refusals.${fault.reason}`, fault.facts) ??
    ''
  )
}

const failureOf = ({ kind }: Refusal): string =>
  kind === 'damaged' ? 'stored bytes are damaged' : 'storage failed'

/** An error in the words of the wire; one that is ours is noted, and its nature kept to ourselves. */
export function faultOf(failing: Pick<Failing, 'method' | 'log'>, error: unknown): DavFault {
  const fault = asFault(error, failing.method)
  // A refusal with a cause is storage that failed: whoever asked is told little, the operator all of it.
  if (fault !== undefined && error instanceof Refusal && error.cause !== undefined)
    failing.log.error({ err: error, method: failing.method }, failureOf(error))
  if (fault !== undefined) return fault
  failing.log.error({ err: error, method: failing.method }, 'a request failed')
  return new DavFault(500, `${SABRE}InternalServerError`, 'internal')
}

const BROKEN_LINE = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE'])

/** Whether the client left while it was being answered: nobody is there to be told, and nothing is wrong here. */
const hungUp = (response: ServerResponse, error: unknown): boolean =>
  response.headersSent && response.destroyed && BROKEN_LINE.has(String((error as NodeJS.ErrnoException).code))

/** Answers with the error document; a fault after the headers ends the connection, so that no answer is short. */
export function answerFault(failing: Failing, error: unknown): void {
  const { response, request } = failing
  if (hungUp(response, error)) return
  const fault = faultOf(failing, error)
  if (response.headersSent || response.destroyed) {
    request.socket.destroy()
    return
  }
  const message = sentence(failing, fault)
  const body = errorBody({
    exception: fault.exception,
    message,
    ...(fault.header === undefined ? {} : { header: fault.header }),
    ...(EXPLAINED.has(fault.exception) ? { retry: { retry: false, reason: message } } : {}),
    ...locked(failing, fault),
  })
  answer(
    failing,
    fault.status,
    {
      'Content-Type': XML_TYPE,
      ...(fault.status === 405 ? { Allow: ALLOW } : {}),
      ...(failing.method === 'PROPFIND' && fault.status !== 401 ? ASKED : {}),
      ...retryAfter(fault),
      ...fault.headers,
    },
    body,
  )
}

/** Names and access rules: the classes that say whether trying again can help (webdav.md §4.1). */
const EXPLAINED = new Set([`${CONNECTOR}InvalidPath`, `${CONNECTOR}Forbidden`])

/** A question about properties is answered in the same terms, whatever the answer is (webdav.md §2). */
const ASKED = { DAV: DAV_CLASSES, Vary: 'Brief,Prefer' }

/** Which lock is in the way (RFC 4918 §16): of another lock, or of a change that brings no token. */
function locked(
  { request, method }: Failing,
  fault: DavFault,
): Pick<ErrorBody, 'lockTokenSubmitted' | 'conditions'> {
  if (fault.status !== 423) return { conditions: fault.conditions }
  const href = (request.url ?? '/').split('?', 1)[0]!
  if (method !== 'LOCK') return { lockTokenSubmitted: [href], conditions: fault.conditions }
  const conflict = `<d:no-conflicting-lock><d:href>${escapeText(href)}</d:href></d:no-conflicting-lock>`
  return { conditions: [...fault.conditions, conflict] }
}

const retryAfter = (fault: DavFault): Record<string, string> =>
  fault.status === 503 || fault.status === 429 ? { 'Retry-After': String(fault.facts.seconds ?? 30) } : {}
