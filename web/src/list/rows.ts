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

const keptNames = (before: readonly string[] | undefined, now: readonly string[]): readonly string[] =>
  before?.length === now.length && before.every((name, at) => name === now[at]) ? before : now

/** How rows are made from the columns of a page. */
function makerOf(page: FolderPage, folder: readonly string[]) {
  const { entries, mimes } = page
  const favourites = new Set(page.favourites)
  const received = byId(page.received)
  const shared = byId(page.shared)
  const locked = byId(page.locked)
  const commented = byId(page.commented)
  const tags = byId(page.tags)
  const tagged = byId(page.tagged)
  return (at: number): Row => {
    const id = entries.id[at]!
    return {
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
    }
  }
}

const hasNoMarks = ({ favourite, received, shared, lock, tags, comments }: Row): boolean =>
  !favourite && !received && shared === NOTHING && lock === null && tags === NOTHING && comments === 0

/** Whether a row without marks is still what a page says; cheaper than to make it again and to compare. */
function stillSaid(page: FolderPage, folder: readonly string[]): (old: Row, at: number) => boolean {
  const { entries, mimes } = page
  const marked = new Set(page.favourites)
  for (const marks of [page.received, page.shared, page.locked, page.commented, page.tagged])
    for (const { id } of marks) marked.add(id)
  return (old, at) =>
    old.name === entries.name[at] &&
    old.size === entries.size[at] &&
    old.modified === entries.modified[at] &&
    old.stamp === entries.stamp[at] &&
    old.rights === entries.rights[at] &&
    old.preview === (entries.preview[at] === 1) &&
    (old.kind === 'folder') === (entries.folder[at] === 1) &&
    old.mime === (mimes[entries.mime[at]!] ?? '') &&
    old.folder === folder &&
    old.parent === page.folder.id &&
    hasNoMarks(old) &&
    !marked.has(old.id)
}

/**
 * Rows of a folder, made from its columns.
 * @param before as it was shown until now: what does not differ stays the same object, see `keepSame`
 */
export function rowsOfFolder(page: FolderPage, before: readonly Row[] = NOTHING): readonly Row[] {
  const folder = keptNames(before[0]?.folder, wayTo(page))
  const make = makerOf(page, folder)
  const isSaid = stillSaid(page, folder)
  return keeping(before, page.entries.id, (at, old) =>
    old !== undefined && isSaid(old, at) ? old : make(at),
  )
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

/** @param rowAt makes the row of a place; told what stands for it now */
function keeping(
  before: readonly Row[],
  ids: readonly number[],
  rowAt: (at: number, old: Row | undefined) => Row,
): readonly Row[] {
  let known: ReadonlyMap<number, Row> | undefined
  let differs = before.length !== ids.length
  const kept = ids.map((id, at) => {
    const here = before[at]
    if (here?.id !== id) known ??= byId(before)
    const old = here?.id === id ? here : known?.get(id)
    const row = rowAt(at, old)
    const one = old !== undefined && (old === row || same(old, row)) ? old : row
    if (one !== here) differs = true
    return one
  })
  return differs ? kept : before
}

/** The new rows, with the old object wherever nothing differs, so that only what changed is drawn again. */
export const keepSame = (before: readonly Row[], now: readonly Row[]): readonly Row[] =>
  keeping(
    before,
    now.map(({ id }) => id),
    (at) => now[at]!,
  )
