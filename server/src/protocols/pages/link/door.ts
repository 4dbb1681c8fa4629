import type { FastifyReply } from 'fastify'
import { findPerson } from '../../../domain/accounts/people/find.ts'
import { type Entered, enterLink } from '../../../domain/links/enter.ts'
import type { LinkRow } from '../../../domain/links/link.ts'
import type { DropVisitor, LinkVisitor } from '../../../vocabulary/actor.ts'
import { allows, DOWNLOAD } from '../../../vocabulary/permissions.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sealIn } from '../../wire/link-cookie.ts'
import type { Fields } from '../fields.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { linkRoute } from './address.ts'
import { showEnded, showMissing } from './ended.ts'
import { showRefused } from './outside.ts'

/** A link that was opened, with who opened it. */
export interface OpenLink {
  readonly token: string
  readonly visitor: LinkVisitor
  readonly row: LinkRow
}

export interface Sent {
  readonly fields: Fields
  readonly query: Fields
  readonly parameters: Readonly<Record<string, string>>
}

/** A collection box that was opened, with who opened it. */
export interface OpenBox {
  readonly token: string
  readonly visitor: DropVisitor
  readonly row: LinkRow
}

type AtBox = (visit: Visit, box: OpenBox, query: Fields) => Promise<FastifyReply>
type Through = (visit: Visit, link: OpenLink, sent: Sent) => Promise<FastifyReply>

/** What a browser goes on to after the password, as the addresses of the forms call it (ocs.md §8). */
export const GOALS = { showshare: '', preview: '/preview', downloadshare: '/download' } as const
export type Goal = keyof typeof GOALS

export const enter = (visit: Visit, token: string, password?: string): Promise<Entered | 'password-needed'> =>
  enterLink(visit.domain, token, {
    place: visit.request.ip,
    password,
    seal: (share) => sealIn(visit.request.headers.cookie, share),
  })

/**
 * A page behind a link: it is entered first, and whoever may not is told why.
 * @param box what is shown of a collection box at this address; without, there is nothing to see there.
 */
export const through =
  (handler: Through, goal: Goal = 'showshare', box?: AtBox): Handler =>
  async (visit, fields, query, parameters) => {
    const token = parameters.token ?? ''
    try {
      const entered = await enter(visit, token)
      if (entered === 'password-needed')
        return visit.redirect(linkRoute(visit, token, `/authenticate/${goal}`))
      const { actor, link } = entered
      if (actor.kind === 'drop-visitor') {
        if (box === undefined) throw new Refusal('not-permitted', 'drop-only')
        return await box(visit, { token, visitor: actor, row: link }, query)
      }
      return await handler(visit, { token, visitor: actor, row: link }, { fields, query, parameters })
    } catch (error) {
      return turnedAway(visit, token, error)
    }
  }

export function turnedAway(visit: Visit, token: string, error: unknown): FastifyReply {
  if (!(error instanceof Refusal)) throw error
  if (error.reason === 'link-missing') return showMissing(visit)
  if (error.reason === 'link-ended') return showEnded(visit, token, Number(error.facts.since))
  return showRefused(visit, token, error)
}

/** Whether originals may leave, and are offered. */
export const offersBytes = ({ visitor, row }: OpenLink): boolean =>
  allows(visitor.permissions, DOWNLOAD) && row.hide_download === 0

export const mayHaveBytes = ({ visitor }: OpenLink): boolean => allows(visitor.permissions, DOWNLOAD)

/** Who shares, by name. */
export async function sharerOf({ domain }: Visit, { row }: Pick<OpenLink, 'row'>): Promise<string> {
  return (await findPerson(domain, row.sharer))?.name ?? row.sharer
}

/** Forms come without a secret, since nobody is signed in: what browsers tell of their origin has to do. */
export function isForeign({ request, address }: Visit): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.origin
  // A page without referrer sends its own forms with this (Fetch §3.2).
  return origin !== undefined && origin !== 'null' && origin !== address.origin
}
