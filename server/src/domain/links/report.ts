import { SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { notify } from '../notifications/notify.ts'
import { readLinkByToken } from './link.ts'

/** Characters. */
export const REPORT_LONGEST = 2_000
const FROM_LONGEST = 200

/** From one address, and about one link, within an hour. */
const [FROM_ONE, ABOUT_ONE] = [10, 20]
const HOUR = 3600
const MOST = 10_000

const ADMINISTRATORS = 'SELECT id FROM person WHERE admin = 1 AND enabled = 1 AND removed IS NULL'

const counted = new WeakMap<Domain, { hour: number; counts: Map<string, number> }>()

/**
 * Tells the administrators that something is wrong with what a link shows. That there is no such link is not told.
 * @param from how to reach whoever reports; empty when they do not say.
 * @throws Refusal `bad-request` (`report-empty`, `report-long`), `too-many` (`reports`).
 */
export async function reportLink(
  domain: Domain,
  token: string,
  { text, from }: { readonly text: string; readonly from: string },
  place: string,
): Promise<void> {
  if (text === '') throw new Refusal('bad-request', 'report-empty')
  if (text.length > REPORT_LONGEST || from.length > FROM_LONGEST)
    throw new Refusal('bad-request', 'report-long', { facts: { length: REPORT_LONGEST } })
  const link = await domain.records.read((reader) => readLinkByToken(reader, token))
  count(domain, `from ${place}`, FROM_ONE)
  if (link === undefined) return
  count(domain, `about ${link.share}`, ABOUT_ONE)
  await domain.records.write([], async (writer) => {
    const facts = { share: link.share, sharer: link.sharer, file: link.name, text, from }
    for (const { id } of await writer.all<{ id: string }>(ADMINISTRATORS))
      await notify(writer, domain, id, {
        kind: 'link-reported',
        facts,
        object: { type: 'link', id: String(link.share) },
      })
    await audit(writer, domain, SYSTEM, { verb: 'link.report', subject: String(link.share) })
  })
}

/** Nothing of it is stored: after a restart somebody may report a few times more. */
function count(domain: Domain, what: string, most: number): void {
  if (!domain.throttle) return
  const hour = Math.floor(seconds(domain.now()) / HOUR)
  const before = counted.get(domain)
  const counts =
    before?.hour === hour && before.counts.size < MOST ? before.counts : new Map<string, number>()
  counted.set(domain, { hour, counts })
  const times = (counts.get(what) ?? 0) + 1
  if (times > most) throw new Refusal('too-many', 'reports', { facts: { seconds: HOUR } })
  counts.set(what, times)
}
