import { type AskedRequest, type Exchange, pathOf } from '../protocol/exchange.ts'
import {
  type DavResponse,
  found,
  isCollection,
  multistatus,
  statusOf,
  value,
} from '../protocol/multistatus.ts'
import { DAV, elements, first, OC, parseXml } from '../protocol/xml.ts'
import { type Acceptor, Faults, isEtag, isFileId, isHttpDate, isInteger } from './acceptor.ts'
import { isDav, isFiles, listsElsewhere } from './places.ts'

/** What the desktop's discovery insists on (webdav.md §1, §23.3; each seen to fail in §23.5). */
export const desktop: Acceptor = (exchange) => {
  const { request, answer } = exchange
  if (answer.status !== 207 || !isDav(request)) return []
  const faults = new Faults()
  const type = answer.headers.get('content-type') ?? ''
  faults.unless(
    type.includes('application/xml; charset=utf-8'),
    `Content-Type ${type} is not XML to the desktop`,
  )
  let responses: DavResponse[]
  try {
    responses = multistatus(answer)
  } catch (fault) {
    return [...faults.list, `unreadable multistatus: ${(fault as Error).message}`]
  }
  for (const each of responses) statusLines(each, faults)
  if (request.method === 'PROPFIND' && !listsElsewhere(request)) listing(exchange, responses, faults)
  return faults.list
}

function statusLines(of: DavResponse, faults: Faults): void {
  for (const { line } of of.propstats)
    faults.unless(/^HTTP\/1\.1 \d{3} ./.test(line), `status line ${JSON.stringify(line)} in ${of.href}`)
}

function listing({ request }: Exchange, responses: DavResponse[], faults: Faults): void {
  const asked = spelled(pathOf(request))
  if (!faults.unless(responses.length > 0, 'a listing without the requested node itself')) return
  const itself = spelled(responses[0]!.href)
  faults.unless(itself === asked, `the first response is ${responses[0]!.href}, not what was requested`)
  const seen = new Set<string>()
  for (const each of responses) {
    faults.unless(each.href.startsWith('/'), `href ${each.href} is no absolute path`)
    faults.unless(
      spelled(each.href).startsWith(asked),
      `href ${each.href} does not begin with the requested path`,
    )
    faults.unless(!seen.has(each.href), `href ${each.href} twice`)
    seen.add(each.href)
  }
  depth(request.headers.get('depth') ?? '1', asked, responses, faults)
  if (!isFiles(request) || !givesValues(request)) return
  const wanted = requested(request)
  for (const each of responses) entry(each, wanted, faults)
}

function depth(asked: string, root: string, responses: DavResponse[], faults: Faults): void {
  if (asked === '0') faults.unless(responses.length === 1, `Depth 0 listed ${responses.length} nodes`)
  if (asked !== '1') return
  for (const each of responses.slice(1)) {
    const below = spelled(each.href).slice(root === '/' ? 1 : root.length + 1)
    faults.unless(below !== '' && !below.includes('/'), `Depth 1 listed ${each.href}`)
  }
}

function entry(of: DavResponse, wanted: ReadonlySet<string>, faults: Faults): void {
  const at = of.href
  const id = value(of, OC, 'id')
  if (wanted.has(`{${OC}}id`)) faults.unless(id !== undefined && isFileId(id), `oc:id ${id} in ${at}`)
  const fileid = value(of, OC, 'fileid')
  if (id && fileid)
    faults.unless(Number.parseInt(id.slice(0, -12), 10) === Number(fileid), `${id} is not ${fileid}`)
  if (wanted.has(`{${OC}}permissions`)) letters(of, value(of, OC, 'permissions'), faults)
  if (wanted.has(`{${DAV}}getetag`)) {
    const etag = value(of, DAV, 'getetag')
    faults.unless(etag !== undefined && isEtag(etag), `etag ${etag} in ${at}`)
  }
  const modified = value(of, DAV, 'getlastmodified')
  if (modified !== undefined || wanted.has(`{${DAV}}getlastmodified`)) {
    const seconds = modified && isHttpDate(modified) ? Date.parse(modified) / 1000 : 0
    faults.unless(seconds > 0 && seconds < 2 ** 32 - 1, `modification time ${modified} in ${at}`)
  }
  lengths(of, wanted, faults)
}

function letters(of: DavResponse, permissions: string | undefined, faults: Faults): void {
  if (!faults.unless(permissions !== undefined, `no permissions in ${of.href}`)) return
  const held = permissions!
  faults.unless(/^S?R?M?G?D?(?:NV)?(?:W|CK)?$/.test(held), `permissions ${held} in ${of.href}`)
  faults.unless(held.includes('G'), `without G the desktop deletes its copy of ${of.href}`)
  const collection = isCollection(of)
  if (collection !== undefined)
    faults.unless(
      !held.includes(collection ? 'W' : 'CK'),
      `permissions ${held} of the wrong kind in ${of.href}`,
    )
}

function lengths(of: DavResponse, wanted: ReadonlySet<string>, faults: Faults): void {
  const length = value(of, DAV, 'getcontentlength')
  const collection = isCollection(of)
  if (collection === true) faults.unless(length === undefined, `a length on the collection ${of.href}`)
  if (collection === false && wanted.has(`{${DAV}}getcontentlength`))
    faults.unless(length !== undefined && isInteger(length), `length ${length} in ${of.href}`)
  const size = value(of, OC, 'size')
  if (length !== undefined && size !== undefined)
    faults.unless(length === size, `length ${length}, size ${size}`)
  if (wanted.has(`{${OC}}data-fingerprint`))
    faults.unless(statusOf(of, OC, 'data-fingerprint') === 200, `no data-fingerprint in ${of.href}`)
  if (wanted.has(`{${OC}}checksums`) && found(of, OC, 'checksums'))
    faults.unless(value(of, OC, 'checksums') !== '', `empty checksums in ${of.href}`)
}

/** Clients compare decoded paths, and a collection with or without its slash is one place. */
const spelled = (path: string): string => {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    decoded = path
  }
  const clean = decoded.normalize('NFC').replace(/\/{2,}/g, '/')
  return clean.length > 1 ? clean.replace(/\/$/, '') : clean
}

/** The properties a PROPFIND named, as `{namespace}local`; empty for allprop and the like. */
export function requested(request: AskedRequest): ReadonlySet<string> {
  if (request.body.trim() === '') return new Set()
  try {
    const prop = first(parseXml(request.body), DAV, 'prop')
    return new Set(prop ? elements(prop).map(({ uri, local }) => `{${uri}}${local}`) : [])
  } catch {
    return new Set()
  }
}

/** PROPPATCH, MKCOL and a question for names alone are answered with empty elements. */
export const givesValues = (request: AskedRequest): boolean =>
  ['PROPFIND', 'REPORT', 'SEARCH'].includes(request.method) && !/<(?:\w+:)?propname\b/.test(request.body)
