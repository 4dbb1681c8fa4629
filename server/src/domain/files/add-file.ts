import type { Reader } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, CREATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { keepContent } from '../content/keep.ts'
import { type Body, receive } from '../content/receive.ts'
import type { Domain } from '../domain.ts'
import { acceptNewName } from './accept-name.ts'
import { commitWrite, type WriteWish, type Written } from './commit-write.ts'
import { numberedName } from './numbered-name.ts'
import type { Place } from './place.ts'
import { resolve } from './resolve.ts'

/**
 * Puts a new file beside whatever is in a folder: under its name, or numbered where that is taken. Nothing is ever
 * overwritten, also not by two of one name that come at the same moment.
 * @throws Refusal before a byte is read where it may not come; and whatever `body` throws.
 */
export async function addFile(
  domain: Domain,
  actor: Actor,
  folder: readonly string[],
  name: string,
  body: Body,
  wish: Omit<WriteWish, 'pin'>,
): Promise<Written> {
  const before = seconds(domain.now())
  const { accepted, space } = await domain.records.read(async (reader) => ({
    space: (await creatable(reader, actor, folder, before)).node.space,
    accepted: await acceptNewName(reader, name),
  }))
  const received = await receive(domain, body)
  return await domain.records.write([space], async (writer) => {
    const now = seconds(domain.now())
    const parent = await creatable(writer, actor, folder, now)
    const free = await numberedName(writer, parent.node.id, accepted)
    const content = { id: await keepContent(writer, received), size: received.size, checksums: '' }
    const target = { parent, name: free, existing: undefined }
    return await commitWrite(writer, actor, target, content, wish, now)
  })
}

async function creatable(
  reader: Reader,
  actor: Actor,
  folder: readonly string[],
  now: number,
): Promise<Place> {
  const place = await resolve(reader, actor, folder, now)
  if (place.node.kind !== FOLDER) throw new Refusal('parent-not-folder', 'parent-not-folder')
  if (!allows(place.permissions, CREATE)) throw new Refusal('not-permitted', 'no-write')
  return place
}
