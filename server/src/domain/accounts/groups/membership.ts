import type { Writer } from '../../../storage/records/records.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { placeForMember } from '../../mounts/place-group.ts'
import { ADMINISTRATORS } from './group.ts'

/** @param now seconds. @returns false when they were in it already. */
export async function joinGroup(
  writer: Writer,
  person: PersonId,
  group: string,
  now: number,
): Promise<boolean> {
  const joined = await writer.run(
    'INSERT INTO membership (circle, person, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    group,
    person,
    now,
  )
  if (group === ADMINISTRATORS) await writer.run('UPDATE person SET admin = 1 WHERE id = ?', person)
  if (joined > 0) await placeForMember(writer, person, group, now)
  return joined > 0
}

/** @returns false when they were not in it. */
export async function leaveGroup(writer: Writer, person: PersonId, group: string): Promise<boolean> {
  const left = await writer.run('DELETE FROM membership WHERE circle = ? AND person = ?', group, person)
  if (group === ADMINISTRATORS) await writer.run('UPDATE person SET admin = 0 WHERE id = ?', person)
  if (left > 0) writer.announce({ kind: 'mounts', person })
  return left > 0
}
