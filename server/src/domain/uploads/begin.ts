import type { Sender } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { requireRoomFrom } from '../boxes/require-room.ts'
import { makeContent } from '../content/keep.ts'
import type { Domain } from '../domain.ts'
import { spaceOf } from '../files/place.ts'
import { resolveTarget } from '../files/resolve.ts'
import { rootOf } from '../spaces/root.ts'
import { requireMaySend } from './may-send.ts'
import { senderOf } from './upload.ts'

/** Uploads one person, or the visitors of one link, may have under way; abandoned ones go after a day. */
const UPLOADS = 1_000
const NAME_BYTES = 250

const INSERT = `INSERT INTO upload (id, person, share, name, content, space, declared, created, touched)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
const COUNT = 'SELECT count(*) AS count FROM upload WHERE person = ? AND share = ?'
const EXISTS = 'SELECT 1 AS there FROM upload WHERE person = ? AND share = ? AND name = ?'
const SPACE = 'SELECT space FROM node WHERE id = ?'
export const RESERVE = 'UPDATE space SET reserved = reserved + ? WHERE id = ?'

/** Where the bytes will count: the destination's space when it can be told, the sender's own otherwise. */
async function spaceFor(
  domain: Domain,
  actor: Sender,
  destination: readonly string[] | undefined,
): Promise<SpaceId> {
  return await domain.records.read(async (reader) => {
    if (actor.kind !== 'drop-visitor' && destination !== undefined && destination.length > 0)
      try {
        return spaceOf(await resolveTarget(reader, actor, destination, seconds(domain.now())))
      } catch (error) {
        // Some desktop versions send an unusable address here; only the one at the end counts.
        if (!(error instanceof Refusal)) throw error
      }
    if (actor.kind === 'member') return (await rootOf(reader, actor.person)).space
    const root = await reader.get<{ space: SpaceId }>(SPACE, actor.root)
    if (root === undefined) throw new Refusal('not-found', 'link-missing')
    return root.space
  })
}

/**
 * Opens an upload and keeps room for what it announces.
 * @throws Refusal `exists`, `over-quota`, `too-many`, `bad-name`.
 */
export async function beginUpload(
  domain: Domain,
  actor: Sender,
  name: string,
  announced: { destination?: readonly string[]; total?: number },
): Promise<void> {
  if (name === '' || Buffer.byteLength(name) > NAME_BYTES) throw new Refusal('bad-name', 'name-long')
  const space = await spaceFor(domain, actor, announced.destination)
  const declared = announced.total ?? 0
  await domain.records.write([space], async (writer) => {
    const now = seconds(domain.now())
    const sender = senderOf(actor)
    await requireMaySend(writer, actor, now)
    if ((await writer.get(EXISTS, ...sender, name)) !== undefined)
      throw new Refusal('exists', 'already-exists')
    const { count } = (await writer.get<{ count: number }>(COUNT, ...sender))!
    if (count >= UPLOADS) throw new Refusal('too-many', 'too-many-uploads')
    await requireRoomFrom(writer, actor, space, declared, `/${announced.destination?.join('/') ?? ''}`)
    const content = await makeContent(writer, 0)
    await writer.run(INSERT, await writer.ids('row'), ...sender, name, content, space, declared, now, now)
    await writer.run(RESERVE, declared, space)
  })
}
