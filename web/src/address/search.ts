/** What the search part of a folder’s address holds: how it is shown, and what is marked in it. */
export interface FolderSearch {
  readonly sort?: 'name' | 'modified' | 'size' | 'kind'
  readonly desc?: true
  readonly view?: 'list' | 'grid'
  /** Id of the one item that is marked. */
  readonly item?: number
  readonly panel?: Panel
  /** In the viewer: the text is written on. */
  readonly edit?: true
}

export const PANELS = ['sharing', 'activity', 'versions', 'comments', 'details'] as const
export type Panel = (typeof PANELS)[number]

const SORTS = ['name', 'modified', 'size', 'kind'] as const
const VIEWS = ['list', 'grid'] as const

const among = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined =>
  values.find((known) => known === value)

export const idOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}

/** What cannot be understood is left out: a bookmark never breaks. */
export function readFolderSearch(given: Readonly<Record<string, unknown>>): FolderSearch {
  const sort = among(SORTS, given.sort)
  const view = among(VIEWS, given.view)
  const item = idOf(given.item)
  const panel = among(PANELS, given.panel)
  return {
    ...(sort === undefined ? {} : { sort }),
    ...([true, 'true', 1, '1'].includes(given.desc as string) ? { desc: true as const } : {}),
    ...(view === undefined ? {} : { view }),
    ...(item === undefined ? {} : { item }),
    ...(panel === undefined ? {} : { panel }),
    ...([true, 'true', 1, '1'].includes(given.edit as string) ? { edit: true as const } : {}),
  }
}
