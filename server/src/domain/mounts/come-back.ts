import type { Reader, Writer } from '../../storage/records/records.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { allows, type Permissions, READ } from '../../vocabulary/permissions.ts'
import type { Node } from '../files/node.ts'
import { NODE_BY_ID } from '../files/node.ts'
import type { Mount } from '../files/place.ts'
import { readReceived } from '../shares/facts.ts'
import { weigh } from '../shares/rights.ts'
import { LEFT, MOUNT, PENDING } from './mount.ts'
import { placeMount } from './place.ts'

const UNSEEN = `SELECT ${MOUNT} FROM mount WHERE person = ? AND state = ?`
const WELCOME = `UPDATE mount SET state = ${LEFT} WHERE person = ? AND node = ? AND state = ${PENDING}`

/** Something that somebody may see and does not. */
export interface Unseen {
  readonly node: NodeId
  /** What it was called where they saw it. */
  readonly name: string
  readonly permissions: Permissions
}

/**
 * What a person has left, or has yet to accept, and might have.
 * @param state `LEFT` or `PENDING`.
 * @param now seconds.
 */
export async function listUnseen(
  reader: Reader,
  person: PersonId,
  state: number,
  now: number,
): Promise<Unseen[]> {
  const mounts = await reader.all<Omit<Mount, 'parent'>>(UNSEEN, person, state)
  if (mounts.length === 0) return []
  const rights = weigh(
    await readReceived(
      reader,
      person,
      mounts.map(({ node }) => node),
    ),
    now,
  )
  return mounts
    .filter(({ node }) => allows(rights.given(person, node), READ))
    .map(({ node, name }) => ({ node, name, permissions: rights.held(person, node) }))
    .filter(({ permissions }) => permissions > 0)
}

/** Lets a person see again what they had left, or see what they had not yet accepted. @param now seconds. */
export async function comeBack(writer: Writer, person: PersonId, node: NodeId, now: number): Promise<void> {
  await writer.run(WELCOME, person, node)
  const { space, name } = (await writer.get<Node>(NODE_BY_ID, node))!
  await placeMount(writer, { person, node, space, name, now })
}
