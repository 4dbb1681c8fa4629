import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { Policies } from './policy.ts'

const SPACES = 200
const OLDEST = `SELECT s.id AS space, (SELECT c.at FROM change c WHERE c.space = s.id ORDER BY c.seq LIMIT 1) AS at
  FROM space s WHERE s.id > ? ORDER BY s.id LIMIT ${SPACES}`

/** So many lines of a log are looked at and removed in one transaction. */
const SLICE = 1_000
const FIRST = `SELECT seq, at FROM change WHERE space = ? ORDER BY seq LIMIT ${SLICE}`
const REMOVE = 'DELETE FROM change WHERE space = ? AND seq < ?'
/** Numbers of activities that nobody can be told any more, and what is left of those that begin with them. */
const RUNS = 'DELETE FROM activity_run WHERE space = ? AND seq + count <= ?'
const SHORTEN = `UPDATE activity_run SET first = first + ? - seq, count = seq + count - ?, seq = ?
  WHERE space = ? AND seq < ?`

/**
 * Removes the lines of the change log that nobody asks for any more: older than roll backs and activity reach. The
 * last of the old ones stays, since it tells a roll back that the log reaches back far enough. Search does not hold
 * the log up: when it finds a gap it begins anew.
 * @returns how many lines went.
 */
export async function trimLog(domain: Domain): Promise<number> {
  const policies = new Policies()
  let trimmed = 0
  for (let after = 0; ; ) {
    const last = after
    const now = seconds(domain.now())
    const page = await domain.records.read(async (reader) => {
      const spaces: { space: SpaceId; before: number; due: boolean }[] = []
      for (const { space, at } of await reader.all<{ space: SpaceId; at: number | null }>(OLDEST, last)) {
        const before = now - (await policies.of(reader, space)).log
        spaces.push({ space, before, due: at !== null && at < before })
      }
      return spaces
    })
    if (page.length === 0) return trimmed
    after = page.at(-1)!.space
    for (const { space, before, due } of page) if (due) trimmed += await trim(domain, space, before)
  }
}

/** @param before seconds. */
async function trim(domain: Domain, space: SpaceId, before: number): Promise<number> {
  for (let trimmed = 0; ; ) {
    const went = await domain.records.writePart([space], async (writer) => {
      const lines = await writer.all<{ seq: number; at: number }>(FIRST, space)
      const young = lines.findIndex((line) => line.at >= before)
      const anchor = lines[(young === -1 ? lines.length : young) - 1]
      if (anchor === undefined) return 0
      const { seq } = anchor
      await writer.run(RUNS, space, seq)
      await writer.run(SHORTEN, seq, seq, seq, space, seq)
      return await writer.run(REMOVE, space, seq)
    })
    trimmed += went
    if (went < SLICE - 1) return trimmed
  }
}
