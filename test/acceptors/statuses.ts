import { pathOf } from '../protocol/exchange.ts'
import { type Acceptor, Faults } from './acceptor.ts'
import { isBrowser, isDav } from './places.ts'

/** Clients check these exactly (webdav.md §1, trap 16): any other success is an error to them. */
const SUCCESS: Readonly<Record<string, readonly number[]>> = {
  OPTIONS: [200],
  GET: [200, 206],
  HEAD: [200],
  PUT: [201, 204],
  MKCOL: [201, 207],
  MOVE: [201, 204],
  COPY: [201, 204],
  DELETE: [204],
  PROPFIND: [207],
  PROPPATCH: [207, 204],
  REPORT: [207],
  SEARCH: [207],
  LOCK: [200, 201],
  UNLOCK: [200, 204],
}

/** The answers known to clients; what a DAV address never does is redirect or answer a page. */
export const statuses: Acceptor = ({ request, answer }) => {
  const faults = new Faults()
  faults.unless(
    answer.status < 500 || [501, 502, 503, 507].includes(answer.status),
    `${answer.status} is our bug`,
  )
  if (!isDav(request)) return faults.list
  const { method } = request
  const known = SUCCESS[method]
  if (answer.status < 300 && known)
    faults.unless(
      known.includes(answer.status),
      `${answer.status} for ${method}, clients know ${known.join(', ')}`,
    )
  if (answer.status === 204 && method === 'PROPPATCH')
    faults.unless(
      /minimal|^t$/i.test(`${request.headers.get('prefer')}${request.headers.get('brief') ?? ''}`),
      '204 for PROPPATCH',
    )
  faults.unless(
    answer.status < 300 || answer.status >= 400 || answer.status === 304,
    `redirected ${pathOf(request)}`,
  )
  const type = answer.headers.get('content-type') ?? ''
  if (!(isBrowser(request) && method === 'GET') && answer.status !== 200 && answer.status !== 206)
    faults.unless(!type.startsWith('text/html'), 'a page instead of a DAV answer')
  if (answer.status === 204 || answer.status === 304)
    faults.unless(answer.body.length === 0, `a body with ${answer.status}`)
  return faults.list
}
