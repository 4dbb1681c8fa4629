import type { Member } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import { demandSharing } from '../shares/policy.ts'
import { GROUP, PERSON } from '../shares/share.ts'
import { shareePolicy } from './policy.ts'

/** To whom somebody gave something not long ago. */
export interface Recommended {
  readonly kind: number
  readonly id: string
  readonly name: string
  readonly email: string
  /** How often. */
  readonly count: number
}

/** So many shares are looked back. */
const BACK = 100
const LATELY = `SELECT r.kind, r.recipient AS id, COALESCE(p.name, c.name, '') AS name,
    COALESCE(p.email, '') AS email, r.count
  FROM (SELECT l.kind, l.recipient, count(*) AS count FROM (SELECT kind, recipient FROM share
    WHERE sharer = ? AND kind IN (${PERSON}, ${GROUP}) ORDER BY id DESC LIMIT ${BACK}) l
    GROUP BY l.kind, l.recipient) r
  LEFT JOIN person p ON r.kind = ${PERSON} AND p.id = r.recipient AND p.enabled = 1 AND p.removed IS NULL
  LEFT JOIN circle c ON r.kind = ${GROUP} AND c.id = r.recipient
  WHERE p.id IS NOT NULL OR c.id IS NOT NULL ORDER BY r.count DESC, r.kind, r.recipient LIMIT ?`

/** The most frequent first. */
export async function recommendSharees(domain: Domain, { person }: Member): Promise<Recommended[]> {
  return await domain.records.read(async (reader) => {
    const policy = await shareePolicy(reader, person)
    demandSharing(policy.sharing)
    if (policy.sharing.excluded || policy.proposed === 'none') return []
    return await reader.all<Recommended>(LATELY, person, policy.most)
  })
}
