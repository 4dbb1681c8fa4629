import { type Exchange, queryOf, textOf } from '../protocol/exchange.ts'
import { elements, first, isElement, parseXml, text, type XmlElement } from '../protocol/xml.ts'
import { type Acceptor, Faults } from './acceptor.ts'
import { isOcs } from './places.ts'

interface Meta {
  readonly status: string
  readonly statuscode: number
}

/** The envelope and its codes (ocs.md §1.3), and the compactness the desktop's pattern needs (§0, trap 1). */
export const ocs: Acceptor = (exchange) => {
  const { request, answer } = exchange
  if (!isOcs(request)) return []
  const faults = new Faults()
  faults.unless(answer.status < 300 || answer.status === 304 || answer.status >= 400, 'a redirected API call')
  if ([204, 304, 405].includes(answer.status)) {
    faults.unless(answer.body.length === 0, `a body with ${answer.status}`)
    return faults.list
  }
  if (answer.status === 429 && answer.body.length === 0) return faults.list
  const type = answer.headers.get('content-type') ?? ''
  if (answer.status === 412) {
    faults.unless(/^\{"message":".+"\}$/.test(textOf(answer)), '412 without a message')
    return faults.list
  }
  faults.unless(
    /^(?:application\/(?:json|xml)|text\/xml); charset=utf-8$/i.test(type),
    `Content-Type ${type}`,
  )
  format(exchange, type, faults)
  try {
    if (type.includes('json')) json(exchange, faults)
    else xml(exchange, faults)
  } catch (fault) {
    faults.unless(false, `unreadable: ${(fault as Error).message}`)
  }
  return faults.list
}

function format({ request }: Exchange, type: string, faults: Faults): void {
  const asked = queryOf(request).get('format')
  const wantsJson =
    asked === null ? /application\/json/.test(request.headers.get('accept') ?? '') : asked === 'json'
  faults.unless(
    type.includes('json') === wantsJson,
    `${type} where ${wantsJson ? 'JSON' : 'XML'} was asked for`,
  )
}

function json(exchange: Exchange, faults: Faults): void {
  const body = textOf(exchange.answer)
  faults.unless(/"statuscode":\d+/.test(body), 'the desktop finds no "statuscode":<digits>')
  faults.unless(
    !/[{[,:]\s|\s[}\],:]/.test(body.replace(/"(?:[^"\\]|\\.)*"/g, '""')),
    'blanks between the tokens of JSON',
  )
  const { ocs } = JSON.parse(body) as { ocs: { meta: Record<string, unknown>; data?: unknown } }
  faults.unless(ocs.data !== undefined, 'no data')
  faults.unless(typeof ocs.meta.statuscode === 'number', 'statuscode is no number')
  faults.unless(typeof ocs.meta.message === 'string' || ocs.meta.message === null, 'no message')
  const totals = 'totalitems' in ocs.meta && 'itemsperpage' in ocs.meta
  if (isV1(exchange)) faults.unless(totals, 'v1 always has totalitems and itemsperpage')
  codes(exchange, { status: String(ocs.meta.status), statuscode: Number(ocs.meta.statuscode) }, faults)
}

function xml(exchange: Exchange, faults: Faults): void {
  const root = parseXml(textOf(exchange.answer))
  const meta = first(root, '', 'meta')
  if (!faults.unless(root.local === 'ocs' && meta !== undefined, `a ${root.local} instead of ocs/meta`))
    return
  faults.unless(first(root, '', 'data') !== undefined, 'no data')
  const of = (local: string): string => {
    const child = first(meta!, '', local)
    return child ? text(child) : ''
  }
  faults.unless(first(meta!, '', 'message') !== undefined, 'no message')
  if (isV1(exchange)) faults.unless(first(meta!, '', 'totalitems') !== undefined, 'v1 always has totalitems')
  codes(exchange, { status: of('status'), statuscode: Number(of('statuscode')) }, faults)
  booleans(root, faults)
}

/** True is `1` and false is empty: never the words (ocs.md §0, trap 17). */
function booleans(element: XmlElement, faults: Faults): void {
  const content = element.children.find((child) => !isElement(child))
  faults.unless(content !== 'true' && content !== 'false', `${element.local} is the word ${String(content)}`)
  for (const child of elements(element)) booleans(child, faults)
}

function codes(exchange: Exchange, meta: Meta, faults: Faults): void {
  const { status: http } = exchange.answer
  const good = meta.statuscode === 100 || (meta.statuscode >= 200 && meta.statuscode < 300)
  faults.unless(meta.status === (good ? 'ok' : 'failure'), `status ${meta.status} with ${meta.statuscode}`)
  const wanted = isV1(exchange) ? v1(meta.statuscode) : v2(meta.statuscode)
  faults.unless(http === wanted, `HTTP ${http} with ${meta.statuscode}, clients expect ${wanted}`)
  faults.unless(meta.statuscode !== (isV1(exchange) ? 200 : 100), `success is not ${meta.statuscode} here`)
  if (meta.statuscode === 997 && exchange.request.headers.has('authorization'))
    faults.unless(
      exchange.answer.headers.all('www-authenticate').length === 1,
      'refused credentials without a challenge',
    )
}

const v1 = (code: number): number => (code === 997 ? 401 : code === 503 ? 503 : 200)

const v2 = (code: number): number => {
  if (code === 997) return 401
  if (code === 998) return 404
  if (code === 996 || code === 999) return 500
  return code < 200 || code > 600 ? 400 : code
}

const isV1 = ({ request }: Exchange): boolean => /\/ocs\/v1\.php\//.test(request.path)
