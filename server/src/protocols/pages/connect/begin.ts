import { beginLoginFlow } from '../../../domain/login-flows/begin.ts'
import { clientSaid } from '../../wire/client-said.ts'
import { publicUrl } from '../../wire/public-address.ts'
import { sendData } from '../data.ts'
import type { Handler } from '../route.ts'

/** Login Flow v2, first step: a client asks for an address to open in a browser, and for one to ask again at. */
export const begin: Handler = async (visit) => {
  const { poll, login } = await beginLoginFlow(visit.domain, {
    client: clientSaid(visit.request.headers['user-agent']),
    place: visit.request.ip,
  })
  const server = publicUrl(visit.address)
  return sendData(visit.reply, {
    poll: { token: poll, endpoint: `${server}/login/v2/poll` },
    login: `${server}/login/v2/flow/${login}`,
  })
}
