import type { Writer } from '../../storage/records/records.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { numberedName } from '../files/numbered-name.ts'
import { rootOf } from '../spaces/root.ts'
import { arrivalsOf } from './arrivals.ts'
import { LEFT, SHOWN } from './mount.ts'

/** What is to be seen, by whom, and what it is called where it comes from. */
export interface Placing {
  readonly person: PersonId
  readonly node: NodeId
  readonly space: SpaceId
  readonly name: string
  /** Seconds. */
  readonly now: number
}

interface Standing {
  readonly id: number
  readonly state: number
}

const THERE = 'SELECT id, state FROM mount WHERE person = ? AND node = ?'
const INSERT = `INSERT INTO mount (id, person, parent, name, node, space, state, wanted)
  VALUES (?, ?, ?, ?, ?, ?, ${SHOWN}, ?)`
const BACK = `UPDATE mount SET parent = ?, name = ?, state = ${SHOWN}, lost = NULL WHERE id = ? AND state = ${LEFT}`
/** Nobody else gives or takes names in there until this is done, whichever engine keeps them. */
const HOLD = 'UPDATE space SET reserved = reserved WHERE id = ?'

/**
 * Lets a person see a node of another space, where what they are given arrives, or in their root. What they see already
 * stays where it is; what they had left comes back.
 * @returns the id of the mount.
 */
export async function placeMount(
  writer: Writer,
  { person, node, space, name, now }: Placing,
  where: 'arrivals' | 'root' = 'arrivals',
): Promise<number> {
  const seen = await writer.get<Standing>(THERE, person, node)
  if (seen !== undefined && seen.state !== LEFT) return seen.id
  const own = await rootOf(writer, person)
  await writer.run(HOLD, own.space)
  // Whoever held it before may have placed the same: by another share, or by a group.
  const there = await writer.get<Standing>(THERE, person, node)
  if (there !== undefined && there.state !== LEFT) return there.id
  const parent = where === 'root' ? own.root : await arrivalsOf(writer, person, own, now)
  const free = await numberedName(writer, parent, name)
  const id = there?.id ?? (await writer.ids('row'))
  if (there === undefined) await writer.run(INSERT, id, person, parent, free, node, space, name)
  else await writer.run(BACK, parent, free, id)
  writer.announce({ kind: 'mounts', person })
  return id
}
