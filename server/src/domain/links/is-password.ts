import { matchesHash } from '../accounts/passwords/hash.ts'
import type { LinkRow } from './link.ts'

/** For whoever may change the link, and so need not be kept from guessing. */
export const isLinkPassword = async ({ password }: LinkRow, text: string): Promise<boolean> =>
  password !== null && (await matchesHash(password, text))
