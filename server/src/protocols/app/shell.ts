import { randomBytes } from 'node:crypto'
import type { Preferences } from '@nuage/contract/api'
import type { FastifyReply } from 'fastify'
import { accentPath } from '../wire/academy-look.ts'
import { ownSession } from '../wire/own-session.ts'
import { publicUrl } from '../wire/public-address.ts'
import { sayIn } from '../wire/speech.ts'
import type { Arrival } from './arrival.ts'
import type { Assets } from './assets.ts'
import { appPolicy, SHELL_HEADERS } from './headers.ts'
import { text } from './text.ts'

/** Inside of a script element nothing may look like its end. */
const data = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

function rootAttributes(language: string, { theme, density, font }: Preferences): string {
  const given = { lang: language, 'data-theme': theme, 'data-density': density, 'data-font': font }
  return Object.entries(given)
    .filter(([, value]) => value !== undefined && value !== 'system')
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')
}

/** The page that holds the app: made for each request, since it carries who is signed in. */
export async function showShell(arrival: Arrival, assets: Assets, version: string): Promise<FastifyReply> {
  const { domain, caller, address, language, reply } = arrival
  const say = sayIn(language)
  const nonce = randomBytes(16).toString('base64')
  const session = await ownSession(domain, caller)
  const at = (name: string): string => text(`${address.prefix}/assets/${name}`)
  const chosen = session.academy?.accent
  const accent = chosen == null ? [] : [text(`${address.prefix}${accentPath(chosen)}`)]
  const words = assets.words[language]
  const preload = [...assets.preload, ...(words === undefined ? [] : [words])]
  const start = { base: address.prefix, language, version, address: publicUrl(address), session }
  const markup = `<!doctype html>
<html ${rootAttributes(language, session.preferences)}>
<head>
<meta charset="utf-8">
<title>Nuage</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta property="csp-nonce" nonce="${nonce}">
${[...assets.styles.map(at), ...accent].map((href) => `<link rel="stylesheet" href="${href}">`).join('\n')}
<script type="module" src="${at(assets.entry)}"></script>
${preload.map((name) => `<link rel="modulepreload" href="${at(name)}">`).join('\n')}
<link rel="icon" href="${text(address.prefix)}/favicon.svg" type="image/svg+xml">
<link rel="manifest" href="${text(address.prefix)}/app.webmanifest?lang=${language}">
<link rel="apple-touch-icon" href="${text(address.prefix)}/apple-touch-icon.png">
</head>
<body>
<div id="app"></div>
<script type="application/json" id="start">${data(start)}</script>
<noscript><p>${text(say('app.no-script'))}</p><p><a href="${text(address.prefix)}/?plain=1">${text(say('app.no-script-account'))}</a> · <a href="${text(address.prefix)}/f/${session.root}?plain=1">${text(say('app.no-script-files'))}</a></p></noscript>
</body>
</html>
`
  const socket = address.origin.replace(/^http/, 'ws')
  return reply
    .headers(SHELL_HEADERS)
    .header('content-security-policy', appPolicy(nonce, socket))
    .header('content-language', language)
    .send(markup)
}
