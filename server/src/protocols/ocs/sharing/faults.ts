import { Refusal } from '../../../vocabulary/refusal.ts'
import type { OcsAnswer } from '../call.ts'
import { coded } from '../provisioning/faults.ts'

/** Numbers that differ from those of other calls for the same kind of refusal (ocs.md §6.5). */
const CODES = { 'share-end-past': 404, 'share-end-far': 404 }
/** A wrong date is another fault where something is made than where it is changed. */
const MAKING = { ...CODES, 'share-end-date': 404 }

export const asked = <T>(work: () => Promise<T>): Promise<T> => coded(CODES, work)

/** Too many are refused without a word: clients expect none. */
export async function making(work: () => Promise<OcsAnswer>): Promise<OcsAnswer> {
  try {
    return await coded(MAKING, work)
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'share-too-many') return { data: [], bare: 429 }
    throw error
  }
}
