import type { Writer } from '../../storage/records/records.ts'
import { foldLoosely } from '../../vocabulary/fold.ts'
import type { PersonId } from '../../vocabulary/ids.ts'

const MOST = 16
const LONGEST = 64

/** What a name is looked for by: its words, without accents and case. */
export const wordsOf = (...texts: readonly string[]): string[] => {
  const words = texts.flatMap((text) => foldLoosely(text).split(/[^\p{L}\p{N}]+/u))
  return [...new Set(words.filter((word) => word !== '').map((word) => word.slice(0, LONGEST)))].slice(
    0,
    MOST,
  )
}

/** What stands before the `@`: what comes after it is everybody's. */
export const localPart = (address: string): string => address.replace(/@.*$/s, '')

const FORGET = 'DELETE FROM person_word WHERE person = ?'
const KEEP = 'INSERT INTO person_word (word, academy, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'

export interface Named {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  readonly academy: string
}

/** In the transaction that adds somebody, or changes what they are called. */
export async function keepPersonWords(writer: Writer, person: Named): Promise<void> {
  await forgetPersonWords(writer, person.id)
  for (const word of wordsOf(person.id, person.name, localPart(person.email)))
    await writer.run(KEEP, word, person.academy, person.id)
}

export async function forgetPersonWords(writer: Writer, person: PersonId): Promise<void> {
  await writer.run(FORGET, person)
}

const FORGET_GROUP = 'DELETE FROM circle_word WHERE circle = ?'
const KEEP_GROUP = 'INSERT INTO circle_word (word, circle) VALUES (?, ?) ON CONFLICT DO NOTHING'

/** In the transaction that adds a group, or gives it another name. */
export async function keepGroupWords(
  writer: Writer,
  group: { readonly id: string; readonly name: string },
): Promise<void> {
  await forgetGroupWords(writer, group.id)
  for (const word of wordsOf(group.id, group.name)) await writer.run(KEEP_GROUP, word, group.id)
}

export async function forgetGroupWords(writer: Writer, group: string): Promise<void> {
  await writer.run(FORGET_GROUP, group)
}
