import type { FastifyReply } from 'fastify'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { BodyStalled, BodyTooLarge, BodyTruncated } from '../../wire/byte-count.ts'
import { MalformedForm } from '../../wire/multipart.ts'
import type { Fields } from '../fields.ts'
import { linkRoute } from '../link/address.ts'
import { enter, isForeign, type OpenBox, turnedAway } from '../link/door.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'

type Inside = (
  visit: Visit,
  box: OpenBox,
  sent: { readonly query: Fields; readonly parameters: Readonly<Record<string, string>> },
) => Promise<FastifyReply>

/** A script of ours is told what is wrong; a browser is led to the form for the password. */
const isProgram = ({ request }: Visit): boolean =>
  /^application\/json\b/.test(request.headers['content-type'] ?? '')

/** What is said when the box may not be entered, or something in it is refused. */
type Saying = (visit: Visit, token: string, error: unknown) => FastifyReply

/**
 * A page of a box, behind its link.
 * @param saying for programs; people are shown a page.
 */
export const inBox =
  (handler: Inside, saying: Saying = turnedAway): Handler =>
  async (visit, _fields, query, parameters) => {
    const token = parameters.token ?? ''
    try {
      if (visit.request.method === 'POST' && isForeign(visit))
        throw new Refusal('not-permitted', 'form-foreign')
      const entered = await enter(visit, token)
      if (entered === 'password-needed') {
        if (isProgram(visit)) throw new Refusal('password-needed', 'link-password-wrong')
        return visit.redirect(linkRoute(visit, token, '/authenticate/showshare'))
      }
      const { actor, link } = entered
      if (actor.kind !== 'drop-visitor') throw new Refusal('not-found', 'box-missing')
      return await handler(visit, { token, visitor: actor, row: link }, { query, parameters })
    } catch (error) {
      return saying(visit, token, error)
    }
  }

const BROKEN = [MalformedForm, BodyTruncated, BodyStalled, BodyTooLarge]

/** What is wrong with a form is said as everything else is. */
export const asRefusal = (error: unknown): unknown =>
  BROKEN.some((kind) => error instanceof kind) ? new Refusal('bad-request', 'deposit-broken') : error
