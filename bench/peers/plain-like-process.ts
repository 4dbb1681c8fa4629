import Database from 'better-sqlite3'
import type { Outcome } from '../load/job.ts'
import type { LikeWish } from './plain-like.ts'

/** Names as they are: no accents are folded, nothing is judged again, no places are looked up. */
const LIKE = `SELECT n.id, n.name, n.size, n.mtime, n.mime FROM node n JOIN space s ON s.id = n.space
  WHERE s.owner = ? AND n.trashed IS NULL AND n.name LIKE ? ORDER BY n.mtime DESC, n.id LIMIT 5`

const [file, user] = process.argv.slice(2)
const database = new Database(file!, { readonly: true })
const statement = database.prepare(LIKE)

process.on('message', ({ piece, times, rows }: LikeWish) => {
  const outcome = { seconds: 0, bytes: 0, waits: [] as number[], failures: [] as string[] } satisfies Outcome
  const began = performance.now()
  for (let i = 0; i < times; i++) {
    const from = performance.now()
    const found = statement.all(user, `%${piece}%`)
    outcome.waits.push(performance.now() - from)
    if (found.length !== rows) outcome.failures.push(`LIKE found ${found.length} instead of ${rows}`)
  }
  outcome.seconds = (performance.now() - began) / 1000
  process.send!(outcome)
})
process.on('disconnect', () => process.exit())
process.send!('ready')
