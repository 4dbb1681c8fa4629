import type { Reader, Writer } from '../../storage/records/records.ts'
import { randomText } from '../../vocabulary/random-text.ts'

interface Range {
  /** More than can have been issued between the backup and the loss. */
  readonly raise: number
  readonly limit: number
}

/** Phones read shares' numbers into 32 bits; all others are exact in a double. */
const RANGES: Readonly<Record<string, Range>> = {
  node: { raise: 2 ** 32, limit: 2 ** 53 },
  row: { raise: 2 ** 32, limit: 2 ** 53 },
  share: { raise: 2 ** 20, limit: 2 ** 31 },
}
/** Numbers that clients compare with those they know: of changes in a space, of how a share was changed. */
const COUNTERS = [
  `UPDATE space SET seq = seq + ${2 ** 32}`,
  `UPDATE share SET revision = revision + ${2 ** 32}`,
]
const SEQUENCES = 'SELECT name, next FROM sequence'

export async function readSequences(reader: Reader): Promise<Map<string, number>> {
  const rows = await reader.all<{ name: string; next: number }>(SEQUENCES)
  return new Map(rows.map(({ name, next }) => [name, next]))
}

/**
 * What tells a restored instance from the one that was lost: no number that was ever given out is given again,
 * and sync clients see a data fingerprint that they do not know.
 * @param own what the instance itself had given out before.
 */
export async function beginNewLife(writer: Writer, own: ReadonlyMap<string, number>): Promise<void> {
  for (const [name, restored] of await readSequences(writer)) {
    const next = Math.max(restored, own.get(name) ?? 0)
    const { raise, limit } = RANGES[name] ?? { raise: 2 ** 32, limit: 2 ** 53 }
    // After two thousand restores there is less room than wished: then half of what is left.
    const raised = next + Math.min(raise, Math.floor((limit - next) / 2))
    await writer.run('UPDATE sequence SET next = ? WHERE name = ?', raised, name)
  }
  for (const text of COUNTERS) await writer.run(text)
  await writer.run('UPDATE job SET lease = NULL')
  await writer.run(
    `INSERT INTO instance (name, value) VALUES ('fingerprint', ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    randomText(24),
  )
}
