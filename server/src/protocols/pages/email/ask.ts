import { askNewEmail, mayChangeEmail } from '../../../domain/accounts/email/ask.ts'
import { html } from '../html.ts'
import { showAsk, troubleOf } from '../letter/ask-form.ts'
import { showSent } from '../letter/sent.ts'
import { icon } from '../look/icons.ts'
import { show } from '../look/show.ts'
import { EMAIL, fresh, SECURITY, type Turn } from '../security/paths.ts'

function showForm({ visit, session }: Turn, address: string, trouble?: Parameters<typeof showAsk>[2]) {
  const { say } = visit
  const { email } = session.person!
  const lead = email === '' ? say('pages.email.lead-none') : say('pages.email.lead', { email })
  const more = html`<p class="aside"><a class="plain" href="${visit.path(SECURITY)}">${say('pages.security.back')}</a></p>`
  const form = {
    ...{ title: say('pages.email.title'), lead, label: say('pages.email.address') },
    ...{
      hint: say('pages.email.address-help'),
      submit: say('pages.email.submit'),
      path: EMAIL,
      address,
      more,
    },
  }
  return showAsk(visit, form, trouble)
}

/** Addresses that a provider says follow what it says. */
function showElsewhere({ visit }: Turn) {
  const { say } = visit
  const title = say('pages.email.elsewhere-title')
  const content = html`<div class="card">${icon('letter', 'mark')}<h1>${title}</h1>
<p class="lead">${say('pages.email.elsewhere')}</p>
<a class="button second" href="${visit.path(SECURITY)}">${say('pages.security.back')}</a></div>`
  return show(visit, { title, content, again: EMAIL })
}

const isOpen = ({ visit, session }: Turn): boolean => mayChangeEmail(visit.domain, session.person!)

export const emailPage = fresh(EMAIL, (turn) => (isOpen(turn) ? showForm(turn, '') : showElsewhere(turn)))

export const askEmail = fresh(EMAIL, async (turn) => {
  const { visit, session, fields } = turn
  if (!isOpen(turn)) return showElsewhere(turn)
  const address = (fields.get('address') ?? '').trim().slice(0, 254)
  try {
    await askNewEmail(visit.domain, session, {
      ...{ address, language: visit.language, place: visit.request.ip },
    })
  } catch (error) {
    return showForm(turn, address, troubleOf(visit, error))
  }
  return showSent(visit, { said: visit.say('pages.letter.email'), address, again: EMAIL })
})
