import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { notify } from '../notifications/notify.ts'

const DAY = 24 * 3600
/** Days before the end at which whoever shared is told. */
const BEFORE = [7, 1] as const
/** So many are told in one transaction. */
const SLICE = 200

interface Ending {
  id: number
  node: NodeId
  name: string
  sharer: PersonId
  expires: number
}

const LAST = "SELECT value FROM instance WHERE name = 'shares-reminded'"
const REMINDED = `INSERT INTO instance (name, value) VALUES ('shares-reminded', ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`
/** What was shared for less than this is remembered without being told. */
const ENDING = `SELECT s.id, s.node, n.name, s.sharer, s.expires
  FROM share s JOIN node n ON n.id = s.node JOIN person p ON p.id = s.sharer
  WHERE s.expires > ? AND s.expires <= ? AND s.created <= s.expires - ? AND n.trashed IS NULL AND p.removed IS NULL
    AND (s.expires > ? OR s.id > ?)
  ORDER BY s.expires, s.id LIMIT ${SLICE}`

/** Tells whoever shared something that its end is near, a week and a day before. */
export async function remindOfEnds(domain: Domain): Promise<void> {
  const now = seconds(domain.now())
  const last = Number((await domain.records.get<{ value: string }>(LAST))?.value ?? now)
  for (const days of BEFORE) {
    let after: Pick<Ending, 'id' | 'expires'> | undefined = { id: 0, expires: last + days * DAY }
    while (after !== undefined) after = await remind(domain, days, { last, now, after })
  }
  await domain.records.write([], (writer) => writer.run(REMINDED, String(now)))
}

/** @returns the last of them, when there may be more. */
const remind = (
  domain: Domain,
  days: number,
  { last, now, after }: { last: number; now: number; after: Pick<Ending, 'id' | 'expires'> },
): Promise<Ending | undefined> =>
  domain.records.write([], async (writer) => {
    const from = Math.max(last + days * DAY, after.expires - 1)
    const some = await writer.all<Ending>(ENDING, from, now + days * DAY, days * DAY, after.expires, after.id)
    for (const { id, node, name, sharer } of some)
      await notify(writer, domain, sharer, {
        kind: 'share-ends-soon',
        facts: { node, file: name, share: id, days },
        object: { type: 'share', id: String(id) },
      })
    return some.length < SLICE ? undefined : some.at(-1)
  })
