import { createHmac } from 'node:crypto'
import type { Writer } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'

const SLOT = 10_000
const SPAN = 600_000
/** So often may one person do it in ten minutes: shares by a script, letters by hand. */
const MOST = { share: 1000, letter: 10 } as const

const COUNT = `INSERT INTO attempt (address, login, slot, count) VALUES (?, ?, ?, 1)
  ON CONFLICT (address, login, slot) DO UPDATE SET count = attempt.count + 1`
const COUNTED = `SELECT COALESCE(SUM(count), 0) AS count FROM attempt
  WHERE address = ? AND login = ? AND slot > ?`

/** In the transaction that does it, so that what came to nothing does not count. @throws Refusal `too-many`. */
export async function countDeed(
  writer: Writer,
  domain: Domain,
  person: PersonId,
  deed: keyof typeof MOST,
): Promise<void> {
  if (!domain.throttle) return
  const key = createHmac('sha256', domain.secret)
    .update(`${deed}\0${person}`)
    .digest('base64url')
    .slice(0, 22)
  await writer.run(COUNT, deed, key, Math.floor(domain.now() / SLOT))
  const since = Math.floor((domain.now() - SPAN) / SLOT)
  const { count } = (await writer.get<{ count: number }>(COUNTED, deed, key, since))!
  if (count > MOST[deed]) throw new Refusal('too-many', 'share-too-many', { facts: { seconds: SPAN / 1000 } })
}
