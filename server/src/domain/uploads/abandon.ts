import type { Writer } from '../../storage/records/records.ts'
import type { Sender } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { disown } from '../content/keep.ts'
import type { Domain } from '../domain.ts'
import { RESERVE } from './begin.ts'
import { prefixDigests } from './prefix-digest.ts'
import { findUpload, reservedFor, UPLOAD, type Upload } from './upload.ts'

const FORGET = 'DELETE FROM upload WHERE id = ?'
const STALE = `SELECT ${UPLOAD} FROM upload WHERE touched < ? ORDER BY touched LIMIT 100`
const AGAIN = 'SELECT id, declared, size, content, space FROM upload WHERE id = ? AND touched < ?'

/** Seconds without a sign of life. */
export const ABANDONED_AFTER = 24 * 3600

async function drop(
  writer: Writer,
  upload: Pick<Upload, 'id' | 'content' | 'space' | 'declared' | 'size'>,
  now: number,
): Promise<void> {
  await writer.run(FORGET, upload.id)
  await disown(writer, upload.content, now)
  await writer.run(RESERVE, -reservedFor(upload), upload.space)
}

/** Gives up an upload: its room is free at once, its bytes follow. @throws Refusal `not-found`. */
export async function abandonUpload(domain: Domain, actor: Sender, name: string): Promise<void> {
  const found = await domain.records.read((reader) => findUpload(reader, actor, name))
  await domain.records.write([found.space], async (writer) =>
    drop(writer, await findUpload(writer, actor, name), seconds(domain.now())),
  )
  prefixDigests(domain).forget(found.id)
}

/** Gives up what nobody has touched for a day. @returns how many. */
export async function expireUploads(domain: Domain): Promise<number> {
  let expired = 0
  for (;;) {
    const now = seconds(domain.now())
    const stale = await domain.records.read((reader) => reader.all<Upload>(STALE, now - ABANDONED_AFTER))
    for (const upload of stale)
      await domain.records.write([upload.space], async (writer) => {
        const still = await writer.get<Upload>(AGAIN, upload.id, now - ABANDONED_AFTER)
        if (still !== undefined) await drop(writer, still, now)
      })
    expired += stale.length
    if (stale.length < 100) return expired
  }
}
