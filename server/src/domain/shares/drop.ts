import type { Value, Writer } from '../../storage/records/records.ts'

/** What hangs on shares, and they themselves. @param shares a subquery of their ids. */
export const dropping = (shares: string): string[] => [
  `DELETE FROM link WHERE share IN (${shares})`,
  `DELETE FROM box WHERE share IN (${shares})`,
  `DELETE FROM deposit_file WHERE deposit IN (SELECT id FROM deposit WHERE share IN (${shares}))`,
  `DELETE FROM deposit WHERE share IN (${shares})`,
  `DELETE FROM mail WHERE share IN (${shares})`,
  `DELETE FROM share WHERE id IN (${shares})`,
]

const OF = {
  /** A share with its own number. */
  id: dropping('SELECT CAST(? AS BIGINT)'),
  sharer: dropping('SELECT id FROM share WHERE sharer = ?'),
  person: dropping('SELECT id FROM share WHERE recipient = ? AND kind = 0'),
  group: dropping('SELECT id FROM share WHERE recipient = ? AND kind = 1'),
} as const

/**
 * Ends shares, with links, boxes, letters and what was told about deposits; what was deposited stays.
 * @returns how many they were.
 */
export async function dropShares(writer: Writer, of: keyof typeof OF, value: Value): Promise<number> {
  let ended = 0
  // The shares themselves come last.
  for (const text of OF[of]) ended = await writer.run(text, value)
  return ended
}
