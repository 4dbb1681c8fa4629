import { confirmForgotten } from '../../../domain/accounts/forgotten/change.ts'
import { lookAtTicket } from '../../../domain/accounts/tickets/redeem.ts'
import { showButton, showSpent } from '../letter/button.ts'
import { keepProof } from '../letter/proof.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { FORGOTTEN } from './ask.ts'
import { PASSWORD } from './password.ts'

const question = (visit: Visit, token: string, stale = false) =>
  showButton(visit, {
    ...{ title: visit.say('pages.forgotten.open-title'), lead: visit.say('pages.forgotten.open-lead') },
    ...{ submit: visit.say('pages.forgotten.open-submit'), path: `${FORGOTTEN}/letter/${token}`, stale },
  })

export const openForgotten: Handler = async (visit, _fields, _query, { token = '' }) => {
  const ticket = await lookAtTicket(visit.domain, { token, kinds: ['password'], place: visit.request.ip })
  return ticket === undefined ? showSpent(visit, FORGOTTEN) : question(visit, token)
}

export const pressForgotten: Handler = async (visit, fields, _query, { token = '' }) => {
  if (!visit.isOwnForm(fields.get('requesttoken'))) return question(visit, token, true)
  const forgotten = await confirmForgotten(visit.domain, { token, place: visit.request.ip })
  if (forgotten === undefined) return showSpent(visit, FORGOTTEN)
  keepProof(visit, 'forgotten', { ...forgotten })
  return visit.redirect(PASSWORD)
}
