import type { Reader, Writer } from '../../storage/records/records.ts'
import { allows, UPDATE } from '../../vocabulary/permissions.ts'
import { rightsOn } from '../shares/rights-on.ts'
import type { Lock } from './lock.ts'

const RELEASE = 'DELETE FROM lock WHERE token = ?'

/**
 * Leaves out those of some locks whose holders may not write there any more, and releases them where writing is
 * possible: nobody is held off by somebody who has lost what they had locked.
 * @param now seconds.
 */
export async function releaseLost(
  reader: Reader & Partial<Pick<Writer, 'run'>>,
  locks: readonly Lock[],
  now: number,
): Promise<Lock[]> {
  const held: Lock[] = []
  for (const lock of locks) {
    const { person, node, token } = lock
    const may =
      person === null ||
      allows(await rightsOn(reader, { kind: 'member', person, admin: false }, node, now), UPDATE)
    if (may) held.push(lock)
    else await reader.run?.(RELEASE, token)
  }
  return held
}
