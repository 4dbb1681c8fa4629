import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Group } from '../accounts/groups/group.ts'
import type { Domain } from '../domain.ts'
import { isAddress } from '../mail/address.ts'
import { demandSharing } from '../shares/policy.ts'
import { GROUP, MAIL, PERSON } from '../shares/share.ts'
import { statusesSeen } from '../user-status/read.ts'
import type { UserStatus } from '../user-status/status.ts'
import { findGroups } from './groups.ts'
import { type FoundPerson, findExactly } from './people.ts'
import { shareePolicy } from './policy.ts'
import { proposePeople } from './propose.ts'

export interface ShareeWish {
  readonly text: string
  /** Kinds of shares for which recipients are looked for; undefined: all there are. */
  readonly kinds: readonly number[] | undefined
  /** From one on. */
  readonly page: number
  /** So many of each kind, unless policy says fewer. */
  readonly perPage: number
}

interface Hits {
  readonly people: readonly FoundPerson[]
  readonly groups: readonly Group[]
  readonly addresses: readonly string[]
}

export interface Sharees {
  /** Whom the text names in full; not repeated among the others. */
  readonly exact: Hits
  readonly proposed: Omit<Hits, 'addresses'>
  /** As many as were told of each kind at most. */
  readonly perPage: number
  /** Whether there is a next page. */
  readonly more: boolean
  readonly statuses: ReadonlyMap<PersonId, UserStatus>
}

const NOBODY: Omit<Sharees, 'perPage'> = {
  exact: { people: [], groups: [], addresses: [] },
  proposed: { people: [], groups: [] },
  more: false,
  statuses: new Map(),
}

const ACADEMY = 'SELECT academy FROM person WHERE id = ?'

/** To whom somebody may give something: the one search for people that is open to everybody. */
export async function searchSharees(domain: Domain, actor: Member, wish: ShareeWish): Promise<Sharees> {
  const { text, page } = wish
  const { person } = actor
  const wants = (kind: number): boolean => wish.kinds === undefined || wish.kinds.includes(kind)
  return await domain.records.read(async (reader) => {
    const policy = await shareePolicy(reader, person)
    demandSharing(policy.sharing)
    const perPage = Math.min(wish.perPage, policy.most)
    if (policy.sharing.excluded) return { ...NOBODY, perPage }
    const academy = (await reader.get<{ academy: string }>(ACADEMY, person))?.academy ?? ''
    const search = { person, academy, text, policy }
    const exact = wants(PERSON) ? await findExactly(reader, search) : []
    const named = new Set(exact.map(({ id }) => id))
    const enough = page * perPage + 1 + named.size
    const people = wants(PERSON) ? await proposePeople(reader, search, enough) : []
    const others = people.filter(({ id }) => !named.has(id))
    const groups = wants(GROUP) ? await findGroups(reader, person, text, policy) : { exact: [], proposed: [] }
    const mails = wants(MAIL) && policy.sharing.links && domain.postman !== undefined
    const first = (page - 1) * perPage
    const shown = others.slice(first, first + perPage)
    const told = [...exact, ...shown].map(({ id }) => id)
    return {
      exact: {
        people: exact,
        groups: groups.exact,
        addresses: mails && isAddress(text.trim()) && !isKnown(exact, text) ? [text.trim()] : [],
      },
      proposed: { people: shown, groups: groups.proposed.slice(first, first + perPage) },
      perPage,
      more: others.length > first + perPage || groups.proposed.length > first + perPage,
      statuses: await statusesSeen(reader, actor, told, seconds(domain.now())),
    }
  })
}

const isKnown = (people: readonly FoundPerson[], text: string): boolean =>
  people.some(({ email }) => email.toLowerCase() === text.trim().toLowerCase())
