import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { acceptAddress } from './address.ts'
import { keptFor } from './forget.ts'
import { LETTER, type LetterKind, type LetterState, type Written } from './letter.ts'

const INSERT = `INSERT INTO mail (${LETTER}) VALUES (?, ?, ?, ?, ?, ?, 0, ?, NULL, ?, ?, ?)`
const WAITING = `SELECT count(*) AS count FROM (
  SELECT id FROM mail WHERE person = ? AND state = 'waiting' LIMIT ?) w`

/** So many letters of one person may wait to be sent. */
const MOST_WAITING = 500

/**
 * Writes a letter, in the transaction of what it tells; a job takes it to the mail server. Where there is none it
 * is kept, so that its text can be copied. @returns its number and what becomes of it.
 * @throws Refusal `bad-request` for no e-mail address, `too-many`.
 */
export async function enqueueMail<Kind extends LetterKind>(
  writer: Writer,
  domain: Domain,
  letter: {
    readonly to: string
    readonly language: string
    readonly kind: Kind
    readonly facts: Written[Kind]
    readonly person?: PersonId | undefined
    readonly share?: number | undefined
  },
): Promise<{ id: number; state: LetterState }> {
  const to = acceptAddress(letter.to)
  const person = letter.person ?? null
  if (person !== null) await requireModest(writer, person)
  const now = seconds(domain.now())
  const state: LetterState = domain.postman === undefined ? 'kept' : 'waiting'
  const next = state === 'waiting' ? now : now + keptFor(state)
  const id = await writer.ids('row')
  const { language, kind, facts, share } = letter
  await writer.run(
    INSERT,
    ...[id, to, language, kind, JSON.stringify(facts), state],
    ...[next, person, share ?? null, now],
  )
  return { id, state }
}

async function requireModest(writer: Writer, person: PersonId): Promise<void> {
  const { count } = (await writer.get<{ count: number }>(WAITING, person, MOST_WAITING))!
  if (count >= MOST_WAITING) throw new Refusal('too-many', 'too-many-letters', { facts: { count } })
}
