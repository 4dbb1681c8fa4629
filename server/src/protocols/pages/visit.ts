import type { Language } from '@nuage/contract/words'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Academy } from '../../domain/academies/academy.ts'
import { openAcademy } from '../../domain/academies/list.ts'
import { findSession } from '../../domain/accounts/sessions/find.ts'
import { csrfToken, isCsrfToken, type Session } from '../../domain/accounts/sessions/session.ts'
import type { Domain } from '../../domain/domain.ts'
import type { Font } from '../../domain/links/poster/font.ts'
import { cookieName, readCookies, setCookie } from '../wire/cookies.ts'
import { type PublicAddress, publicAddress } from '../wire/public-address.ts'
import { type Say, sayIn } from '../wire/speech.ts'
import { formToken, isBrowserToken, newBrowserToken, sameToken } from './forms.ts'
import { chooseLanguage } from './language.ts'
import { PAGE_HEADERS } from './look/headers.ts'

export interface PagesOptions {
  /** `NUAGE_PUBLIC_URL`; without, the request's own host. */
  readonly publicUrl?: string | undefined
  /** `NUAGE_TIMEZONE`. */
  readonly timeZone: string
  /** For what is printed; read when it is first needed. */
  posterFont(): Font
  /** Whether the web app is served beside these pages, which are then for browsers without script. */
  readonly app?: boolean
}

/** One request of a browser: who asks, in which language, and what goes back besides the page. */
export class Visit {
  readonly domain: Domain
  readonly options: PagesOptions
  readonly address: PublicAddress
  readonly session: Session | undefined
  /** Of somebody who has still to pass the second factor: opens the page that asks for it, and nothing else. */
  readonly pending: Session | undefined
  readonly sessionToken: string | undefined
  /** Whose colours and name the page wears: of who is signed in, else as it was chosen in this browser. */
  academy: Academy | undefined
  readonly language: Language
  /** The language, when this request chose it and it is not kept: addresses then carry it on. */
  readonly carried: Language | undefined
  readonly say: Say
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly #cookies: ReadonlyMap<string, string>
  #browser: string | undefined

  constructor(parts: VisitParts) {
    this.domain = parts.domain
    this.options = parts.options
    this.address = parts.address
    this.session = parts.session
    this.pending = parts.pending
    this.sessionToken = parts.sessionToken
    this.academy = parts.academy
    this.request = parts.request
    this.reply = parts.reply
    this.#cookies = parts.cookies
    const asked = (this.request.query as { lang?: unknown } | undefined)?.lang
    const choice = chooseLanguage({
      asked: typeof asked === 'string' ? asked : undefined,
      kept: this.cookie('language'),
      preferred: (this.session ?? this.pending)?.person?.language,
      accepted: this.request.headers['accept-language'],
    })
    this.language = choice.language
    this.say = sayIn(choice.language)
    this.carried = parts.cookieless && choice.keep ? choice.language : undefined
    if (choice.keep && !parts.cookieless) this.setCookie('language', choice.language, 365 * 86_400)
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(cookieName(name, this.address))
  }

  /** @param seconds how long it lasts; without, until the browser closes; 0 removes it. */
  setCookie(name: string, value: string, seconds?: number): void {
    // Fastify keeps those that were set before.
    this.reply.header('set-cookie', setCookie(name, value, this.address, seconds))
  }

  /** The address of one of our own pages, as it stands in links. */
  path(path: string): string {
    return `${this.address.prefix}${path}`
  }

  redirect(path: string, code = 303): FastifyReply {
    return this.reply.code(code).headers(PAGE_HEADERS).header('location', this.path(path)).send()
  }

  /** Goes into every form as `requesttoken`. A browser nobody is signed in with is told apart by a cookie. */
  formToken(): string {
    if (this.session !== undefined) return csrfToken(this.domain, this.session)
    const kept = this.#browser ?? this.cookie('browser')
    if (isBrowserToken(kept)) return formToken(this.domain, 'csrf', kept)
    this.#browser = newBrowserToken()
    this.setCookie('browser', this.#browser)
    return formToken(this.domain, 'csrf', this.#browser)
  }

  /** Whether a form came from a page of ours. */
  isOwnForm(sent: string | undefined): boolean {
    if (this.session !== undefined) return isCsrfToken(this.domain, this.session, sent)
    const kept = this.cookie('browser')
    return isBrowserToken(kept) && sameToken(formToken(this.domain, 'csrf', kept), sent)
  }
}

interface VisitParts {
  domain: Domain
  options: PagesOptions
  address: PublicAddress
  cookies: ReadonlyMap<string, string>
  session: Session | undefined
  pending?: Session | undefined
  sessionToken: string | undefined
  academy?: Academy | undefined
  request: FastifyRequest
  reply: FastifyReply
  /** Strangers are given no cookie before one is needed (RGPD). */
  cookieless?: boolean
}

export async function visit(
  domain: Domain,
  options: PagesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  cookieless = false,
): Promise<Visit> {
  const { address, cookies } = arrival(options, request)
  const token = cookies.get(cookieName('session', address))
  const found = token === undefined ? undefined : await findSession(domain, token, request.ip)
  const session = found?.member === undefined ? undefined : found
  const pending = found?.state === 'second-factor-pending' && found.person !== undefined ? found : undefined
  const chosen = cookies.get(cookieName('academy', address))
  const academy = cookieless
    ? undefined
    : await openAcademy(domain, (session ?? pending)?.person?.academy ?? chosen ?? '')
  return new Visit({
    ...{ domain, options, address, cookies, request, reply, session, pending, academy, cookieless },
    sessionToken: session === undefined && pending === undefined ? undefined : token,
  })
}

/** Without asking who it is: for what must work also when the records do not answer. */
export function strangersVisit(
  domain: Domain,
  options: PagesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Visit {
  const { address, cookies } = arrival(options, request)
  const nobody = { session: undefined, sessionToken: undefined }
  return new Visit({ ...{ domain, options, address, cookies, request, reply }, ...nobody })
}

const arrival = (options: PagesOptions, request: FastifyRequest) => ({
  address: publicAddress(request, options.publicUrl),
  cookies: readCookies(request.headers.cookie),
})
