import { collectLoginFlow } from '../../../domain/login-flows/collect.ts'
import { publicUrl } from '../../wire/public-address.ts'
import { sendData, sendNothing } from '../data.ts'
import type { Handler } from '../route.ts'

/** The waiting client asks whether somebody said yes. iOS sends the token in the query, the others in a form. */
export const poll: Handler = async (visit, fields, query) => {
  const token = fields.get('token') ?? query.get('token')
  const credentials = token === undefined ? undefined : await collectLoginFlow(visit.domain, token)
  // Without a body: Android reads any body of a 404, fails on it and stops asking.
  if (credentials === undefined) return sendNothing(visit.reply, 404)
  return sendData(visit.reply, {
    server: publicUrl(visit.address),
    loginName: credentials.loginName,
    appPassword: credentials.appPassword,
  })
}
