import type { Entry } from '../../../domain/files/list.ts'
import type { Lock } from '../../../domain/locks/lock.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { httpDate } from '../../wire/http-date.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { EMPTY_ELEMENT } from '../../wire/xml/multistatus.ts'
import { activeLock } from './active-lock.ts'
import { type Catalogue, ofFiles } from './property.ts'

/** -3: unlimited, as the clients know it. */
const UNLIMITED = -3

const SUPPORTED_LOCK = ['exclusive', 'shared']
  .map(
    (scope) =>
      `<d:lockentry><d:lockscope><d:${scope}/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockentry>`,
  )
  .join('')

const METHODS = [
  'OPTIONS',
  'GET',
  'HEAD',
  'DELETE',
  'PROPFIND',
  'PUT',
  'PROPPATCH',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
]
  .map((name) => `<d:supported-method name="${name}"/>`)
  .join('')

const iso = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`

/** Where the lock was taken, which is told of this place itself only. */
const rootOf = (lock: Lock, { node }: Entry, href: string): string | undefined =>
  lock.node === node.id ? href : undefined

/** The properties of `DAV:` itself (webdav.md §7.1). */
export const davProperties: Catalogue = {
  resourcetype: { value: ({ node }) => (node.kind === FOLDER ? '<d:collection/>' : EMPTY_ELEMENT) },
  displayname: { value: ({ name }, view) => escapeXml(name === '' ? view.rootName : name) },
  getcontentlength: ofFiles(({ node }) => String(node.size)),
  getcontenttype: ofFiles(({ node }) => node.mime),
  getlastmodified: { value: ({ node }) => httpDate(node.mtime) },
  getetag: { value: ({ etag }) => `&quot;${etag}&quot;` },
  creationdate: { value: ({ node }) => iso(node.created) },
  'quota-used-bytes': { value: ({ node }) => (node.kind === FOLDER ? String(node.size) : null) },
  'quota-available-bytes': {
    facet: 'spaces',
    value: ({ node }, { facets }) => {
      if (node.kind !== FOLDER) return null
      return String(facets.spaces.get(node.space)?.free ?? UNLIMITED)
    },
  },
  supportedlock: { value: () => SUPPORTED_LOCK },
  lockdiscovery: {
    facet: 'locks',
    value: (entry, view, href) => {
      const locks = (view.facets.locks.get(entry.node.id) ?? []).filter((lock) => lock.kind === 'dav')
      return locks.length === 0
        ? EMPTY_ELEMENT
        : locks.map((lock) => activeLock(lock, view.now, rootOf(lock, entry, href))).join('')
    },
  },
  'supported-method-set': { value: () => METHODS },
  'supported-report-set': { value: () => EMPTY_ELEMENT },
}
