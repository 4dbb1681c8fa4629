import type { FastifyReply } from 'fastify'
import { askToSignUp } from '../../../domain/accounts/sign-up/ask.ts'
import { offersSignUp } from '../../../domain/accounts/sign-up/offer.ts'
import { showTrouble } from '../errors.ts'
import { html } from '../html.ts'
import { showAsk, staleForm, troubleOf } from '../letter/ask-form.ts'
import { showSent } from '../letter/sent.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'

export const SIGN_UP = '/signup'

export const signUpPage: Handler = async (visit) =>
  (await offersSignUp(visit.domain)) ? showForm(visit, '') : showTrouble(visit, 'not-found')

function showForm(visit: Visit, address: string, trouble?: Parameters<typeof showAsk>[2]): FastifyReply {
  const { say } = visit
  const more = html`<p class="aside"><a class="plain" href="${visit.path('/login')}">${say('pages.sign-up.have')}</a></p>`
  const form = {
    ...{ title: say('pages.sign-up.title'), lead: say('pages.sign-up.lead') },
    ...{ label: say('pages.sign-up.address'), hint: say('pages.sign-up.address-help') },
    ...{ submit: say('pages.sign-up.submit'), path: SIGN_UP, address, more },
  }
  return showAsk(visit, form, trouble)
}

/** The same page for everybody: who has an account and who may have one is told by letter alone. */
export const signUp: Handler = async (visit, fields) => {
  if (!(await offersSignUp(visit.domain))) return showTrouble(visit, 'not-found')
  const address = (fields.get('address') ?? '').trim().slice(0, 254)
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showForm(visit, address, staleForm(visit))
  try {
    await askToSignUp(visit.domain, { address, language: visit.language, place: visit.request.ip })
  } catch (error) {
    return showForm(visit, address, troubleOf(visit, error))
  }
  return showSent(visit, { said: visit.say('pages.letter.sign-up'), address, again: SIGN_UP })
}
