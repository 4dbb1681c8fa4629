import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'

/** Seconds for which a name is kept for somebody who might be given the same again, such as a returning member. */
const KEPT = 30 * 24 * 3600

/** Whether any share, living or not, is the reason for a mount. */
const GIVEN = `EXISTS (SELECT 1 FROM share s WHERE s.node = mount.node AND ((s.kind = 0 AND s.recipient = mount.person)
  OR (s.kind = 1 AND s.recipient IN (SELECT m.circle FROM membership m WHERE m.person = mount.person))))`
const NEXT = 'SELECT id FROM mount WHERE id > ? ORDER BY id LIMIT 500'
const FOUND = `UPDATE mount SET lost = NULL WHERE id > ? AND id <= ? AND lost IS NOT NULL AND ${GIVEN}`
const LOST = `UPDATE mount SET lost = ? WHERE id > ? AND id <= ? AND lost IS NULL AND NOT ${GIVEN}`
const FORGET = `DELETE FROM mount WHERE id > ? AND id <= ? AND lost < ? AND NOT ${GIVEN}`

/** Removes mounts for which nobody has shared anything for thirty days; they had shown nothing all that time. */
export async function forgetMounts(domain: Domain): Promise<void> {
  const now = seconds(domain.now())
  for (let after = 0; ; ) {
    const some = await domain.records.read((reader) => reader.all<{ id: number }>(NEXT, after))
    const last = some.at(-1)?.id
    if (last === undefined) return
    const first = after
    await domain.records.writePart([], async (writer) => {
      await writer.run(FOUND, first, last)
      await writer.run(LOST, now, first, last)
      await writer.run(FORGET, first, last, now - KEPT)
    })
    after = last
  }
}
