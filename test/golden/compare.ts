import { type Answer, textOf } from '../protocol/exchange.ts'
import {
  clark,
  DAV,
  elements,
  first,
  isElement,
  NC,
  OC,
  parseXml,
  SABRE,
  text,
  withoutLayout,
  type XmlElement,
} from '../protocol/xml.ts'
import * as normalise from './normalise.ts'
import type { Recorded } from './scenario.ts'
import type { Scene } from './scene.ts'

type Rule = (recorded: string, actual: string, scene: Scene, place: string) => string

const HEADERS: Readonly<Record<string, Rule>> = {
  etag: normalise.etag,
  'oc-etag': normalise.etag,
  'oc-fileid': normalise.fileId,
  'last-modified': normalise.httpDate,
  dav: normalise.classes,
  allow: normalise.methods,
  vary: normalise.vary,
  'www-authenticate': normalise.realm,
  location: normalise.address,
  'content-location': normalise.address,
  'content-type': normalise.boundary,
  'lock-token': (recorded, actual, scene) => {
    const bare = (of: string): string => of.replace(/^<|>$/g, '')
    return `<${normalise.lockToken(bare(recorded), bare(actual), scene)}>`
  },
}

const ELEMENTS: Readonly<Record<string, Rule>> = {
  [`{${DAV}}getetag`]: normalise.etag,
  [`{${DAV}}getlastmodified`]: normalise.httpDate,
  [`{${DAV}}timeout`]: normalise.remaining,
  [`{${OC}}id`]: normalise.idAt,
  [`{${OC}}fileid`]: normalise.fileNumber,
  [`{${OC}}objectId`]: normalise.fileNumber,
  [`{${NC}}reference-fileid`]: normalise.fileNumber,
  [`{${OC}}creationDateTime`]: normalise.httpDate,
  [`{${OC}}readMarker`]: normalise.httpDate,
  [`{${NC}}upload_time`]: normalise.unixTime,
  [`{${NC}}trashbin-deletion-time`]: normalise.unixTime,
  [`{${SABRE}}message`]: normalise.sentence,
  '{o:}reason': normalise.sentence,
  '{}apppassword': normalise.token,
  '{}firstLoginTimestamp': normalise.unixTime,
  '{}lastLoginTimestamp': normalise.unixTime,
  '{}id': normalise.shareNumber,
  '{}stime': normalise.unixTime,
  '{}item_mtime': normalise.unixTime,
  '{}item_source': normalise.fileNumber,
  '{}file_source': normalise.fileNumber,
  '{}file_parent': normalise.fileNumber,
  '{}storage': normalise.storage,
  '{}token': normalise.token,
  '{}url': normalise.linkAddress,
  '{}lastLogin': (recorded, actual, scene) => milliseconds(recorded, actual, scene, ''),
}

/** @returns how the server's answer differs from the recorded one, after the named normalisations. */
export function differences(recorded: Recorded, actual: Answer, scene: Scene): string[] {
  if (recorded.answer.status !== actual.status)
    return [`status ${actual.status} instead of ${recorded.answer.status}: ${textOf(actual).slice(0, 500)}`]
  if (recorded.given) return []
  const out = headers(recorded, actual, scene)
  if (!recorded.answer.any && recorded.request.method !== 'HEAD') out.push(...body(recorded, actual, scene))
  return out
}

function headers(recorded: Recorded, actual: Answer, scene: Scene): string[] {
  const place = placeOf(recorded)
  const type = actual.headers.get('content-type')
  const isFile = actual.headers.has('content-disposition')
  const kept = (fields: Iterable<readonly [string, string]>): [string, string][] =>
    [...fields]
      .map(([name, value]): [string, string] => [name.toLowerCase(), value])
      .filter(([name]) => !normalise.framed(name, actual.status, type))
      .filter(([name, value]) => !normalise.ours(name, value, isFile))
  const expected = kept(recorded.answer.headers)
  const left = kept(actual.headers)
  const out: string[] = []
  for (const [name, value] of expected) {
    const at = left.findIndex(([other]) => other === name)
    if (at < 0) {
      out.push(`no header ${name}: ${value}`)
      continue
    }
    const [, given] = left.splice(at, 1)[0]!
    const meant = HEADERS[name]?.(value, given, scene, place) ?? value
    if (meant !== given) out.push(`header ${name}: ${given} instead of ${meant}`)
  }
  for (const [name, value] of left) out.push(`unexpected header ${name}: ${value}`)
  return out
}

/** Whose tag the headers speak of: the target of a move, else the requested node. */
function placeOf(recorded: Recorded): string {
  const destination = recorded.request.headers.find(([name]) => name.toLowerCase() === 'destination')?.[1]
  return slashless(destination?.replace(/^https?:\/\/[^/]+/, '') ?? recorded.request.path)
}

const slashless = (path: string): string => path.replace(/\/$/, '')

function body(recorded: Recorded, actual: Answer, scene: Scene): string[] {
  const expected = recorded.answer.body
  const type = actual.headers.get('content-type') ?? ''
  if (
    expected.length > 0 &&
    actual.body.length > 0 &&
    /^(?:application|text)\/xml/.test(type) &&
    expected[0] === 0x3c
  )
    return xml(expected.toString('utf8'), textOf(actual), scene)
  if (expected.length > 0 && /^application\/json/.test(type) && /^[[{]/.test(expected.toString('latin1')))
    return json(JSON.parse(expected.toString('utf8')), JSON.parse(textOf(actual)), '', scene)
  const meant = type.startsWith('multipart/')
    ? Buffer.from(normalise.translated(expected.toString('latin1'), scene), 'latin1')
    : expected
  if (meant.equals(actual.body)) return []
  return [`body ${clip(actual.body)} instead of ${clip(expected)}`]
}

const clip = (bytes: Buffer): string =>
  `${bytes.length} bytes ${JSON.stringify(bytes.subarray(0, 200).toString('utf8'))}`

function xml(recorded: string, actual: string, scene: Scene): string[] {
  let document: XmlElement
  try {
    document = parseXml(actual)
  } catch (fault) {
    return [`not well-formed: ${(fault as Error).message}`]
  }
  const expected = withoutLayout(parseXml(recorded))
  // An error may be indented or not; a listing may not, and neither may values of properties (webdav.md §1, trap 15).
  const given = document.local === 'multistatus' ? document : withoutLayout(document)
  return element(ordered(expected), ordered(given), '', '', scene)
}

const hrefOf = (response: XmlElement): string => {
  const href = first(response, DAV, 'href')
  return href ? text(href) : ''
}

const ordered = (root: XmlElement): XmlElement =>
  root.uri === DAV && root.local === 'multistatus' && root.children.every(isElement)
    ? { ...root, children: normalise.childOrder(elements(root), hrefOf) }
    : root

function element(
  recorded: XmlElement,
  actual: XmlElement,
  path: string,
  place: string,
  scene: Scene,
): string[] {
  const at = `${path}/${recorded.prefix ? `${recorded.prefix}:` : ''}${recorded.local}`
  if (clark(recorded) !== clark(actual)) return [`${path}: ${clark(actual)} instead of ${clark(recorded)}`]
  const out: string[] = []
  const prefix = normalise.madeUpPrefix(recorded.prefix, actual.prefix)
  if (prefix !== actual.prefix) out.push(`${at}: prefix ${actual.prefix} instead of ${prefix}`)
  const written = (of: XmlElement): string =>
    of.attributes
      .map((each) => `${each.name}=${each.value}`)
      .sort()
      .join(' ')
  const meant = recorded.local === 'system-tag' ? withTagOf(recorded, actual, scene) : recorded
  if (written(meant) !== written(actual)) out.push(`${at}: ${written(actual)} instead of ${written(meant)}`)
  if (recorded.children.some(isElement) || actual.children.some(isElement))
    out.push(...children(recorded, actual, at, place, scene))
  else out.push(...leaf(recorded, actual, at, place, scene))
  return out
}

const withTagOf = (recorded: XmlElement, actual: XmlElement, scene: Scene): XmlElement => ({
  ...recorded,
  attributes: recorded.attributes.map((each) => {
    const value = actual.attributes.find(({ name }) => name === each.name)?.value ?? ''
    return { ...each, value: normalise.tagAttribute(each.name, each.value, value, scene) }
  }),
})

function children(
  recorded: XmlElement,
  actual: XmlElement,
  at: string,
  place: string,
  scene: Scene,
): string[] {
  const here = recorded.local === 'response' ? slashless(hrefOf(recorded)) : place
  const named = (of: XmlElement): string =>
    of.children.map((child) => (isElement(child) ? clark(child) : JSON.stringify(child))).join(' ')
  if (recorded.children.length !== actual.children.length)
    return [`${at} ${here}: ${summary(actual, named)} instead of ${summary(recorded, named)}`]
  return recorded.children.flatMap((child, index) => {
    const other = actual.children[index]!
    if (isElement(child) && isElement(other)) return element(child, other, at, here, scene)
    return child === other
      ? []
      : [`${at} ${here}: ${JSON.stringify(other)} instead of ${JSON.stringify(child)}`]
  })
}

const summary = (of: XmlElement, named: (of: XmlElement) => string): string =>
  of.local === 'multistatus' ? elements(of).map(hrefOf).join(' ') : named(of)

function leaf(recorded: XmlElement, actual: XmlElement, at: string, place: string, scene: Scene): string[] {
  const rule = recorded.local === 'href' ? hrefRule : ELEMENTS[clark(recorded)]
  const meant = rule?.(text(recorded), text(actual), scene, place) ?? text(recorded)
  return meant === text(actual)
    ? []
    : [`${at} ${place}: ${JSON.stringify(text(actual))} instead of ${JSON.stringify(meant)}`]
}

const hrefRule: Rule = (recorded, actual, scene) =>
  /^opaquelocktoken:/.test(recorded)
    ? normalise.lockToken(recorded, actual, scene)
    : normalise.address(recorded, actual, scene)

/** Seconds, written with three zeros. */
const milliseconds: Rule = (recorded, actual, scene) =>
  `${normalise.unixTime(recorded.slice(0, -3), actual.slice(0, -3), scene)}000`

const MEMBERS: Readonly<Record<string, Rule>> = {
  id: normalise.shareNumber,
  stime: normalise.unixTime,
  item_mtime: normalise.unixTime,
  item_source: normalise.fileNumber,
  file_source: normalise.fileNumber,
  file_parent: normalise.fileNumber,
  storage: normalise.storage,
  url: normalise.linkAddress,
  password: normalise.passwordMark,
  share_with: normalise.passwordMark,
  etag: (recorded, actual, scene) =>
    normalise.etag(`"${recorded}"`, `"${actual}"`, scene).replace(/^"|"$/g, ''),
  fileid: normalise.fileId,
  message: normalise.sentence,
  token: normalise.token,
  apppassword: normalise.token,
  appPassword: normalise.token,
  endpoint: normalise.address,
  server: normalise.address,
  login: (recorded, actual, scene) => {
    const split = (of: string): [string, string] => [
      of.slice(0, of.lastIndexOf('/')),
      of.slice(of.lastIndexOf('/') + 1),
    ]
    const [ours, secret] = split(recorded)
    const [theirs, other] = split(actual)
    return `${normalise.address(ours, theirs, scene)}/${normalise.token(secret, other, scene)}`
  },
  firstLoginTimestamp: normalise.unixTime,
  lastLoginTimestamp: normalise.unixTime,
  lastLogin: (recorded, actual, scene) => milliseconds(recorded, actual, scene, ''),
}

function json(recorded: unknown, actual: unknown, path: string, scene: Scene): string[] {
  if (isObject(recorded) && isObject(actual)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(actual)])
    return [...keys].flatMap((key) => {
      if (!(key in actual)) return [`${path}.${key} is missing`]
      if (!(key in recorded)) return [`${path}.${key} is unexpected: ${JSON.stringify(actual[key])}`]
      return json(recorded[key], actual[key], `${path}.${key}`, scene)
    })
  }
  if (Array.isArray(recorded) && Array.isArray(actual) && recorded.length === actual.length)
    return recorded.flatMap((each, index) => json(each, actual[index], `${path}[${index}]`, scene))
  const rule = MEMBERS[path.slice(path.lastIndexOf('.') + 1)]
  const kinds =
    typeof recorded === typeof actual && (typeof recorded === 'string' || typeof recorded === 'number')
  const meant = rule && kinds ? rule(String(recorded), String(actual), scene, '') : undefined
  const same =
    meant === undefined ? JSON.stringify(recorded) === JSON.stringify(actual) : meant === String(actual)
  return same ? [] : [`${path}: ${JSON.stringify(actual)} instead of ${meant ?? JSON.stringify(recorded)}`]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
