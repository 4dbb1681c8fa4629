import type { Item, ItemDetails, ListedItem, Lock, PersonRef, SharedWith, TagRef } from '@nuage/contract/api'
import type { Domain } from '../../../domain/domain.ts'
import type { Facet, Facets } from '../../../domain/files/facets.ts'
import type { Found } from '../../../domain/files/found.ts'
import type { Entry, Page } from '../../../domain/files/list.ts'
import { parentSeen } from '../../../domain/files/seen.ts'
import { hasPreview } from '../../../domain/previews/failures.ts'
import { GROUP, LINK, MAIL, PERSON, type ShareKind } from '../../../domain/shares/share.ts'
import type { ShownTag } from '../../../domain/tags/shown.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'

/** What has to be asked about everything that is shown. */
export const SHOWN: readonly Facet[] = [
  ...(['favourites', 'locks', 'spaces', 'previews', 'tags', 'comments', 'shares'] as const),
]
export const DETAILED: readonly Facet[] = [...SHOWN, 'counts']

/** What entries are rendered with. */
export interface Shown {
  readonly domain: Domain
  readonly facets: Facets
}

export const kindOf = (kind: number): 'file' | 'folder' => (kind === FOLDER ? 'folder' : 'file')

export const tagRef = ({ id, name, color }: ShownTag): TagRef => ({ id, name, color })

export function lockOn({ facets }: Shown, node: number): Lock | null {
  const lock = facets.locks.get(node)?.[0]
  if (lock === undefined) return null
  const { person, personName, kind, expires } = lock
  return { by: person === null ? null : { id: person, name: personName || person }, kind, until: expires }
}

const KINDS: Readonly<Record<ShareKind, SharedWith['kind']>> = {
  [PERSON]: 'person',
  [GROUP]: 'group',
  [LINK]: 'link',
  [MAIL]: 'mail',
}

export const sharedWith = ({ facets }: Shown, node: number): SharedWith[] =>
  (facets.shares.get(node) ?? []).map(({ kind, id, name }) => ({ kind: KINDS[kind], id, name }))

export function ownerOf({ facets }: Shown, space: number): PersonRef | null {
  const facts = facets.spaces.get(space)
  return facts === undefined || facts.owner === null
    ? null
    : { id: facts.owner, name: facts.ownerName || facts.owner }
}

export const isDrawn = ({ domain, facets }: Shown, { node }: Entry): boolean =>
  hasPreview(domain.renderer, node, facets.previewFailures)

const SILENCE = { all: 0, unread: 0 }

export function itemOf(shown: Shown, entry: Entry): Item {
  const { node, name, permissions, mount, isMountRoot } = entry
  const { facets } = shown
  return {
    id: node.id,
    parent: parentSeen(node, { mount, isMountRoot }),
    space: node.space,
    name,
    kind: kindOf(node.kind),
    size: node.size,
    modified: node.mtime,
    mime: node.mime,
    etag: entry.etag,
    rights: permissions,
    owner: ownerOf(shown, node.space),
    received: isMountRoot,
    shared: sharedWith(shown, node.id),
    favourite: facets.favourites.has(node.id),
    lock: lockOn(shown, node.id),
    preview: isDrawn(shown, entry),
    tags: (facets.tags.get(node.id) ?? []).map(tagRef),
    comments: facets.comments.get(node.id) ?? SILENCE,
  }
}

/** @param page of one thing, with `DETAILED`. */
export function detailsOf(shown: Shown, { self, path, trail }: Page): ItemDetails {
  const { node } = self
  const known = (seconds: number): number | null => (seconds > 0 ? seconds : null)
  const counts = shown.facets.counts.get(node.id) ?? { folders: 0, files: 0 }
  return {
    ...itemOf(shown, self),
    way: trail.slice(0, -1).map((id, i) => ({ id, name: i === 0 ? '' : path[i - 1]! })),
    created: known(node.created),
    uploaded: known(node.uploaded),
    checksums: node.checksums === '' ? [] : node.checksums.split(' '),
    contains: node.kind === FOLDER ? counts : null,
  }
}

export const listedOf = (shown: Shown, { path, entry }: Found): ListedItem => ({
  ...itemOf(shown, entry),
  folder: path.slice(0, -1),
})
