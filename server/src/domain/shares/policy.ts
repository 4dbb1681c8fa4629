import type { Reader } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { resolveSettings, type Say } from '../settings/resolve.ts'

/** Which end new shares are given. */
export interface EndPolicy {
  /** Whether one is set when nothing was said. */
  readonly given: boolean
  /** Whether it is also the latest there may be, and cannot be taken away. */
  readonly enforced: boolean
  /** After so many days. */
  readonly days: number
}

/** What somebody may do in the way of sharing, whatever they hold on what they share. */
export interface SharingPolicy {
  /** Whether there is any sharing at all. */
  readonly enabled: boolean
  /** Whether they are in a group that may not share. */
  readonly excluded: boolean
  readonly links: boolean
  /** Whether links may take files in. */
  readonly upload: boolean
  /** Whether what was received may be shared on. */
  readonly reshare: boolean
  readonly groups: boolean
  /** Whether people share with those only who are in a group with them. */
  readonly onlyOwnGroups: boolean
  readonly linkEnd: EndPolicy
  readonly internalEnd: EndPolicy
  /** Whether the address of a link may be chosen. */
  readonly linkTokens: boolean
  readonly linkPassword: { readonly enforced: boolean; readonly proposed: boolean }
  readonly defaultPermissions: Permissions
}

const ACADEMY = 'SELECT id, academy FROM person WHERE id = ?'
const GROUPS = 'SELECT circle FROM membership WHERE person = ?'

/** What the settings say about somebody. */
export async function settingsOf(reader: Reader, person: PersonId): Promise<Say> {
  const row = await reader.get<{ id: string; academy: string }>(ACADEMY, person)
  return await resolveSettings(reader, row)
}

/** As it is now: every door asks anew, so that a change is felt at once. */
export async function sharingPolicy(reader: Reader, person: PersonId): Promise<SharingPolicy> {
  const say = await settingsOf(reader, person)
  return {
    enabled: say('sharing.enabled'),
    excluded: say('sharing.exclude-groups') && (await isExcluded(reader, person, say)),
    links: say('sharing.links'),
    upload: say('sharing.upload'),
    reshare: say('sharing.reshare'),
    groups: say('sharing.groups'),
    onlyOwnGroups: say('sharing.only-own-groups'),
    linkEnd: {
      given: say('sharing.link-end'),
      enforced: say('sharing.link-end') && say('sharing.link-end-enforced'),
      days: say('sharing.link-days'),
    },
    internalEnd: {
      given: say('sharing.internal-end'),
      enforced: say('sharing.internal-end') && say('sharing.internal-end-enforced'),
      days: say('sharing.internal-days'),
    },
    linkTokens: say('sharing.link-tokens'),
    linkPassword: {
      enforced: say('sharing.link-password'),
      proposed: say('sharing.link-password-proposed'),
    },
    defaultPermissions: say('sharing.default-permissions'),
  }
}

async function isExcluded(reader: Reader, person: PersonId, say: Say): Promise<boolean> {
  const excluded = new Set(say('sharing.excluded-groups'))
  const groups = excluded.size === 0 ? [] : await reader.all<{ circle: string }>(GROUPS, person)
  return groups.some(({ circle }) => excluded.has(circle))
}

/** @throws Refusal `not-found` (`sharing-off`). */
export function demandSharing(policy: Pick<SharingPolicy, 'enabled'>): void {
  if (!policy.enabled) throw new Refusal('not-found', 'sharing-off')
}

const SHARED_GROUP = `SELECT 1 AS found FROM membership m JOIN membership o ON o.circle = m.circle
  WHERE m.person = ? AND o.person = ? LIMIT 1`

/** Whether two people are in one group. */
export const areTogether = async (reader: Reader, one: PersonId, other: PersonId): Promise<boolean> =>
  (await reader.get(SHARED_GROUP, one, other)) !== undefined

const IN_GROUP = 'SELECT 1 AS found FROM membership WHERE person = ? AND circle = ?'

export const isIn = async (reader: Reader, person: PersonId, group: string): Promise<boolean> =>
  (await reader.get(IN_GROUP, person, group)) !== undefined
