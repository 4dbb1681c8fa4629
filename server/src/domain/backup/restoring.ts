import type { Records } from '../../storage/records/records.ts'

const RESTORING = "SELECT value FROM instance WHERE name = 'restoring'"

/** Whether a restore was begun and never finished: half the rows may be missing. */
export const isRestoring = async (records: Records): Promise<boolean> =>
  (await records.get(RESTORING)) !== undefined
