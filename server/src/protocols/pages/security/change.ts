import type { FastifyReply } from 'fastify'
import { securityOverview } from '../../../domain/accounts/second-factor/overview.ts'
import { offerPasskey } from '../../../domain/accounts/second-factor/passkey.ts'
import { makeCodes } from '../../../domain/accounts/second-factor/recovery.ts'
import { removePasskey, removeTotp } from '../../../domain/accounts/second-factor/remove.ts'
import { endOtherSessions, endSession } from '../../../domain/accounts/sessions/change.ts'
import { showTrouble } from '../errors.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice, textField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { added, troubleIn } from '../second/answer.ts'
import { showCodes } from '../second/codes.ts'
import { passkeyForm } from '../second/passkey-form.ts'
import { fitsPasskeys, siteOf } from '../second/site.ts'
import { totpForm } from '../second/totp-form.ts'
import type { Visit } from '../visit.ts'
import { fresh, own, SECURITY, type Turn } from './paths.ts'

const TOTP = `${SECURITY}/totp`
const PASSKEYS = `${SECURITY}/passkeys`
const CODES = `${SECURITY}/codes`

const back = (visit: Visit) =>
  html`<a class="button bare" href="${visit.path(SECURITY)}">${visit.say('pages.security.back')}</a>`

interface Again {
  readonly trouble?: string
  readonly status?: number
}

function showTotp({ visit, session, fields }: Turn, { trouble, status = 200 }: Again = {}): FastifyReply {
  const title = visit.say('pages.totp.title')
  const wrong = trouble !== undefined
  const content = html`<div class="card"><h1>${title}</h1>
${wrong && notice('loss', trouble)}
${totpForm(visit, session, { path: TOTP, sealed: fields.get('sealed'), wrong })}
${back(visit)}</div>`
  return show(visit, { title, content, again: TOTP }, status)
}

async function showPasskey(
  { visit, session }: Turn,
  { trouble, status = 200 }: Again = {},
): Promise<FastifyReply> {
  const { say } = visit
  const title = say('pages.passkeys.title')
  const site = siteOf(visit)
  const field = { name: 'name', label: say('pages.passkeys.name'), hint: say('pages.passkeys.name-help') }
  const key =
    fitsPasskeys(site) &&
    passkeyForm(visit, {
      ...{ act: 'create', options: await offerPasskey(visit.domain, session, site), path: PASSKEYS },
      ...{ submit: say('pages.passkeys.submit'), first: true },
      inside: textField({ ...field, autocomplete: 'off', longest: 64 }),
    })
  const content = html`<div class="card"><h1>${title}</h1>
${trouble === undefined ? html`<p class="lead">${say('pages.passkeys.lead')}</p>` : notice('loss', trouble)}
${key}<p data-without-passkeys>${say('pages.passkeys.no-script')}</p>
${back(visit)}</div>`
  return show(visit, { title, content, again: PASSKEYS }, status)
}

/** What a form brings is added; recovery codes are shown when it is the first. */
async function add(turn: Turn, done: string, again: (said: Again) => FastifyReply | Promise<FastifyReply>) {
  const { visit, session, fields } = turn
  try {
    const codes = await added(visit, session, fields)
    if (codes.length === 0) return visit.redirect(`${SECURITY}?done=${done}`)
    return showCodes(visit, codes, session.person!.id, `${SECURITY}?done=${done}`)
  } catch (error) {
    return await again(troubleIn(visit, error))
  }
}

export const totpPage = fresh(TOTP, (turn) => showTotp(turn))
export const addTotp = fresh(TOTP, (turn) => add(turn, 'totp', (said) => showTotp(turn, said)))
export const passkeyPage = fresh(PASSKEYS, (turn) => showPasskey(turn))
export const addKey = fresh(PASSKEYS, (turn) => add(turn, 'passkey', (said) => showPasskey(turn, said)))

interface Question {
  readonly title: string
  readonly lead: string
  readonly more?: string | undefined
  readonly submit: string
  readonly path: string
}

function askFirst(visit: Visit, { title, lead, more, submit, path }: Question): FastifyReply {
  const content = html`<div class="card"><h1>${title}</h1><p class="lead">${lead}</p>
${more !== undefined && notice('attention', more)}
<form method="post" action="${visit.path(path)}">${hidden(visit)}<div class="stack"><button class="button loss" type="submit">${submit}</button>
<a class="button second" href="${visit.path(SECURITY)}">${visit.say('pages.device.cancel')}</a></div></form></div>`
  return show(visit, { title, content, again: path })
}

/** What is said besides, when what is removed is all there is. */
async function whenLast({ visit, session }: Turn): Promise<string | undefined> {
  const { totp, passkeys } = await securityOverview(visit.domain, session.person!)
  const count = passkeys.length + (totp === null ? 0 : 1)
  return count > 1 ? undefined : visit.say('pages.totp.remove-last')
}

async function remove({ visit }: Turn, work: () => Promise<void>): Promise<FastifyReply> {
  await work()
  return visit.redirect(`${SECURITY}?done=removed`)
}

export const removeTotpPage = fresh(`${TOTP}/remove`, async (turn) => {
  const { say } = turn.visit
  const [title, lead, submit] = [
    say('pages.totp.remove-title'),
    say('pages.totp.remove-lead'),
    say('pages.totp.remove-submit'),
  ]
  return askFirst(turn.visit, { title, lead, submit, more: await whenLast(turn), path: `${TOTP}/remove` })
})
export const removeApp = fresh(`${TOTP}/remove`, (turn) =>
  remove(turn, () => removeTotp(turn.visit.domain, turn.session)),
)

const keyPath = ({ id = '' }: Turn['parameters']): string => `${PASSKEYS}/${id}/remove`
const keyId = ({ id = '' }: Turn['parameters']): number => (/^\d{1,15}$/.test(id) ? Number(id) : 0)

export const removeKeyPage = fresh(keyPath, async (turn) => {
  const { visit, parameters, session } = turn
  const { passkeys } = await securityOverview(visit.domain, session.person!)
  const key = passkeys.find(({ id }) => id === keyId(parameters))
  if (key === undefined) return showTrouble(visit, 'not-found')
  const { say } = visit
  return askFirst(visit, {
    ...{ title: say('pages.passkeys.remove-title'), submit: say('pages.totp.remove-submit') },
    lead: `${key.name} – ${say('pages.passkeys.remove-lead')}`,
    ...{ more: await whenLast(turn), path: keyPath(parameters) },
  })
})
export const removeKey = fresh(keyPath, (turn) =>
  remove(turn, () => removePasskey(turn.visit.domain, turn.session, keyId(turn.parameters))),
)

export const codesPage = fresh(CODES, ({ visit }) => {
  const { say } = visit
  const [title, lead, submit] = [
    say('pages.codes.new-title'),
    say('pages.codes.new-lead'),
    say('pages.codes.new-submit'),
  ]
  return askFirst(visit, { title, lead, submit, path: CODES })
})
export const newCodes = fresh(CODES, async ({ visit, session }) =>
  showCodes(visit, await makeCodes(visit.domain, session), session.person!.id, SECURITY),
)

export const endOne = own(SECURITY, async ({ visit, session, parameters }) => {
  await endSession(visit.domain, session.member!, session.person!.id, parameters.id ?? '')
  return visit.redirect(`${SECURITY}?done=ended`)
})
export const endOthers = own(SECURITY, async ({ visit, session }) => {
  await endOtherSessions(visit.domain, session)
  return visit.redirect(`${SECURITY}?done=all`)
})
