import { diskFull, storageUnavailable } from '../storage-refusals.ts'

const NO_ROOM = /^(SQLITE_FULL|ENOSPC|EDQUOT)$/
/** Of SQLite, and of the system when the log is flushed. A statement that is wrong stays an error. */
const OUT_OF_REACH =
  /^(SQLITE_(IOERR|READONLY|CANTOPEN|BUSY|LOCKED|NOMEM|PROTOCOL)(_\w+)?|EIO|EROFS|EACCES|EPERM|E[MN]FILE)$/

/** What a failure of SQLite means to whoever asked. */
export function refusedBySqlite(error: unknown): unknown {
  const code = String((error as { code?: unknown } | null)?.code)
  if (NO_ROOM.test(code)) return diskFull(error)
  return OUT_OF_REACH.test(code) ? storageUnavailable(error) : error
}
