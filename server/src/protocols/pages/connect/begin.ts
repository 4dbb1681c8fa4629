import { isUtf8 } from 'node:buffer'
import { beginLoginFlow } from '../../../domain/login-flows/begin.ts'
import { publicUrl } from '../../wire/public-address.ts'
import { sendData } from '../data.ts'
import type { Handler } from '../route.ts'

/** Login Flow v2, first step: a client asks for an address to open in a browser, and for one to ask again at. */
export const begin: Handler = async (visit) => {
  const { poll, login } = await beginLoginFlow(visit.domain, {
    client: clientSaid(visit.request.headers['user-agent'] ?? ''),
    place: visit.request.ip,
  })
  const server = publicUrl(visit.address)
  return sendData(visit.reply, {
    poll: { token: poll, endpoint: `${server}/login/v2/poll` },
    login: `${server}/login/v2/flow/${login}`,
  })
}

/** Headers arrive as Latin-1; a telephone sends the name its owner gave it, in UTF-8. */
function clientSaid(agent: string): string {
  const bytes = Buffer.from(agent, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : agent
}
