import type { Domain } from '../domain.ts'
import { flowsOverAt, flowTokenHash, type LoginFlow } from './flow.ts'

/** The flow a browser was sent to, or undefined when there is none (any more). */
export async function openLoginFlow(domain: Domain, login: string): Promise<LoginFlow | undefined> {
  const hash = flowTokenHash(login)
  if (hash === undefined) return undefined
  const row = await domain.records.get<{ client: string; sealed: string | null }>(
    'SELECT client, sealed FROM login_flow WHERE login = ? AND created > ?',
    hash,
    flowsOverAt(domain.now),
  )
  return row === undefined ? undefined : { client: row.client, granted: row.sealed !== null }
}
