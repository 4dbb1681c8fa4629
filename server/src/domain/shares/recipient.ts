import type { Reader } from '../../storage/records/records.ts'
import type { PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { readPersonRow } from '../accounts/people/find.ts'
import type { Domain } from '../domain.ts'
import { isAddress } from '../mail/address.ts'
import type { ShareWish } from './create.ts'
import { areTogether, isIn, type SharingPolicy } from './policy.ts'
import { GROUP, LINK, MAIL, PERSON } from './share.ts'

/** To whom something is given. */
export interface Recipient {
  /** As it is kept with the share; null for links. */
  readonly id: string | null
  /** Only of people. */
  readonly person?: PersonId
  /** Where a person keeps what is theirs. */
  readonly space?: SpaceId
  /** @throws Refusal where people share only with those who are in a group with them. */
  demandTogether(reader: Reader, sharer: PersonId): Promise<void>
}

const GROUP_BY_ID = 'SELECT id FROM circle WHERE id = ?'
/** Kinds of the API for which there is nobody here: other servers, chat rooms, cards on boards. */
const REMOTE = [6, 9]
const ROOMS = [10, 12]

const free = async (): Promise<void> => {}

/** @throws Refusal for kinds and recipients that there are not. */
export async function requireRecipient(
  reader: Reader,
  domain: Domain,
  policy: SharingPolicy,
  wish: ShareWish,
  path: string,
): Promise<Recipient> {
  switch (wish.kind) {
    case PERSON:
      return await requirePerson(reader, policy, wish.with)
    case GROUP:
      return await requireGroup(reader, policy, wish.with)
    case LINK:
      demandLinks(policy)
      return { id: null, demandTogether: free }
    case MAIL:
      demandLinks(policy)
      return requireAddress(domain, wish.with)
  }
  if (REMOTE.includes(wish.kind))
    throw new Refusal('not-permitted', 'share-kind-remote', { facts: { path, kind: wish.kind } })
  if (ROOMS.includes(wish.kind)) throw new Refusal('not-permitted', 'share-kind-room', { facts: { path } })
  throw new Refusal('bad-request', 'share-kind')
}

async function requirePerson(
  reader: Reader,
  policy: SharingPolicy,
  wanted: string | undefined,
): Promise<Recipient> {
  const row = wanted === undefined || wanted === '' ? undefined : await readPersonRow(reader, wanted)
  if (row === undefined) throw new Refusal('not-found', 'share-person-missing')
  return {
    ...{ id: row.id, person: row.id, space: row.space },
    async demandTogether(within, sharer) {
      if (policy.onlyOwnGroups && !(await areTogether(within, sharer, row.id)))
        throw new Refusal('not-permitted', 'share-group-members')
    },
  }
}

async function requireGroup(
  reader: Reader,
  policy: SharingPolicy,
  wanted: string | undefined,
): Promise<Recipient> {
  if (!policy.groups) throw new Refusal('not-found', 'share-groups-off')
  const row = wanted === undefined ? undefined : await reader.get<{ id: string }>(GROUP_BY_ID, wanted)
  if (row === undefined) throw new Refusal('not-found', 'share-group-missing')
  return {
    id: row.id,
    async demandTogether(within, sharer) {
      if (policy.onlyOwnGroups && !(await isIn(within, sharer, row.id)))
        throw new Refusal('not-permitted', 'share-own-groups')
    },
  }
}

function demandLinks(policy: SharingPolicy): void {
  if (!policy.links) throw new Refusal('not-found', 'share-links-off')
}

/** Nobody is written to where there is no mail server. */
function requireAddress(domain: Domain, wanted: string | undefined): Recipient {
  const address = wanted?.trim() ?? ''
  if (!isAddress(address)) throw new Refusal('not-found', 'share-address')
  if (domain.postman === undefined) throw new Refusal('bad-request', 'share-kind')
  return { id: address, demandTogether: free }
}
