import type { Records } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { localDay } from '../../vocabulary/time-zone.ts'
import type { Domain } from '../domain.ts'
import { dropUnnamed } from '../versions/drop-unnamed.ts'
import { Policies, type Policy } from './policy.ts'

const SLICE = 500
/** When the one before was replaced, this one began; the first that is kept may have begun at any time. */
const OLD = `SELECT v.id, v.space, v.content, v.size, v.created, v.label, (SELECT MAX(p.created) FROM version p
    WHERE p.node = v.node AND (p.created < v.created OR (p.created = v.created AND p.id < v.id))) AS begun
  FROM version v WHERE v.id > ? ORDER BY v.id LIMIT ${SLICE}`

interface Kept {
  readonly id: number
  readonly space: SpaceId
  readonly content: number
  readonly size: number
  /** When it was replaced. */
  readonly created: number
  readonly begun: number | null
  readonly label: string
}

/**
 * Removes versions that policy no longer keeps: of those older than the time of roll backs all but what a day
 * ended with, and of those older than all of that everything. What has a name stays.
 * @returns how many went.
 */
export async function thinVersions(domain: Domain): Promise<number> {
  const policies = new Policies()
  let thinned = 0
  for (let after = 0; ; ) {
    const page = await readPage(domain.records, after, policies)
    if (page.length === 0) return thinned
    after = page.at(-1)!.version.id
    const now = seconds(domain.now())
    const zone = domain.timezone ?? 'UTC'
    const spent = page
      .filter(({ version, policy }) => isSpent(version, policy, now, zone))
      .map(({ version }) => version)
    for (const [space, versions] of Map.groupBy(spent, (version) => version.space))
      thinned += await dropUnnamed(domain, space, versions)
  }
}

const readPage = (
  records: Records,
  after: number,
  policies: Policies,
): Promise<{ version: Kept; policy: Policy }[]> =>
  records.read(async (reader) => {
    const page: { version: Kept; policy: Policy }[] = []
    for (const version of await reader.all<Kept>(OLD, after))
      page.push({ version, policy: await policies.of(reader, version.space) })
    return page
  })

function isSpent({ created, begun, label }: Kept, policy: Policy, now: number, zone: string): boolean {
  const age = now - created
  if (label !== '' || age <= policy.rollback) return false
  if (age > policy.versions) return true
  return begun !== null && localDay(begun, zone) === localDay(created, zone)
}
