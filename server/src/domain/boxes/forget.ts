import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import { resolveSetting } from '../settings/resolve.ts'

const SLICE = 500

/** Handed in, and taken no more, before a time; a box without an end counts from each deposit. */
const OLD = `deposit d LEFT JOIN box b ON b.share = d.share LEFT JOIN share s ON s.id = d.share
  WHERE d.id > ? AND d.id <= ? AND d.done < ? AND COALESCE(b.closed, b.closes, s.expires, 0) < ?`
const LAST = `SELECT MAX(id) AS last FROM (SELECT id FROM deposit WHERE id > ? ORDER BY id LIMIT ${SLICE}) AS slice`
const FILES = `DELETE FROM deposit_file WHERE deposit IN (SELECT d.id FROM ${OLD})`
const DEPOSITS = `DELETE FROM deposit WHERE id IN (SELECT d.id FROM ${OLD})`

/**
 * Names of those who handed in, and their receipts, are not kept for ever; the files are their owner's and stay.
 * @returns how many deposits were forgotten.
 */
export async function forgetDeposits(domain: Domain): Promise<number> {
  const { value } = await domain.records.read((reader) => resolveSetting(reader, 'boxes.names-days'))
  if (value === 'forever') return 0
  const before = seconds(domain.now()) - value * 24 * 3600
  let forgotten = 0
  for (let after = 0; ; ) {
    const slice = await domain.records.get<{ last: number | null }>(LAST, after)
    if (slice?.last == null) return forgotten
    const range = [after, slice.last, before, before] as const
    forgotten += await domain.records.writePart([], async (writer) => {
      await writer.run(FILES, ...range)
      return await writer.run(DEPOSITS, ...range)
    })
    after = slice.last
  }
}
