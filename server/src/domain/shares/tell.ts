import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { personOf, recordDeed } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { notify } from '../notifications/notify.ts'
import { withdraw } from '../notifications/withdraw.ts'

interface Given {
  readonly id: number
  readonly kind: number
  readonly node: NodeId
  readonly space: SpaceId
  readonly recipient: string | null
}

const PERSON = 0
const NAME = 'SELECT name FROM person WHERE id = ?'
const PENDING = 'SELECT 1 AS found FROM mount WHERE person = ? AND node = ? AND state = 2'

/** What a notice about a share names as its object. */
const about = (share: number): { type: string; id: string } => ({ type: 'share', id: String(share) })

/** Something was given, in the transaction that gives it: it stands in the log, and a person to whom it goes is told. */
export async function tellGiven(writer: Writer, domain: Domain, actor: Actor, share: Given): Promise<void> {
  const { id, kind, space, recipient } = share
  writer.announce({ kind: 'grants', space })
  const node = await writer.get<Node>(NODE_BY_ID, share.node)
  if (node === undefined) return
  await recordDeed(writer, actor, 'share', node, seconds(domain.now()))
  const author = personOf(actor)
  if (kind !== PERSON || recipient === null || author === null) return
  const name = (await writer.get<{ name: string }>(NAME, author))?.name || author
  const pending = (await writer.get(PENDING, recipient, node.id)) !== undefined
  await notify(writer, domain, recipient, {
    kind: 'share-received',
    facts: { author, name, node: node.id, file: node.name, share: id, pending },
    object: about(id),
  })
}

/** What was given changes: whoever sees it looks again. */
export const tellChanged = (writer: Writer, { space }: Pick<Given, 'space'>): void =>
  writer.announce({ kind: 'grants', space })

/** What was given is taken back or given up: nothing is said of it any more. @param people those who were told. */
export async function tellTaken(
  writer: Writer,
  { id, space }: Pick<Given, 'id' | 'space'>,
  people: readonly PersonId[],
): Promise<void> {
  writer.announce({ kind: 'grants', space })
  for (const person of people) await withdraw(writer, person, about(id))
}
