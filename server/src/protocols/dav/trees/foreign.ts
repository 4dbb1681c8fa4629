import { DavFault, SABRE } from '../fault.ts'
import type { Handler, Methods } from './tree.ts'

/**
 * Somebody else's tree: not told from one that does not exist, so that nobody learns who has an account.
 * The reference answers an existing person's with an empty collection; no client asks.
 */
const refuse: Handler = async (exchange) => {
  const name = exchange.base.split('/').at(-1) ?? ''
  throw new DavFault(404, `${SABRE}NotFound`, 'principal-missing', {
    facts: { name: decodeURIComponent(name) },
  })
}

export const foreign: Methods = Object.fromEntries(
  'OPTIONS PROPFIND PROPPATCH GET HEAD PUT MKCOL DELETE MOVE COPY LOCK UNLOCK REPORT SEARCH POST'
    .split(' ')
    .map((method) => [method, refuse]),
)
