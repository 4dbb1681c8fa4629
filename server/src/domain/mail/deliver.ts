import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { answerAsk } from '../accounts/letters/answer.ts'
import type { Domain } from '../domain.ts'
import { notify } from '../notifications/notify.ts'
import { keptFor } from './forget.ts'
import { LETTER, type LetterRow, letterOf, type Sendable } from './letter.ts'
import { type Postman, PostmanAway, Undeliverable } from './postman.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
/** Seconds from one try to the next. */
export const PAUSES: readonly number[] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 24 * HOUR]

/** Seconds after which somebody else tries: longer than any talk with a mail server. */
const LEASE = 10 * MINUTE
const ERROR_LENGTH = 500

const DUE = `SELECT ${LETTER} FROM mail WHERE state = 'waiting' AND next <= ? ORDER BY next, id LIMIT 1`
const TAKE = "UPDATE mail SET next = ?, tries = tries + 1 WHERE id = ? AND state = 'waiting' AND tries = ?"
const AGAIN = "UPDATE mail SET next = ?, error = ? WHERE id = ? AND state = 'waiting' AND tries = ?"
const END = "UPDATE mail SET state = ?, next = ?, error = ? WHERE id = ? AND state = 'waiting' AND tries = ?"
const DROP = 'DELETE FROM mail WHERE id = ?'
const SHARE = 'SELECT expires FROM share WHERE id = ?'

/**
 * Takes to the mail server what is due, one letter after the other. One that was taken and not reported on, since
 * its process died, is tried again: it may arrive twice, never not at all.
 */
export async function deliverMails(domain: Domain): Promise<void> {
  const { postman } = domain
  if (postman === undefined) return
  for (;;) {
    const letter = await takeDue(domain)
    if (letter === undefined) return
    if (letter === 'nothing-to-say') continue
    if ((await deliver(domain, postman, letter)) === 'away') return
  }
}

const takeDue = (domain: Domain): Promise<Sendable | 'nothing-to-say' | undefined> =>
  domain.records.write([], async (writer) => {
    const now = seconds(domain.now())
    const row = await writer.get<LetterRow>(DUE, now)
    if (row === undefined) return undefined
    const letter = await writtenNow(writer, domain, row, now)
    if (letter === undefined) {
      await writer.run(DROP, row.id)
      return 'nothing-to-say'
    }
    await writer.run(TAKE, now + LEASE, row.id, row.tries)
    return letter
  })

async function writtenNow(
  writer: Writer,
  domain: Domain,
  row: LetterRow,
  now: number,
): Promise<Sendable | undefined> {
  const letter = letterOf({ ...row, tries: row.tries + 1 })
  if (letter.kind === 'ask') return await answerAsk(writer, domain, letter)
  return (await isWorthSending(writer, row, now)) ? letter : undefined
}

/** What was taken back or has ended meanwhile is not announced any more. */
async function isWorthSending(writer: Writer, { share }: LetterRow, now: number): Promise<boolean> {
  if (share === null) return true
  const row = await writer.get<{ expires: number | null }>(SHARE, share)
  return row !== undefined && (row.expires === null || row.expires > now)
}

async function deliver(domain: Domain, postman: Postman, letter: Sendable): Promise<'done' | 'away'> {
  try {
    await postman.deliver(letter)
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH)
    const pause = error instanceof Undeliverable ? undefined : PAUSES[letter.tries - 1]
    if (pause === undefined) await giveUp(domain, letter, said)
    else await tryAgain(domain, letter, pause, said)
    return error instanceof PostmanAway ? 'away' : 'done'
  }
  await domain.records.write([], (writer) => end(writer, domain, letter, 'sent', null))
  return 'done'
}

async function tryAgain(domain: Domain, { id, tries }: Sendable, pause: number, said: string): Promise<void> {
  const next = seconds(domain.now()) + pause
  await domain.records.write([], (writer) => writer.run(AGAIN, next, said, id, tries))
}

async function giveUp(domain: Domain, letter: Sendable, said: string): Promise<void> {
  const { id, person, to, kind, facts } = letter
  await domain.records.write([], async (writer) => {
    if (!(await end(writer, domain, letter, 'failed', said)) || person === null) return
    if (kind === 'security' || kind === 'account') return
    await notify(writer, domain, person, {
      kind: 'mail-failed',
      facts: { to, item: facts.item },
      object: { type: 'mail', id: String(id) },
    })
  })
}

async function end(
  writer: Writer,
  domain: Domain,
  { id, tries }: Sendable,
  state: 'sent' | 'failed',
  error: string | null,
): Promise<boolean> {
  const next = seconds(domain.now()) + keptFor(state)
  return (await writer.run(END, state, next, error, id, tries)) > 0
}
