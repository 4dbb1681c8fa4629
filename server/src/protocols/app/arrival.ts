import { type Language, languages } from '@nuage/contract/words'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Domain } from '../../domain/domain.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { preferredLanguage } from '../wire/accept-language.ts'
import { type Authenticated, authenticate } from '../wire/authenticate.ts'
import { cookieName, readCookies } from '../wire/cookies.ts'
import { type PublicAddress, publicAddress } from '../wire/public-address.ts'
import { SHELL_HEADERS } from './headers.ts'
import type { AppOptions } from './plugin.ts'

/** One request of a browser for a place of the app, by somebody who is signed in. */
export interface Arrival {
  readonly domain: Domain
  readonly address: PublicAddress
  readonly language: Language
  readonly caller: Authenticated
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Who has the session, or nobody also when it waits for a second proof: the sign-in knows what to do then. */
async function callerOf(domain: Domain, { headers, ip }: FastifyRequest): Promise<Authenticated | undefined> {
  try {
    return await authenticate(domain, { headers: { cookie: headers.cookie }, place: ip })
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not-signed-in') return undefined
    throw error
  }
}

const known = (tag: string | undefined): Language | undefined =>
  languages.find((language) => language === tag?.slice(0, 2).toLowerCase())

/** @returns undefined when nobody is signed in; the answer, a way to the sign-in and back, is given then. */
export async function arrive(
  { domain, publicUrl }: AppOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Arrival | undefined> {
  const address = publicAddress(request, publicUrl)
  const caller = await callerOf(domain, request)
  if (caller === undefined) {
    const to = (request.raw.url ?? '/').replace(/^\/index\.php(?=\/)/, '')
    redirect(reply, address, `/login?${new URLSearchParams({ redirect_url: to })}`, 302)
    return undefined
  }
  const chosen = readCookies(request.headers.cookie).get(cookieName('language', address))
  const language =
    known(caller.person.language || undefined) ??
    known(chosen) ??
    preferredLanguage(request.headers['accept-language'], languages[0])
  return { domain, address, language, caller, request, reply }
}

export const redirect = (
  reply: FastifyReply,
  { prefix }: PublicAddress,
  path: string,
  status: 302 | 303 = 303,
): FastifyReply => reply.code(status).headers(SHELL_HEADERS).header('location', `${prefix}${path}`).send()
