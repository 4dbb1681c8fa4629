import { answer, type Exchange } from '../exchange.ts'

export const DAV_CLASSES = '1, 2, 3, extended-mkcol'

/** Finder and Explorer mount read-write only where class 2 is announced. */
export async function options(exchange: Exchange): Promise<void> {
  answer(exchange, 200, {
    Allow: 'OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, MKCOL, LOCK, UNLOCK',
    DAV: DAV_CLASSES,
    'MS-Author-Via': 'DAV',
    'Accept-Ranges': 'bytes',
  })
}
