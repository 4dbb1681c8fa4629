import type { Reader } from '../../storage/records/records.ts'
import type { DropVisitor, LinkVisitor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { ALL, allows, CREATE, DOWNLOAD, type Permissions, READ, SHARE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { sharingPolicy } from '../shares/policy.ts'
import { rightsOfShare } from '../shares/rights-on.ts'
import { whileNothingChanges } from '../standing.ts'
import { type LinkRow, readLinkByToken } from './link.ts'
import { isSealed } from './seal.ts'
import { demandLinkPassword } from './unlock.ts'

/** What whoever comes by a link shows. */
export interface Proof {
  /** The address they come from. */
  readonly place: string
  readonly password?: string | undefined
  /** What `sealUnlocked` gave this browser for a link. */
  seal?(share: number): string | undefined
}

export interface Entered {
  readonly actor: LinkVisitor | DropVisitor
  readonly link: LinkRow
}

interface Known {
  readonly link: LinkRow
  readonly allowed: Permissions
}

/** So many links are known at a time without looking them up again. */
const LINKS = 4096
const standing = whileNothingChanges<Known | undefined>(LINKS)

const missing = (): Refusal => new Refusal('not-found', 'link-missing')

/**
 * Lets somebody in by a link. What is switched off, disabled or deleted is not told from what never was; what has
 * ended is, since whoever was given it may ask for more time.
 * @throws Refusal `not-found` (`link-missing`); `gone` (`link-ended`, with `share` and `since` in seconds);
 * `not-signed-in` (`link-password-wrong`), `too-many`, `busy`.
 */
export async function enterLink(
  domain: Domain,
  token: string,
  proof: Proof,
): Promise<Entered | 'password-needed'> {
  const now = seconds(domain.now())
  const { link, permissions } = await domain.records.read((reader) => admit(reader, token, now))
  const visitor = { share: link.share, root: link.node, place: proof.place }
  if (link.password !== null) {
    const { password, revision, share } = link
    const seal = proof.seal?.(share)
    if (seal === undefined || !isSealed(domain, link, seal)) {
      if (proof.password === undefined) return 'password-needed'
      await demandLinkPassword(domain, visitor, { share, revision, password }, proof.password)
    }
  }
  return {
    actor: allows(permissions, READ)
      ? { kind: 'link-visitor', ...visitor, permissions }
      : { kind: 'drop-visitor', ...visitor },
    link,
  }
}

async function admit(
  reader: Reader,
  token: string,
  now: number,
): Promise<{ link: LinkRow; permissions: Permissions }> {
  const known = await standing(reader, token, () => read(reader, token))
  if (known === undefined || known.link.living !== 1) throw missing()
  const { link, allowed } = known
  if (allowed !== 0 && link.expires !== null && link.expires <= now)
    throw new Refusal('gone', 'link-ended', { facts: { share: link.share, since: link.expires } })
  const permissions = (await rightsOfShare(reader, link.share, now)) & allowed
  if (!allows(permissions, READ) && !allows(permissions, CREATE)) throw missing()
  return { link, permissions }
}

async function read(reader: Reader, token: string): Promise<Known | undefined> {
  const link = await readLinkByToken(reader, token)
  return link && { link, allowed: await allowedBy(reader, link) }
}

/** What policy lets strangers do at all, be it switched off after the link was made. */
async function allowedBy(reader: Reader, { sharer, owner }: LinkRow): Promise<Permissions> {
  const { enabled, excluded, links, upload, reshare } = await sharingPolicy(reader, sharer)
  if (!enabled || excluded || !links || (!reshare && sharer !== owner)) return 0
  return ALL & ~SHARE & (upload ? ALL : READ | DOWNLOAD)
}
