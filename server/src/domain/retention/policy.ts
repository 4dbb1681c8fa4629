import type { Reader } from '../../storage/records/records.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Days, SettingName, SettingValue } from '../settings/known.ts'
import { resolveSetting } from '../settings/resolve.ts'

/** How long what was replaced or deleted is kept. Seconds; infinite for ever. */
export interface Policy {
  /** What was deleted. */
  readonly trash: number
  /** Of versions, the last of each day. */
  readonly versions: number
  /** Everything: so far back everything can be put back to any minute. */
  readonly rollback: number
  /** The change log, from which activity is told; as far back as everything can be put back at least. */
  readonly log: number
  /** Bytes that trash and versions may take together; infinite when there is no quota. */
  readonly room: number
}

const OWNER = 'SELECT p.id, p.academy FROM space s JOIN person p ON p.id = s.owner WHERE s.id = ?'
const DAY = 24 * 3600

const secondsOf = (days: Days): number => (days === 'forever' ? Number.POSITIVE_INFINITY : days * DAY)

/** What applies in a space: to its owner, or as the instance has it. */
export async function policyOf(reader: Reader, space: SpaceId): Promise<Policy> {
  const owner = await reader.get<{ id: string; academy: string }>(OWNER, space)
  const said = async <N extends SettingName>(name: N): Promise<SettingValue<N>> =>
    (await resolveSetting(reader, name, owner)).value
  const rollback = secondsOf(await said('rollback.days'))
  const quota = owner === undefined ? 'unlimited' : await said('quota.default')
  const share = await said('history.share')
  return {
    rollback,
    trash: Math.max(rollback, secondsOf(await said('trash.days'))),
    versions: Math.max(rollback, secondsOf(await said('versions.days'))),
    log: Math.max(rollback, secondsOf(await said('activity.days'))),
    room: quota === 'unlimited' ? Number.POSITIVE_INFINITY : Math.floor((quota * share) / 100),
  }
}

/** The policies of many spaces, each asked for once. */
export class Policies {
  readonly #known = new Map<SpaceId, Policy>()

  async of(reader: Reader, space: SpaceId): Promise<Policy> {
    const known = this.#known.get(space) ?? (await policyOf(reader, space))
    this.#known.set(space, known)
    return known
  }
}
