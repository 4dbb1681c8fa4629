import { first } from './0001-first.ts'

/** In order, never changed once released; the place in the list is the schema's number. */
export const migrations: readonly string[] = [first]
