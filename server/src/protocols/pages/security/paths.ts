import type { FastifyReply } from 'fastify'
import { isFresh } from '../../../domain/accounts/second-factor/fresh.ts'
import type { Session } from '../../../domain/accounts/sessions/session.ts'
import { signInFirst } from '../account/sign-in.ts'
import { showStale } from '../errors.ts'
import type { Fields } from '../fields.ts'
import type { Handler } from '../route.ts'
import { secondFirst } from '../second/paths.ts'
import type { Visit } from '../visit.ts'

export const SECURITY = '/settings/security'
export const EMAIL = `${SECURITY}/email`

/** Where somebody proves once more who they are, and from there to `to`. */
export const confirmPath = (to: string): string =>
  `${SECURITY}/confirm?${new URLSearchParams({ redirect_url: to })}`

export interface Turn {
  readonly visit: Visit
  readonly session: Session
  readonly fields: Fields
  readonly query: Fields
  readonly parameters: Readonly<Record<string, string>>
}

type Do = (turn: Turn) => Promise<FastifyReply> | FastifyReply

/** For whoever is signed in. @param path of the page, for coming back. */
export const own =
  (path: string | ((parameters: Turn['parameters']) => string), act: Do): Handler =>
  async (visit, fields, query, parameters) => {
    const here = typeof path === 'string' ? path : path(parameters)
    if (visit.session === undefined) return signInFirst(visit, here)
    if (visit.request.method === 'POST' && !visit.isOwnForm(fields.get('requesttoken')))
      return showStale(visit)
    return await act({ visit, session: visit.session, fields, query, parameters })
  }

/** The same for what is done only by whoever proved a short while ago who they are. */
export const fresh = (path: string | ((parameters: Turn['parameters']) => string), act: Do): Handler =>
  own(path, (turn) => {
    const { visit, session, parameters } = turn
    const here = typeof path === 'string' ? path : path(parameters)
    const second = secondFirst(visit, here)
    if (second !== undefined) return second
    return isFresh(visit.domain, session) ? act(turn) : visit.redirect(confirmPath(here))
  })
