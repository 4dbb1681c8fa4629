import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { adjust } from './adjust.ts'
import { findById, readById } from './find-by-id.ts'
import { resolve } from './resolve.ts'

/** A person's own mark on what they see; nobody else's locks concern it. @throws Refusal `not-found`. */
export async function markFavourite(domain: Domain, actor: Member, id: NodeId, on: boolean): Promise<void> {
  const { node } = await findById(domain, actor, id)
  await domain.records.write([node.space], async (writer) => {
    const now = seconds(domain.now())
    const { location } = await readById(writer, actor, id, now)
    const place = await resolve(writer, actor, location.path, now)
    await adjust(writer, actor, place, { what: 'favourite', on }, now)
  })
}
