import { createHash } from 'node:crypto'
import { seconds } from '../../vocabulary/clock.ts'
import { randomText } from '../../vocabulary/random-text.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { seal, unseal } from '../seal.ts'
import type { Statement } from './provider.ts'
import { isFirstSeen } from './seen-once.ts'

/** What a provider said by a form of its own page, with which browsers send no cookies of ours. */
export interface HeldAnswer {
  readonly provider: string
  /** As it came back with the answer. */
  readonly state: string
  readonly statement: Statement
}

/** Seconds: the browser comes for it at once. */
const LIFE = 300
const ADD = `INSERT INTO ticket (hash, kind, data, created, expires) VALUES (?, 'answer', ?, ?, ?)`
const ONE = `SELECT data, expires FROM ticket WHERE hash = ? AND kind = 'answer'`

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex')
const purpose = (hash: string): string => `answer ${hash}`

/**
 * Keeps what was proven until the browser comes for it with its cookies. Only what a provider signed is kept, so
 * strangers fill nothing.
 * @returns the code it is taken by, once.
 * @throws Refusal `not-signed-in` (`sign-in-stale`) for what was said before, in whichever process.
 */
export async function holdAnswer(domain: Domain, answer: HeldAnswer): Promise<string> {
  const code = randomText(43)
  const hash = hashOf(code)
  const now = seconds(domain.now())
  const { once } = answer.statement
  await domain.records.write([], async (writer) => {
    if (once !== undefined && !(await isFirstSeen(writer, answer.provider, once)))
      throw new Refusal('not-signed-in', 'sign-in-stale', { detail: `${once.id} was used before` })
    await writer.run("DELETE FROM ticket WHERE kind = 'answer' AND expires <= ?", now)
    await writer.run(ADD, hash, seal(domain, purpose(hash), JSON.stringify(answer)), now, now + LIFE)
  })
  return code
}

/** @returns undefined for a code that was never given, was used, or is too old. */
export async function takeAnswer(domain: Domain, code: string): Promise<HeldAnswer | undefined> {
  if (code === '' || code.length > 128) return undefined
  const hash = hashOf(code)
  const row = await domain.records.write([], async (writer) => {
    const found = await writer.get<{ data: string; expires: number }>(ONE, hash)
    const taken = await writer.run("DELETE FROM ticket WHERE hash = ? AND kind = 'answer'", hash)
    return taken === 1 ? found : undefined
  })
  if (row === undefined || row.expires <= seconds(domain.now())) return undefined
  const text = unseal(domain, purpose(hash), row.data)
  return text === undefined ? undefined : (JSON.parse(text) as HeldAnswer)
}
