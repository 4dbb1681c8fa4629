import type { Reader, Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { mayChange, readTag } from './tag.ts'

/** So many nodes lose a tag in one transaction. */
const SLICE = 1000

const SOME = `DELETE FROM node_tag WHERE tag = ? AND node IN (SELECT node FROM node_tag WHERE tag = ? LIMIT ${SLICE})`
const REST = 'DELETE FROM node_tag WHERE tag = ?'
const TAG = 'DELETE FROM tag WHERE id = ?'
const OF_PERSON = 'SELECT id FROM tag WHERE person = ? LIMIT 1'

/** A tag goes with all its traces. @throws Refusal `not-found`, `not-permitted`. */
export async function removeTag(domain: Domain, actor: Member, id: number): Promise<void> {
  const require = async (reader: Reader): Promise<void> => {
    const tag = await readTag(reader, actor, id)
    if (!mayChange(actor, tag)) throw new Refusal('not-permitted', 'tag-stays', { facts: { id } })
  }
  await domain.records.read(require)
  await takeOff(domain, id)
  await domain.records.write([], async (writer) => {
    await require(writer)
    await forget(writer, id)
  })
}

/** When its owner is gone; may be cut off anywhere and begun anew. */
export async function removeTagsOf(domain: Domain, person: PersonId): Promise<void> {
  for (;;) {
    const tag = await domain.records.get<{ id: number }>(OF_PERSON, person)
    if (tag === undefined) return
    await takeOff(domain, tag.id)
    await domain.records.write([], (writer) => forget(writer, tag.id))
  }
}

/** Nobody waits for the thousands of files that it may hang on. */
async function takeOff(domain: Domain, id: number): Promise<void> {
  for (let gone = SLICE; gone === SLICE; )
    gone = await domain.records.writePart([], (writer) => writer.run(SOME, id, id))
}

/** The tag first: whoever is about to assign it waits for its row, and then finds none. */
async function forget(writer: Writer, id: number): Promise<void> {
  await writer.run(TAG, id)
  await writer.run(REST, id)
}
