import type { FastifyReply } from 'fastify'
import { findOwnLink } from '../../../domain/links/find-own.ts'
import type { LinkRow } from '../../../domain/links/link.ts'
import { publicUrl } from '../../wire/public-address.ts'
import { signInFirst } from '../account/sign-in.ts'
import type { Fields } from '../fields.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'

type About = (visit: Visit, link: LinkRow, sent: { fields: Fields; query: Fields }) => Promise<FastifyReply>

/** About a link, for those who may change it alone: what they print may carry its password. */
export const ofOwnLink =
  (what: string, handler: About): Handler =>
  async (visit, fields, query, { token = '' }) => {
    const member = visit.session?.member
    if (member === undefined) return signInFirst(visit, `/s/${token}${what}`)
    return await handler(visit, await findOwnLink(visit.domain, member, token), { fields, query })
  }

/** What a code says: the full address, which no change of the link changes. */
export const addressOf = (visit: Visit, { token }: LinkRow): string =>
  `${publicUrl(visit.address)}/s/${token}`

/** What people type: short where there is a short one, and without what browsers put there themselves. */
export function typedAddress(visit: Visit, link: LinkRow, now: number): string {
  const short =
    link.short !== null && (link.short_expires ?? 0) > now ? `/c/${link.short}` : `/s/${link.token}`
  return `${publicUrl(visit.address).replace(/^https:\/\//, '')}${short}`
}
