import { mayChangeEmail } from '../../../domain/accounts/email/ask.ts'
import type { Person } from '../../../domain/accounts/people/person.ts'
import { type SecurityOverview, securityOverview } from '../../../domain/accounts/second-factor/overview.ts'
import { listSessions, type OpenSession } from '../../../domain/accounts/sessions/list.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { day } from '../figures.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { icon } from '../look/icons.ts'
import { notice } from '../look/parts.ts'
import { show } from '../look/show.ts'
import type { Visit } from '../visit.ts'
import { EMAIL, own, SECURITY } from './paths.ts'

export const securityPage = own(SECURITY, async ({ visit, session, query }) => {
  const { say, domain } = visit
  const person = session.person!
  const [security, sessions] = await Promise.all([
    securityOverview(domain, person, session),
    listSessions(domain, person.id),
  ])
  const title = say('pages.security.title')
  const content = html`${told(visit, query.get('done'))}
<div class="card"><h1>${title}</h1>
${person.hasPassword && html`<h2>${say('pages.security.password')}</h2><a class="button second" href="${visit.path('/account/password')}">${say('pages.security.password-change')}</a>`}
${address(visit, person)}
</div>
<section class="card" aria-labelledby="factor"><h2 id="factor">${say('pages.security.factor')}</h2>${factor(visit, security)}</section>
<section class="card" aria-labelledby="sessions"><h2 id="sessions">${say('pages.security.sessions')}</h2>
<p>${say('pages.security.sessions-lead')}</p>
<ul class="rows">${sessions.map((one) => row(visit, one, one.id === session.id))}</ul>
${sessions.length > 1 && html`<form method="post" action="${visit.path(`${SECURITY}/sessions`)}">${hidden(visit)}<button class="button second" type="submit">${say('pages.security.sessions-end-all')}</button></form>`}
</section>
<section class="card" aria-labelledby="devices"><h2 id="devices">${say('pages.security.devices')}</h2>
<p>${say('pages.security.devices-lead')}</p>
<a class="button second" href="${visit.path('/?plain')}">${say('pages.security.devices-all')}</a></section>`
  return show(visit, { title: say('pages.security.window'), content, again: SECURITY })
})

function address(visit: Visit, person: Person): Fragment {
  const { say } = visit
  if (!mayChangeEmail(visit.domain, person)) return undefined
  return html`<h2>${say('pages.security.email')}</h2><p>${person.email || say('pages.security.email-none')}</p><a class="button second" href="${visit.path(EMAIL)}">${say('pages.security.email-change')}</a>`
}

const DONE = {
  totp: 'pages.security.done-totp',
  passkey: 'pages.security.done-passkey',
  removed: 'pages.security.done-removed',
  ended: 'pages.security.done-ended',
  all: 'pages.security.done-ended-all',
} as const

const told = ({ say }: Visit, what: string | undefined): Fragment =>
  what !== undefined && Object.hasOwn(DONE, what) && notice('good', say(DONE[what as keyof typeof DONE]))

const on = (visit: Visit, at: number): string =>
  day(at, seconds(visit.domain.now()), visit.language, visit.options.timeZone)

function line(visit: Visit, { created, lastUsed }: { created: number; lastUsed: number | null }): string {
  const used =
    lastUsed === null
      ? visit.say('pages.security.unused')
      : visit.say('pages.security.used', { date: on(visit, lastUsed) })
  return `${visit.say('pages.security.since', { date: on(visit, created) })} · ${used}`
}

function factor(visit: Visit, { totp, passkeys, codesLeft, required }: SecurityOverview): Html {
  const { say } = visit
  const guarded = totp !== null || passkeys.length > 0
  const small = (path: string, text: string, label: string): Html =>
    html`<a class="button second small" href="${visit.path(`${SECURITY}${path}`)}" aria-label="${label}">${text}</a>`
  const remove = (path: string, name: string): Html =>
    small(path, say('pages.security.remove'), say('pages.security.remove-label', { name }))
  const app = say('pages.security.totp')
  const codes = say('pages.security.codes')
  return html`<p>${say(guarded ? 'pages.security.factor-on' : 'pages.security.factor-off')}${required && html` ${say('pages.security.factor-required')}`}</p>
${
  guarded &&
  html`<ul class="rows">${totp !== null && html`<li>${icon('lock')}<div><strong>${app}</strong><span>${line(visit, totp)}</span></div>${remove('/totp/remove', app)}</li>`}${passkeys.map(
    (key) =>
      html`<li>${icon('key')}<div><strong>${key.name}</strong><span>${line(visit, key)}</span></div>${remove(`/passkeys/${key.id}/remove`, key.name)}</li>`,
  )}<li>${icon('receipt')}<div><strong>${codes}</strong><span>${codesLeft === 0 ? say('pages.security.codes-none') : say('pages.security.codes-left', { count: codesLeft })}</span></div>${small('/codes', say('pages.security.codes-new'), say('pages.security.codes-new'))}</li></ul>`
}
<div class="stack"><a class="button second" href="${visit.path(`${SECURITY}/totp`)}">${say(totp === null ? 'pages.security.totp-add' : 'pages.security.totp-again-label')}</a>
<a class="button second" href="${visit.path(`${SECURITY}/passkeys`)}">${say('pages.security.passkey-add')}</a></div>`
}

const NAME = /(Firefox|Edg|OPR|Chrom(?:e|ium)|Safari)\//

function row(visit: Visit, session: OpenSession, here: boolean): Html {
  const { say } = visit
  const known = NAME.exec(session.client)?.[1]?.replace('Edg', 'Edge').replace('OPR', 'Opera')
  const name = here ? say('pages.security.session-here') : (known ?? say('pages.security.session-some'))
  const used = say('pages.security.session-used', { date: on(visit, session.lastUsed) })
  const from =
    session.place === null ? '' : ` · ${say('pages.security.session-from', { place: session.place })}`
  const end = html`<form method="post" action="${visit.path(`${SECURITY}/sessions/${session.id}`)}">${hidden(visit)}<button class="button second small" type="submit" aria-label="${say('pages.security.session-end-label', { name })}">${say('pages.security.session-end')}</button></form>`
  return html`<li>${icon('device')}<div><strong>${name}</strong><span>${used}${from}</span></div>${!here && end}</li>`
}
