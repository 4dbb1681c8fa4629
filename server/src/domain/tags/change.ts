import type { Member } from '../../vocabulary/actor.ts'
import { fold } from '../../vocabulary/fold.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { acceptColor, acceptTagName, mayChange, readTag, requireFreeName } from './tag.ts'

export interface TagChange {
  readonly name?: string
  readonly color?: string
  readonly visible?: boolean
  readonly assignable?: boolean
}

const UPDATE = 'UPDATE tag SET name = ?, folded = ?, color = ?, visible = ?, assignable = ? WHERE id = ?'

/** @throws Refusal `not-found`, `not-permitted`, `bad-request`, `conflict`. */
export async function changeTag(domain: Domain, actor: Member, id: number, change: TagChange): Promise<void> {
  await domain.records.write([], async (writer) => {
    const tag = await readTag(writer, actor, id)
    if (!mayChange(actor, tag)) throw new Refusal('not-permitted', 'tag-not-yours', { facts: { id } })
    const name = change.name === undefined ? tag.name : acceptTagName(change.name)
    const color = change.color === undefined ? tag.color : acceptColor(change.color)
    const { visible = tag.visible, assignable = tag.assignable } = change
    if (tag.owner !== null && !(visible && assignable)) throw new Refusal('bad-request', 'tag-restricted')
    await requireFreeName(writer, tag.owner, name, id)
    await writer.run(UPDATE, name, fold(name), color, Number(visible), Number(assignable), id)
  })
}
