import type { Reader, Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { changeLink } from '../links/change.ts'
import { wishedEnd } from './end.ts'
import { findShare, isTheirs } from './find.ts'
import { demandSharing, sharingPolicy } from './policy.ts'
import { isLink, isLive, type Share } from './share.ts'
import { tellChanged } from './tell.ts'

/** What can be done with many at once, and undone. Times in seconds. */
export type Deed =
  /** @param at when it was over; now at the latest, and when absent. */
  | { readonly kind: 'end'; readonly at?: number | undefined }
  /** @param expires null: never. What has ended begins anew at the same address. */
  | { readonly kind: 'renew'; readonly expires: number | null }
  /** @param password its hash, for links that have none. */
  | { readonly kind: 'protect'; readonly password: string }
  | { readonly kind: 'unprotect' }

/** How it stood before, which is all it takes to undo it. */
export interface Before {
  readonly expires: number | null
  readonly password: boolean
}

const LINKED = 'SELECT password FROM link WHERE share = ?'
const END = 'UPDATE share SET expires = ?, revision = revision + 1 WHERE id = ?'

/**
 * Ends a share or link so that it can be had back, gives it another end, or a password.
 * @throws Refusal `not-found` for what is none of theirs; `bad-request` (`share-end-…`, `share-no-link`).
 */
export async function actOnShare(domain: Domain, actor: Member, id: number, deed: Deed): Promise<Before> {
  const now = seconds(domain.now())
  const { space } = await domain.records.read((reader) => requireTheirs(reader, actor, id, now))
  return await domain.records.write([space], async (writer) => {
    const share = await requireTheirs(writer, actor, id, now)
    const password = (await writer.get<{ password: string | null }>(LINKED, id))?.password ?? null
    await act(writer, domain, actor, { share, deed, now, protected: password !== null })
    tellChanged(writer, share)
    const detail = { deed: deed.kind }
    await audit(writer, domain, actor, { verb: 'share.update', subject: String(id), detail })
    return { expires: share.expires, password: password !== null }
  })
}

async function requireTheirs(reader: Reader, actor: Member, id: number, now: number): Promise<Share> {
  const { share, standing } = await findShare(reader, actor, id, now, 'all')
  if (!isTheirs(standing)) throw new Refusal('not-found', 'share-missing')
  return share
}

interface Acting {
  readonly share: Share
  readonly deed: Deed
  /** Seconds. */
  readonly now: number
  readonly protected: boolean
}

async function act(
  writer: Writer,
  domain: Domain,
  actor: Member,
  { share, deed, now, protected: has }: Acting,
): Promise<void> {
  const { id } = share
  if (deed.kind === 'end') {
    // What is over already stays over since it was.
    if (isLive(share, now)) await writer.run(END, Math.min(deed.at ?? now, now), id)
    return
  }
  const policy = await sharingPolicy(writer, actor.person)
  if (deed.kind === 'renew') {
    demandSharing(policy)
    const end = isLink(share) ? policy.linkEnd : policy.internalEnd
    const zone = domain.timezone ?? 'UTC'
    await writer.run(END, wishedEnd(deed.expires, { policy: end, now, zone }), id)
    return
  }
  if (!isLink(share)) throw new Refusal('bad-request', 'share-no-link')
  if (deed.kind === 'protect' && !has) await changeLink(writer, id, { password: deed.password })
  if (deed.kind === 'unprotect' && has) {
    if (policy.linkPassword.enforced) throw new Refusal('bad-request', 'share-password-stays')
    await changeLink(writer, id, { password: null })
  }
}
