import type { FastifyReply } from 'fastify'
import type { Fields } from '../fields.ts'
import type { Visit } from '../visit.ts'

/** To the sign-in, where the name stands that the client knows, and from there back. */
export function signInFirst(visit: Visit, back: string, query: Fields): FastifyReply {
  const user = query.get('user')?.slice(0, 255) ?? ''
  return visit.redirect(`/login?${new URLSearchParams({ redirect_url: back, user })}`)
}

/** A token as it was sent, no longer than one of ours. */
export const sentToken = (query: Fields): string => (query.get('stateToken') ?? '').slice(0, 64)
