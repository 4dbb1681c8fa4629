import type { FolderPage, Item, ListedItem, Lock, PersonRef, SharedWith, TagRef } from '@nuage/contract/api'

/** What a list shows of a file or folder. */
export interface Row {
  readonly id: number
  /** The folder it was seen in; 0 where that is not known. */
  readonly parent: number
  readonly name: string
  readonly kind: 'file' | 'folder'
  /** Bytes. */
  readonly size: number
  /** Seconds since 1970. */
  readonly modified: number
  readonly mime: string
  /** The beginning of the etag. */
  readonly stamp: string
  readonly rights: number
  readonly preview: boolean
  readonly favourite: boolean
  readonly received: boolean
  /** Whose it is, where that is told: of what was received, and in lists that are no folder. */
  readonly owner: PersonRef | null
  readonly shared: readonly SharedWith[]
  readonly lock: Lock | null
  readonly tags: readonly TagRef[]
  readonly comments: number
  /** Names of the folders above, from one’s root. */
  readonly folder: readonly string[]
}

/** As many characters tell one state of a file from the next. */
const STAMP = 8
const NOTHING: readonly never[] = []

export const wayTo = ({ folder }: Pick<FolderPage, 'folder'>): string[] =>
  [...folder.way.map(({ name }) => name), folder.name].filter((name) => name !== '')

const byId = <T extends { readonly id: number }>(marks: readonly T[]): ReadonlyMap<number, T> =>
  new Map(marks.map((mark) => [mark.id, mark]))

/** Rows of a folder, made from its columns. */
export function rowsOfFolder(page: FolderPage): Row[] {
  const { entries, mimes } = page
  const folder = wayTo(page)
  const favourites = new Set(page.favourites)
  const received = byId(page.received)
  const shared = byId(page.shared)
  const locked = byId(page.locked)
  const commented = byId(page.commented)
  const tags = byId(page.tags)
  const tagged = byId(page.tagged)
  return entries.id.map((id, at) => ({
    ...{ id, parent: page.folder.id, folder, name: entries.name[at]! },
    kind: entries.folder[at] === 1 ? 'folder' : 'file',
    size: entries.size[at]!,
    modified: entries.modified[at]!,
    mime: mimes[entries.mime[at]!] ?? '',
    stamp: entries.stamp[at]!,
    rights: entries.rights[at]!,
    preview: entries.preview[at] === 1,
    favourite: favourites.has(id),
    received: received.has(id),
    owner: received.get(id)?.owner ?? null,
    shared: shared.get(id)?.with ?? NOTHING,
    lock: locked.get(id)?.lock ?? null,
    tags: tagged.get(id)?.tags.flatMap((tag) => tags.get(tag) ?? []) ?? NOTHING,
    comments: commented.get(id)?.all ?? 0,
  }))
}

export function rowOfItem(item: Item | ListedItem): Row {
  const { id, name, kind, size, modified, mime, rights, preview, favourite, received } = item
  const { owner, shared, lock, tags } = item
  return {
    ...{ id, name, kind, size, modified, mime, rights, preview, favourite, received },
    ...{ owner, shared, lock, tags },
    parent: item.parent ?? 0,
    stamp: item.etag.slice(0, STAMP),
    comments: item.comments.all,
    folder: 'folder' in item ? item.folder : NOTHING,
  }
}

const FIELDS = [
  ...(['name', 'parent', 'kind', 'size', 'modified', 'mime', 'stamp', 'rights', 'preview'] as const),
  ...(['favourite', 'received', 'comments'] as const),
]
const MARKS = ['owner', 'shared', 'lock', 'tags', 'folder'] as const

const same = (one: Row, other: Row): boolean =>
  FIELDS.every((field) => one[field] === other[field]) &&
  MARKS.every(
    (mark) => one[mark] === other[mark] || JSON.stringify(one[mark]) === JSON.stringify(other[mark]),
  )

/** The new rows, with the old object wherever nothing differs, so that only what changed is drawn again. */
export function keepSame(before: readonly Row[], now: readonly Row[]): readonly Row[] {
  if (before.length === 0) return now
  const known = byId(before)
  let differs = before.length !== now.length
  const kept = now.map((row, at) => {
    const old = known.get(row.id)
    const one = old !== undefined && same(old, row) ? old : row
    if (one !== before[at]) differs = true
    return one
  })
  return differs ? kept : before
}
