import { answer, type Exchange } from '../exchange.ts'

export const DAV_CLASSES = '1, 2, 3, extended-mkcol'

/** Finder and Explorer mount read-write only where class 2 is announced. */
export function answerOptions(exchange: Pick<Exchange, 'response' | 'method'>): void {
  answer(exchange, 200, {
    Allow: 'OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, MKCOL, REPORT, LOCK, UNLOCK',
    DAV: DAV_CLASSES,
    'MS-Author-Via': 'DAV',
    'Accept-Ranges': 'bytes',
  })
}

export async function options(exchange: Exchange): Promise<void> {
  answerOptions(exchange)
}
