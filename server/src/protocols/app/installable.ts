import { tokens } from '@nuage/contract'
import { type Language, languages } from '@nuage/contract/words'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { preferredLanguage } from '../wire/accept-language.ts'
import { cookieName, readCookies } from '../wire/cookies.ts'
import { publicAddress } from '../wire/public-address.ts'
import { sayIn } from '../wire/speech.ts'
import { OFFLINE_POLICY, SHELL_HEADERS } from './headers.ts'
import { offlinePage } from './offline.ts'
import type { AppOptions } from './plugin.ts'
import { serviceWorker } from './worker.ts'

const known = (tag: unknown): Language | undefined => languages.find((language) => language === tag)

const webManifest = (language: Language, base: string) => ({
  name: 'Nuage',
  short_name: 'Nuage',
  description: sayIn(language)('app.description'),
  lang: language,
  id: `${base}/`,
  start_url: `${base}/files`,
  scope: `${base}/`,
  display: 'standalone',
  background_color: tokens.colour.light.surfaceQuiet,
  theme_color: tokens.colour.light.accent,
  icons: [
    { src: `${base}/favicon.svg`, sizes: 'any', type: 'image/svg+xml' },
    { src: `${base}/img/logo.png`, sizes: '256x256', type: 'image/png' },
  ],
})

/** What lets the app be installed, and open without a network: none of it knows who asks. */
export function addInstallable(server: FastifyInstance, { publicUrl, assets }: AppOptions): void {
  const where = (request: FastifyRequest) => publicAddress(request, publicUrl)
  const languageOf = (request: FastifyRequest): Language => {
    const { lang } = request.query as { lang?: unknown }
    const kept = readCookies(request.headers.cookie).get(cookieName('language', where(request)))
    return known(lang) ?? known(kept) ?? preferredLanguage(request.headers['accept-language'], languages[0])
  }
  const answer = (reply: FastifyReply, type: string, body: string): FastifyReply =>
    reply
      .headers({ 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' })
      .send(body)
  server.get('/sw.js', (request, reply) =>
    answer(
      reply.header('content-security-policy', "default-src 'none'; connect-src 'self'"),
      'text/javascript; charset=utf-8',
      serviceWorker(where(request).prefix),
    ),
  )
  server.get('/app.webmanifest', (request, reply) =>
    answer(
      reply,
      'application/manifest+json',
      JSON.stringify(webManifest(languageOf(request), where(request).prefix)),
    ),
  )
  server.get('/offline', (request, reply) =>
    reply
      .headers({ ...SHELL_HEADERS, 'content-security-policy': OFFLINE_POLICY })
      .send(offlinePage(assets, languageOf(request), where(request).prefix)),
  )
}
