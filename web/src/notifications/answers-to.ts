import type { Notification } from '@nuage/contract/api'
import type { Answer, Given } from '../shared/index.ts'

/** What was given and can be answered where it is told. */
export interface Answerable extends Given {
  /** Who gave it. */
  readonly owner: string
  /** Whether it stands among one’s files already: then to decline it takes it away. */
  readonly isThere: boolean
  readonly answers: readonly Answer[]
}

/** Undefined for whatever asks for no answer. What came by itself needs no yes, and can still be declined. */
export function answersTo({ kind, facts }: Notification): Answerable | undefined {
  const { share, file, pending, name: owner } = facts
  if (kind !== 'share-received' || typeof share !== 'number' || typeof file !== 'string') return undefined
  const isThere = pending !== true
  return {
    ...{ share, name: file, owner: typeof owner === 'string' ? owner : '', isThere },
    answers: isThere ? ['leave'] : ['accept', 'leave'],
  }
}
