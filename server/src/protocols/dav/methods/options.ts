import { answer, type Exchange } from '../exchange.ts'

export const DAV_CLASSES = '1, 2, 3, extended-mkcol'

/** What exists can be treated so; MKCOL is for what does not exist. */
export const ALLOW = 'OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, REPORT, LOCK, UNLOCK'

/** Finder and Explorer mount read-write only where class 2 is announced. */
export function answerOptions(exchange: Pick<Exchange, 'response' | 'method'>): void {
  answer(exchange, 200, {
    Allow: ALLOW,
    DAV: DAV_CLASSES,
    'MS-Author-Via': 'DAV',
    'Accept-Ranges': 'bytes',
  })
}

export async function options(exchange: Exchange): Promise<void> {
  answerOptions(exchange)
}
