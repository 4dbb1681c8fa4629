import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Writer } from '../../storage/records/records.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { Unrenderable } from '../previews/renderer.ts'

/** Drawn by us: whatever the file held besides what is seen is gone. */
export interface AcademyPicture {
  readonly mime: string
  readonly bytes: Buffer
}

/** Bytes of a file that is taken for a picture. */
export const LARGEST_FILE = 8 * 1024 * 1024
/** Pixels: sharp at 96 on screens that double them. */
const SIZE = 256

/**
 * A file as pages show it, at most 256 pixels long.
 * @throws Refusal `bad-request` (`picture-unreadable`).
 */
export async function drawPicture(domain: Domain, bytes: Buffer): Promise<AcademyPicture> {
  if (bytes.length === 0 || bytes.length > LARGEST_FILE)
    throw new Refusal('bad-request', 'picture-unreadable')
  const isMarkup = /^\s*</.test(
    bytes
      .subarray(0, 200)
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  )
  const source = {
    size: bytes.length,
    open: async ({ start, end }: { start: number; end: number }) =>
      Readable.from([bytes.subarray(start, end)]),
  }
  try {
    const [drawn] = await domain.renderer.draw(isMarkup ? 'vector' : 'image', source, [
      { shape: 'whole', size: SIZE },
    ])
    return { mime: drawn!.mime, bytes: drawn!.bytes }
  } catch (error) {
    if (!(error instanceof Unrenderable)) throw error
    throw new Refusal('bad-request', 'picture-unreadable', { detail: error.message, cause: error })
  }
}

const WRITE = `INSERT INTO academy_picture (academy, place, hash, mime, data) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (academy, place) DO UPDATE SET hash = excluded.hash, mime = excluded.mime, data = excluded.data`

/** @param picture null: there is none any more. */
export async function writePicture(
  writer: Writer,
  academy: string,
  place: string,
  picture: AcademyPicture | null,
): Promise<void> {
  if (picture === null)
    await writer.run('DELETE FROM academy_picture WHERE academy = ? AND place = ?', academy, place)
  else {
    const hash = createHash('sha256').update(picture.bytes).digest('hex').slice(0, 32)
    await writer.run(WRITE, academy, place, hash, picture.mime, picture.bytes.toString('base64'))
  }
}

const ONE = 'SELECT mime, data FROM academy_picture WHERE hash = ? LIMIT 1'

/** Whoever knows its hash may see it: it stands on pages before anybody signs in. */
export async function findPicture(domain: Domain, hash: string): Promise<AcademyPicture | undefined> {
  if (!/^[0-9a-f]{32}$/.test(hash)) return undefined
  const row = await domain.records.get<{ mime: string; data: string }>(ONE, hash)
  return row === undefined ? undefined : { mime: row.mime, bytes: Buffer.from(row.data, 'base64') }
}
