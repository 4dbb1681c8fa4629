const TYPES = [
  ...([
    'folder',
    'document',
    'sheet',
    'slides',
    'pdf',
    'text',
    'image',
    'audio',
    'video',
    'archive',
  ] as const),
]
const SPANS = ['today', 'week', 'month', 'year'] as const

export type SearchType = (typeof TYPES)[number]
export type Span = (typeof SPANS)[number]

/** What is looked for, as it stands in the address of the screen. */
export interface SearchWish {
  readonly q: string
  readonly type?: SearchType
  readonly since?: Span
  /** Id of a person. */
  readonly by?: string
  /** Only below this folder. */
  readonly in?: number
}

export type FilterName = Exclude<keyof SearchWish, 'q'>

export function without(wish: SearchWish, name: FilterName): SearchWish {
  const { [name]: _, ...rest } = wish
  return rest
}

export const searchTypes: readonly SearchType[] = TYPES
export const spans: readonly Span[] = SPANS

const among = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined =>
  values.find((known) => known === value)

/** What cannot be understood is left out: a bookmark never breaks. */
export function readWish(given: Readonly<Record<string, unknown>>): SearchWish {
  const type = among(TYPES, given.type)
  const since = among(SPANS, given.since)
  const folder = Number(given.in)
  return {
    q: typeof given.q === 'string' ? given.q : typeof given.q === 'number' ? String(given.q) : '',
    ...(type === undefined ? {} : { type }),
    ...(since === undefined ? {} : { since }),
    ...(typeof given.by === 'string' && given.by !== '' ? { by: given.by } : {}),
    ...(Number.isSafeInteger(folder) && folder > 0 ? { in: folder } : {}),
  }
}

export const hasFilters = ({ q: _, ...filters }: SearchWish): boolean => Object.keys(filters).length > 0

const DAYS: Readonly<Record<Span, number>> = { today: 0, week: 7, month: 30, year: 365 }

/** Seconds at which a span begins: at midnight, so that the same question is asked all day. */
export function beginningOf(span: Span, now = new Date()): number {
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  day.setDate(day.getDate() - DAYS[span])
  return day.getTime() / 1000
}

/** As the API wants it. */
export const queryOf = ({ q, type, since, by, in: folder }: SearchWish) => ({
  ...{ q, type, by, in: folder },
  since: since === undefined ? undefined : beginningOf(since),
})

/** The address of the screen that shows it. */
export function searchPath(wish: SearchWish): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(wish)) parameters.set(name, String(value))
  return `/search?${parameters}`
}
