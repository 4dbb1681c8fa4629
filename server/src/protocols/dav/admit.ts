import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Member } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { isScripted } from '../wire/challenge.ts'
import type { Authenticate } from './exchange.ts'
import { DavFault, SABRE } from './fault.ts'

/** What has to be known of whoever asks. */
export interface Identified {
  readonly actor: Member
}

export interface Doorkeeper<Who extends Identified> {
  /** Undefined when nothing was sent that could prove anything. */
  identify(request: IncomingMessage, place: string): Promise<Who | undefined>
  /** Whether a foreign page may only be borrowing the browser's cookie. */
  isForged(who: Who, method: string, headers: IncomingHttpHeaders): boolean
  /** The address of whoever asks, behind trusted proxies too. */
  placeOf(request: IncomingMessage): string
}

/** A 401, with the challenge that goes along. */
export class Challenge extends DavFault {
  constructor(reason: string, headers: Readonly<Record<string, string>>) {
    super(401, `${SABRE}NotAuthenticated`, reason, { headers })
  }
}

/**
 * Always exactly one challenge, and never `Bearer`, which the desktop takes for OAuth. Scripts of a page get one
 * that opens no password window (webdav.md §3.2).
 */
export function challenge(headers: IncomingHttpHeaders, reason: string): Challenge {
  const scheme = isScripted(headers) ? 'DummyBasic realm="Nuage"' : 'Basic realm="Nuage", charset="UTF-8"'
  return new Challenge(reason, { 'WWW-Authenticate': scheme })
}

export function admitting<Who extends Identified>(doorkeeper: Doorkeeper<Who>): Authenticate {
  return async (request) => {
    const { headers } = request
    const who = await identified(doorkeeper, request)
    if (who === undefined) throw challenge(headers, 'credentials-none')
    if (doorkeeper.isForged(who, request.method ?? 'GET', headers)) throw new Challenge('csrf', {})
    return who.actor
  }
}

async function identified<Who extends Identified>(
  doorkeeper: Doorkeeper<Who>,
  request: IncomingMessage,
): Promise<Who | undefined> {
  try {
    return await doorkeeper.identify(request, doorkeeper.placeOf(request))
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not-signed-in')
      throw challenge(request.headers, error.reason)
    throw error
  }
}
