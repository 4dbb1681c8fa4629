import type { Reader } from '../../storage/records/records.ts'
import { acceptName, isWindowsHostile } from '../../vocabulary/node-name.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { resolveSetting } from '../settings/resolve.ts'

/**
 * A name as it may come into the world on this instance; policy is asked only where it matters.
 * @throws Refusal `bad-name`.
 */
export async function acceptNewName(reader: Reader, raw: string): Promise<string> {
  const name = acceptName(raw)
  if (isWindowsHostile(name) && (await resolveSetting(reader, 'names.windows')).value === 'refuse')
    throw new Refusal('bad-name', 'name-windows')
  return name
}
