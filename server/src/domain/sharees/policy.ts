import type { Reader } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { type SharingPolicy, settingsOf, sharingPolicy } from '../shares/policy.ts'

/** Whom somebody may find. */
export interface ShareePolicy {
  readonly sharing: SharingPolicy
  /** Who is proposed while one types: everybody, people of one's own groups, or nobody. */
  readonly proposed: 'all' | 'own-groups' | 'none'
  /** So many letters are typed before anybody is proposed. */
  readonly letters: number
  /** So many are told at once. */
  readonly most: number
  /** By what those are found who are not proposed, typed in full. */
  readonly exact: { readonly id: boolean; readonly name: boolean; readonly email: boolean }
  /** Whether `Bob` stands for `Bob (Robert)`. */
  readonly firstNameOnly: boolean
}

/** Nobody's telephone is known here, so that who is found by theirs is nobody. */
export async function shareePolicy(reader: Reader, person: PersonId): Promise<ShareePolicy> {
  const say = await settingsOf(reader, person)
  const exact = say('sharees.exact')
  const inGroups = say('sharees.own-groups')
  const restricted = inGroups || say('sharees.own-phones')
  return {
    sharing: await sharingPolicy(reader, person),
    proposed: !say('sharees.propose') || (restricted && !inGroups) ? 'none' : inGroups ? 'own-groups' : 'all',
    letters: say('sharees.letters'),
    most: say('sharees.most'),
    exact: {
      id: exact && say('sharees.exact-id'),
      name: exact && say('sharees.exact-name'),
      email: exact && say('sharees.exact-email'),
    },
    firstNameOnly: say('sharees.exact-first-name-only'),
  }
}
