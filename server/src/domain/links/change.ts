import type { Writer } from '../../storage/records/records.ts'
import { READ } from '../../vocabulary/permissions.ts'
import { acceptToken } from './token.ts'

export interface LinkChange {
  /** From `hashLinkPassword`; null takes it away. */
  readonly password?: string | null
  readonly token?: string
}

/** Whoever had entered with the old password has to show the new one. */
const PASSWORD = 'UPDATE link SET password = ?, password_revision = password_revision + 1 WHERE share = ?'
const TOKEN = 'UPDATE link SET token = ? WHERE share = ?'
const UNSHORTEN = `UPDATE link SET short = NULL, short_expires = NULL WHERE share = ? AND short IS NOT NULL
  AND password IS NULL AND EXISTS (SELECT 1 FROM share s WHERE s.id = link.share AND s.permissions & ? <> 0)`

/**
 * In the transaction that changes the share, after it: a short address goes when what it opens is no longer guarded.
 */
export async function changeLink(writer: Writer, share: number, change: LinkChange): Promise<void> {
  if (change.password !== undefined) await writer.run(PASSWORD, change.password, share)
  if (change.token !== undefined)
    await writer.run(TOKEN, await acceptToken(writer, change.token, share), share)
  await writer.run(UNSHORTEN, share, READ)
}
