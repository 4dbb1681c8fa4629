import { type Exchange, textOf } from '../protocol/exchange.ts'
import { type DavResponse, isCollection, multistatus, statusOf } from '../protocol/multistatus.ts'
import {
  clark,
  DAV,
  elements,
  first,
  isElement,
  NC,
  named,
  OC,
  parseXml,
  text,
  type XmlElement,
} from '../protocol/xml.ts'
import { type Acceptor, Faults, isInteger } from './acceptor.ts'
import { givesValues, requested } from './desktop.ts'
import { isDav, isFiles, isOcs } from './places.ts'

/** Android parses these with `Long.parseLong` and loses the whole folder on anything else (webdav.md §1, trap 14). */
const INTEGERS = new Set([
  `{${DAV}}getcontentlength`,
  `{${DAV}}quota-used-bytes`,
  `{${DAV}}quota-available-bytes`,
  ...['size', 'fileid', 'favorite', 'comments-unread', 'comments-count'].map((name) => `{${OC}}${name}`),
  ...[
    'creation_time',
    'upload_time',
    'lock-owner-type',
    'lock-time',
    'lock-timeout',
    'trashbin-deletion-time',
  ].map((name) => `{${NC}}${name}`),
  ...['contained-folder-count', 'contained-file-count', 'metadata-photos-original_date_time'].map(
    (name) => `{${NC}}${name}`,
  ),
])

const BOOLEANS = new Set([`{${NC}}has-preview`, `{${NC}}hidden`, `{${NC}}is-mount-root`])

/** What Android's readers of listings and of shares insist on. */
export const android: Acceptor = (exchange) => {
  const faults = new Faults()
  if (exchange.answer.status === 207 && isDav(exchange.request)) listing(exchange, faults)
  if (isOcs(exchange.request) && exchange.answer.body.length > 0) shareIds(exchange, faults)
  return faults.list
}

function listing({ request, answer }: Exchange, faults: Faults): void {
  const valued = givesValues(request)
  let responses: DavResponse[]
  try {
    responses = multistatus(answer)
  } catch {
    return
  }
  const wantsPreview = requested(request).has(`{${NC}}has-preview`)
  for (const each of responses) {
    const collection = isCollection(each)
    if (collection !== undefined)
      faults.unless(
        each.href.endsWith('/') === collection,
        `href ${each.href} of a ${collection ? 'collection' : 'file'}`,
      )
    if (wantsPreview && isFiles(request))
      faults.unless(
        statusOf(each, NC, 'has-preview') === 200,
        `absent has-preview means true, in ${each.href}`,
      )
    for (const group of each.propstats)
      for (const prop of group.props)
        if (group.status === 200) {
          if (valued) reported(prop, each.href, faults)
        } else faults.unless(prop.children.length === 0, `${clark(prop)} has a value outside the 200 group`)
  }
}

function reported(prop: XmlElement, href: string, faults: Faults): void {
  const name = clark(prop)
  if (INTEGERS.has(name))
    faults.unless(isInteger(text(prop)), `${name} is ${JSON.stringify(text(prop))} in ${href}`)
  if (BOOLEANS.has(name))
    faults.unless(/^(?:true|false)$/.test(text(prop)), `${name} is ${text(prop)} in ${href}`)
  if (name === `{${NC}}system-tags`)
    for (const tag of elements(prop)) {
      faults.unless(text(tag) !== '', `a system tag without a name in ${href}`)
      for (const { name: literal, local } of tag.attributes)
        if (local === 'color')
          faults.unless(literal === 'nc:color', `the colour is read as nc:color, not ${literal}`)
    }
}

/** Shares are parsed with 32-bit ids, and a `url` element, even empty, makes a share a public link (ocs.md §0). */
function shareIds({ request, answer }: Exchange, faults: Faults): void {
  if (!/\/apps\/files_sharing\/api\/v1\/(?:shares|remote_shares)/.test(request.path) || answer.status !== 200)
    return
  for (const share of shares(textOf(answer))) {
    const id = Number(share.id)
    faults.unless(
      /^\d+$/.test(share.id) && id > 0 && id < 2 ** 31,
      `share id ${share.id} does not fit 32 bits`,
    )
    if (share.type !== '3') faults.unless(!share.hasUrl, `a url on the share ${share.id}, which is no link`)
  }
}

function shares(body: string): { id: string; type: string; hasUrl: boolean }[] {
  try {
    if (body.trimStart().startsWith('{')) return jsonShares(JSON.parse(body))
    const data = first(parseXml(body), '', 'data')
    if (!data) return []
    const list = named(data, '', 'element')
    return (list.length > 0 ? list : first(data, '', 'id') ? [data] : []).map((share) => ({
      id: textOfChild(share, 'id'),
      type: textOfChild(share, 'share_type'),
      hasUrl: share.children.some((child) => isElement(child) && child.local === 'url'),
    }))
  } catch {
    return []
  }
}

const textOfChild = (of: XmlElement, local: string): string => {
  const child = first(of, '', local)
  return child ? text(child) : ''
}

function jsonShares(document: unknown): { id: string; type: string; hasUrl: boolean }[] {
  const data = (document as { ocs?: { data?: unknown } }).ocs?.data
  const list = Array.isArray(data) ? data : data ? [data] : []
  return list
    .filter(
      (share): share is Record<string, unknown> =>
        typeof share === 'object' && share !== null && 'id' in share,
    )
    .map((share) => ({ id: String(share.id), type: String(share.share_type), hasUrl: 'url' in share }))
}
