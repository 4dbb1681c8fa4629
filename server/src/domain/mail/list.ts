import type { Actor } from '../../vocabulary/actor.ts'
import { demandAdministrator } from '../accounts/people/may-manage.ts'
import type { Domain } from '../domain.ts'
import { LETTER, type Letter, type LetterRow, letterOf, type Sendable } from './letter.ts'

/** So many are shown. */
const SHOWN = 1_000

const NEWEST = `SELECT ${LETTER} FROM mail ORDER BY id DESC LIMIT ${SHOWN}`
const ONE = `SELECT ${LETTER} FROM mail WHERE id = ?`
const OF_SHARE = `SELECT ${LETTER} FROM mail WHERE share = ? ORDER BY id DESC LIMIT ${SHOWN}`

/** The newest first. @throws Refusal `not-permitted`. */
export async function listMails(domain: Domain, actor: Actor): Promise<Letter[]> {
  demandAdministrator(actor)
  return (await domain.records.read((reader) => reader.all<LetterRow>(NEWEST))).map(letterOf)
}

/** @throws Refusal `not-permitted`. */
export async function findMail(domain: Domain, actor: Actor, id: number): Promise<Letter | undefined> {
  demandAdministrator(actor)
  const row = await domain.records.get<LetterRow>(ONE, id)
  return row === undefined ? undefined : letterOf(row)
}

/** What was written of a share, for whoever may see that share; the newest first. */
export async function mailsOfShare(domain: Domain, share: number): Promise<Sendable[]> {
  const rows = await domain.records.read((reader) => reader.all<LetterRow>(OF_SHARE, share))
  return rows.map(letterOf).filter((letter) => letter.kind !== 'ask')
}
