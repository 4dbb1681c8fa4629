import { answer, type Exchange } from '../exchange.ts'

export const DAV_CLASSES = '1, 2, 3, extended-mkcol'

/** What exists can be treated so; MKCOL is for what does not exist. */
export const ALLOW = 'OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, REPORT, LOCK, UNLOCK'

/** Finder and Explorer mount read-write only where class 2 is announced. */
export function answerOptions(
  exchange: Pick<Exchange, 'response' | 'method'>,
  more: Readonly<Record<string, string>> = {},
): void {
  answer(exchange, 200, {
    Allow: ALLOW,
    DAV: DAV_CLASSES,
    'MS-Author-Via': 'DAV',
    'Accept-Ranges': 'bytes',
    ...more,
  })
}

export async function options(exchange: Exchange): Promise<void> {
  answerOptions(exchange)
}

/** At the root of all trees, where searches are sent to (RFC 5323 §3.1). */
export async function rootOptions(exchange: Exchange): Promise<void> {
  answerOptions(exchange, { Allow: `${ALLOW}, SEARCH`, DASL: '<DAV:basicsearch>' })
}

/** Where nothing can be locked, nothing is asked to be: no class 2. */
export async function publicOptions(exchange: Exchange): Promise<void> {
  answer(exchange, 200, {
    Allow: 'OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, REPORT',
    DAV: '1, 3, extended-mkcol',
    'MS-Author-Via': 'DAV',
    'Accept-Ranges': 'bytes',
  })
}
