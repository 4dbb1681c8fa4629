import type { Adjustment } from '../../domain/files/adjust.ts'
import { parseHttpDate } from '../wire/http-date.ts'
import { childOf, isElement, type XmlElement } from '../wire/xml/element.ts'
import { clark, DAV, NEXTCLOUD, OCM, OCS, OWNCLOUD, type QName } from '../wire/xml/names.ts'
import { parseXml } from '../wire/xml/parse.ts'
import { serializeContent } from '../wire/xml/serialize.ts'
import type { Exchange } from './exchange.ts'
import { badRequest } from './fault.ts'

/** One property to set or remove, and what will be said of it if all goes well. */
export interface Patch {
  readonly name: QName
  readonly status: 200 | 204 | 403
  /** Null: acknowledged, and nothing to do. */
  readonly adjustment: Adjustment | null
}

const FIXED = 403

/** Unix seconds, or a date as WebDAV writes it; undefined for anything that no file can have. */
function time(text: string): number | undefined {
  const trimmed = text.trim()
  const parsed = Date.parse(trimmed)
  const seconds = /^\d+(?:\.\d+)?$/.test(trimmed)
    ? Math.trunc(Number(trimmed))
    : (parseHttpDate(trimmed) ?? Math.trunc(parsed / 1000))
  return seconds > 86_400 && seconds < 2 ** 32 - 1 ? seconds : undefined
}

const timed = (what: 'mtime' | 'created', text: string): Omit<Patch, 'name'> => {
  const seconds = time(text)
  return seconds === undefined
    ? { status: FIXED, adjustment: null }
    : { status: 200, adjustment: { what, seconds } }
}

const isOn = (text: string): boolean => ['1', 'true'].includes(text.trim().toLowerCase())

/** The live properties that may be changed (webdav.md §13). */
const writable: Readonly<Record<string, (text: string, kind: 'set' | 'remove') => Omit<Patch, 'name'>>> = {
  [`{${OWNCLOUD}}favorite`]: (text, kind) => ({
    status: kind === 'set' ? 200 : 204,
    adjustment: { what: 'favourite', on: kind === 'set' && isOn(text) },
  }),
  [`{${DAV}}lastmodified`]: (text) => timed('mtime', text),
  [`{${DAV}}creationdate`]: (text) => timed('created', text),
  [`{${NEXTCLOUD}}creation_time`]: (text) => timed('created', text),
}

const PROTECTED: Readonly<Record<string, ReadonlySet<string>>> = {
  [OWNCLOUD]: new Set(
    'id fileid permissions size checksums share-types owner-id owner-display-name data-fingerprint downloadURL dDC comments-unread comments-count comments-href'.split(
      ' ',
    ),
  ),
  [NEXTCLOUD]: new Set(
    'has-preview mount-type is-mount-root share-attributes sharees upload_time hidden contained-folder-count contained-file-count is-encrypted'.split(
      ' ',
    ),
  ),
}

export function patchOf(element: XmlElement, kind: 'set' | 'remove'): Patch {
  const name = { ns: element.ns, name: element.name }
  const change = writable[clark(name)]
  if (change !== undefined) return { name, ...change(element.text, kind) }
  if (name.ns === DAV || name.ns === OCS || name.ns === OCM) return { name, status: FIXED, adjustment: null }
  const ours = PROTECTED[name.ns]
  if (ours !== undefined)
    // The reference acknowledges names it does not know in its own namespaces, and drops them.
    return { name, status: ours.has(name.name) ? FIXED : 200, adjustment: null }
  const value = kind === 'set' ? serializeContent(element) : null
  return {
    name,
    status: kind === 'set' ? 200 : 204,
    adjustment: { what: 'property', name: clark(name), value },
  }
}

/** The properties in one `d:set` or `d:remove`. */
export const readPatch = (instruction: XmlElement, kind: 'set' | 'remove'): Patch[] =>
  (childOf(instruction, DAV, 'prop')?.children ?? []).map((element) => patchOf(element, kind))

/** One property that a PROPPATCH sets or removes. */
export interface Instruction {
  readonly kind: 'set' | 'remove'
  readonly element: XmlElement
}

const MOST_INSTRUCTIONS = 200

/** In the order of the document (RFC 4918 §9.2); of several for one property the last counts. */
export async function readInstructions({ request }: Pick<Exchange, 'request'>): Promise<Instruction[]> {
  const root = await parseXml(request)
  if (root === null || !isElement(root, DAV, 'propertyupdate')) throw badRequest('xml-unexpected')
  const instructions = new Map<string, Instruction>()
  for (const group of root.children) {
    const kind = isElement(group, DAV, 'set') ? 'set' : isElement(group, DAV, 'remove') ? 'remove' : undefined
    if (kind === undefined) continue
    for (const element of childOf(group, DAV, 'prop')?.children ?? []) {
      instructions.delete(clark(element))
      instructions.set(clark(element), { kind, element })
    }
  }
  if (instructions.size > MOST_INSTRUCTIONS) throw badRequest('too-many-names')
  return [...instructions.values()]
}
