import type { FastifyReply } from 'fastify'
import { lacksFactor } from '../../../domain/accounts/second-factor/fresh.ts'
import type { Visit } from '../visit.ts'

export const SECOND = '/login/second'

/** Where the second factor is asked for, and from there to `to`. */
export const secondPath = (to: string): string => `${SECOND}?${new URLSearchParams({ redirect_url: to })}`

/** For what a remembered browser may not do: who is signed in passes the second factor first, and comes back. */
export const secondFirst = (visit: Visit, path: string): FastifyReply | undefined =>
  visit.session !== undefined && lacksFactor(visit.session) ? visit.redirect(secondPath(path)) : undefined
