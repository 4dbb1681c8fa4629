import type { FolderPage, Members, TagRef } from '@nuage/contract/api'

/** Changes of a folder’s page that are shown before the server has answered. None changes the page it is given. */

const COLUMNS = [
  ...(['id', 'name', 'folder', 'size', 'modified', 'mime', 'stamp', 'rights', 'preview'] as const),
]
const MARKS = ['received', 'shared', 'locked', 'tagged', 'commented'] as const

export function renamed(page: FolderPage, id: number, name: string): FolderPage {
  const at = page.entries.id.indexOf(id)
  if (at < 0 || page.entries.name[at] === name) return page
  return { ...page, entries: { ...page.entries, name: page.entries.name.with(at, name) } }
}

export function starred(page: FolderPage, ids: Iterable<number>, on: boolean): FolderPage {
  const favourites = new Set(page.favourites)
  const there = new Set(page.entries.id)
  for (const id of ids)
    if (!on) favourites.delete(id)
    else if (there.has(id)) favourites.add(id)
  return { ...page, favourites: [...favourites] }
}

export const tagsWith = (tags: readonly TagRef[], tag: TagRef, on: boolean): TagRef[] => {
  const others = tags.filter(({ id }) => id !== tag.id)
  return on ? [...others, tag] : others
}

/** With a tag on these members, or without it. */
export function tagged(page: FolderPage, ids: ReadonlySet<number>, tag: TagRef, on: boolean): FolderPage {
  const meant = page.entries.id.filter((id) => ids.has(id))
  if (meant.length === 0) return page
  const before = new Map(page.tagged.map((mark) => [mark.id, mark.tags]))
  const marks = meant.map((id) => {
    const others = (before.get(id) ?? []).filter((one) => one !== tag.id)
    return { id, tags: on ? [...others, tag.id] : others }
  })
  return {
    ...page,
    tags: tagsWith(page.tags, tag, true),
    tagged: [...page.tagged.filter(({ id }) => !ids.has(id)), ...marks],
  }
}

function columns(entries: Members, keep: (id: number) => boolean): Members {
  const places = entries.id.flatMap((id, at) => (keep(id) ? [at] : []))
  const column = <T>(values: readonly T[]): T[] => places.map((at) => values[at]!)
  return Object.fromEntries(COLUMNS.map((name) => [name, column<unknown>(entries[name])])) as Members
}

export function without(page: FolderPage, ids: ReadonlySet<number>): FolderPage {
  return page.entries.id.some((id) => ids.has(id))
    ? { ...page, entries: columns(page.entries, (id) => !ids.has(id)) }
    : page
}

/** The members of these ids are put back as an earlier page had them, with their marks. */
export function putBack(page: FolderPage, earlier: FolderPage, ids: ReadonlySet<number>): FolderPage {
  const there = new Set(page.entries.id)
  const missing = (id: number): boolean => ids.has(id) && !there.has(id)
  const back = columns(earlier.entries, missing)
  if (back.id.length === 0) return page
  const mimes = [...page.mimes]
  const mime = back.mime.map((place) => placeIn(mimes, earlier.mimes[place] ?? ''))
  const joined = { ...back, mime }
  const entries = Object.fromEntries(
    COLUMNS.map((name) => [name, [...page.entries[name], ...joined[name]]]),
  ) as unknown as Members
  const favourites = [...new Set([...page.favourites, ...earlier.favourites.filter(missing)])]
  return { ...page, mimes, entries, favourites, ...marksOf(page, earlier, missing) }
}

function placeIn(values: string[], value: string): number {
  const place = values.indexOf(value)
  return place < 0 ? values.push(value) - 1 : place
}

function marksOf(page: FolderPage, earlier: FolderPage, missing: (id: number) => boolean) {
  const joined = <T extends { id: number }>(now: readonly T[], then: readonly T[]): T[] => {
    const known = new Set(now.map(({ id }) => id))
    return [...now, ...then.filter(({ id }) => missing(id) && !known.has(id))]
  }
  const marks = MARKS.map((name) => [name, joined<{ id: number }>(page[name], earlier[name])])
  const tags = joinedTags(page, earlier)
  return { ...(Object.fromEntries(marks) as Pick<FolderPage, (typeof MARKS)[number]>), tags }
}

function joinedTags(page: FolderPage, earlier: FolderPage): FolderPage['tags'] {
  const known = new Set(page.tags.map(({ id }) => id))
  return [...page.tags, ...earlier.tags.filter(({ id }) => !known.has(id))]
}
