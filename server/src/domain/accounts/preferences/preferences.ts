import type { Reader, Writer } from '../../../storage/records/records.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'

const VIEWS = ['list', 'grid'] as const
const SORTS = ['name', 'modified', 'size', 'kind'] as const
const THEMES = ['system', 'light', 'dark'] as const
const DENSITIES = ['compact', 'normal', 'roomy'] as const
const FONTS = ['usual', 'dyslexia'] as const
type View = (typeof VIEWS)[number]

/** How somebody wants the app; what is absent is as everybody has it. */
export interface Preferences {
  readonly language?: string
  readonly theme?: (typeof THEMES)[number]
  readonly density?: (typeof DENSITIES)[number]
  readonly font?: (typeof FONTS)[number]
  /** How folders are shown, by what they mostly hold. */
  readonly views?: { readonly files?: View; readonly pictures?: View; readonly trash?: View }
  readonly sort?: { readonly by: (typeof SORTS)[number]; readonly descending: boolean }
  /** Whether the tour for newcomers was seen to its end, or put away. */
  readonly tourSeen?: boolean
  /** Favourites among the tiles of the portal, in the order they were chosen. */
  readonly tiles?: readonly string[]
}

const among =
  (values: readonly string[]) =>
  (value: unknown): boolean =>
    values.includes(value as string)
const isView = among(VIEWS)
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Languages are kept with the person, since they are spoken elsewhere too. */
const KNOWN: Readonly<Record<Exclude<keyof Preferences, 'language'>, (value: unknown) => boolean>> = {
  theme: among(THEMES),
  density: among(DENSITIES),
  font: among(FONTS),
  views: (value) =>
    isObject(value) &&
    Object.entries(value).every(
      ([kind, view]) => ['files', 'pictures', 'trash'].includes(kind) && isView(view),
    ),
  sort: (value) =>
    isObject(value) &&
    Object.keys(value).length === 2 &&
    among(SORTS)(value.by) &&
    typeof value.descending === 'boolean',
  tourSeen: (value) => typeof value === 'boolean',
  tiles: (value) =>
    Array.isArray(value) &&
    value.length <= 60 &&
    value.every((id) => typeof id === 'string' && /^[a-z0-9-]{1,32}$/.test(id)),
}
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

const READ = `SELECT p.language, f.value FROM person p LEFT JOIN preference f ON f.person = p.id WHERE p.id = ?`
const WRITE = `INSERT INTO preference (person, value) VALUES (?, ?)
  ON CONFLICT (person) DO UPDATE SET value = excluded.value`
const SPEAK = 'UPDATE person SET language = ? WHERE id = ?'

async function read(reader: Reader, person: PersonId): Promise<Preferences> {
  const row = await reader.get<{ language: string; value: string | null }>(READ, person)
  const { language = '', value = null } = row ?? {}
  return { ...(value === null ? {} : JSON.parse(value)), ...(language === '' ? {} : { language }) }
}

export const readPreferences = (domain: Domain, person: PersonId): Promise<Preferences> =>
  domain.records.readOne((reader) => read(reader, person))

/** What is absent stays as it is. @returns all of them. @throws Refusal `bad-request` for what is not known. */
export async function changePreferences(
  domain: Domain,
  actor: Member,
  change: Preferences,
): Promise<Preferences> {
  const { language, ...rest } = change
  for (const [key, value] of Object.entries(rest))
    if (!Object.hasOwn(KNOWN, key) || !KNOWN[key as keyof typeof KNOWN](value))
      throw new Refusal('bad-request', 'preference', { facts: { name: key.slice(0, 40) } })
  if (language !== undefined && !LANGUAGE.test(language)) throw new Refusal('bad-request', 'language')
  return await domain.records.write([], (writer) => write(writer, actor.person, language, rest))
}

async function write(
  writer: Writer,
  person: PersonId,
  language: string | undefined,
  change: Omit<Preferences, 'language'>,
): Promise<Preferences> {
  const { language: _, ...before } = await read(writer, person)
  const views = { ...before.views, ...change.views }
  const all = { ...before, ...change, ...(Object.keys(views).length === 0 ? {} : { views }) }
  await writer.run(WRITE, person, JSON.stringify(all))
  if (language !== undefined) await writer.run(SPEAK, language, person)
  return await read(writer, person)
}
