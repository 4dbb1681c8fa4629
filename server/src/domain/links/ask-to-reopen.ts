import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { notify } from '../notifications/notify.ts'
import { enterLink } from './enter.ts'
import { type LinkRow, readLinkByToken } from './link.ts'

/** Seconds: of one link its owner hears once in this time. */
const DAY = 24 * 3600
/** So many links at a time are known to have asked. */
const MOST = 10_000

const asked = new WeakMap<Domain, Map<number, number>>()

const RECENT =
  "SELECT 1 AS found FROM notification WHERE person = ? AND kind = 'link-reopen-asked' AND object_type = 'link' AND object_id = ? AND created > ?"

/**
 * Tells whoever made a link that somebody needs it again. Whoever asks is told the same whether that is news or not.
 * @returns since when it has ended, in seconds; undefined for one that is open.
 * @throws Refusal `not-found` (`link-missing`).
 */
export async function askToReopen(domain: Domain, token: string, place: string): Promise<number | undefined> {
  const since = await endOf(domain, token, place)
  if (since === undefined) return undefined
  const link = await domain.records.read((reader) => readLinkByToken(reader, token))
  if (link !== undefined && isNews(domain, link)) await tell(domain, link)
  return since
}

async function endOf(domain: Domain, token: string, place: string): Promise<number | undefined> {
  try {
    await enterLink(domain, token, { place })
    return undefined
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'link-ended') return Number(error.facts.since)
    throw error
  }
}

/** Also when the notice was put away: once a day is enough. */
function isNews(domain: Domain, { share }: LinkRow): boolean {
  const now = seconds(domain.now())
  const known = asked.get(domain) ?? new Map<number, number>()
  asked.set(domain, known)
  if ((known.get(share) ?? Number.NEGATIVE_INFINITY) > now - DAY) return false
  if (known.size >= MOST) known.clear()
  known.set(share, now)
  return true
}

async function tell(domain: Domain, { share, sharer, node, name }: LinkRow): Promise<void> {
  await domain.records.write([], async (writer) => {
    const since = seconds(domain.now()) - DAY
    if ((await writer.get(RECENT, sharer, String(share), since)) !== undefined) return
    const object = { type: 'link', id: String(share) }
    await notify(writer, domain, sharer, {
      kind: 'link-reopen-asked',
      facts: { node, file: name, share },
      object,
    })
  })
}
