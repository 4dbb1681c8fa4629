import type { Writer } from '../../storage/records/records.ts'
import type { Mount } from '../files/place.ts'
import { LEFT } from './mount.ts'

const LEAVE = `UPDATE mount SET state = ${LEFT}, parent = NULL WHERE id = ?`
/** What was given to nobody but this person; what was given to a group stays for its other members. */
const GIVE_BACK = 'DELETE FROM share WHERE node = ? AND kind = 0 AND recipient = ?'

/** Whoever deletes what they received leaves it: what is mounted stays where it is, for everybody else. */
export async function leaveMount(writer: Writer, mount: Mount): Promise<void> {
  await writer.run(LEAVE, mount.id)
  await writer.run(GIVE_BACK, mount.node, mount.person)
  writer.announce({ kind: 'mounts', person: mount.person })
}
