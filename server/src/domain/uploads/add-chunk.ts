import type { Writer } from '../../storage/records/records.ts'
import type { Sender } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { requireRoomFrom } from '../boxes/require-room.ts'
import { disown, keepBlob, keepExtent, makeContent } from '../content/keep.ts'
import { type Body, type Received, receive } from '../content/receive.ts'
import type { Domain } from '../domain.ts'
import { RESERVE } from './begin.ts'
import { requireMaySend } from './may-send.ts'
import { expectedFrom, prefixDigests } from './prefix-digest.ts'
import { chunkPosition, findUpload, reservedFor, type Upload } from './upload.ts'

const CHUNKS = 20_000
const NAME_BYTES = 250

const COUNT = 'SELECT count(*) AS count FROM extent WHERE content = ?'
const EXTENT = 'SELECT blob, start, length FROM extent WHERE content = ? AND position = ?'
const MOVE_EXTENT = 'UPDATE extent SET content = ? WHERE content = ? AND position = ?'
const TOUCH =
  'UPDATE upload SET size = size + ?, declared = ?, revision = revision + 1, touched = ? WHERE id = ?'

/**
 * Takes one chunk, in any order and beside others; the same name again replaces what it held.
 * @param announced bytes of this chunk and of the whole file, by the sender's word.
 * @throws Refusal `not-found`, `over-quota`, `bad-name`, `too-many`; and whatever `body` throws.
 */
export async function addChunk(
  domain: Domain,
  actor: Sender,
  name: string,
  chunk: string,
  body: Body,
  announced: { size?: number; total?: number },
): Promise<{ created: boolean }> {
  if (chunk === '' || chunk.startsWith('.file') || Buffer.byteLength(chunk) > NAME_BYTES)
    throw new Refusal('not-permitted', 'chunk-name')
  const position = chunkPosition(chunk)
  const upload = await domain.records.read(async (reader) => {
    const found = await findUpload(reader, actor, name)
    await requireMaySend(reader, actor, seconds(domain.now()))
    const growth =
      Math.max(announced.total ?? 0, found.declared, found.size + (announced.size ?? 0)) - reservedFor(found)
    await requireRoomFrom(reader, actor, found.space, growth, `/${name}`)
    return found
  })
  const digest = prefixDigests(domain).take(upload, position, expectedFrom(actor))
  let received: Received
  try {
    received = await receive(domain, body, {
      ...(announced.size === undefined ? {} : { size: announced.size }),
      ...(digest === undefined ? {} : { also: (bytes) => digest.update(bytes) }),
    })
  } catch (error) {
    digest?.drop()
    throw error
  }
  try {
    const created = await domain.records.write([upload.space], async (writer) => {
      const current = await findUpload(writer, actor, name)
      if (current.id !== upload.id)
        throw new Refusal('not-found', 'node-missing', { facts: { path: `/${name}` } })
      return await place(
        writer,
        actor,
        current,
        position,
        received,
        announced.total ?? 0,
        seconds(domain.now()),
      )
    })
    if (created) digest?.keep(received.size, received.stored?.extent ?? { blob: '', start: 0 })
    else prefixDigests(domain).forget(upload.id)
    return { created }
  } catch (error) {
    digest?.drop()
    throw error
  }
}

async function place(
  writer: Writer,
  actor: Sender,
  upload: Upload,
  position: string,
  received: Received,
  total: number,
  now: number,
): Promise<boolean> {
  const before = await writer.get<{ length: number }>(EXTENT, upload.content, position)
  if (before === undefined && (await isFull(writer, upload))) throw new Refusal('too-many', 'too-many-chunks')
  if (before !== undefined) await setAside(writer, upload, position, now)
  const size = received.size - (before?.length ?? 0)
  const declared = Math.max(total, upload.declared)
  const growth = reservedFor({ declared, size: upload.size + size }) - reservedFor(upload)
  await requireRoomFrom(writer, actor, upload.space, growth, `/${upload.name}`)
  if (received.stored !== undefined) await keepBlob(writer, received.stored.blob)
  await keepExtent(writer, upload.content, position, received.stored?.extent)
  await writer.run(TOUCH, size, declared, now, upload.id)
  await writer.run(RESERVE, growth, upload.space)
  return before === undefined
}

/** There are never more chunks than have come: until then nobody counts them, which takes longer with each. */
async function isFull(writer: Writer, upload: Upload): Promise<boolean> {
  if (upload.revision < CHUNKS) return false
  return (await writer.get<{ count: number }>(COUNT, upload.content))!.count >= CHUNKS
}

/** What a chunk held goes to the sweeper as a content that nobody has. */
async function setAside(writer: Writer, upload: Upload, position: string, now: number): Promise<void> {
  const garbage = await makeContent(writer, 0)
  await writer.run(MOVE_EXTENT, garbage, upload.content, position)
  await disown(writer, garbage, now)
}

/** @throws Refusal `not-found`. */
export async function removeChunk(domain: Domain, actor: Sender, name: string, chunk: string): Promise<void> {
  const found = await domain.records.read((reader) => findUpload(reader, actor, name))
  await domain.records.write([found.space], async (writer) => {
    const now = seconds(domain.now())
    const upload = await findUpload(writer, actor, name)
    const position = chunkPosition(chunk)
    const extent = await writer.get<{ length: number }>(EXTENT, upload.content, position)
    if (extent === undefined)
      throw new Refusal('not-found', 'node-missing', { facts: { path: `/${name}/${chunk}` } })
    await setAside(writer, upload, position, now)
    const growth = reservedFor({ ...upload, size: upload.size - extent.length }) - reservedFor(upload)
    await writer.run(TOUCH, -extent.length, upload.declared, now, upload.id)
    await writer.run(RESERVE, growth, upload.space)
  })
  prefixDigests(domain).forget(found.id)
}
