import { openProvider } from '../../../domain/providers/find.ts'
import { holdAnswer, takeAnswer } from '../../../domain/providers/hold-answer.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { readBody } from '../../wire/body.ts'
import { BodyTooLarge } from '../../wire/byte-count.ts'
import { type Fields, readFields } from '../fields.ts'
import { sameToken } from '../forms.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { arrive } from './arrive.ts'
import { callbackOf, speak } from './begin.ts'
import { takePending } from './pending.ts'
import { showRefused } from './refused.ts'

/** Bytes of a form around an answer of 256 KiB, in Base64 and with its signs escaped. */
const LARGEST_FORM = 512 * 1024

/** What the other side has to know of us. */
export const samlMetadata: Handler = async (visit, _fields, _query, { provider: id = '' }) => {
  const { row, provider } = await speak(visit, id, 'saml')
  const xml = await provider.metadata?.(callbackOf(visit, row))
  if (xml === undefined) throw new Refusal('not-found', 'provider-missing', { facts: { provider: id } })
  return visit.reply
    .header('content-type', 'application/samlmetadata+xml; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-cache')
    .send(xml)
}

/**
 * The provider's page sends the browser here by a form. Cookies that are `Lax` do not come along, so what it brings is
 * judged for itself, and waits until the browser asks for it from a page of ours.
 */
export const samlAnswer: Handler = async (visit, _fields, _query, { provider: id = '' }) => {
  try {
    const fields = await readForm(visit)
    const { row, provider } = await speak(visit, id, 'saml')
    const [callback, state] = [callbackOf(visit, row), fields.get('RelayState') ?? '']
    const statement = await provider.finish({ fields, callback, state, secrets: {} })
    const answer = await holdAnswer(visit.domain, { provider: row.id, state, statement })
    return visit.redirect(`/login/finish?${new URLSearchParams({ answer })}`)
  } catch (error) {
    return showRefused(visit, error, '/')
  }
}

/** Whether this browser is the one that asked, and asked for just this. */
export const finishSignIn: Handler = async (visit, _fields, query) => {
  const held = await takeAnswer(visit.domain, query.get('answer') ?? '')
  const pending = held && takePending(visit, held.provider, held.state)
  // Whoever presses “back” after signing in is signed in.
  if (pending === undefined && visit.session !== undefined) return visit.redirect('/')
  try {
    if (held === undefined || pending === undefined) throw new Refusal('not-signed-in', 'sign-in-stale')
    const { request } = pending.secrets
    if (request === undefined || !sameToken(request, held.statement.answers))
      throw new Refusal('not-signed-in', 'sign-in-stale', { detail: 'an answer to another request' })
    const row = await openProvider(visit.domain, held.provider, 'saml')
    return await arrive(visit, row, held.statement, pending)
  } catch (error) {
    return showRefused(visit, error, pending?.to ?? '/')
  }
}

async function readForm({ request }: Visit): Promise<Fields> {
  try {
    const body = await readBody(request.raw, LARGEST_FORM)
    return readFields(body.toString('utf8'), request.headers['content-type'])
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error
    throw new Refusal('not-signed-in', 'provider-answer', { detail: 'a form that is too long', cause: error })
  }
}
