import type { Reader } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { askMany, forMany } from '../many.ts'

const SHARED = forMany((list) => `SELECT node FROM share WHERE node IN (${list}) LIMIT 1`)

/** Others see what lies in a folder that is shared; what its owner received is not theirs to show. */
export const isSharedAt = async (reader: Reader, trail: readonly NodeId[]): Promise<boolean> =>
  (await askMany(reader, SHARED, trail)).length > 0
