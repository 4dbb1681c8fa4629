import { createHash } from 'node:crypto'
import { seconds } from '../../vocabulary/clock.ts'
import { randomText } from '../../vocabulary/random-text.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { type Proof, type Proved, proofOf } from './proof.ts'

const LENGTH = 32
/** Seconds. */
const VALID = 15
/** So many may wait to be used, of one person. */
const WAITING = 50

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('hex')

const COUNT = 'SELECT count(*) AS count FROM push_ticket WHERE person = ? AND expires > ?'
const INSERT = 'INSERT INTO push_ticket (hash, person, proof, expires) VALUES (?, ?, ?, ?)'
const KNOWN = 'SELECT 1 AS known FROM push_ticket WHERE hash = ?'
const USE = 'DELETE FROM push_ticket WHERE hash = ? RETURNING proof, expires'

/**
 * A secret of 32 letters and digits, good for one connection within 15 seconds.
 * @throws Refusal `not-signed-in`, `too-many`.
 */
export async function issueTicket(domain: Domain, who: Proved): Promise<string> {
  const proof = await proofOf(domain, who)
  if (proof === undefined) throw new Refusal('not-signed-in', 'credentials-wrong')
  const ticket = randomText(LENGTH)
  const now = seconds(domain.now())
  await domain.records.write([], async (writer) => {
    await writer.run('DELETE FROM push_ticket WHERE expires <= ?', now)
    const waiting = await writer.get<{ count: number }>(COUNT, proof.person, now)
    if (waiting!.count >= WAITING)
      throw new Refusal('too-many', 'too-many-connections', { facts: { seconds: VALID } })
    await writer.run(INSERT, hashOf(ticket), proof.person, JSON.stringify(proof), now + VALID)
  })
  return ticket
}

/** @returns undefined when it is unknown, used or too old. */
export async function useTicket(domain: Domain, ticket: string): Promise<Proof | undefined> {
  const hash = hashOf(ticket)
  // Strangers' inventions shall not queue with those who write.
  if ((await domain.records.get(KNOWN, hash)) === undefined) return undefined
  const row = await domain.records.write([], (writer) =>
    writer.get<{ proof: string; expires: number }>(USE, hash),
  )
  return row === undefined || row.expires <= seconds(domain.now())
    ? undefined
    : (JSON.parse(row.proof) as Proof)
}
