import Database from 'better-sqlite3'

/** Somebody else serves this database. */
export class AlreadyServed extends Error {
  constructor(file: string) {
    super(`another Nuage is serving ${file} already; stop it first, or give this one a folder of its own`)
    this.name = 'AlreadyServed'
  }
}

/**
 * Makes sure that one process alone serves a SQLite database; the command line may still work beside it. The
 * lock is the operating system's and ends with the process, however it ends (docs/adr/0013).
 * @returns what lets go of it.
 * @throws AlreadyServed
 */
export function serveAlone(file: string): () => void {
  const lock = new Database(`${file}-serving`, { timeout: 0 })
  try {
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw new AlreadyServed(file)
    throw error
  }
  return () => lock.close()
}
