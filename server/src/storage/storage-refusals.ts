import { Refusal } from '../vocabulary/refusal.ts'

/** There is no room for what should be kept. @param cause what the driver said, for the log. */
export const diskFull = (cause: unknown): Refusal =>
  new Refusal('over-quota', 'disk-full', { detail: `no room: ${cause}`, cause })

/** What is kept cannot be reached, or not be changed, for the moment. @param cause what the driver said, for the log. */
export const storageUnavailable = (cause: unknown): Refusal =>
  new Refusal('unavailable', 'storage-unavailable', { detail: `storage unavailable: ${cause}`, cause })
