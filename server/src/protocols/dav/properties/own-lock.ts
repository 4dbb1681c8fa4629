import type { ShownLock } from '../../../domain/locks/shown.ts'
import { escapeXml } from '../../wire/xml/escape.ts'
import { EMPTY_ELEMENT, type PropertyValue } from '../../wire/xml/multistatus.ts'
import { type Catalogue, ofFiles } from './property.ts'

/** The apps' numbers for what holds a lock; a lock of a DAV program is one by token to them (webdav.md §14.3). */
export const LOCK_TYPES = { user: 0, app: 1, token: 2, dav: 2 } as const

const PREFIX = 'opaquelocktoken:'

type Value = (lock: ShownLock) => string | null

/** What the apps are told of a lock; null: nothing. */
export const LOCK_VALUES: Readonly<Record<string, Value>> = {
  lock: () => '1',
  'lock-owner-type': ({ kind }) => String(LOCK_TYPES[kind]),
  'lock-owner': ({ kind, person }) => (kind === 'app' || person === null ? null : escapeXml(person)),
  'lock-owner-displayname': ({ personName, kind, owner }) =>
    escapeXml(kind === 'app' ? owner : personName) || null,
  'lock-owner-editor': ({ kind, owner }) => (kind === 'app' ? escapeXml(owner) : null),
  'lock-time': ({ taken }) => String(taken),
  // Of validity from the time it was taken; 0 for one that does not end by itself.
  'lock-timeout': ({ taken, expires }) => (expires === null ? '0' : String(expires - taken)),
  // The desktop puts the scheme before it by itself.
  'lock-token': ({ token }) => escapeXml(token.startsWith(PREFIX) ? token.slice(PREFIX.length) : token),
}

/** In a listing a lock by token is shown as a person's, which is what the apps have a sign for. */
const listed = (name: string, lock: ShownLock): PropertyValue =>
  name === 'lock-owner-type' && lock.kind !== 'app' ? '0' : (LOCK_VALUES[name]!(lock) ?? null)

export const ownLockProperties: Catalogue = Object.fromEntries(
  Object.keys(LOCK_VALUES).map((name) => [
    name,
    {
      facet: 'locks' as const,
      ...ofFiles(({ node }, view) => {
        const lock = view.facets.locks.get(node.id)?.[0]
        if (lock !== undefined) return listed(name, lock)
        return name === 'lock' ? EMPTY_ELEMENT : null
      }),
    },
  ]),
)
