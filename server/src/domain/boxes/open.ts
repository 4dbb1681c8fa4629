import type { Reader, Writer } from '../../storage/records/records.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { roomIn } from '../quota/room.ts'
import { type Box, type BoxSettings, findBox } from './box.ts'
import { USUAL_PATTERN } from './pattern.ts'

/** Seconds in which what was begun before the end may finish. */
const USUAL_GRACE = 24 * 3600
/** Of what its owner has left, a box takes no more than half, and no more than a tenth beyond so many bytes. */
const USUAL_ROOM = 2 * 1024 ** 3
const UNLIMITED_ROOM = 50 * 1024 ** 3

export const USUAL: Omit<BoxSettings, 'room'> = {
  opens: null,
  closes: null,
  grace: USUAL_GRACE,
  late: 'refuse',
  pattern: USUAL_PATTERN,
  mostFiles: null,
  mostBytes: null,
  types: '',
  instructions: '',
  attachments: [],
  named: true,
  notices: 'at-once',
}

const SHARE = 'SELECT id, space, attributes FROM share WHERE id = ? AND kind IN (3, 4)'
const INSERT = `INSERT INTO box (share, opens, closes, grace, late, pattern, most_files, most_bytes, room, types,
  instructions, attachments, named, notices) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (share) DO NOTHING`

/**
 * Makes a box of a link through which nothing can be seen, in the transaction in which the link is made. A drop of
 * the clients asks for a name only where it says so (`fileRequest`).
 * @param wish from `acceptSettings`.
 */
export async function openBox(writer: Writer, share: number, wish: Partial<BoxSettings> = {}): Promise<void> {
  const row = await writer.get<{ space: SpaceId; attributes: string | null }>(SHARE, share)
  if (row === undefined) throw new Refusal('not-found', 'box-missing')
  const room = wish.room === undefined ? await usualRoom(writer, row.space) : wish.room
  const box = { ...USUAL, named: isFileRequest(row.attributes), room, ...wish }
  await writer.run(
    INSERT,
    ...[share, box.opens, box.closes, box.grace, box.late, box.pattern, box.mostFiles, box.mostBytes, room],
    ...[box.types, box.instructions, JSON.stringify(box.attachments), box.named ? 1 : 0, box.notices],
  )
}

async function usualRoom(reader: Reader, space: SpaceId): Promise<number> {
  const { free } = await roomIn(reader, space)
  if (free === null) return UNLIMITED_ROOM
  return Math.floor(Math.max(free / 10, Math.min(free / 2, USUAL_ROOM)))
}

/** `[{"scope":"fileRequest","key":"enabled","value":true}]`, as the web page of the reference server asks for it. */
export function isFileRequest(attributes: string | null): boolean {
  try {
    const said: unknown = JSON.parse(attributes ?? '[]')
    return (
      Array.isArray(said) &&
      said.some((one) => one?.scope === 'fileRequest' && (one.value ?? one.enabled) === true)
    )
  } catch {
    return false
  }
}

/** The box behind a link; one that was narrowed to a drop gets its box now. @throws Refusal `not-found`. */
export async function boxOf(domain: Domain, share: number): Promise<Box> {
  const found = await domain.records.read((reader) => findBox(reader, share))
  if (found !== undefined) return found
  return await domain.records.write([], async (writer) => {
    await openBox(writer, share)
    return (await findBox(writer, share))!
  })
}
