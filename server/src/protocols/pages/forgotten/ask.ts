import type { FastifyReply } from 'fastify'
import { offersForgotten } from '../../../domain/accounts/forgotten/offer.ts'
import { askForLetter } from '../../../domain/accounts/letters/ask.ts'
import { showTrouble } from '../errors.ts'
import { html } from '../html.ts'
import { showAsk, staleForm, troubleOf } from '../letter/ask-form.ts'
import { showSent } from '../letter/sent.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'

export const FORGOTTEN = '/forgotten'

export const forgottenPage: Handler = async (visit) =>
  (await offersForgotten(visit.domain)) ? showForm(visit, '') : showTrouble(visit, 'not-found')

function showForm(visit: Visit, address: string, trouble?: Parameters<typeof showAsk>[2]): FastifyReply {
  const { say } = visit
  const more = html`<p class="aside"><a class="plain" href="${visit.path('/login')}">${say('pages.letter.back')}</a></p>`
  const form = {
    ...{ title: say('pages.forgotten.title'), lead: say('pages.forgotten.lead') },
    ...{ label: say('pages.forgotten.address'), submit: say('pages.forgotten.submit') },
    ...{ path: FORGOTTEN, address, more },
  }
  return showAsk(visit, form, trouble)
}

/** The same page for everybody. */
export const askForgotten: Handler = async (visit, fields) => {
  if (!(await offersForgotten(visit.domain))) return showTrouble(visit, 'not-found')
  const address = (fields.get('address') ?? '').trim().slice(0, 254)
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showForm(visit, address, staleForm(visit))
  const { language } = visit
  try {
    await askForLetter(visit.domain, { what: 'password', address, language, place: visit.request.ip })
  } catch (error) {
    return showForm(visit, address, troubleOf(visit, error))
  }
  return showSent(visit, { said: visit.say('pages.letter.password'), address, again: FORGOTTEN })
}
