import type { Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import type { Place } from '../files/place.ts'
import { resolve } from '../files/resolve.ts'
import { resolveSetting } from '../settings/resolve.ts'
import type { LockKind } from './lock.ts'
import { locksOn } from './require-unlocked.ts'
import { type ShownLock, shownLock } from './shown.ts'
import { EXPIRED, insertLock, newLockToken } from './take.ts'
import { tellFolders } from './tell-folders.ts'

/** The locks that the official apps take: `user` by hand, `app` for an editor, `token` while an office file is open. */
export type OwnLockKind = Exclude<LockKind, 'dav'>

export interface OwnLockWish {
  readonly kind: OwnLockKind
  /** What edits, of a lock of the kind `app`. */
  readonly editor: string
  /** Tokens the client showed: a lock of the kind `token` is renewed by whoever has it. */
  readonly tokens: readonly string[]
}

export interface Asked {
  /** `in-the-way`: nothing has changed, and the lock is the one that stands. */
  readonly outcome: 'done' | 'in-the-way'
  readonly lock: ShownLock
}

const RENEW = 'UPDATE lock SET taken = ?, expires = ? WHERE token = ?'

/**
 * Keeps others from changing a file, and lets them see who does. Whoever asks again for the lock they have renews it.
 * @throws Refusal `not-found`, `not-permitted`, `wrong-kind` of a folder.
 */
export async function takeOwnLock(
  domain: Domain,
  actor: Member,
  path: readonly string[],
  wish: OwnLockWish,
): Promise<Asked> {
  const before = seconds(domain.now())
  const found = await domain.records.read((reader) => resolve(reader, actor, path, before))
  return await domain.records.write([found.node.space], async (writer) => {
    const now = seconds(domain.now())
    const place = await resolve(writer, actor, path, now)
    if (place.node.kind === FOLDER) throw new Refusal('wrong-kind', 'lock-folder')
    if (!allows(place.permissions, UPDATE)) throw new Refusal('not-permitted', 'no-write')
    await writer.run(EXPIRED, place.node.space, now)
    const standing = (await locksOn(writer, place.trail, now)).filter(
      (lock) => lock.node === place.node.id || lock.depth === 'infinity',
    )
    const own = standing.find(
      ({ node, kind, person, token }) =>
        node === place.node.id &&
        kind === wish.kind &&
        person === actor.person &&
        (kind !== 'token' || wish.tokens.includes(token)),
    )
    const other = standing.find((lock) => lock !== own)
    if (other !== undefined) return { outcome: 'in-the-way', lock: await shownLock(writer, other.token) }
    const token = await keep(writer, actor, place, wish, own?.token, now)
    await tellFolders(writer, place, now)
    return { outcome: 'done', lock: await shownLock(writer, token) }
  })
}

async function keep(
  writer: Writer,
  actor: Member,
  { node }: Place,
  { kind, editor }: OwnLockWish,
  renewed: string | undefined,
  now: number,
): Promise<string> {
  const { value: hours } = await resolveSetting(writer, 'locks.hours')
  const expires = hours === 'forever' ? null : now + hours * 3600
  if (renewed !== undefined) {
    await writer.run(RENEW, now, expires, renewed)
    return renewed
  }
  const token = newLockToken()
  await insertLock(writer, {
    ...{ token, space: node.space, node: node.id, person: actor.person, kind },
    ...{ scope: 'exclusive', depth: '0', owner: kind === 'app' ? editor : '', taken: now, expires },
  })
  return token
}
