import { forbidden, notFound } from '../fault.ts'
import type { Handler, Methods } from './tree.ts'

/**
 * Somebody else's tree: not told from one that does not exist, so that nobody learns who has an account.
 * The reference answers an existing person's with an empty collection; no client asks.
 */
const refuse: Handler = async (exchange) => {
  const name = exchange.base.split('/').at(-1) ?? ''
  throw notFound('principal-missing', { name: decodeURIComponent(name) })
}

/** Uploads, trash and versions are nobody else's business: the same refusal whether the person exists or not. */
const refuseStore: Handler = async () => {
  throw forbidden('not-yours')
}

const METHODS =
  'OPTIONS PROPFIND PROPPATCH GET HEAD PUT MKCOL DELETE MOVE COPY LOCK UNLOCK REPORT SEARCH POST'.split(' ')

const all = (handler: Handler): Methods => Object.fromEntries(METHODS.map((method) => [method, handler]))

export const foreign = all(refuse)
export const foreignStore = all(refuseStore)
