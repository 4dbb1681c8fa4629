import type { Domain } from '../domain.ts'
import { flowsOverAt, flowTokenHash } from './flow.ts'
import type { Credentials } from './grant.ts'
import { unseal } from './seal.ts'

/**
 * What was granted, exactly once: whoever asks again, or at the same moment, gets nothing.
 * Costs one indexed read while nothing is granted: clients ask every second.
 */
export async function collectLoginFlow(domain: Domain, poll: string): Promise<Credentials | undefined> {
  const hash = flowTokenHash(poll)
  if (hash === undefined) return undefined
  const row = await domain.records.get<{ sealed: string }>(
    'SELECT sealed FROM login_flow WHERE poll = ? AND created > ? AND sealed IS NOT NULL',
    hash,
    flowsOverAt(domain.now),
  )
  if (row === undefined) return undefined
  const removed = await domain.records.write([], (writer) =>
    writer.run('DELETE FROM login_flow WHERE poll = ?', hash),
  )
  return removed === 1 ? (JSON.parse(unseal(row.sealed, poll)) as Credentials) : undefined
}
