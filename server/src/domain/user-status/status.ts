import type { PersonId } from '../../vocabulary/ids.ts'

export const AVAILABILITIES = ['online', 'away', 'dnd', 'busy', 'invisible', 'offline'] as const
export type Availability = (typeof AVAILABILITIES)[number]

/** What somebody says of themselves. */
export interface UserStatus {
  readonly person: PersonId
  readonly availability: Availability
  /** Said by the person, not found out by an app. */
  readonly chosen: boolean
  /** One character, as a person sees characters. */
  readonly icon: string | null
  /** Null beside a predefined message. */
  readonly message: string | null
  readonly predefined: PredefinedId | null
  /** Seconds since 1970 when the message ends. */
  readonly clearAt: number | null
}

/** Messages that are chosen and not written; each is a sentence in the catalogues. */
export const PREDEFINED = {
  meeting: { icon: '📅', lasts: { kind: 'period', seconds: 3600 } },
  commuting: { icon: '🚌', lasts: { kind: 'period', seconds: 1800 } },
  'be-right-back': { icon: '⏳', lasts: { kind: 'period', seconds: 900 } },
  'remote-work': { icon: '🏡', lasts: { kind: 'end-of', unit: 'day' } },
  'sick-leave': { icon: '🤒', lasts: { kind: 'end-of', unit: 'day' } },
  vacationing: { icon: '🌴', lasts: null },
} as const
export type PredefinedId = keyof typeof PREDEFINED
export const isPredefined = (id: string): id is PredefinedId => Object.hasOwn(PREDEFINED, id)

export interface StatusRow {
  person: string
  status: Availability
  chosen: number
  icon: string | null
  message: string | null
  predefined: PredefinedId | null
  clear_at: number | null
  touched: number
}

export const COLUMNS = 'person, status, chosen, icon, message, predefined, clear_at, touched'

/** Seconds without a sign of life after which an app's word that somebody is there no longer holds. */
const FRESH = 15 * 60

/** A row as it reads now: messages end by themselves, and so does a presence that only an app reported. */
export function statusOf(row: StatusRow, now: number): UserStatus {
  const over = row.clear_at !== null && row.clear_at <= now
  const chosen = row.chosen === 1
  const gone = !chosen && row.touched + FRESH <= now
  return {
    person: row.person,
    availability: gone ? 'offline' : row.status,
    chosen,
    icon: over ? null : row.icon,
    message: over ? null : row.message,
    predefined: over ? null : row.predefined,
    clearAt: over ? null : row.clear_at,
  }
}

export const silent = (person: PersonId): UserStatus => ({
  ...{ person, availability: 'offline', chosen: false },
  ...{ icon: null, message: null, predefined: null, clearAt: null },
})
