import type { Writer } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { offerMount } from '../mounts/offer.ts'
import { PERSON, type Share } from './share.ts'

const ASKS = `FROM setting t JOIN person p ON p.id = t.subject AND p.removed IS NULL
  WHERE t.scope = 'person' AND t.name = 'sharing.accept' AND t.value = 'ask'`
const PEOPLE = {
  person: `SELECT p.id ${ASKS} AND t.subject = ?`,
  group: `SELECT p.id ${ASKS} AND t.subject IN (SELECT person FROM membership WHERE circle = ?)`,
} as const
const OWNER = 'SELECT owner FROM space WHERE id = ?'

/**
 * What was given to people who want to be asked waits for their answer, and stands nowhere. Before it is placed, in the
 * transaction that gives it; what they see already stays.
 */
export async function offer(writer: Writer, share: Share, name: string): Promise<void> {
  const { kind, recipient, node, space, sharer, created: now } = share
  if (recipient === null) return
  const people = await writer.all<{ id: PersonId }>(PEOPLE[kind === PERSON ? 'person' : 'group'], recipient)
  if (people.length === 0) return
  const owner = (await writer.get<{ owner: PersonId | null }>(OWNER, space))?.owner
  for (const { id } of people)
    if (id !== sharer && id !== owner) await offerMount(writer, { person: id, node, space, name, now })
}
