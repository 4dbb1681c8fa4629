import type { Reader } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { SHOWN } from '../mounts/mount.ts'

const TAKEN = `SELECT 1 AS taken FROM node WHERE parent = ? AND name = ? AND trashed IS NULL
  UNION ALL SELECT 1 FROM mount WHERE parent = ? AND name = ? AND state = ${SHOWN}`

/** Whether something stands under this name in a folder already, mounts included. */
export const isTaken = async (reader: Reader, parent: NodeId, name: string): Promise<boolean> =>
  (await reader.get(TAKEN, parent, name, parent, name)) !== undefined
