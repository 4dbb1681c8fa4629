import { createHash } from 'node:crypto'
import type { Reader, Writer } from '../../../storage/records/records.ts'
import { SYSTEM } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import type { Domain } from '../../domain.ts'
import { askMany, forMany } from '../../many.ts'
import type { ProviderRow } from '../../providers/provider.ts'
import { writeGroup } from '../groups/change.ts'
import { ADMINISTRATORS } from '../groups/group.ts'
import { joinGroup, leaveGroup } from '../groups/membership.ts'
import { identitiesOf } from './link.ts'

const LONGEST = 64
const MAPPED = forMany(
  (list) => `SELECT name, circle FROM external_group WHERE provider = ? AND name IN (${list})`,
)
const MAP = 'INSERT INTO external_group (provider, name, circle) VALUES (?, ?, ?)'
const CIRCLE = 'SELECT 1 AS found FROM circle WHERE id = ?'

/**
 * Brings somebody's groups in line with what a provider says. Only what this provider put them into before is taken
 * away, and only when no other provider of theirs says it too: what was done by hand stays.
 * @param before groups it had put them into.
 * @returns those it puts them into now.
 */
export async function followGroups(
  writer: Writer,
  domain: Domain,
  provider: ProviderRow,
  person: PersonId,
  { before, names }: { before: readonly string[]; names: readonly string[] },
): Promise<readonly string[]> {
  const wanted = await circlesOf(writer, domain, provider, names)
  const given = new Set<string>()
  for (const circle of wanted) {
    const joined = await joinGroup(writer, person, circle, seconds(domain.now()))
    if (joined || before.includes(circle)) given.add(circle)
  }
  const gone = before.filter((circle) => !wanted.includes(circle))
  const others = gone.length === 0 ? new Set<string>() : await givenElsewhere(writer, provider.id, person)
  for (const circle of gone) if (!others.has(circle)) await leaveGroup(writer, person, circle)
  return [...given].sort()
}

async function givenElsewhere(reader: Reader, provider: string, person: PersonId): Promise<Set<string>> {
  const others = (await identitiesOf(reader, person)).filter((one) => one.provider !== provider)
  return new Set(others.flatMap(({ circles }) => circles))
}

/** Groups of ours that stand for groups of theirs. */
async function circlesOf(
  writer: Writer,
  domain: Domain,
  provider: ProviderRow,
  names: readonly string[],
): Promise<string[]> {
  const rows = await askMany<{ name: string; circle: string }>(writer, MAPPED, names, [provider.id])
  const mapped = new Map(rows.map(({ name, circle }) => [name, circle]))
  if (provider.settings.groups === 'make')
    for (const name of names)
      if (!mapped.has(name)) mapped.set(name, await makeGroup(writer, domain, provider.id, name))
  // Nobody becomes an administrator because another house says so.
  return [...new Set(mapped.values())].filter((circle) => circle !== ADMINISTRATORS)
}

/** Below the provider's name, so that no group made by hand is taken for it. */
async function makeGroup(writer: Writer, domain: Domain, provider: string, name: string): Promise<string> {
  const id = groupId(provider, name)
  if ((await writer.get(CIRCLE, id)) === undefined) await writeGroup(writer, domain, SYSTEM, { id, name })
  await writer.run(MAP, provider, name, id)
  return id
}

function groupId(provider: string, name: string): string {
  const id = `${provider}:${name}`
  if (id.length <= LONGEST && !id.includes('/')) return id
  return `${provider}:${createHash('sha256').update(name).digest('hex').slice(0, 24)}`
}
