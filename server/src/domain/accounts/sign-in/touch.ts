import type { Domain } from '../../domain.ts'

const touching = new Set<number>()

const APP_PASSWORD = 'UPDATE app_password SET last_used = ?, last_place = ? WHERE id = ?'
const PERSON =
  'UPDATE person SET last_seen = ?, first_seen = COALESCE(first_seen, ?) WHERE id = ? AND (last_seen IS NULL OR last_seen < ?)'

export interface Use {
  readonly id: number
  readonly person: string
  readonly place: string
  /** Seconds. */
  readonly lastUsed: number | null
}

/** Notes the last use at most once a minute; nobody waits for it, and losing one in a crash loses nothing. */
export function noteUse(domain: Domain, use: Use): void {
  const now = Math.floor(domain.now() / 1000)
  if ((use.lastUsed !== null && now - use.lastUsed < 60) || touching.has(use.id)) return
  touching.add(use.id)
  domain.records
    .write([], async (writer) => {
      await writer.run(APP_PASSWORD, now, use.place, use.id)
      await writer.run(PERSON, now, now, use.person, now)
    })
    .catch(() => {})
    .finally(() => touching.delete(use.id))
}

/** The same for people who come with the account password. */
export function noteSeen(domain: Domain, person: { id: string; last_seen: number | null }): void {
  const now = Math.floor(domain.now() / 1000)
  if (person.last_seen !== null && now - person.last_seen < 60) return
  domain.records.write([], (writer) => writer.run(PERSON, now, now, person.id, now)).catch(() => {})
}
