import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { makeContent } from '../content/keep.ts'
import type { Domain } from '../domain.ts'
import { spaceOf } from '../files/place.ts'
import { resolveTarget } from '../files/resolve.ts'
import { requireRoom } from '../quota/room.ts'
import { rootOf } from '../spaces/root.ts'

/** Uploads one person may have under way; abandoned ones go after a day. */
const UPLOADS = 1_000
const NAME_BYTES = 250

const INSERT = `INSERT INTO upload (id, person, name, content, space, declared, created, touched)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
const COUNT = 'SELECT count(*) AS count FROM upload WHERE person = ?'
const EXISTS = 'SELECT 1 AS there FROM upload WHERE person = ? AND share = 0 AND name = ?'
export const RESERVE = 'UPDATE space SET reserved = reserved + ? WHERE id = ?'

/** Where the bytes will count: the destination's space when it can be told, the person's own otherwise. */
async function spaceFor(
  domain: Domain,
  actor: Member,
  destination: readonly string[] | undefined,
): Promise<SpaceId> {
  return await domain.records.read(async (reader) => {
    if (destination !== undefined && destination.length > 0)
      try {
        return spaceOf(await resolveTarget(reader, actor, destination, seconds(domain.now())))
      } catch (error) {
        // Some desktop versions send an unusable address here; only the one at the end counts.
        if (!(error instanceof Refusal)) throw error
      }
    return (await rootOf(reader, actor.person)).space
  })
}

/**
 * Opens an upload and keeps room for what it announces.
 * @throws Refusal `exists`, `over-quota`, `too-many`, `bad-name`.
 */
export async function beginUpload(
  domain: Domain,
  actor: Member,
  name: string,
  announced: { destination?: readonly string[]; total?: number },
): Promise<void> {
  if (name === '' || Buffer.byteLength(name) > NAME_BYTES) throw new Refusal('bad-name', 'name-long')
  const space = await spaceFor(domain, actor, announced.destination)
  const declared = announced.total ?? 0
  await domain.records.write([space], async (writer) => {
    const now = seconds(domain.now())
    if ((await writer.get(EXISTS, actor.person, name)) !== undefined)
      throw new Refusal('exists', 'already-exists')
    const { count } = (await writer.get<{ count: number }>(COUNT, actor.person))!
    if (count >= UPLOADS) throw new Refusal('too-many', 'too-many-uploads')
    await requireRoom(writer, space, declared, { path: `/${announced.destination?.join('/') ?? ''}` })
    const content = await makeContent(writer, 0)
    await writer.run(INSERT, await writer.ids('row'), actor.person, name, content, space, declared, now, now)
    await writer.run(RESERVE, declared, space)
  })
}
