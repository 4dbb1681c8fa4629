import { createHmac } from 'node:crypto'
import type { Writer } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'

const SLOT = 10_000
const SPAN = 600_000
/** So many shares may one person make in ten minutes: a class list by a script, and no more. */
const MOST = 1000

const COUNT = `INSERT INTO attempt (address, login, slot, count) VALUES ('share', ?, ?, 1)
  ON CONFLICT (address, login, slot) DO UPDATE SET count = attempt.count + 1`
const COUNTED = `SELECT COALESCE(SUM(count), 0) AS count FROM attempt
  WHERE address = 'share' AND login = ? AND slot > ?`

/** In the transaction that makes one, so that those which came to nothing do not count. @throws Refusal `too-many`. */
export async function countShare(writer: Writer, domain: Domain, person: PersonId): Promise<void> {
  if (!domain.throttle) return
  const key = createHmac('sha256', domain.secret).update(`share\0${person}`).digest('base64url').slice(0, 22)
  await writer.run(COUNT, key, Math.floor(domain.now() / SLOT))
  const { count } = (await writer.get<{ count: number }>(
    COUNTED,
    key,
    Math.floor((domain.now() - SPAN) / SLOT),
  ))!
  if (count > MOST) throw new Refusal('too-many', 'share-too-many', { facts: { seconds: SPAN / 1000 } })
}
