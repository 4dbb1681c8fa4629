import type { Domain } from '../domain.ts'
import { keepGroupWords, keepPersonWords, type Named } from './words.ts'

const SLICE = 500
const PEOPLE = `SELECT p.id, p.name, p.email, p.academy FROM person p
  WHERE p.removed IS NULL AND NOT EXISTS (SELECT 1 FROM person_word w WHERE w.person = p.id) LIMIT ${SLICE}`
const GROUPS = `SELECT c.id, c.name FROM circle c
  WHERE NOT EXISTS (SELECT 1 FROM circle_word w WHERE w.circle = c.id) LIMIT ${SLICE}`

/** For a job: who was there before there were words to find people by, or before a backup was restored. */
export async function catchUpSharees(domain: Domain): Promise<number> {
  let done = 0
  for (let more = true; more; ) {
    const count = await domain.records.writePart([], async (writer) => {
      const people = await writer.all<Named>(PEOPLE)
      for (const person of people) await keepPersonWords(writer, person)
      const groups = await writer.all<{ id: string; name: string }>(GROUPS)
      for (const group of groups) await keepGroupWords(writer, group)
      return Math.max(people.length, groups.length)
    })
    done += count
    more = count === SLICE
  }
  return done
}
