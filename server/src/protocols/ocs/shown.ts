import { createHash } from 'node:crypto'

/** The same as long as what is answered is. Without quotes. */
export const etagOf = (data: unknown): string => createHash('md5').update(JSON.stringify(data)).digest('hex')

/** A time in seconds as the lists of the apps write it: ISO 8601 with an offset, to the second. */
export const isoTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00')
