import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Domain } from '../../domain/domain.ts'
import { type Entered, enterLink, type Proof } from '../../domain/links/enter.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { type Credentials, parseAuthorization } from '../wire/basic-auth.ts'
import { isScripted } from '../wire/challenge.ts'
import { sealIn } from '../wire/link-cookie.ts'
import { Challenge, challenge } from './admit.ts'

const wrong = (headers: IncomingHttpHeaders): Challenge =>
  challenge(headers, isScripted(headers) ? 'link-scripted' : 'link-password-wrong')

const credentialsOf = ({ headers }: IncomingMessage): Credentials => parseAuthorization(headers.authorization)

/**
 * Lets a visitor in whose address names the link: any user name goes with the password, and any credentials with none.
 * Without them the browser is not to ask for some, since the link's page does that (webdav.md §21.1).
 * @param place the address they come from.
 * @throws Challenge; Refusal.
 */
export async function admitByToken(
  domain: Domain,
  request: IncomingMessage,
  token: string,
  place: string,
): Promise<Entered> {
  const { headers } = request
  const credentials = credentialsOf(request)
  const entered = await enter(domain, request, token, {
    place,
    ...(credentials.scheme === 'basic' ? { password: credentials.password } : {}),
    seal: (share) => sealIn(headers.cookie, share),
  })
  if (entered !== 'password-needed') return entered
  if (credentials.scheme === 'none') throw new Challenge('link-password-needed', {})
  throw wrong(headers)
}

/**
 * Lets a visitor in whose user name is the link: scripts and file managers, which are to ask (webdav.md §21.4). A
 * link that does not open is not told from a wrong password.
 * @throws Challenge; Refusal.
 */
export async function admitByName(domain: Domain, request: IncomingMessage, place: string): Promise<Entered> {
  const { headers } = request
  const credentials = credentialsOf(request)
  if (credentials.scheme === 'none')
    throw challenge(headers, isScripted(headers) ? 'link-scripted' : 'link-name-needed')
  if (credentials.scheme !== 'basic') throw wrong(headers)
  const { login, password } = credentials
  const entered = await enter(domain, request, login, { place, password }).catch((error: unknown) => {
    if (error instanceof Refusal && (error.kind === 'not-found' || error.kind === 'gone'))
      throw wrong(headers)
    throw error
  })
  if (entered === 'password-needed') throw wrong(headers)
  return entered
}

async function enter(
  domain: Domain,
  { headers }: IncomingMessage,
  token: string,
  proof: Proof,
): Promise<Entered | 'password-needed'> {
  try {
    return await enterLink(domain, token, proof)
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not-signed-in') throw wrong(headers)
    throw error
  }
}
