import { confirmSignUp } from '../../../domain/accounts/sign-up/confirm.ts'
import { lookAtTicket } from '../../../domain/accounts/tickets/redeem.ts'
import { showButton, showSpent } from '../letter/button.ts'
import { keepProof } from '../letter/proof.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { ACCOUNT } from './account.ts'
import { SIGN_UP } from './ask.ts'

const question = (visit: Visit, token: string, stale = false) =>
  showButton(visit, {
    ...{ title: visit.say('pages.sign-up.open-title'), lead: visit.say('pages.sign-up.open-lead') },
    ...{ submit: visit.say('pages.sign-up.open-submit'), path: `${SIGN_UP}/letter/${token}`, stale },
  })

export const openSignUp: Handler = async (visit, _fields, _query, { token = '' }) => {
  const ticket = await lookAtTicket(visit.domain, { token, kinds: ['sign-up'], place: visit.request.ip })
  return ticket === undefined ? showSpent(visit, SIGN_UP) : question(visit, token)
}

export const pressSignUp: Handler = async (visit, fields, _query, { token = '' }) => {
  if (!visit.isOwnForm(fields.get('requesttoken'))) return question(visit, token, true)
  const email = await confirmSignUp(visit.domain, { token, place: visit.request.ip })
  if (email === undefined) return showSpent(visit, SIGN_UP)
  keepProof(visit, 'sign-up', { email })
  return visit.redirect(ACCOUNT)
}
