import type { Exchange } from '../protocol/exchange.ts'
import { type Acceptor, Faults, isEtag, isHttpDate } from './acceptor.ts'
import { isFiles } from './places.ts'

/** What the desktop checks while it receives a file (webdav.md §11). */
export const download: Acceptor = (exchange) => {
  const { request, answer } = exchange
  if (!isFiles(request) || !['GET', 'HEAD'].includes(request.method)) return []
  if (answer.status === 304) return revalidated(exchange)
  if (answer.status !== 200 && answer.status !== 206) return []
  if (/^application\/(?:zip|x-tar)/.test(answer.headers.get('content-type') ?? '')) return []
  const faults = new Faults()
  const isFile =
    answer.headers.has('content-disposition') || answer.headers.has('etag') || answer.body.length > 0
  if (isFile) file(exchange, faults)
  return faults.list
}

function file({ request, answer }: Exchange, faults: Faults): void {
  const { headers } = answer
  const etag = headers.get('etag') ?? ''
  faults.unless(isEtag(etag), `ETag ${JSON.stringify(etag)}`)
  faults.unless(headers.get('oc-etag') === etag, 'OC-ETag is not ETag')
  faults.unless(
    isHttpDate(headers.get('last-modified') ?? ''),
    `Last-Modified ${headers.get('last-modified')}`,
  )
  faults.unless(!headers.has('content-encoding'), 'a file body must not be zipped')
  faults.unless(headers.get('x-content-type-options') === 'nosniff', 'no nosniff on a stranger’s content')
  const length = headers.get('content-length')
  faults.unless(length !== undefined && /^\d+$/.test(length), `Content-Length ${length}`)
  if (request.method === 'GET')
    faults.unless(Number(length) === answer.body.length, `${answer.body.length} bytes of ${length}`)
  if (
    /^(?:text\/html|image\/svg|application\/(?:xhtml|javascript)|text\/javascript)/.test(
      headers.get('content-type') ?? '',
    )
  )
    faults.unless(
      /^attachment/.test(headers.get('content-disposition') ?? ''),
      'content that browsers run, shown inline',
    )
  for (const name of ['oc-checksum', 'content-disposition', 'etag'])
    faults.unless(headers.all(name).length <= 1, `${name} twice`)
  const parts = (headers.get('content-type') ?? '').startsWith('multipart/byteranges')
  if (answer.status === 206 && !parts) range(headers.get('content-range'), Number(length), faults)
}

function range(given: string | undefined, length: number, faults: Faults): void {
  const [, from, to, all] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(given ?? '') ?? []
  if (!faults.unless(from !== undefined, `Content-Range ${given}`)) return
  faults.unless(
    Number(to) - Number(from) + 1 === length && Number(to) < Number(all),
    `${given} with ${length} bytes`,
  )
}

function revalidated({ request, answer }: Exchange): string[] {
  const faults = new Faults()
  if (request.headers.has('if-none-match'))
    faults.unless(isEtag(answer.headers.get('etag') ?? ''), `ETag ${answer.headers.get('etag')} with 304`)
  return faults.list
}
