import { first } from './0001-first.ts'
import { userStatus } from './0002-user-status.ts'

/** In order, never changed once released; the place in the list is the schema's number. */
export const migrations: readonly string[] = [first, userStatus]
