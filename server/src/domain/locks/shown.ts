import type { Reader } from '../../storage/records/records.ts'
import { LOCK, type Lock } from './lock.ts'

/** A lock, and the name of whose it is: for people to read. */
export interface ShownLock extends Lock {
  /** Empty where nobody is signed in. */
  readonly personName: string
}

export interface SeenLock extends ShownLock {
  /** Of somebody else than who looks: they may neither change, nor move, nor delete what it is on. */
  readonly others: boolean
}

const SHOWN = `SELECT ${LOCK.split(', ')
  .map((column) => `l.${column}`)
  .join(', ')}, coalesce(p.name, '') AS "personName" FROM lock l LEFT JOIN person p ON p.id = l.person`

/** Of a space, at a second. */
export const SHOWN_IN_SPACE = `${SHOWN} WHERE l.space = ? AND (l.expires IS NULL OR l.expires > ?)`

const SHOWN_BY_TOKEN = `${SHOWN} WHERE l.token = ?`

export const shownLock = async (reader: Reader, token: string): Promise<ShownLock> =>
  (await reader.get<ShownLock>(SHOWN_BY_TOKEN, token))!
