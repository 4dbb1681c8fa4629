import { randomFillSync } from 'node:crypto'

const pool = Buffer.allocUnsafe(12 * 512)
let used = pool.length

/**
 * A new entity tag, without quotes: 24 hexadecimal digits.
 * Random and never a counter, so that a database restored from a backup cannot hand out a tag
 * that some client already knows for other content.
 */
export function newEtag(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 12
  return pool.toString('hex', used - 12, used)
}
