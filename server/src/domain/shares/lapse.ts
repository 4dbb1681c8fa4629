import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'

const LAST = "SELECT value FROM instance WHERE name = 'shares-lapsed'"
const BEGIN = `INSERT INTO instance (name, value) VALUES ('shares-lapsed', ?) ON CONFLICT (name) DO NOTHING`
const LOOKED = "UPDATE instance SET value = ? WHERE name = 'shares-lapsed'"
const LAPSED = `SELECT DISTINCT space FROM share WHERE expires > ? AND expires <= ?`

/** Tells those who listen of shares whose time is over. What may be done with them never waits for this. */
export async function announceLapsed(domain: Domain): Promise<void> {
  await domain.records.write([], async (writer) => {
    const now = seconds(domain.now())
    const row = await writer.get<{ value: string }>(LAST)
    if (row === undefined) await writer.run(BEGIN, String(now))
    else await writer.run(LOOKED, String(now))
    const last = Number(row?.value ?? now)
    for (const { space } of await writer.all<{ space: SpaceId }>(LAPSED, last, now))
      writer.announce({ kind: 'grants', space })
  })
}
