import type { Exchange } from '../protocol/exchange.ts'
import { type Acceptor, Faults, isEtag, isFileId } from './acceptor.ts'
import { isAssembly, isFiles } from './places.ts'

/** What a client takes home from a write (webdav.md §1, traps 10 and 11): without it, the upload counts as failed. */
export const writeHeaders: Acceptor = (exchange) => {
  const { request, answer } = exchange
  if (answer.status !== 201 && answer.status !== 204) return []
  const faults = new Faults()
  const assembly = isAssembly(exchange.request)
  if (!assembly && !isFiles(request)) return []
  const writes = assembly || request.method === 'PUT'
  if (writes || ['MKCOL', 'MOVE', 'COPY'].includes(request.method)) {
    const id = answer.headers.get('oc-fileid') ?? ''
    faults.unless(isFileId(id), `OC-FileId ${JSON.stringify(id)} after ${request.method}`)
  }
  if (writes) tags(exchange, true, faults)
  else if (request.method === 'MOVE') tags(exchange, false, faults)
  if (writes) accepted(exchange, faults)
  return faults.list
}

function tags({ answer }: Exchange, needed: boolean, faults: Faults): void {
  const etag = answer.headers.get('etag')
  const oc = answer.headers.get('oc-etag')
  if (needed || etag !== undefined || oc !== undefined) {
    faults.unless(etag !== undefined && isEtag(etag), `ETag ${etag}`)
    faults.unless(etag === oc, `OC-ETag ${oc} is not ETag ${etag}`)
  }
}

function accepted({ request, answer }: Exchange, faults: Faults): void {
  for (const name of ['X-OC-MTime', 'X-OC-CTime'])
    if (request.headers.has(name))
      faults.unless(answer.headers.get(name) === 'accepted', `${name} was sent and is not accepted`)
}
