import { hash } from 'node:crypto'
import type { Reader, Writer } from '../../../storage/records/records.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { randomText } from '../../../vocabulary/random-text.ts'
import type { Domain } from '../../domain.ts'

/** Seconds for which a browser is not asked again. */
export const KNOWN_SECONDS = 30 * 86_400
const LENGTH = 43
const PER_PERSON = 20

const INSERT = 'INSERT INTO known_browser (hash, person, expires) VALUES (?, ?, ?)'
const OLDER = `DELETE FROM known_browser WHERE person = ? AND hash NOT IN (
  SELECT hash FROM known_browser WHERE person = ? ORDER BY expires DESC LIMIT ${PER_PERSON})`
const FIND = 'SELECT 1 AS found FROM known_browser WHERE hash = ? AND person = ? AND expires > ?'

/** The browser passed the second factor, and is not asked for it again so soon. @returns what it keeps. */
export async function rememberBrowser(domain: Domain, person: PersonId): Promise<string> {
  const token = randomText(LENGTH)
  await domain.records.write([], async (writer) => {
    await writer.run(INSERT, hash('sha256', token), person, seconds(domain.now()) + KNOWN_SECONDS)
    await writer.run(OLDER, person, person)
  })
  return token
}

export const isKnownBrowser = async (
  reader: Reader,
  domain: Domain,
  person: PersonId,
  token: string | undefined,
): Promise<boolean> =>
  token !== undefined &&
  token.length === LENGTH &&
  (await reader.get(FIND, hash('sha256', token), person, seconds(domain.now()))) !== undefined

/** Each is asked again. */
export const forgetBrowsers = (writer: Writer, person: PersonId): Promise<number> =>
  writer.run('DELETE FROM known_browser WHERE person = ?', person)
