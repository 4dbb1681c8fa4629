import type { Writer } from '../../storage/records/records.ts'
import { disown } from '../content/keep.ts'
import type { Version } from './list.ts'

const DROP = 'DELETE FROM version WHERE id = ?'
const UNCOUNT = 'UPDATE space SET versions_size = versions_size - ? WHERE id = ?'

/** @param now seconds. @returns false when it was gone already. */
export async function dropVersion(
  writer: Writer,
  version: Pick<Version, 'id' | 'content' | 'size' | 'space'>,
  now: number,
): Promise<boolean> {
  if ((await writer.run(DROP, version.id)) === 0) return false
  await disown(writer, version.content, now)
  await writer.run(UNCOUNT, version.size, version.space)
  return true
}
