import { tokens } from '@nuage/contract'
import { isLinkPassword } from '../../../domain/links/is-password.ts'
import type { LinkRow } from '../../../domain/links/link.ts'
import { drawPoster, type PosterLook, type PosterText } from '../../../domain/links/poster/poster.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { moment } from '../figures.ts'
import { html } from '../html.ts'
import { BASE, CIRCLES } from '../look/cloud.ts'
import { hidden } from '../look/frame.ts'
import { notice, textField } from '../look/parts.ts'
import { qrCode } from '../look/qr-code.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { addressOf, ofOwnLink, typedAddress } from './own.ts'
import { sendFile } from './qr.ts'

const { text, textQuiet, accent, accentQuiet, line } = tokens.colour.light
const LOOK: PosterLook = {
  colours: { text, quiet: textQuiet, accent, ground: accentQuiet, line },
  logo: { circles: CIRCLES, base: BASE },
}

const LONGEST = 120

interface Wish {
  readonly title: string
  /** In plain text, as whoever made the link knows it: here it is kept as a hash. */
  readonly password: string
  readonly trouble?: string
}

/** The codes of a link, and what is to stand on its poster. */
export const posterPage: Handler = ofOwnLink('/poster', async (visit, link) =>
  showPage(visit, link, { title: link.name, password: '' }),
)

function showPage(visit: Visit, link: LinkRow, { title, password, trouble }: Wish, status = 200) {
  const { say } = visit
  const path = (what: string): string => visit.path(`/s/${link.token}${what}`)
  const address = addressOf(visit, link)
  const content = html`<div class="card"><h1>${say('pages.link.poster.title')}</h1>
${trouble !== undefined && notice('loss', trouble)}
${qrCode(address, say('pages.link.poster.code'))}
<p class="quiet aside">${typedAddress(visit, link, seconds(visit.domain.now()))}</p>
<div class="stack"><a class="button second" href="${path('/qr.png')}" download>${say('pages.link.poster.png')}</a><a class="button second" href="${path('/qr.svg')}" download>${say('pages.link.poster.svg')}</a></div></div>
<section class="card" aria-labelledby="print"><h2 id="print">${say('pages.link.poster.print')}</h2>
<form method="post" action="${path('/poster.pdf')}">${hidden(visit)}
${textField({ name: 'title', label: say('pages.link.poster.heading'), value: title, autocomplete: 'off', longest: LONGEST })}
${
  link.password !== null &&
  html`<div class="field"><label for="password">${say('pages.link.poster.password')}</label><p class="hint" id="password-hint">${say('pages.link.poster.password-hint')}</p><input id="password" name="password" value="${password}" maxlength="1024" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="password-hint"></div>`
}<button class="button" type="submit">${say('pages.link.poster.submit')}</button></form></section>`
  return show(
    visit,
    { title: say('pages.link.poster.title'), content, again: `/s/${link.token}/poster` },
    status,
  )
}

/** Without a password on it: whoever hangs it up says it, or there is none. */
export const poster: Handler = ofOwnLink('/poster.pdf', async (visit, link, { query }) =>
  sendPoster(visit, link, { title: query.get('title')?.slice(0, LONGEST) ?? link.name, password: '' }),
)

/** As the form of the page wants it. */
export const posterWith: Handler = ofOwnLink('/poster', async (visit, link, { fields }) => {
  const wish = {
    title: fields.get('title')?.slice(0, LONGEST) ?? '',
    password: link.password === null ? '' : (fields.get('password') ?? '').trim(),
  }
  const refuse = (trouble: string, status: number) => showPage(visit, link, { ...wish, trouble }, status)
  if (!visit.isOwnForm(fields.get('requesttoken'))) return refuse(visit.say('pages.errors.stale'), 403)
  // A poster with a wrong password on the wall helps nobody.
  if (wish.password !== '' && !(await isLinkPassword(link, wish.password)))
    return refuse(visit.say('pages.link.poster.wrong'), 400)
  return sendPoster(visit, link, wish)
})

function sendPoster(visit: Visit, link: LinkRow, { title, password }: Wish) {
  const { say, language, options } = visit
  const text: PosterText = {
    ...{ language, title: title.trim() || link.name, product: say('product.name') },
    lead: say('pages.link.poster.lead'),
    code: say('pages.link.poster.code-for', { address: addressOf(visit, link) }),
    addressLabel: say('pages.link.poster.type'),
    shownAddress: typedAddress(visit, link, seconds(visit.domain.now())),
    advice: say('pages.link.poster.advice'),
    ...(password === ''
      ? {}
      : { password: { label: say('pages.link.poster.with-password'), value: password } }),
    ...(link.expires === null
      ? {}
      : { end: say('pages.link.until', { date: moment(link.expires, language, options.timeZone) }) }),
  }
  const pdf = drawPoster(addressOf(visit, link), text, LOOK, options.posterFont())
  return sendFile(visit, 'application/pdf', `${text.title}.pdf`, pdf)
}
