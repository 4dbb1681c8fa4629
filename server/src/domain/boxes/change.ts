import type { Reader, Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { type Box, type BoxSettings, requireBox } from './box.ts'
import { acceptSettings } from './settings.ts'

const OWNER = 'SELECT owner FROM space WHERE id = ?'

/** The box, to whoever made it or owns what is handed in. @throws Refusal `not-found`, to all others. */
export async function requireOwnBox(reader: Reader, actor: Actor, share: number): Promise<Box> {
  const box = await requireBox(reader, share)
  if (actor.kind === 'system') return box
  if (actor.kind === 'member') {
    if (actor.person === box.sharer) return box
    const space = await reader.get<{ owner: PersonId | null }>(OWNER, box.space)
    if (space?.owner === actor.person) return box
  }
  throw new Refusal('not-found', 'box-missing')
}

const UPDATE = `UPDATE box SET opens = ?, closes = ?, grace = ?, late = ?, pattern = ?, most_files = ?, most_bytes = ?,
  room = ?, types = ?, instructions = ?, attachments = ?, named = ?, notices = ?,
  told = CASE WHEN notices = ? THEN told ELSE ? END WHERE share = ?`

/** Changes what the owner of a box decides; what is left out stays. @throws Refusal `not-found`, `bad-request`. */
export async function changeBox(
  domain: Domain,
  actor: Actor,
  share: number,
  wish: Partial<BoxSettings>,
): Promise<Box> {
  const { space } = await domain.records.read((reader) => requireOwnBox(reader, actor, share))
  return await domain.records.write([space], async (writer) => {
    const before = await requireOwnBox(writer, actor, share)
    const settings = await acceptSettings(writer, space, wish, settingsOf(before))
    await keepSettings(writer, share, settings, seconds(domain.now()))
    const detail = { settings: Object.keys(wish).join(' ') }
    await audit(writer, domain, actor, { verb: 'box.change', subject: String(share), detail })
    return await requireBox(writer, share)
  })
}

/** Whoever begins to be told each day is told of what comes from then on. */
const keepSettings = (writer: Writer, share: number, box: BoxSettings, now: number): Promise<number> =>
  writer.run(
    UPDATE,
    ...[box.opens, box.closes, box.grace, box.late, box.pattern, box.mostFiles, box.mostBytes, box.room],
    ...[box.types, box.instructions, JSON.stringify(box.attachments), box.named ? 1 : 0],
    ...[box.notices, box.notices, now - 1, share],
  )

const NOT_SETTINGS = ['share', 'node', 'space', 'sharer', 'label', 'note', 'held', 'closed'] as const

function settingsOf(box: Box): BoxSettings {
  const settings: Partial<Box> = { ...box }
  for (const name of NOT_SETTINGS) delete settings[name]
  return settings as BoxSettings
}
