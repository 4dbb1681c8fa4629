import type { FastifyReply } from 'fastify'
import { setPassword } from '../../../domain/accounts/people/set-password.ts'
import { signIn } from '../../../domain/accounts/sign-in/sign-in.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { showStale, showTrouble } from '../errors.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice, passwordField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { newPassword } from '../look/strength.ts'
import type { Handler } from '../route.ts'
import { secondFirst } from '../second/paths.ts'
import type { Visit } from '../visit.ts'
import { enter } from './enter.ts'
import { HOME } from './home-path.ts'

const PATH = '/account/password'

export const passwordPage: Handler = async (visit) => refusedVisit(visit) ?? showPassword(visit)

/** Who is not signed in does so first; who signs in elsewhere has no password here. */
function refusedVisit(visit: Visit): FastifyReply | undefined {
  if (visit.session === undefined)
    return visit.redirect(`/login?${new URLSearchParams({ redirect_url: PATH })}`)
  if (!visit.session.person!.hasPassword) return showTrouble(visit, 'not-found')
  return secondFirst(visit, PATH)
}

function showPassword(visit: Visit, trouble?: string, status = 400): FastifyReply {
  const { say } = visit
  const title = say('pages.password.title')
  const toggle = { show: say('pages.sign-in.show'), hide: say('pages.sign-in.hide') }
  const field = (name: string, label: string, autocomplete: string) =>
    passwordField({ name, label, autocomplete, longest: 1024 }, toggle)
  const content = html`<div class="card"><h1>${title}</h1>
${trouble === undefined ? html`<p class="lead">${say('pages.password.lead')}</p>` : notice('loss', trouble)}
<form method="post" action="${visit.path(PATH)}">${hidden(visit)}
<input type="text" name="username" value="${visit.session!.person!.id}" autocomplete="username" hidden>
${field('current', say('pages.password.current'), 'current-password')}
${newPassword(visit, say('pages.password.new'))}
${field('again', say('pages.setup.again'), 'new-password')}
<div class="stack"><button class="button" type="submit">${title}</button>
<a class="button second" href="${visit.path(HOME)}">${say('pages.device.cancel')}</a></div></form></div>`
  return show(visit, { title, content, again: PATH }, trouble === undefined ? 200 : status)
}

export const changePassword: Handler = async (visit, fields) => {
  const refused = refusedVisit(visit)
  if (refused !== undefined) return refused
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  const password = fields.get('password') ?? ''
  if (password !== fields.get('again')) return showPassword(visit, visit.say('pages.setup.differ'))
  const { member, person } = visit.session!
  try {
    const current = {
      login: person!.id,
      password: fields.get('current') ?? '',
      place: visit.request.ip,
      page: true,
    } as const
    const { by } = await signIn(visit.domain, current)
    if (by !== 'account-password') throw new Refusal('not-signed-in', 'credentials-wrong')
    await setPassword(visit.domain, member!, person!.id, password)
  } catch (error) {
    return tellRefused(visit, error)
  }
  const vouched = visit.session!.factor !== null
  return visit.redirect(
    await enter(visit, { person: person!, vouched, to: '/?done=password', remember: false }),
  )
}

function tellRefused(visit: Visit, error: unknown): FastifyReply {
  if (!(error instanceof Refusal)) throw error
  if (error.kind === 'not-signed-in') return showPassword(visit, visit.say('pages.password.wrong'), 403)
  if (error.kind === 'too-many') return showPassword(visit, visit.say('pages.sign-in.throttled'), 429)
  const said = sayRefusal(visit.language, error.reason, error.facts)
  if (error.kind !== 'bad-request' || said === undefined) throw error
  return showPassword(visit, said)
}
